import AllianceNames
import AllianceNode
import CRDT
import ComplaintScoring
import Complaints
import Credentials
import Logging
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Synchronization
import TransparencyLog

/// A brand, a platform that decides its complaints, three members that report, and a witness, each with a folder of its
/// own. What one of them says is brought to the platform as a follower would.
final class JudgeParty: Sendable {
    static let channel = ChannelID(unchecked: "desk-verelle")
    static let right = Right(
        kind: .trademark, office: "EM", registrationNumber: "018012345", title: "Verelle",
        jurisdictions: ["EM"], niceClasses: [18])

    let alliance: ErasureAlliance
    let nodes: [String: OpenedNode]
    private let time: SettableOffset

    /// - Parameters:
    ///   - outbound: who take no connections.
    ///   - seats: who read the desk's channel.
    init(
        outbound: Set<String> = [], seats: [String] = ["brand", "platform"]
    ) async throws {
        let names = ["brand", "platform", "m1", "m2", "m3", "w1"]
        alliance = try await ErasureAlliance(names, outbound: outbound)
        try alliance.openDesk(Self.channel, readBy: seats) { draft in
            try draft.makeWitness(MemberID(parsing: "w1"))
        }
        let time = SettableOffset()
        var nodes: [String: OpenedNode] = [:]
        for name in names {
            nodes[name] = try OpenedNode(
                alliance.home(name),
                clock: WallClock { WallClock.system.now() + time.milliseconds.withLock { $0 } })
        }
        self.nodes = nodes
        self.time = time
        try await say([.right(Self.right)], by: "brand", in: .alliance)
    }

    private final class SettableOffset: Sendable {
        let milliseconds = Mutex<UInt64>(0)
    }

    /// All clocks show so much more from now on.
    func pass(hours: UInt64) { time.milliseconds.withLock { $0 += hours * 3_600_000 } }

    func setBack(hours: UInt64) { time.milliseconds.withLock { $0 -= hours * 3_600_000 } }

    func node(_ name: String) -> OpenedNode {
        guard let node = nodes[name] else { preconditionFailure("no \(name)") }
        return node
    }

    var platform: OpenedNode { node("platform") }

    func close() throws { for node in nodes.values { try node.close() } }

    // MARK: What is said

    /// Says it, and has it arrive at the platform.
    /// - Returns: the first entry.
    @discardableResult
    func say(
        _ statements: [Statement], by name: String, in channel: ChannelID,
        isConfirmed: Bool = true, isMerged: Bool = true
    ) async throws -> EntryReference {
        let author = node(name)
        let written = try await author.report(statements, to: channel)
        try carry(written.origin, from: author, to: platform)
        if isConfirmed { try confirm(written.origin) }
        if isMerged { try platform.merger.catchUp() }
        return EntryReference(origin: written.origin, index: written.indexes.lowerBound)
    }

    func carry(_ origin: LogOrigin, from author: OpenedNode, to reader: OpenedNode) throws {
        guard author.member != reader.member else { return }
        try reader.take(origin, from: author)
    }

    /// The witness cosigns all that the platform holds of a log.
    func confirm(_ origin: LogOrigin, by witness: String = "w1") throws {
        guard let served = try platform.logs.state(of: origin)?.served,
            let key = platform.roster.logKey(for: origin)
        else { return }
        let cosigner = try node(witness).cosigner()
        var signed = try SignedCheckpoint(parsing: served.noteText)
        signed.add(
            cosigner.sign(text: signed.note.text, timestamp: platform.clock.now() / 1_000))
        try platform.logs.keep(
            CosignedCheckpoint(signed.verified(by: key), cosigners: [cosigner.verifierKey]),
            of: origin, durability: .atReturn)
    }

    /// Members say that this is a counterfeiter's.
    func report(
        _ seller: Indicator, by members: [String] = ["m1", "m2", "m3"], _ tlp: TLP = .amber,
        confidence: Int = 90, attributes: [Attribute] = [], isConfirmed: Bool = true
    ) async throws {
        for member in members {
            try await say(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: seller, basis: .testBuy, confidence: confidence, tlp: tlp,
                            attributes: attributes))
                ], by: member, in: .alliance, isConfirmed: isConfirmed)
        }
    }

    static func seller(_ name: String) throws -> Indicator {
        try Indicator(.sellerAccount, parsing: "bazario:\(name)")
    }

    static func listing(_ number: Int, at marketplace: String = "bazario") throws -> Indicator {
        try Indicator(.listing, parsing: "\(marketplace):\(number)")
    }

    static func complaint(
        _ listings: [Indicator], ground: Complaint.Ground = .markInListing,
        mends: EntryReference? = nil
    ) -> Complaint {
        Complaint(
            right: .init(office: "EM", number: "018012345"), ground: ground, listings: listings,
            goodFaithStatement: "We believe so in good faith.", declaredBy: "V. Erelle",
            mends: mends)
    }

    func file(_ complaint: Complaint, isConfirmed: Bool = true) async throws -> EntryReference {
        try await say(
            [.complaint(.complaint(complaint))], by: "brand", in: Self.channel,
            isConfirmed: isConfirmed)
    }

    /// One listing of a seller that members report, shown by its marketplace.
    struct ReportedListing {
        let party: JudgeParty
        let shown: ShownListings
        let register: InMemoryComplaintRegister
        let seller: Indicator
        let listing: Indicator

        /// A complaint about it, taken up at the platform.
        func filed() async throws -> EntryReference {
            let id = try await party.file(JudgeParty.complaint([listing]))
            try register.catchUp()
            return id
        }
    }

    static func reportedListing(
        by members: [String] = ["m1", "m2", "m3"]
    ) async throws -> ReportedListing {
        let party = try await JudgeParty()
        let reported = ReportedListing(
            party: party, shown: ShownListings(party.platform.clock.now),
            register: party.register(), seller: try seller("bad"), listing: try listing(1))
        try await party.report(reported.seller, by: members)
        reported.shown.show(reported.listing, seller: reported.seller)
        return reported
    }

    // MARK: At the platform

    /// Of what the platform's logs hold.
    func register() -> InMemoryComplaintRegister {
        let node = platform
        return InMemoryComplaintRegister(
            parties: { CaseParties(platforms: [node.member]) },
            read: { try Self.said(in: node) })
    }

    private static func said(in node: OpenedNode) throws -> [InMemoryComplaintRegister.Said] {
        var found: [InMemoryComplaintRegister.Said] = []
        for state in try node.logs.states() where state.origin.channel == channel {
            for index in 0..<state.size {
                let dot = StatementDot(log: state.origin, index: index)
                guard case .complaint(let said)? = try node.statement(at: dot) else { continue }
                let time = try node.witnessedAt(dot).map { EventTime.witnessed($0 * 1_000) }
                found.append(.init(said, at: EntryReference(dot), time: time ?? .pending))
            }
        }
        return found
    }

    /// How many entries the platform has signed in the desk's channel.
    func decided() throws -> UInt64 {
        let origin = platform.writer.origin(in: Self.channel)
        return try platform.logs.state(of: origin)?.size ?? 0
    }

    func judge(
        _ register: any ComplaintRegister, _ shown: ShownListings,
        policy: ComplaintJudge.Policy? = nil
    ) throws -> ComplaintJudge {
        ComplaintJudge(
            node: platform, register: register, facts: shown,
            policy: try policy ?? Self.policy(), calls: .concurrent(label: "test"))
    }

    func upkeep(
        _ register: any ComplaintRegister, _ shown: ShownListings,
        items: any ItemAsking = NoItemAsking(), policy: ComplaintJudge.Policy? = nil
    ) throws -> ComplaintUpkeep {
        ComplaintUpkeep(
            node: platform, register: register,
            judge: try judge(register, shown, policy: policy), items: items,
            pulse: Pulse(), calls: .concurrent(label: "test"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Files a complaint of one listing, and has it judged: which way it went, and why.
    func judged(
        _ listing: Indicator, _ shown: ShownListings, ground: Complaint.Ground = .markInListing,
        policy: ComplaintJudge.Policy? = nil
    ) async throws -> (lane: Lane?, judgement: ListingJudgement?) {
        let register = register()
        let id = try await file(Self.complaint([listing], ground: ground))
        try register.catchUp()
        let outcome = try await judge(register, shown, policy: policy).judge(id)
        return (outcome.lanes[0], register.judgements(of: id).first)
    }

    /// What a feature added to a score; nil where it is not in it.
    static func value(_ feature: ScoreFeature, of judgement: ListingJudgement?) -> Int? {
        judgement?.contributions.first { $0.feature == feature.rawValue }?.logOddsThousandths
    }

    /// Weights by which two members are enough for a takedown, at the standard costs.
    static func policy(auditedPerMillion: UInt64 = 0) throws -> ComplaintJudge.Policy {
        let weights = [
            "base": -2_000, "seller-members": 5_000, "linked-members": 5_000,
            "pending-members": 5_000, "seller-found": 3_000, "mark-descriptive": -3_000,
            "mark-plain": 500,
        ]
        return ComplaintJudge.Policy(
            table: try WeightTable(
                version: "test",
                ScoreFeature.allCases.map { ($0.rawValue, weights[$0.rawValue] ?? 0) }),
            auditedPerMillion: auditedPerMillion)
    }
}
