package import AllianceNames
import Roster
package import TransparencyLog

// The roster has ended the log: only what its branch begins with counts, and only the author may be there
// to bring it.
extension MirrorIntake {
    /// The roster's end of the log.
    var end: (size: TreeSize, root: Digest)? {
        guard case .until(let size, let root) = scope else { return nil }
        return (size, root)
    }

    /// Whether a checkpoint that is served proves as many entries as count.
    var isEndServed: Bool {
        guard let end else { return false }
        return held.served?.size ?? 0 >= end.size
    }

    /// Of a settled log, a checkpoint of the roster's branch that is larger than what is held. Beyond the end
    /// too, what is held has to be what its tree begins with.
    ///
    /// - Throws: `MirrorRefusal.conflict` where that has to be proven first; `.beyondEnd` where it is not so.
    func goingOn(
        _ request: AddCheckpointRequest, _ checkpoint: VerifiedCheckpoint,
        endingAt end: (size: TreeSize, root: Digest)
    ) throws(MirrorRefusal) -> Judgement {
        guard held.size > end.size else { return .news(checkpoint) }
        guard request.oldSize == held.size else {
            throw .conflict(MirrorInfo(pending: held.size, next: held.size))
        }
        guard request.leads(from: held.edge.root) else { throw .beyondEnd(size: end.size) }
        return .news(checkpoint)
    }

    /// Knows a checkpoint at or over the roster's end to be of the roster's branch.
    ///
    /// - Parameter known: of an earlier request.
    /// - Throws: `MirrorRefusal.conflict` where it has to be proven from the end first; `.beyondEnd` where it
    ///   is of another branch.
    func branch(
        of checkpoint: VerifiedCheckpoint, _ request: AddCheckpointRequest,
        endingAt end: (size: TreeSize, root: Digest), known: BroughtBranch?
    ) throws(MirrorRefusal) -> BroughtBranch {
        let branch = BroughtBranch(of: checkpoint, end: end.size, root: end.root, held: held)
        if let known, known.isAboutSame(as: branch) { return known }
        if checkpoint.size > end.size, request.oldSize != end.size {
            throw .conflict(MirrorInfo(pending: end.size, next: end.size))
        }
        let isOfBranch =
            checkpoint.size == end.size
            ? checkpoint.root == end.root : request.leads(from: end.root)
        guard isOfBranch else { throw .beyondEnd(size: end.size) }
        return branch
    }

    /// What has to be settled before a checkpoint of the roster's branch can be judged: of a frozen log which branch
    /// counts, else what is believed or held and may be of another branch, and would keep the log from this one.
    ///
    /// - Parameters:
    ///   - oldRoot: of the author's tree at the size from which it proves, as it says.
    ///   - signed: gives other checkpoints of the log that its key signed.
    ///   - branch: what is known from earlier requests, and then also from this one.
    ///   - heldRoot: gives the root of what is held, at a size.
    /// - Returns: nil where nothing has.
    /// - Throws: `MirrorRefusal.conflict` until it is known; `.frozen` for a frozen log where the roster has not
    ///   ended it, or the checkpoint does not reach the end; what `signed` and `heldRoot`
    ///   throw.
    package func settlement(
        before request: AddCheckpointRequest, oldRoot: Digest?,
        signed: () throws -> [CheckpointRecord], branch: inout BroughtBranch?,
        heldRoot: (TreeSize) throws -> Digest
    ) throws -> ForkSettlement? {
        if !isFrozen {
            guard let end, request.checkpoint.checkpoint.size >= end.size,
                try isObstructed(request, endingAt: end, heldRoot)
            else { return nil }
            let checkpoint = try verified(request.checkpoint)
            // A fork that is proven for others comes first.
            guard try proofOfTwoRoots(checkpoint, signed()) == nil else { return nil }
            if held.isSettled {
                branch = try self.branch(of: checkpoint, request, endingAt: end, known: branch)
                return ForkSettlement(onBranch: held, end: end.size, root: end.root)
            }
        }
        return try settlement(by: request, oldRoot: oldRoot, branch: &branch, heldRoot: heldRoot)
    }

    /// Whether what is believed or held keeps a checkpoint from being taken, if it is of the roster's branch.
    private func isObstructed(
        _ request: AddCheckpointRequest, endingAt end: (size: TreeSize, root: Digest),
        _ heldRoot: (TreeSize) throws -> Digest
    ) throws -> Bool {
        let brought = request.checkpoint.checkpoint
        if isEndServed, try end.size <= held.size && heldRoot(end.size) == end.root {
            return false
        }
        guard brought.size > held.size else {
            // By a larger one that is served, it proves a fork.
            return try heldRoot(brought.size) != brought.root
                && (held.isSettled || held.served?.size ?? 0 < brought.size)
        }
        let promised = held.behind > 0 ? held.target.map { CheckpointKey($0) } : nil
        guard held.isSettled else { return promised?.size ?? 0 > brought.size }
        if let promised, promised != CheckpointKey(brought) { return true }
        return held.size > end.size && request.oldSize == held.size
            && !request.leads(from: held.edge.root)
    }

    /// The branch is searched for where it parts from what is held: a conflict names the size from which the author
    /// has to prove its checkpoint next, with the root that its own tree has there.
    private func settlement(
        by request: AddCheckpointRequest, oldRoot: Digest?, branch: inout BroughtBranch?,
        heldRoot: (TreeSize) throws -> Digest
    ) throws -> ForkSettlement {
        let checkpoint = try verified(request.checkpoint)
        guard let end, checkpoint.size >= end.size else { throw MirrorRefusal.frozen }
        var found = try self.branch(of: checkpoint, request, endingAt: end, known: branch)
        if found.next == end.size {
            found.learn(agrees: try heldRoot(end.size) == end.root)
        }
        if let oldRoot, let size = found.next, size == request.oldSize,
            request.leads(from: oldRoot)
        {
            found.learn(agrees: try heldRoot(size) == oldRoot)
        }
        branch = found
        guard let settlement = found.settlement else {
            let next = found.next ?? 0
            throw MirrorRefusal.conflict(MirrorInfo(pending: next, next: next))
        }
        return settlement
    }

    /// The fork that a settlement shows which nobody knew of: entries go that are below one checkpoint, and the
    /// brought one has others in their place. The hashes that prove it to others are not at hand.
    package func finding(
        _ settlement: ForkSettlement, by request: AddCheckpointRequest, from poster: MemberID,
        at time: UInt64
    ) throws(MirrorRefusal) -> ForkFinding? {
        guard !isFrozen, !held.isSettled, settlement.prefix < min(held.size, settlement.end),
            let believed = held.target, believed.size >= held.size
        else { return nil }
        return ForkFinding(
            origin: origin, contradiction: .notExtended, believed: believed,
            offered: CheckpointRecord(try verified(request.checkpoint)), offeredBy: poster,
            foundAt: time)
    }
}

extension AddCheckpointRequest {
    /// Whether the checkpoint's tree is proven to begin with the one that has this root at the old size.
    func leads(from root: Digest) -> Bool {
        do {
            try proof.verify(fromRoot: root, toRoot: checkpoint.checkpoint.root)
            return true
        } catch {
            return false
        }
    }
}
