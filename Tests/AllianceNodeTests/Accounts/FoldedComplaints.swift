import AllianceNames
import Complaints
import NodeAPI
import Statements
import Synchronization
import TransparencyLog

/// Complaints at a platform's desk, in memory: read from their statements as a node reads them, signed by nobody.
final class FoldedComplaints: DeskComplaints {
    private struct State {
        var cases: [EntryReference: CaseEvents] = [:]
        var length: UInt64 = 0
        var filed: [Complaint] = []
        var failures: [FilingFailure] = []
    }

    static let own = MemberID(unchecked: "hub")
    private static let start: UInt64 = 1_795_435_200_000
    private let parties = CaseParties(platforms: [own])
    private let log = LogOrigin(
        alliance: AllianceID(unchecked: "alliance.example"),
        channel: ChannelID(unchecked: "desk-hub"), member: own, epoch: Epoch(1))
    private let state = Mutex(State())

    var isPlatform: Bool { true }
    func channels() -> [ChannelID] { [log.channel] }
    func now() -> UInt64 { state.withLock { Self.start + $0.length * 60_000 } }

    /// Of which nothing is filed while there are any.
    func fail(with failures: [FilingFailure]) { state.withLock { $0.failures = failures } }

    var filed: [Complaint] { state.withLock { $0.filed } }
    var ids: [EntryReference] { state.withLock { $0.cases.keys.sorted() } }

    func check(_ complaint: Complaint, in channel: ChannelID) async throws -> [FilingFailure] {
        state.withLock { $0.failures }
    }

    func file(
        _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> FilingOutcome {
        state.withLock { state in
            guard state.failures.isEmpty else { return .failed(state.failures) }
            state.filed.append(complaint)
            return .answered(append(.complaint(complaint), to: &state))
        }
    }

    private func append(
        _ said: ComplaintStatement, to state: inout State
    ) -> SigningOutcome {
        let entry = EntryReference(origin: log, index: state.length)
        let time = EventTime.witnessed(Self.start + state.length * 60_000)
        state.length += 1
        let id = said.complaint ?? entry
        state.cases[id, default: CaseEvents(of: id)].insert(said, at: entry, time: time)
        return .signed(
            SignedEntries(
                log: log, indexes: entry.index..<state.length, leafHash: .zero,
                treeSize: state.length), isAgain: false)
    }

    func keep(_ bytes: [UInt8]) async throws -> KeptEvidence {
        KeptEvidence(
            digest: .sha256(bytes), mediaType: "application/pdf", byteCount: UInt64(bytes.count))
    }

    func evidence(
        _ digest: Digest, of complaint: EntryReference
    ) async throws -> EvidenceBytes? { nil }

    func page(_ query: ComplaintQuery) async throws -> ComplaintPage {
        let states = state.withLock { $0.cases.values.compactMap { $0.reading(parties).state } }
        // All of everybody: whoever shows them has to leave out what is not for its reader.
        return ComplaintPage(
            complaints: states.sorted { $0.id > $1.id }.map { state in
                ComplaintSummary(
                    id: state.id, complainant: state.complainant,
                    onBehalfOf: state.complaint.onBehalfOf, right: state.complaint.right.key,
                    ground: state.complaint.ground, filedAt: state.time,
                    stages: state.listings.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 })
            })
    }

    func complaint(_ id: EntryReference) async throws -> ComplaintDetail? {
        state.withLock { $0.cases[id] }.map {
            ComplaintDetail(id: id, reading: $0.reading(parties), right: nil)
        }
    }

    func say(
        _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        state.withLock { append(said, to: &$0) }
    }

    func queue(_ query: ReviewQuery, for person: String?) async throws -> [ReviewItem] { [] }
    func decider(_ person: String) -> String { person }
    func sellerLink(of complaint: EntryReference, places: [Int]) async throws -> SellerLink {
        SellerLink(path: "/", endsAt: 0)
    }
    func sellerCase(_ token: String) async throws -> SellerCase? { nil }
    func figures(
        filed: Range<UInt64>?, in channels: Set<ChannelID>
    ) async throws -> [FigureKey: ComplaintFigures] { [:] }
}
