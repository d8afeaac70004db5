import AllianceNames
package import ComplaintScoring
package import Complaints
import Replication
import SQLiteStore
package import Statements

/// Looks at a complaint when it arrives at the platform: returns what is to be mended, decides what is clear, and gives the
/// rest to people with what is known of it.
///
/// Nothing is decided twice: whatever was signed is in the reading, whether it was noted or not, and what the reading
/// has decided is not looked at.
package final class ComplaintJudge: Sendable {
    package struct Policy: Sendable {
        package var table: WeightTable
        package var thresholds: LaneThresholds
        /// Of a million automatic decisions, how many a person looks at again.
        package var auditedPerMillion: UInt64

        package init(
            table: WeightTable = .current, costs: ErrorCosts = .standard,
            auditedPerMillion: UInt64 = 20_000
        ) {
            self.table = table
            thresholds = costs.thresholds
            self.auditedPerMillion = auditedPerMillion
        }
    }

    /// What became of a complaint.
    package struct Outcome: Equatable, Sendable {
        /// How listings went, by their places.
        package var lanes: [Int: Lane] = [:]
        /// Decisions that were signed.
        package var decisions: [EntryReference] = []
        /// A report that witnesses have not confirmed yet may change it.
        package var awaitsWitnesses = false
        /// The statement of the right has not arrived.
        package var awaitsRight = false

        package init() {}
    }

    package let counts = JudgingCounts()
    let node: OpenedNode
    let register: any ComplaintRegister
    let policy: Policy
    let standing: any ComplainantStanding
    private let facts: any FilingFactsReading
    private let goods: any GoodsKnowledge
    private let calls: BlockingCalls
    private let standings: JudgedComplainants
    private let grey: GreyReports

    /// - Parameters:
    ///   - goods: what is known of goods beside what members say.
    ///   - standing: what is known of accounts here.
    package init(
        node: OpenedNode, register: any ComplaintRegister, facts: any FilingFactsReading,
        goods: any GoodsKnowledge = NoGoodsKnowledge(),
        standing: any ComplainantStanding = NoComplainantStanding(), policy: Policy = Policy(),
        calls: BlockingCalls
    ) {
        self.node = node
        self.register = register
        self.facts = facts
        self.goods = goods
        self.policy = policy
        self.standing = standing
        self.calls = calls
        standings = JudgedComplainants(register)
        grey = GreyReports(node)
    }

    /// Judges all listings of a complaint that await a decision. Durable on return: decided in the log, the rest noted.
    ///
    /// - Parameter mayWait: whether a right that nobody here knows may arrive still; else the complaint goes back for it.
    /// - Throws: where it cannot be found out now, or cannot be signed.
    package func judge(_ id: EntryReference, mayWait: Bool = false) async throws -> Outcome {
        guard let asked = try await calls.run({ [self] in try waiting(id) }) else {
            // Where it was decided and could not be noted.
            try await calls.run { [self] in _ = try settle(id) }
            return Outcome()
        }
        let known = try await facts.facts(
            of: asked.complaint, in: id.origin.channel, filed: id)
        guard known.listings.count == asked.complaint.listings.count else {
            throw ComplaintJudgingError.facts(
                found: known.listings.count, expected: asked.complaint.listings.count)
        }
        let offered = zip(asked.complaint.listings, known.listings).map { ($0, $1.capture) }
        var ofGoods = Array(repeating: GoodsFacts(), count: offered.count)
        if let right = known.right { ofGoods = try await goods.goods(of: offered, right: right) }
        guard ofGoods.count == offered.count else {
            throw ComplaintJudgingError.facts(found: ofGoods.count, expected: offered.count)
        }
        let gathered = ofGoods
        let judged = try await calls.run { [self] () -> (CaseState, [JudgedListing])? in
            // Looking it up takes a while: what was said meanwhile counts.
            guard let state = try waiting(id) else { return nil }
            return (state, try self.judged(state, known, gathered, mayWait: mayWait))
        }
        guard let (state, listings) = judged else { return Outcome() }
        return try await answer(state, listings)
    }

    /// Nil where nothing of it awaits a decision.
    private func waiting(_ id: EntryReference) throws -> CaseState? {
        guard let state = try register.reading(of: id)?.state,
            state.listings.contains(where: \.stage.awaitsDecision)
        else { return nil }
        return state
    }

    /// The listings that await a decision, judged; nothing is signed or noted. Blocks.
    package func lanes(
        of state: CaseState, _ known: FilingFacts, _ goods: [GoodsFacts]
    ) throws -> [Int: Lane] {
        Dictionary(
            uniqueKeysWithValues: try judged(state, known, goods, mayWait: false).map {
                ($0.place, $0.lane)
            })
    }

    private func judged(
        _ state: CaseState, _ known: FilingFacts, _ goods: [GoodsFacts], mayWait: Bool
    ) throws -> [JudgedListing] {
        let clock = ContinuousClock()
        let begin = clock.now
        let now = node.clock.now()
        let scans = try self.scans(of: state)
        let offers = state.listings.filter(\.stage.awaitsDecision).map { listing in
            let capture = known.listings[listing.place].capture
            var goods = goods[listing.place].completed(by: capture, at: now)
            if let found = scans[listing.place] { goods.scan = found }
            return ComplainedOffer(listing: listing, capture: capture, goods: goods)
        }
        let judged = try JudgingOfOne(
            state: state, known: known, offers: offers, now: now, grey: grey,
            standings: standings, judge: self, mayWait: mayWait
        ).judged()
        counts.add(judged.map(\.lane), took: begin.duration(to: clock.now))
        return judged
    }

    /// What owners of numbers say of goods, by the places of the listings that they came from.
    private func scans(of state: CaseState) throws -> [Int: GoodsFacts.ScanFinding] {
        guard !state.complaint.items.isEmpty else { return [:] }
        let answers = ItemAnswers(state, try register.itemAnswers(of: state.id))
        let owners = try StatedRights(state.complaint.right.key, at: node).members
        return Set(state.complaint.items.map(\.listing)).reduce(into: [:]) { found, place in
            let finding = answers.finding(at: place, rightOf: owners)
            if finding != .none { found[place] = finding }
        }
    }

    // MARK: What follows

    /// Signs first and notes then: a crash in between leaves a decision, which `settle` finds, and never a note of one that
    /// nobody signed.
    private func answer(_ state: CaseState, _ judged: [JudgedListing]) async throws -> Outcome {
        var outcome = Outcome()
        var isDrawn: Set<Int> = []
        let decisions = AutomaticDecisions.decisions(of: state.id, judged)
        if !decisions.isEmpty {
            let entries = try await node.report(
                decisions.map { .complaint(.decision($0)) }, to: state.id.origin.channel)
            outcome.decisions = entries.indexes.map {
                EntryReference(origin: entries.origin, index: $0)
            }
            let signed = outcome.decisions
            isDrawn = try await calls.run { [self] in
                try zip(signed, decisions).reduce(into: []) { drawn, said in
                    try drawn.formUnion(self.drawn(from: said.1, signed: said.0))
                }
            }
        }
        outcome.lanes = Dictionary(uniqueKeysWithValues: judged.map { ($0.place, $0.lane) })
        outcome.awaitsRight = judged.contains { $0.judgement.review == .rightAwaited }
        let pending = ScoreFeature.pendingMembers.rawValue
        outcome.awaitsWitnesses = judged.contains { listing in
            listing.judgement.review != nil
                && listing.judgement.contributions.contains { $0.feature == pending }
        }
        let drawn = isDrawn
        try await calls.run { [register] in
            try register.note(
                judged.map { listing in
                    var judgement = listing.judgement
                    judgement.isAuditSample = drawn.contains(listing.place)
                    return judgement
                }, of: state.id)
        }
        return outcome
    }

    /// Of one decision, the places that a person looks at again; a return decides nothing.
    private func drawn(
        from decision: ComplaintDecision, signed entry: EntryReference
    ) throws -> [Int] {
        let places = decision.parts.filter { $0.verdict != .return }.flatMap(\.listings)
        guard !places.isEmpty else { return [] }
        let sample = try node.auditSample(of: entry, perMillion: policy.auditedPerMillion)
        return places.filter { sample.draws(entry, place: $0) }
    }

    /// Notes decisions of this node's that were signed and not noted, as after a crash. Blocks.
    /// - Returns: how many there were.
    @discardableResult
    package func settle(_ id: EntryReference) throws -> Int {
        guard let state = try register.reading(of: id)?.state else { return 0 }
        let decided = state.listings.filter { listing in
            guard let ruling = listing.firstRuling else { return false }
            return ruling.isAutomatic && ruling.entry.author == node.member
        }
        guard !decided.isEmpty else { return 0 }
        let noted = Dictionary(
            try register.judgements(of: id).map { ($0.place, $0) }
        ) { first, _ in first }
        let missing = try decided.compactMap { listing -> ListingJudgement? in
            let held = noted[listing.place]
            // What is noted of a decision says that nobody has to decide.
            guard held == nil || held?.review != nil, let ruling = listing.firstRuling else {
                return nil
            }
            return try judgement(of: ruling, at: listing.place, held)
        }
        if !missing.isEmpty { try register.note(missing, of: id) }
        return missing.count
    }

    private func judgement(
        of ruling: ListingState.Ruling, at place: Int, _ held: ListingJudgement?
    ) throws -> ListingJudgement {
        let sample = try node.auditSample(of: ruling.entry, perMillion: policy.auditedPerMillion)
        return ListingJudgement(
            place: place, harm: held?.harm ?? 0, table: ruling.score?.table ?? "",
            contributions: ruling.score?.contributions.map {
                .init(
                    feature: $0.feature, logOddsThousandths: $0.logOddsThousandths,
                    isDisclosable: true)
            } ?? [],
            capture: held?.capture, isAuditSample: sample.draws(ruling.entry, place: place))
    }

    /// Gives listings that cannot be judged now to people, where nothing is known of them yet. Blocks.
    func leave(_ id: EntryReference) throws {
        guard let state = try register.reading(of: id)?.state else { return }
        let open = state.listings.filter(\.stage.awaitsDecision)
        let noted = Dictionary(
            try register.judgements(of: id).map { ($0.place, $0) }
        ) { first, _ in first }
        guard !open.isEmpty else { return }
        try register.note(
            open.map { listing in
                noted[listing.place]
                    ?? ListingJudgement(
                        place: listing.place, review: .notScored,
                        harm: ExpectedHarm.harm(
                            of: listing.listing, nil, pieces: nil, score: nil))
            }, of: id)
    }

    /// What is known of complainants may have changed.
    func forgetStandings() { standings.forgetAll() }
}

/// Why a complaint could not be judged.
package enum ComplaintJudgingError: Error, Equatable, CustomStringConvertible {
    /// What was looked up is not of the complaint's listings.
    case facts(found: Int, expected: Int)

    package var description: String {
        switch self {
        case .facts(let found, let expected):
            "facts of \(found) listings were found for a complaint of \(expected)"
        }
    }
}
