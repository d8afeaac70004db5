import AllianceNames
import ComplaintScoring
import Complaints
import MergedView
import Roster
import SQLiteStore
import Statements

/// One complaint before the judge. Calls block.
struct JudgingOfOne {
    let state: CaseState
    let known: FilingFacts
    let offers: [ComplainedOffer]
    /// Milliseconds since 1970.
    let now: UInt64
    let grey: GreyReports
    let standings: JudgedComplainants
    let judge: ComplaintJudge
    /// Whether it may wait for the statement of its right.
    let mayWait: Bool

    private var node: OpenedNode { judge.node }

    func judged() throws -> [JudgedListing] {
        let sight = try known.right.map { MarkSight($0, in: try node.markRegister(for: $0)) }
        let marks = offers.map { offer in
            offer.capture.flatMap { sight?.mark(in: $0.title) } ?? .notSought
        }
        let failures = failures(marks)
        let standing = try standings.standing(
            of: state.complainant, in: node.channels, at: now)
        let isReturned = offers.allSatisfy { !ofListing($0, failures).isEmpty }
        // What goes back is not scored: what is mended may change all of it.
        let scores =
            isReturned ? nil : try self.scores(sight, marks, standing)
        let awaited = self.awaited
        return try offers.enumerated().map { number, offer in
            var facts = LaneFacts()
            let wrong = ofListing(offer, failures)
            facts.failures = wrong.filter { !awaited.contains($0.check) }
            facts.awaitsRight = facts.failures.count < wrong.count
            facts.isConfirmed = state.time != .pending
            facts.isInGoodFaithLane = standing.isInGoodFaithLane
            facts.wasReinstated = try wasReinstated(offer)
            facts.isWithPerson = isWithPerson(offer.listing)
            return JudgedListing(
                offer, facts, score: facts.failures.isEmpty ? scores?[number] : nil,
                by: judge.policy.thresholds)
        }
    }

    // MARK: Checks

    /// What may be wrong only since another log is behind: the complaint has arrived, and the statement that it rests on,
    /// in a log of its own, has not. Nothing waits beyond half of the time in which it is decided.
    private var awaited: Set<FilingCheck> {
        guard mayWait else { return [] }
        let running = state.listings.compactMap { state.clock(of: $0)?.running(at: now) }.max()
        guard running ?? 0 < CaseRules.decisionMilliseconds / 2 else { return [] }
        // Who may act for an account this node knows itself.
        if case .member = state.complainant { return [.rightUnknown, .notTheOwner] }
        return [.rightUnknown]
    }

    private func failures(_ marks: [ListingSignals.Mark]) -> [FilingFailure] {
        var titles: [String: ListingSignals.Mark] = [:]
        for (offer, mark) in zip(offers, marks) {
            if let title = offer.capture?.title { titles[title] = mark }
        }
        // Of listings that await nothing no mark was looked for, and no failure counts.
        return FilingChecker.failures(
            of: state.complaint, known, marks: MarksSeen(byTitle: titles))
    }

    private func ofListing(
        _ offer: ComplainedOffer, _ all: [FilingFailure]
    ) -> [FilingFailure] {
        all.filter { $0.places.isEmpty || $0.places.contains(offer.listing.place) }.map {
            var failure = $0
            // Listings that have the same wrong are answered together.
            failure.places = []
            return failure
        }
    }

    // MARK: Scores

    private func scores(
        _ sight: MarkSight?, _ marks: [ListingSignals.Mark], _ standing: JudgedComplainant
    ) throws -> [ListingScore] {
        // Of a right of any kind: the register of marks has those of trademarks in force only.
        let owners = try StatedRights(state.complaint.right.key, at: node).members
        let audience = ReportAudience(
            of: state.id, state.complainant, owners: owners.union(sight?.owners() ?? []),
            in: node.roster)
        let scope = try node.witnessedScope()
        let channels = node.channels
        let gathering = SignalGathering(
            states: GatheredStates(
                view: node.view, channels: channels, scope: scope, at: now,
                linksThat: { audience.counts($0, in: scope) }),
            audience: audience, grey: grey,
            history: { [judge, state, now] accounts in
                guard !accounts.isEmpty else { return SellerHistory() }
                let since = now - min(now, SellerHistory.rememberedMilliseconds)
                return SellerHistory(
                    try judge.register.offers(.by(accounts), in: channels, since: since),
                    but: state.id, at: now)
            },
            strangers: { [judge, standings, state, now] sellers in
                let time = state.time.milliseconds ?? now
                return try StrangersTogether(
                    judge.register.accusers(
                        of: sellers, in: channels, filed: StrangersTogether.window(around: time)),
                    but: state.complainant,
                    decisions: {
                        try standings.standing(of: $0, in: channels, at: now).record.decisions
                    })
            },
            likenesses: { [node] in try node.knownImages.index(of: node) })
        let signals = try gathering.signals(
            for: offers, beginning: try shared(standing), marks: marks)
        return zip(signals, marks).map { signals, mark in
            var signals = signals
            signals.markIsCommonWord = sight?.isCommonWord(mark) ?? false
            return ListingScore(signals, by: judge.policy.table)
        }
    }

    /// What is so of all listings of the complaint.
    ///
    /// Whether evidence comes from somebody independent, or from a laboratory, stays open: only who brings it says so,
    /// and nobody raises a score by saying it.
    private func shared(_ standing: JudgedComplainant) throws -> ListingSignals {
        var shared = ListingSignals()
        let ground = state.complaint.ground
        shared.ground = ListingSignals.Ground(ground)
        let ties = FileTies(
            try judge.register.uses(of: state.tyingFiles, in: node.channels), of: state,
            about: state.accused { known.listings[$0].capture?.seller })
        shared.evidenceIsReused = ties.isReused
        shared.record = standing.record.logOdds(on: ground)
        shared.linkedRecord = try standings.worstRecord(
            tiedTo: state.complainant, by: ties.accounts, on: ground, in: node.channels, at: now)
        if case .member = state.complainant { shared.complainantIsMember = true }
        shared.complainantIsNew = try isComplainantNew()
        return shared
    }

    private static let newMilliseconds = 180 * CaseRules.dayMilliseconds

    /// Of accounts at this platform; of members, and of accounts elsewhere, nobody here knows it.
    private func isComplainantNew() throws -> Bool {
        guard case .hosted(let account, at: node.member) = state.complainant,
            let opened = try judge.standing.openedAt(account)
        else { return false }
        return opened + Self.newMilliseconds > state.time.milliseconds ?? now
    }

    // MARK: People

    private func wasReinstated(_ offer: ComplainedOffer) throws -> Bool {
        try judge.register.mentions(
            of: offer.listing.listing, right: state.complaint.right.key
        ).contains { $0.id != state.id && $0.wasReinstated }
    }

    private func isWithPerson(_ listing: ListingState) -> Bool {
        !listing.requests.isEmpty || state.pauses.contains { $0.from <= now && now < $0.until }
    }
}
