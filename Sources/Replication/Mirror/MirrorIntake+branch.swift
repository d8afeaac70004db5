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
        let branch = BroughtBranch(
            of: checkpoint, end: end.size, root: end.root, held: held.size)
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

    /// What the roster's end means for the entries held of a frozen log, by a checkpoint of the roster's
    /// branch. Where the two branches part is searched for: a conflict names the size from which the author
    /// has to prove its checkpoint next, with the root that its own tree has there.
    ///
    /// - Parameters:
    ///   - oldRoot: of the author's tree at the size from which it proves, as it says.
    ///   - branch: what is known from earlier requests, and then also from this one.
    ///   - heldRoot: gives the root of what is held, at a size.
    /// - Throws: `MirrorRefusal.conflict` until it is found; `.frozen` where the roster has not ended the log, or
    ///   the checkpoint does not reach the end; what `heldRoot` throws.
    package func settlement(
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
