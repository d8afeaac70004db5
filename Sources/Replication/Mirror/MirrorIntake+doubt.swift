import AllianceNames
package import TransparencyLog

// Several checkpoints may be believed of which the entries are still to come: a follower of the same record believes
// smaller ones meanwhile, which nobody has compared with the largest. Where they are of two branches, what the author
// brings next shows it, or the author is asked for the hashes that do.
extension MirrorIntake {
    /// Whether a checkpoint of so many entries says anything of those that count.
    func counts(_ size: TreeSize) -> Bool { end.map { size <= $0.size } ?? true }

    /// The fork that a request's entries prove, as far as they are proven below the checkpoint believed: of another one
    /// that ends within a bundle of theirs, with another root.
    ///
    /// - Parameters:
    ///   - rivals: believed.
    ///   - readEntries: gives a bundle of the entries held.
    /// - Throws: what `readEntries` throws.
    package func fork(
        in request: AddEntriesRequest, against rivals: [CheckpointRecord],
        readEntries: (BundleCoordinate) throws -> [UInt8]
    ) throws -> VerifiedForkProof? {
        guard !held.isSettled, !isFrozen, let pending, request.end == pending.size,
            request.start == held.size
        else { return nil }
        let rivals = rivals.filter { $0.size < pending.size && counts($0.size) }
        var found: VerifiedForkProof?
        try forEachBundle(of: request, readEntries) { package, whole in
            guard let tree = try? proven(package, in: whole, below: pending).tree else {
                return false
            }
            for rival in rivals {
                guard let root = tree.root(at: rival.size), root != rival.root,
                    let way = tree.consistencyProof(from: rival.size)
                else { continue }
                found = proof(rival, pending, .prefix(root: root, path: way.path))
                if found != nil { return false }
            }
            return true
        }
        return found
    }

    /// From which size the author has to prove the largest checkpoint believed, where entries below it do not fit what is
    /// held: from the next other one that is believed, which may be of another branch.
    ///
    /// - Parameters:
    ///   - believed: all that are, smallest first.
    ///   - agreed: what the author has proven before.
    /// - Returns: nil where none is left.
    package func doubt(
        believed: [CheckpointRecord], agreed: AgreedCheckpoints?
    ) -> TreeSize? {
        guard !held.isSettled, let pending else { return nil }
        let isAgreed = agreed?.checkpoint == CheckpointKey(pending)
        let first = max(held.size, isAgreed ? (agreed?.size ?? 0) + 1 : 1)
        return believed.first {
            $0.size >= first && $0.size < pending.size && counts($0.size)
        }?.size
    }

    /// What a request for the largest checkpoint believed, from the size of another that is, has proven.
    package func agreement(
        by request: AddCheckpointRequest, believed: [CheckpointRecord]
    ) -> AgreedCheckpoints? {
        guard let pending,
            CheckpointKey(pending) == CheckpointKey(request.checkpoint.checkpoint),
            let other = believed.first(where: { $0.size == request.oldSize }),
            other.size < pending.size, request.leads(from: other.root)
        else { return nil }
        return AgreedCheckpoints(checkpoint: CheckpointKey(pending), size: other.size)
    }
}

/// A believed checkpoint whose tree its author has proven to begin with another believed one. A value, kept from one
/// request to the next; where it is forgotten, the author proves it anew.
package struct AgreedCheckpoints: Hashable, Sendable {
    let checkpoint: CheckpointKey
    /// Of the other one.
    let size: TreeSize
}
