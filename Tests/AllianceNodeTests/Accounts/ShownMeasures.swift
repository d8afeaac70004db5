import AllianceNames
import Complaints
import NodeAPI
import Peering
import Statements
import Synchronization

/// Measures that a test has the platform take; people decide on none here.
final class ShownMeasures: DeskMeasures {
    private let stated = Mutex<[TakenMeasure.Stated]>([])

    let isPlatform = true

    func now() -> UInt64 { 1_900_000_000_000 }

    /// - Returns: where it stands in the platform's log.
    @discardableResult
    func say(_ measure: MisuseMeasure) -> EntryReference {
        let origin = LogOrigin(
            alliance: AllianceID(unchecked: "ipacc.example"),
            channel: ChannelID(unchecked: "desk-hub"), member: MemberID(unchecked: "hub"),
            epoch: Epoch(1))
        return stated.withLock { stated in
            let id = EntryReference(origin: origin, index: UInt64(stated.count))
            stated.append(.init(measure, at: id, time: .witnessed(now())))
            return id
        }
    }

    func due() async throws -> CutList<LadderStanding> { CutList([], max: 1) }

    func measures() async throws -> CutList<TakenMeasure> {
        CutList(TakenMeasure.all(of: stated.withLock { $0 }).reversed(), max: 100)
    }

    func measures(against party: LadderParty) async throws -> CutList<TakenMeasure> {
        CutList(try await measures().items.filter { $0.party == party }, max: 100)
    }

    func standing(of party: LadderParty) async throws -> LadderStanding {
        LadderStanding(
            of: party, current: nil, proposal: nil, facts: [],
            measures: try await measures(against: party).items)
    }

    func take(
        _ measure: NewMeasure, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome { .nothing }

    func lift(
        _ measure: EntryReference, text: String, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome { .nothing }
}
