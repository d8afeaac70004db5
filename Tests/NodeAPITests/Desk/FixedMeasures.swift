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
    private let count: Int

    /// - Parameters:
    ///   - text: what people wrote.
    ///   - count: how often the one for whom something is due is listed, and what was done.
    init(isPlatform: Bool = true, saying text: String = "why", count: Int = 1) {
        self.isPlatform = isPlatform
        self.text = text
        self.count = count
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

    func due() async throws -> CutList<LadderStanding> {
        CutList(
            repeatElement(try await standing(of: party(text)), count: count),
            max: MeasureLists.dueMax)
    }

    func measures(against party: LadderParty) async throws -> CutList<TakenMeasure> {
        CutList(
            try await measures().items.filter { $0.party == party }, max: MeasureLists.takenMax)
    }

    func measures() async throws -> CutList<TakenMeasure> {
        let each = Array(all(text).reversed())
        return CutList(
            repeatElement(each, count: count).joined(), max: MeasureLists.takenMax)
    }

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
