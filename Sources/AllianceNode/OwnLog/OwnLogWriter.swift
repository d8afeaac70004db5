package import AllianceNames
import Dispatch
package import Replication
package import Statements
package import TransparencyLog

/// Writes this member's statements into its own logs, one log for each channel.
///
/// **Group commit.** While one batch is being written, all that is appended meanwhile waits
/// together and becomes the next: one transaction and one signature for each log, however many callers.
/// When `append` returns, the entries are durable and signed.
///
/// Storage blocks, so it runs on a queue of its own and never on the cooperative pool.
package actor OwnLogWriter {
    /// Statements that may wait to be written, over all callers.
    package static let waitingEntriesMax = 65_536
    /// Bytes of one transaction; a batch is closed when it has reached them.
    package static let batchBytesMax = 16 * 1024 * 1024

    nonisolated private let alliance: AllianceID
    nonisolated private let member: MemberID
    nonisolated private let epoch: Epoch
    package nonisolated let sealer: StatementSealer
    /// Nil in a folder that signs nothing: a standby has no fence, and without one there is no signer.
    private let log: FencedLog?
    private let queue = DispatchQueue(label: "own-log")
    private var waiting: [Waiting] = []
    private var isWriting = false

    private struct Waiting {
        let origin: LogOrigin
        let batch: SealedBatch
        let basis: TreeSize?
        let done: CheckedContinuation<OwnEntries, any Error>
    }

    /// - Parameter log: nil for a folder that signs nothing.
    package init(
        log: FencedLog?, sealer: StatementSealer, alliance: AllianceID, member: MemberID,
        epoch: Epoch
    ) {
        self.log = log
        self.sealer = sealer
        self.alliance = alliance
        self.member = member
        self.epoch = epoch
    }

    /// The log that this member writes in a channel.
    package nonisolated func origin(in channel: ChannelID) -> LogOrigin {
        LogOrigin(alliance: alliance, channel: channel, member: member, epoch: epoch)
    }

    /// To be called once at start for every channel that the member may write to: checks the logs
    /// against the fence, and signs what a crash has left unsigned.
    /// - Throws: `OwnLogError` where the log must not be signed on.
    package func recover(_ channels: [ChannelID]) async throws {
        for channel in channels.sorted() {
            let origin = origin(in: channel)
            let log = try signing()
            _ = try await onQueue { try log.recover(origin) }
        }
    }

    private func signing() throws -> FencedLog {
        guard let log else { throw OwnLogError.standby }
        return log
    }

    /// Runs `body` with what signs, off the cooperative pool and after what is being written.
    /// - Throws: `OwnLogError.standby` in a folder that signs nothing.
    package func withLog<Result: Sendable>(
        _ body: @escaping @Sendable (FencedLog) throws -> Result
    ) async throws -> Result {
        let log = try signing()
        return try await onQueue { try body(log) }
    }

    /// Seals, appends and signs; all of it or nothing, in one transaction, unless the statements make
    /// more than `batchBytesMax`.
    ///
    /// Not cancelled once it waits. Where it throws after the entries were written, they will be
    /// signed with the next append: the caller has no acknowledgement and may say the same again,
    /// which is harmless.
    /// - Parameter basis: as of `FencedLog.append`; what has one is written by itself.
    /// - Throws: `OwnLogError.statement` for one that no reader would accept, `.tooManyWaiting`, and
    ///   what `FencedLog.append` throws.
    package nonisolated func append(
        _ statements: [Statement], to channel: ChannelID, basis: TreeSize? = nil
    ) async throws -> OwnEntries {
        try await append(try sealer.seal(statements), to: channel, basis: basis)
    }

    /// The same for what this writer's sealer has sealed already.
    package nonisolated func append(
        _ batch: SealedBatch, to channel: ChannelID, basis: TreeSize? = nil
    ) async throws -> OwnEntries {
        try await write(batch, to: origin(in: channel), basis: basis)
    }

    private func write(
        _ batch: SealedBatch, to origin: LogOrigin, basis: TreeSize?
    ) async throws -> OwnEntries {
        let entries = waiting.reduce(batch.count) { $0 + $1.batch.count }
        guard entries <= Self.waitingEntriesMax else {
            throw OwnLogError.tooManyWaiting(
                entries: entries, entriesMax: Self.waitingEntriesMax)
        }
        return try await withCheckedThrowingContinuation { done in
            waiting.append(Waiting(origin: origin, batch: batch, basis: basis, done: done))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeWaiting() }
        }
    }

    private func writeWaiting() async {
        while let first = waiting.first {
            // The first one's log only; those of other channels keep their places and come next.
            var (group, rest): ([Waiting], [Waiting]) = ([], [])
            var byteCount = 0
            for one in waiting {
                let fits =
                    group.isEmpty
                    || first.basis == nil && one.basis == nil
                        && byteCount + one.batch.byteCount <= Self.batchBytesMax
                if one.origin == first.origin && fits {
                    group.append(one)
                    byteCount += one.batch.byteCount
                } else {
                    rest.append(one)
                }
            }
            waiting = rest
            await write(group, to: first.origin)
        }
        isWriting = false
    }

    private func write(_ group: [Waiting], to origin: LogOrigin) async {
        var batch = SealedBatch()
        for one in group { batch.append(one.batch) }
        do {
            let written = try await write(
                batch, to: origin, isSigned: true, basis: group.first?.basis)
            var start = written.indexes.lowerBound
            for one in group {
                let indexes = start..<(start + UInt64(one.batch.count))
                start = indexes.upperBound
                one.done.resume(
                    returning: OwnEntries(
                        origin: origin, indexes: indexes, leafHashes: one.batch.leafHashes,
                        checkpoint: written.checkpoint))
            }
        } catch {
            for one in group { one.done.resume(throwing: error) }
        }
    }

    /// One transaction, and a signature if asked for; what a bulk append is made of.
    func write(
        _ batch: SealedBatch, to origin: LogOrigin, isSigned: Bool, basis: TreeSize? = nil
    ) async throws -> OwnEntries {
        let log = try signing()
        return try await onQueue {
            try log.append(batch, to: origin, isSigned: isSigned, basis: basis)
        }
    }

    private func onQueue<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { done in
            queue.async { done.resume(with: Swift.Result { try work() }) }
        }
    }
}
