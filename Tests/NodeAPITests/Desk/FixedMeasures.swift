import AllianceNames
import Complaints
import NodeAPI
import Peering
import Statements
import Synchronization
import TransparencyLog

/// A platform that has suspended one complainant and warned one seller, and keeps what it is told to do.
final class FixedMeasures: DeskMeasures {
    let isPlatform: Bool
    let taken = Mutex<[NewMeasure]>([])
    let lifts = Mutex<[(id: EntryReference, text: String, person: String)]>([])
    private let text: String
    private let dueCount: Int

    /// - Parameters:
    ///   - text: what people wrote.
    ///   - dueCount: how often the one for whom something is due is listed.
    init(isPlatform: Bool = true, saying text: String = "why", dueCount: Int = 1) {
        self.isPlatform = isPlatform
        self.text = text
        self.dueCount = dueCount
    }

    static let hub = MemberID(unchecked: "hub")
    static let origin = LogOrigin(
        alliance: AllianceID(unchecked: "ipacc.example"), channel: ChannelID(unchecked: "desk-hub"),
        member: hub, epoch: Epoch(1))

    func now() -> UInt64 { 1_790_000_000_000 }

    private func party(_ account: String) -> LadderParty {
        .complainant(.hosted(account, at: Self.hub))
    }

    private func all(_ account: String) -> [TakenMeasure] {
        let party = MisuseMeasure.Party.account(account)
        func stated(_ index: UInt64, _ act: MisuseMeasure.Act) -> TakenMeasure.Stated {
            TakenMeasure.Stated(
                MisuseMeasure(against: party, act, text: text, reviewer: "p1"),
                at: EntryReference(origin: Self.origin, index: index), time: .witnessed(now()))
        }
        return TakenMeasure.all(of: [
            stated(
                1,
                .taken(
                    .warning, from: now() - 9_000, until: nil,
                    facts: [.init("unfounded", 3), .init(text, 7)])),
            stated(2, .taken(.suspension, from: now() - 5, until: now() + 9, facts: [])),
            stated(3, .lifted(EntryReference(origin: Self.origin, index: 1))),
        ])
    }

    func due() async throws -> [LadderStanding] {
        Array(repeating: try await standing(of: party(text)), count: dueCount)
    }

    func measures(against party: LadderParty) async throws -> [TakenMeasure] {
        try await measures().filter { $0.party == party }
    }

    func measures() async throws -> [TakenMeasure] { all(text).reversed() }

    func standing(of party: LadderParty) async throws -> LadderStanding {
        LadderStanding(
            of: party, current: LadderStep(.suspension, from: now() - 5, until: now() + 9),
            proposal: LadderProposal(
                step: LadderStep(.suspension, from: now(), until: now() + 86_400_000), facts: [],
                earlier: []), facts: [.init("complaints", 9), .init("weight", 5)],
            measures: all(text))
    }

    func take(
        _ measure: NewMeasure, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        taken.withLock { $0.append(measure) }
        return Self.signed
    }

    func lift(
        _ measure: EntryReference, text: String, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        lifts.withLock { $0.append((measure, text, person)) }
        return Self.signed
    }

    private static let signed = SigningOutcome.signed(
        SignedEntries(
            log: origin, indexes: 7..<8, leafHash: .sha256([1]), treeSize: 8), isAgain: false)
}
