package import AllianceNames
package import TransparencyLog

/// Entries in one log, at most; a store can rely on it in its keys.
package let logEntriesMax: TreeSize = 1 << 40

/// Believed checkpoints of one log that a store keeps for sure; older ones may go.
package let checkpointsKept = 512

/// Checkpoints of one log that a store keeps of what it has given up, at most: the first ones. Who has a log's key
/// signs as many as he likes.
package let droppedCheckpointsMax = 16

/// The record: every log this node holds, the rosters, and what was noticed about authors and peers.
///
/// **Calls block** (they end in fsync), so callers keep them off the cooperative pool. A write has
/// happened durably when it returns and not at all when it throws. Any number of threads and
/// processes may use one record at a time; each write looks at what is there when it runs, not at
/// what its caller read before.
///
/// Everything it returns is in a fixed order: origins and members by name, checkpoints by size.
package protocol LogStore: Sendable {
    /// Every log that was believed or written to, by origin.
    func states() throws -> [LogState]

    /// Nil for a log that nobody has mentioned yet.
    func state(of origin: LogOrigin) throws -> LogState?

    /// Appends, atomically: entries, payloads, tiles, edge, and the checkpoint to serve.
    ///
    /// A log that is not there yet begins with it. In a mirror `target` covers the entries; the
    /// author's own log is ahead of its checkpoint until the next `believe`. No slices: no change.
    /// - Throws: `LogStoreError.notContiguous` unless `entries.start` is the size held,
    ///   `.frozen`, `.logTooLarge`, and `.rootDiffers` where the log would reach the size of a believed
    ///   checkpoint with another root.
    func admit(_ entries: AdmittedEntries) throws

    /// Records a checkpoint that is consistent with what is held, as target, as served, or both,
    /// by its size. A smaller one than both only joins the history.
    ///
    /// Same size and root as one that is there: the newer note takes its place, since
    /// it may carry fresher cosignatures (the caller sees to it that it is not staler).
    /// - Throws: `LogStoreError.contradicted` where another root is believed for its size,
    ///   `.rootDiffers` where the entries held have another root, `.frozen`, `.otherOrigin`.
    func believe(
        _ checkpoint: VerifiedCheckpoint, for origin: LogOrigin, durability: WriteDurability) throws

    /// Has several logs grow at once: for each, `believe` and then `admit`, both or neither. One log
    /// that cannot does not hold up the others. A store with a transaction to spare needs one fsync
    /// for all of them.
    ///
    /// - Returns: for each, what is held then, or why it was not done; in their order.
    /// - Throws: where nothing was done at all.
    func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>]

    /// Freezes a log and keeps both checkpoints, and the proof of it for others with them: both or
    /// neither, since an author that has shown another branch once may never show it again. What is held
    /// stays, and is served on. A log that is frozen already keeps its first finding.
    ///
    /// - Parameter proof: nil where it takes hashes that are still to be fetched.
    /// - Throws: `LogStoreError.unknownLog`.
    func freeze(_ origin: LogOrigin, _ finding: ForkFinding, proof: EvidenceRecord?) throws

    /// Has a log follow the branch that the roster has ended it with, also one that was frozen. Entries from
    /// `prefix` on are taken out, checkpoints beyond it are believed no more, and the log grows again, with the
    /// end's root there only, and beyond it only as far as checkpoints are believed. Of those that go, the one that
    /// was served and the largest are kept in `droppedCheckpoints`.
    /// A log that is not there yet begins, empty. Of one that is settled already all is of the roster's branch, up to
    /// its end: it gives up what `ForkSettlement.init(onBranch:end:root:)` says, if anything, whatever is asked for.
    /// - Throws: `LogStoreError.rootDiffers` where what is left reaches the end with
    ///   another root.
    func settle(_ origin: LogOrigin, _ settlement: ForkSettlement) throws

    /// How often entries were taken out again, of any log: who keeps what follows from the entries (the
    /// view) begins anew when it has grown.
    func takenOutCount() throws -> UInt64

    /// Checkpoints that were believed, and given up since the roster has ended the log, smallest first: what its
    /// key has signed beyond the end, or of another branch.
    func droppedCheckpoints(of origin: LogOrigin) throws -> [CheckpointRecord]

    /// Keeps a piece of evidence, unless there is one of its kind and subject. A fork proof freezes its
    /// log, also one that is not there yet.
    /// - Returns: whether it was kept.
    @discardableResult
    func keep(_ evidence: EvidenceRecord) throws -> Bool

    /// Evidence behind a number, in the order in which it was kept, `limit` pieces at most.
    func evidence(after number: UInt64, limit: Int) throws -> [NumberedEvidence]

    /// Every log that is known to be forked, by a finding of this node or by a proof, settled or not, by
    /// origin.
    func forkedLogs() throws -> [LogOrigin]

    /// The believed checkpoints of a log, smallest first: evidence, should the author fork. The newest
    /// `checkpointsKept` are there, the served one among them, and few more.
    func checkpoints(of origin: LogOrigin) throws -> [CheckpointRecord]

    /// An entry bundle. Every width whose entries are all held is answered, whatever the checkpoints
    /// say; nil for what is not held.
    func entries(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]?

    /// The payload bundle beside an entry bundle. Its slots are empty for open kinds and where a
    /// payload was erased.
    func payloads(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]?

    /// A hash tile: 32 bytes for each hash. Every width whose subtrees are full is answered.
    func tile(of origin: LogOrigin, _ tile: TileCoordinate) throws -> [UInt8]?

    /// Keeps a roster note; one that is there already changes nothing.
    func keep(_ roster: RosterRecord) throws

    /// All roster notes, by version; notes of one version in the order they came.
    func rosters() throws -> [RosterRecord]

    /// How many notes are kept. Cheap enough to ask whenever anything has changed.
    func rosterCount() throws -> Int

    /// The first note kept of one version; nil where there is none.
    func roster(version: UInt64) throws -> RosterRecord?

    /// Replaces what is known about one peer.
    func record(_ status: PeerStatus) throws

    func peerStatuses() throws -> [PeerStatus]

    /// Keeps what a peer has shown of a log, unless it has shown a larger checkpoint before.
    func record(_ seen: [SeenCheckpoint]) throws

    /// The largest checkpoint that each peer has shown of one log.
    func seenCheckpoints(of origin: LogOrigin) throws -> [SeenCheckpoint]

    /// Replaces what is known of one peer that keeps back what others show of one log.
    func record(_ withholding: Withholding) throws

    /// By log, then by peer; also those that have ended.
    func withholdings() throws -> [Withholding]

    // MARK: Erasure

    /// Keeps an erasure certificate, complete or still a proposal, joined with what is known of it.
    /// Once it is complete, the payloads of its entries are answered as absent and those of entries to
    /// come are never stored, whoever admits them.
    ///
    /// - Returns: whether that was news.
    /// - Throws: `ErasureError.tooManyProposals` for a proposal of a log where each key that signed it has signed
    ///   `erasureProposalsMax` that wait there already.
    @discardableResult
    func keep(_ erasure: ErasureRecord) throws -> Bool

    /// Whether `keep` would take a proposal that is not known here, as far as its number goes. Writes nothing.
    func hasRoom(for proposal: ErasureRecord) throws -> Bool

    /// By log, then by time, then by certificate.
    func erasures() throws -> [ErasureRecord]
    func erasure(_ id: Digest) throws -> ErasureRecord?
    /// Complete and not finished.
    func erasuresUnderWay() throws -> [ErasureRecord]
    /// The certificates that are wiped or finished, sorted, and how many: cheap enough to poll.
    func wipedErasures() throws -> [Digest]
    func wipedErasureCount() throws -> Int

    /// What complete certificates erase of each log, held or not.
    func erasedEntries() throws -> [LogOrigin: ErasedEntries]

    /// Empties the slots of a complete certificate's entries, as far as they are held, and has it
    /// reach `wiped`; all or nothing.
    ///
    /// - Parameter forget: called with what is about to be gone, so that it is forgotten elsewhere
    ///   first. Where it throws, nothing is changed here.
    func wipe(_ id: Digest, forget: ([ErasedContent]) throws -> Void) throws

    /// Sees to it that nothing which was wiped is left in the store's files.
    /// - Returns: false where others were reading, so that it has to be tried again.
    func scrub() throws -> Bool

    /// Has a certificate reach `finished`.
    func finishErasure(_ id: Digest, at time: UInt64) throws

    /// Grows whenever a log, a checkpoint, a finding, evidence, a certificate or a roster changed, by whomever, here or in
    /// another process; peers' statuses and sightings do not count. Cheap enough to poll.
    func changeToken() throws -> UInt64
}

/// Erasures of one log that wait for signatures in a store and that one key has signed, at most: a log key alone
/// makes them. What one key has used up leaves the others' room.
package let erasureProposalsMax = 1_000

/// When a power cut can no longer undo a write.
package enum WriteDurability: Sendable {
    /// Before the call returns.
    case atReturn
    /// With the next write that is durable at its return: for what the caller can make again, and at
    /// the price of no sync. Whole or not at all in either case, and visible at return.
    case withNext
}

/// How far a store is with erasing, at one moment.
package struct ErasureProgress: Equatable, Sendable {
    /// Certificates that were carried out in all that is made of the record.
    package let wiped: Int
    /// Whether one is being carried out.
    package let isUnderWay: Bool

    package init(wiped: Int, isUnderWay: Bool) {
        self.wiped = wiped
        self.isUnderWay = isUnderWay
    }
}

extension LogStore {
    /// For whoever reads what is made of the record, and writes something of it elsewhere. Where none is under way when
    /// it writes, and as many are carried out as before it read, then whoever erases anything that it read comes there
    /// after it.
    package func erasureProgress() throws -> ErasureProgress {
        // In this order: one that is carried out meanwhile is seen by the first or counted by the second.
        let isUnderWay = try erasuresUnderWay().contains { $0.state == .complete }
        return ErasureProgress(wiped: try wipedErasureCount(), isUnderWay: isUnderWay)
    }

    package func erased(of origin: LogOrigin) throws -> ErasedEntries {
        try erasedEntries()[origin] ?? .none
    }

    package func believe(_ checkpoint: VerifiedCheckpoint, for origin: LogOrigin) throws {
        try believe(checkpoint, for: origin, durability: .atReturn)
    }

    package func freeze(_ origin: LogOrigin, _ finding: ForkFinding) throws {
        try freeze(origin, finding, proof: nil)
    }

    /// The believed checkpoint that kept a log from growing: what would have been stored has another root at its size.
    /// - Parameter error: what the store threw; nil for any other.
    package func believed(against error: any Error) throws -> CheckpointRecord? {
        switch error as? LogStoreError {
        case .contradicted(let origin, let size, let root, _),
            .rootDiffers(let origin, let size, let root, _):
            try checkpoints(of: origin).first { $0.size == size && $0.root == root }
        default: nil
        }
    }

    package func rosterCount() throws -> Int { try rosters().count }

    /// The newest roster kept; where two stand side by side, the first.
    package func newestRoster() throws -> RosterRecord? {
        guard let version = try rosters().last?.version else { return nil }
        return try roster(version: version)
    }
}
