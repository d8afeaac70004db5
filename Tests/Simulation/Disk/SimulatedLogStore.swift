package import AllianceNames
package import Replication
import Synchronization
package import TransparencyLog

/// `log.sqlite` on a simulated disk: what `LogStore` promises of a power cut, a full disk and a failed sync,
/// over the store in memory.
package final class SimulatedLogStore: LogStore {
    let disk: SimulatedDisk
    private let images: Mutex<DiskImages<InMemoryLogStore>>
    private let writer = Mutex(())

    package init(disk: SimulatedDisk, holding store: InMemoryLogStore = InMemoryLogStore()) {
        self.disk = disk
        images = Mutex(DiskImages(store))
    }

    /// What is there, for those who look from outside of the node.
    package var content: InMemoryLogStore { images.withLock { $0.live } }
    package func restart() { images.withLock { $0.restart(disk) } }
    package func restore(_ image: InMemoryLogStore) { images.withLock { $0.restore(image) } }

    func read<Result>(_ body: (InMemoryLogStore) throws -> Result) throws -> Result {
        try disk.checkReadable()
        return try body(content)
    }

    func write<Result>(
        _ durability: WriteDurability = .atReturn, _ body: (InMemoryLogStore) throws -> Result
    ) throws -> Result {
        // One at a time, while others go on reading what was there before.
        try writer.withLock { _ in
            let fault = try disk.beginWrite()
            let copy = content.copy()
            let result = try body(copy)
            try images.withLock { try $0.commit(copy, fault, durability) }
            return result
        }
    }

    package func states() throws -> [LogState] { try read { try $0.states() } }
    package func state(of origin: LogOrigin) throws -> LogState? {
        try read { try $0.state(of: origin) }
    }
    package func admit(_ entries: AdmittedEntries) throws { try write { try $0.admit(entries) } }
    package func believe(
        _ checkpoint: VerifiedCheckpoint, for origin: LogOrigin, durability: WriteDurability
    ) throws {
        try write(durability) {
            try $0.believe(checkpoint, for: origin, durability: durability)
        }
    }
    package func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>] {
        try write { try $0.grow(growths) }
    }
    package func freeze(
        _ origin: LogOrigin, _ finding: ForkFinding, proof: EvidenceRecord?
    ) throws {
        try write { try $0.freeze(origin, finding, proof: proof) }
    }
    package func settle(_ origin: LogOrigin, _ settlement: ForkSettlement) throws {
        try write { try $0.settle(origin, settlement) }
    }
    package func takenOutCount() throws -> UInt64 { try read { try $0.takenOutCount() } }
    package func droppedCheckpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try read { try $0.droppedCheckpoints(of: origin) }
    }
    @discardableResult
    package func keep(_ evidence: EvidenceRecord) throws -> Bool {
        try write { try $0.keep(evidence) }
    }
    package func evidence(after number: UInt64, limit: Int) throws -> [NumberedEvidence] {
        try read { try $0.evidence(after: number, limit: limit) }
    }
    package func forkedLogs() throws -> [LogOrigin] { try read { try $0.forkedLogs() } }
    package func checkpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try read { try $0.checkpoints(of: origin) }
    }
    package func entries(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try read { try $0.entries(of: origin, bundle) }
    }
    package func payloads(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try read { try $0.payloads(of: origin, bundle) }
    }
    package func tile(of origin: LogOrigin, _ tile: TileCoordinate) throws -> [UInt8]? {
        try read { try $0.tile(of: origin, tile) }
    }
    package func keep(_ roster: RosterRecord) throws { try write { try $0.keep(roster) } }
    package func rosters() throws -> [RosterRecord] { try read { try $0.rosters() } }
    package func roster(version: UInt64) throws -> RosterRecord? {
        try read { try $0.roster(version: version) }
    }
    package func record(_ status: PeerStatus) throws { try write { try $0.record(status) } }
    package func peerStatuses() throws -> [PeerStatus] { try read { try $0.peerStatuses() } }
    package func record(_ seen: [SeenCheckpoint]) throws { try write { try $0.record(seen) } }
    package func seenCheckpoints(of origin: LogOrigin) throws -> [SeenCheckpoint] {
        try read { try $0.seenCheckpoints(of: origin) }
    }
    package func record(_ withholding: Withholding) throws {
        try write { try $0.record(withholding) }
    }
    package func withholdings() throws -> [Withholding] { try read { try $0.withholdings() } }
    @discardableResult
    package func keep(_ erasure: ErasureRecord) throws -> Bool {
        try write { try $0.keep(erasure) }
    }
    package func hasRoom(for proposal: ErasureRecord) throws -> Bool {
        try read { try $0.hasRoom(for: proposal) }
    }
    package func erasures() throws -> [ErasureRecord] { try read { try $0.erasures() } }
    package func erasure(_ id: Digest) throws -> ErasureRecord? {
        try read { try $0.erasure(id) }
    }
    package func erasuresUnderWay() throws -> [ErasureRecord] {
        try read { try $0.erasuresUnderWay() }
    }
    package func wipedErasures() throws -> [Digest] { try read { try $0.wipedErasures() } }
    package func wipedErasureCount() throws -> Int { try read { try $0.wipedErasureCount() } }
    package func erasedEntries() throws -> [LogOrigin: ErasedEntries] {
        try read { try $0.erasedEntries() }
    }
    package func wipe(_ id: Digest, forget: ([ErasedContent]) throws -> Void) throws {
        try write { try $0.wipe(id, forget: forget) }
    }
    package func scrub() throws -> Bool { try read { try $0.scrub() } }
    package func finishErasure(_ id: Digest, at time: UInt64) throws {
        try write { try $0.finishErasure(id, at: time) }
    }
    package func changeToken() throws -> UInt64 { try read { try $0.changeToken() } }
}

extension SimulatedLogStore: WitnessStore {
    package func advanceWitness(
        of origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState {
        try write { try $0.advanceWitness(of: origin, note: note, judge) }
    }
    package func witnessRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        try read { try $0.witnessRecord(of: origin) }
    }
    package func witnessRecords() throws -> [LogOrigin: WitnessRecord] {
        try read { try $0.witnessRecords() }
    }
    package func auditLogsWitnessed(of member: MemberID) throws -> Int {
        try read { try $0.auditLogsWitnessed(of: member) }
    }
    @discardableResult
    package func keep(
        _ cosigned: CosignedCheckpoint, of origin: LogOrigin, limit: FreshnessLimit?,
        durability: WriteDurability
    ) throws -> Bool {
        try write(durability) {
            try $0.keep(cosigned, of: origin, limit: limit, durability: durability)
        }
    }
    package func cosigned(
        of origin: LogOrigin, cosigners: Int, below size: TreeSize, limit: Int
    ) throws -> [CosignedCheckpoint] {
        try read { try $0.cosigned(of: origin, cosigners: cosigners, below: size, limit: limit) }
    }
    package func cosigned(
        of origin: LogOrigin, cosigners: Int, changedAfter change: UInt64
    ) throws -> [CosignedCheckpoint] {
        try read { try $0.cosigned(of: origin, cosigners: cosigners, changedAfter: change) }
    }
    package func cosigned(
        of origin: LogOrigin, size: TreeSize
    ) throws -> CosignedCheckpoint? {
        try read { try $0.cosigned(of: origin, size: size) }
    }
    package func cosignedChanges() throws -> [LogOrigin: UInt64] {
        try read { try $0.cosignedChanges() }
    }
    @discardableResult
    package func record(_ claim: OwnLogClaim) throws -> Bool {
        try write { try $0.record(claim) }
    }
    package func ownLogClaims() throws -> [OwnLogClaim] { try read { try $0.ownLogClaims() } }
    package func setAside(claimsAbout origin: LogOrigin) throws {
        try write { try $0.setAside(claimsAbout: origin) }
    }
    package func ownLogComparison(of origin: LogOrigin) throws -> OwnLogComparisonRecord? {
        try read { try $0.ownLogComparison(of: origin) }
    }
    package func record(
        _ comparison: OwnLogComparisonRecord, of origin: LogOrigin
    ) throws {
        try write { try $0.record(comparison, of: origin) }
    }
}
