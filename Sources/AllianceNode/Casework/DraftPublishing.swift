package import AllianceNames
package import Casework
import MergedView
package import Replication
package import SQLiteStore
import Statements
import TransparencyLog

/// Signs drafts that are approved, and takes back what was published of them: each once, wherever the node
/// was stopped.
///
/// What is decided is durable before anything is signed. The entries are made of what was decided, and of
/// nothing else; so whoever goes on looks into the log, behind where it ended at the decision, whether they
/// stand there already.
package struct DraftPublishing: Sendable {
    /// Appends to a log of this member's and signs it: durable when it returns.
    package typealias Appending =
        @Sendable (SealedBatch, LogOrigin) async throws -> OwnEntries

    private let node: OpenedNode
    private let store: SQLiteCaseworkStore
    private let appending: Appending
    private let calls: BlockingCalls

    /// - Parameter appending: nil for this node's writer.
    package init(
        _ node: OpenedNode, store: SQLiteCaseworkStore, calls: BlockingCalls,
        appending: Appending? = nil
    ) {
        self.node = node
        self.store = store
        self.calls = calls
        let writer = node.writer
        self.appending = appending ?? { try await writer.write($0, to: $1, isSigned: true) }
    }

    /// Decides on a draft, and signs it.
    package func publish(
        _ draft: Draft, revision: UInt64, by colleague: Colleague, needsSecondLook: Bool
    ) async throws -> Draft {
        try await node.readyToSign(in: draft.channel)
        let log = node.writer.origin(in: draft.channel)
        let now = node.clock.now()
        let approved = try await calls.run { [self] in
            let approval = Draft.Approval(
                by: colleague.id, at: now, seed: Self.seed(), log: log, since: try size(of: log))
            return try store.change(draft.id, revision: revision, at: now) {
                try $0.approve(approval, by: colleague, needsSecondLook: needsSecondLook)
            }
        }
        return try await finish(approved)
    }

    /// Decides that what was published is taken back, and does it. Where nothing of it stands any more, since it was
    /// taken back another way, nothing is signed.
    package func withdraw(
        _ draft: Draft, revision: UInt64, by colleague: Colleague
    ) async throws -> Draft {
        let isDone = try await calls.run { [node] in
            guard let entries = draft.entries else { return false }
            _ = try node.merger.catchUp()
            return try node.isTakenBack(entries, count: draft.rowCount, in: node.scope())
        }
        if !isDone { try await node.readyToSign(in: draft.channel) }
        let log = node.writer.origin(in: draft.channel)
        let now = node.clock.now()
        let decided = try await calls.run { [self] in
            let withdrawal = Draft.Withdrawal(
                by: colleague.id, at: now, log: log, since: try size(of: log))
            return try store.change(draft.id, revision: revision, at: now) {
                try $0.withdraw(withdrawal, by: colleague)
                if isDone { try $0.endWithdrawal() }
            }
        }
        return isDone ? decided : try await finish(decided)
    }

    /// Goes on with all that is decided and not done: at the node's start, and after a failure.
    /// - Returns: how many were finished.
    package func finishAll() async throws -> Int {
        let drafts = try await calls.run { [store] in try store.unfinishedDrafts() }
        var (finished, obstacle) = (0, (any Error)?.none)
        // What keeps one channel from being signed keeps no other.
        for draft in drafts {
            do {
                try await node.readyToSign(in: draft.channel)
                _ = try await finish(draft)
                finished += 1
            } catch {
                obstacle = obstacle ?? error
            }
        }
        if let obstacle { throw obstacle }
        return finished
    }

    private func finish(_ draft: Draft) async throws -> Draft {
        let done =
            draft.stage == .approved
            ? try await sign(draft) : try await signWithdrawal(draft)
        try await calls.run { [node] in _ = try node.merger.catchUp() }
        return done
    }

    private func sign(_ draft: Draft) async throws -> Draft {
        guard var approval = draft.approval else { throw CaseworkError.wrongStage(draft.stage) }
        let reports = try await calls.run { [store] in try store.draft(draft.id).reports }
        let sealed = try DraftEntries.sealed(reports, approval)
        let place = try await place(of: sealed, in: approval.log, from: approval.since) {
            log, size in
            approval.log = log
            approval.since = size
            let moved = approval
            try store.change(draft.id, revision: nil, at: node.clock.now()) {
                $0.approval = moved
            }
        }
        return try await calls.run { [store, node] in
            try store.change(draft.id, revision: nil, at: node.clock.now()) {
                try $0.publish(
                    as: .init(log: place.log, first: place.first), at: node.clock.now())
            }
        }
    }

    private func signWithdrawal(_ draft: Draft) async throws -> Draft {
        guard var withdrawal = draft.withdrawal, let entries = draft.entries else {
            throw CaseworkError.wrongStage(draft.stage)
        }
        let retraction = try DraftEntries.retraction(
            of: entries, count: draft.rowCount, withdrawal)
        _ = try await place(of: [retraction], in: withdrawal.log, from: withdrawal.since) {
            log, size in
            withdrawal.log = log
            withdrawal.since = size
            let moved = withdrawal
            try store.change(draft.id, revision: nil, at: node.clock.now()) {
                $0.withdrawal = moved
            }
        }
        return try await calls.run { [store, node] in
            try store.change(draft.id, revision: nil, at: node.clock.now()) {
                try $0.endWithdrawal()
            }
        }
    }

    /// Where the entries stand, signed: found there, or appended now.
    ///
    /// - Parameter moving: this member writes another log since the decision; where it is to be looked for
    ///   from now on.
    private func place(
        of sealed: [SealedStatement], in decided: LogOrigin, from since: UInt64,
        moving: (LogOrigin, UInt64) throws -> Void
    ) async throws -> (log: LogOrigin, first: UInt64) {
        var batch = SealedBatch()
        for one in sealed { batch.append(one) }
        let current = node.writer.origin(in: decided.channel)
        // A draft is appended in one transaction: where the first stands, all do.
        let leaf = batch.leafHashes[0]
        if let first = try await calls.run({ [node] in
            try StoredEntries(node.logs).index(ofLeaf: leaf, in: decided, from: since)
        }) {
            // A crash may have left them durable and unsigned.
            if current == decided { try await node.writer.recover([decided.channel]) }
            let signed = try await calls.run { [node] in
                try node.logs.state(of: decided)?.served?.size ?? 0
            }
            if signed >= first + UInt64(batch.count) { return (decided, first) }
            // In a log that has ended meanwhile they stay unsigned, and nobody ever has them.
        }
        if current != decided { try moving(current, try size(of: current)) }
        return (current, try await appending(batch, current).indexes.lowerBound)
    }

    private func size(of log: LogOrigin) throws -> UInt64 {
        try node.logs.state(of: log)?.size ?? 0
    }

    private static func seed() -> TransparencyLog.Digest {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<TransparencyLog.Digest.byteCount).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        guard let seed = TransparencyLog.Digest(bytes) else {
            preconditionFailure("a digest has so many bytes")
        }
        return seed
    }
}
