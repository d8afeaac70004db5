package import AllianceNames
package import Replication
package import Statements

/// Appends any number of statements with bounded memory: each batch is a transaction of its own, and
/// only every so many of them end in a signature.
///
/// While one batch is written, the next is sealed. Single appends to the same log get their turn
/// between two batches. Whoever ends without `finish` (a crash, an input that breaks off) leaves what
/// was written; it is signed with the next append, or at the next start.
package actor BulkAppend {
    /// Statements that are sealed and written at once; `append` cuts what it is given.
    package static let batchEntries = 8_192
    /// Batches that may lack a signature.
    package static let unsignedBatchesMax = 16

    package struct Progress: Equatable, Sendable {
        /// Statements taken, all but the last few of which are durable.
        package var taken: UInt64 = 0
        /// Durable entries of this bulk append.
        package var durable: UInt64 = 0
        package var refused: UInt64 = 0
        /// The newest checkpoint.
        package var signed: CheckpointRecord?
    }

    package private(set) var progress = Progress()
    private let writer: OwnLogWriter
    private let origin: LogOrigin
    private var unsignedBatches = 0
    private var writing: Task<OwnEntries, any Error>?

    package init(writer: OwnLogWriter, channel: ChannelID) {
        self.writer = writer
        origin = writer.origin(in: channel)
    }

    /// Takes statements; returns when they are sealed and their last batch is on its way.
    /// - Returns: those that no reader would accept. They are left out; the others are written.
    /// - Throws: what `FencedLog.append` throws, also for the batch before. Nothing more may be
    ///   appended then.
    package func append(_ statements: [Statement]) async throws -> [StatementRefusal] {
        var refusals: [StatementRefusal] = []
        var start = 0
        while start < statements.count {
            let end = min(statements.count, start + Self.batchEntries)
            let (batch, refused) = writer.sealer.sealAccepted(statements[start..<end])
            refusals += refused.map {
                StatementRefusal(number: start + $0.number, error: $0.error)
            }
            try await write(batch)
            start = end
        }
        progress.refused += UInt64(refusals.count)
        return refusals
    }

    /// Waits until all is durable, and signs it.
    /// - Returns: the last checkpoint; nil where nothing was taken.
    package func finish() async throws -> CheckpointRecord? {
        try await settle()
        if unsignedBatches > 0 {
            unsignedBatches = 0
            try await record(writer.write(SealedBatch(), to: origin, isSigned: true))
        }
        return progress.signed
    }

    private func write(_ batch: SealedBatch) async throws {
        guard batch.count > 0 else { return }
        try await settle()
        progress.taken += UInt64(batch.count)
        unsignedBatches += 1
        let isSigned = unsignedBatches > Self.unsignedBatchesMax
        if isSigned { unsignedBatches = 0 }
        let (writer, origin) = (writer, origin)
        writing = Task { try await writer.write(batch, to: origin, isSigned: isSigned) }
    }

    /// Waits for the batch that is being written.
    private func settle() async throws {
        guard let last = writing else { return }
        try record(await last.value)
        writing = nil
    }

    private func record(_ written: OwnEntries) {
        progress.durable += UInt64(written.indexes.count)
        if let checkpoint = written.checkpoint { progress.signed = checkpoint }
    }
}
