import AllianceNames
import Replication
import Synchronization
import TransparencyLog

/// A store whose calls fail from a chosen one on, before or after they took effect: what a caller
/// sees of a crash, or of a disk that stops.
final class FaultyLogStore: LogStore {
    struct Fault: Error {}

    enum Moment: Sendable {
        case before, after
        /// Nothing fails, but something is done once the call has returned.
        case never(@Sendable () -> Void)
    }

    private let store: any LogStore
    private let moment: Moment
    private let callsLeft: Mutex<Int>

    init(_ store: any LogStore, failing moment: Moment, call: Int) {
        self.store = store
        self.moment = moment
        callsLeft = Mutex(call)
    }

    /// Calls that went through, negative once some have failed.
    var left: Int { callsLeft.withLock { $0 } }

    private func call<Result>(_ body: (any LogStore) throws -> Result) throws -> Result {
        let left = callsLeft.withLock { left in
            left -= 1
            return left
        }
        switch moment {
        case .before where left < 0, .after where left < -1: throw Fault()
        default: break
        }
        let result = try body(store)
        switch moment {
        case .after where left < 0: throw Fault()
        case .never(let effect) where left == -1: effect()
        default: break
        }
        return result
    }

    func states() throws -> [LogState] { try call { try $0.states() } }
    func state(of origin: LogOrigin) throws -> LogState? { try call { try $0.state(of: origin) } }
    func admit(_ entries: AdmittedEntries) throws { try call { try $0.admit(entries) } }
    func believe(
        _ checkpoint: VerifiedCheckpoint, for origin: LogOrigin, durability: WriteDurability
    ) throws {
        try call { try $0.believe(checkpoint, for: origin, durability: durability) }
    }
    func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>] {
        try call { try $0.grow(growths) }
    }
    func freeze(_ origin: LogOrigin, _ finding: ForkFinding, proof: EvidenceRecord?) throws {
        try call { try $0.freeze(origin, finding, proof: proof) }
    }
    func settle(_ origin: LogOrigin, _ settlement: ForkSettlement) throws {
        try call { try $0.settle(origin, settlement) }
    }
    func takenOutCount() throws -> UInt64 { try call { try $0.takenOutCount() } }
    func droppedCheckpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try call { try $0.droppedCheckpoints(of: origin) }
    }
    func keep(_ evidence: EvidenceRecord) throws -> Bool { try call { try $0.keep(evidence) } }
    func evidence(after number: UInt64, limit: Int) throws -> [NumberedEvidence] {
        try call { try $0.evidence(after: number, limit: limit) }
    }
    func forkedLogs() throws -> [LogOrigin] { try call { try $0.forkedLogs() } }
    func record(_ withholding: Withholding) throws { try call { try $0.record(withholding) } }
    func withholdings() throws -> [Withholding] { try call { try $0.withholdings() } }
    func checkpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try call { try $0.checkpoints(of: origin) }
    }
    func entries(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try call { try $0.entries(of: origin, bundle) }
    }
    func payloads(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try call { try $0.payloads(of: origin, bundle) }
    }
    func tile(of origin: LogOrigin, _ tile: TileCoordinate) throws -> [UInt8]? {
        try call { try $0.tile(of: origin, tile) }
    }
    func keep(_ roster: RosterRecord) throws { try call { try $0.keep(roster) } }
    func rosters() throws -> [RosterRecord] { try call { try $0.rosters() } }
    func roster(version: UInt64) throws -> RosterRecord? {
        try call { try $0.roster(version: version) }
    }
    func record(_ status: PeerStatus) throws { try call { try $0.record(status) } }
    func peerStatuses() throws -> [PeerStatus] { try call { try $0.peerStatuses() } }
    func record(_ seen: [SeenCheckpoint]) throws { try call { try $0.record(seen) } }
    func seenCheckpoints(of origin: LogOrigin) throws -> [SeenCheckpoint] {
        try call { try $0.seenCheckpoints(of: origin) }
    }
    func keep(_ erasure: ErasureRecord) throws -> Bool { try call { try $0.keep(erasure) } }
    func hasRoom(for proposal: ErasureRecord) throws -> Bool {
        try call { try $0.hasRoom(for: proposal) }
    }
    func erasures() throws -> [ErasureRecord] { try call { try $0.erasures() } }
    func erasure(_ id: Digest) throws -> ErasureRecord? { try call { try $0.erasure(id) } }
    func erasuresUnderWay() throws -> [ErasureRecord] { try call { try $0.erasuresUnderWay() } }
    func wipedErasures() throws -> [Digest] { try call { try $0.wipedErasures() } }
    func wipedErasureCount() throws -> Int { try call { try $0.wipedErasureCount() } }
    func erasedEntries() throws -> [LogOrigin: ErasedEntries] {
        try call { try $0.erasedEntries() }
    }
    func wipe(_ id: Digest, forget: ([ErasedContent]) throws -> Void) throws {
        try call { try $0.wipe(id, forget: forget) }
    }
    func scrub() throws -> Bool { try call { try $0.scrub() } }
    func finishErasure(_ id: Digest, at time: UInt64) throws {
        try call { try $0.finishErasure(id, at: time) }
    }
    func changeToken() throws -> UInt64 { try call { try $0.changeToken() } }
}
