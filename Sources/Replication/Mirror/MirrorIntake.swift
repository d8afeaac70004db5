package import AllianceNames
package import Roster
package import TransparencyLog

/// What a mirror makes of a log that its author brings: the same questions that a follower asks of what
/// it fetches. A value; whoever carries it out reads the state before and writes after.
package struct MirrorIntake: Sendable {
    package let held: LogState
    let origin: LogOrigin
    private let key: VerifierKey
    let scope: LogScope

    /// - Parameters:
    ///   - poster: whose certificate the connection showed.
    ///   - mirror: this member.
    ///   - held: nil where nothing is held yet.
    /// - Throws: `unknownLog` unless it is an own log of the poster, in a channel that both read; `frozen`
    ///   for one whose author signed two histories, unless the roster has ended it since.
    package init(
        _ origin: LogOrigin, postedBy poster: MemberID, to mirror: MemberID,
        roster: VerifiedRoster, held: LogState?
    ) throws(MirrorRefusal) {
        guard origin.member == poster, poster != mirror, roster.mayRead(mirror, origin.channel),
            roster.mayRead(poster, origin.channel), let log = roster.log(origin)
        else { throw .unknownLog }
        try self.init(origin, key: log.key, scope: log.scope, held: held)
    }

    /// For a log that its own author brings.
    package init(
        _ origin: LogOrigin, key: VerifierKey, scope: LogScope, held: LogState?
    ) throws(MirrorRefusal) {
        guard scope != .never else { throw .unknownLog }
        self.origin = origin
        self.held = held ?? LogState(origin: origin, edge: CompactRange())
        (self.key, self.scope) = (key, scope)
        if self.held.frozen != nil, scope == .open { throw .frozen }
    }

    package var info: MirrorInfo { MirrorInfo(held) }

    /// Whether it has to be settled first which branch counts (`settlement(before:)`).
    package var isFrozen: Bool { held.frozen != nil }

    /// The largest checkpoint believed.
    var pending: CheckpointRecord? {
        guard let target = held.target, target.size >= held.served?.size ?? 0 else {
            return held.served
        }
        return target
    }

    // MARK: Checkpoints

    package enum Judgement: Sendable {
        /// It extends what is believed: to be recorded, durably, before anything below it.
        case news(VerifiedCheckpoint)
        /// Nothing new but perhaps its cosignatures.
        case known(VerifiedCheckpoint)
        /// The author signed two histories.
        case forked(VerifiedForkProof)
    }

    /// - Parameters:
    ///   - oldRoot: of the author's tree at the size from which it proves, as it says. Where that is
    ///     another than ours and the proof holds from it, it proves a fork.
    ///   - signed: other checkpoints of the log that its key signed.
    ///   - branch: what is known of the roster's branch from earlier requests, and then also from this one.
    ///   - compare: with the entries held.
    /// - Throws: `MirrorRefusal`; what `compare` throws.
    package func judge(
        _ request: AddCheckpointRequest, oldRoot: Digest?, signed: [CheckpointRecord],
        branch: inout BroughtBranch?, compare: (Checkpoint) throws -> HeldComparison
    ) throws -> Judgement {
        guard !isFrozen else { throw MirrorRefusal.frozen }
        let checkpoint = try verified(request.checkpoint)
        if let proof = proofOfTwoRoots(checkpoint, signed) { return .forked(proof) }
        if let proof = proofOfOtherRoot(request, checkpoint, oldRoot: oldRoot, signed) {
            return .forked(proof)
        }
        let isAtEnd = try reachesEnd(compare)
        if checkpoint.size <= held.size {
            return try judgeHeld(checkpoint, isAtEnd: isAtEnd, compare)
        }
        if let pending, CheckpointKey(pending) == CheckpointKey(checkpoint) {
            return .known(checkpoint)
        }
        if let end, checkpoint.size >= end.size {
            // What counts is held, and can be shown to others.
            if isAtEnd, isEndServed { throw MirrorRefusal.beyondEnd(size: end.size) }
            branch = try self.branch(of: checkpoint, request, endingAt: end, known: branch)
            if held.isSettled { return try goingOn(request, checkpoint, endingAt: end) }
        }
        guard !held.isSettled, request.oldSize == info.pending else {
            throw MirrorRefusal.conflict(info)
        }
        return try extended(request, checkpoint, oldRoot: oldRoot)
    }

    /// The fork that a checkpoint proves by its size and root alone.
    func proofOfTwoRoots(
        _ checkpoint: VerifiedCheckpoint, _ signed: [CheckpointRecord]
    ) -> VerifiedForkProof? {
        // Of a fork that is settled all is known.
        guard !held.isSettled else { return nil }
        for rival in signed + [held.target, held.served].compactMap(\.self)
        where rival.size == checkpoint.size && rival.root != checkpoint.root {
            if let proof = proof(rival, checkpoint, .root) { return proof }
        }
        return nil
    }

    /// The fork that the author's own word proves: its tree has another root than a checkpoint that it signed.
    private func proofOfOtherRoot(
        _ request: AddCheckpointRequest, _ checkpoint: VerifiedCheckpoint, oldRoot: Digest?,
        _ signed: [CheckpointRecord]
    ) -> VerifiedForkProof? {
        guard !held.isSettled, counts(request.oldSize), let oldRoot,
            request.oldSize < checkpoint.size, request.leads(from: oldRoot)
        else { return nil }
        for rival in signed + [held.target, held.served].compactMap(\.self)
        where rival.size == request.oldSize && rival.root != oldRoot {
            let difference = ForkProof.Difference.prefix(root: oldRoot, path: request.path)
            if let proof = proof(rival, checkpoint, difference) { return proof }
        }
        return nil
    }

    /// Whether all that counts by the roster's end is held, on the roster's branch.
    private func reachesEnd(_ compare: (Checkpoint) throws -> HeldComparison) throws -> Bool {
        guard let end, end.size <= held.size else { return false }
        let checkpoint = Checkpoint(
            origin: origin.description, size: end.size, root: end.root)
        return try compare(checkpoint) == .same
    }

    private func judgeHeld(
        _ checkpoint: VerifiedCheckpoint, isAtEnd: Bool,
        _ compare: (Checkpoint) throws -> HeldComparison
    ) throws -> Judgement {
        let found = try compare(checkpoint.checkpoint)
        if found == .same {
            guard isAtEnd, let end, checkpoint.size >= end.size, !isEndServed else {
                return .known(checkpoint)
            }
            // It proves all that counts, which none does that was believed before and reached.
            return .news(checkpoint)
        }
        // On the roster's branch what is signed beyond its end is no matter.
        if let end, checkpoint.size > end.size, isAtEnd {
            throw MirrorRefusal.beyondEnd(size: end.size)
        }
        if case .differs(let root, let way?) = found, !held.isSettled, let served = held.served,
            let proof = proof(
                CheckpointRecord(checkpoint), served, .prefix(root: root, path: way.path))
        {
            return .forked(proof)
        }
        throw MirrorRefusal.unproven(detail: "the entries held have another root")
    }

    private func extended(
        _ request: AddCheckpointRequest, _ checkpoint: VerifiedCheckpoint, oldRoot: Digest?
    ) throws(MirrorRefusal) -> Judgement {
        if request.leads(from: pending?.root ?? MerkleHash.emptyRoot) {
            return .news(checkpoint)
        }
        if let pending, let oldRoot, oldRoot != pending.root, request.leads(from: oldRoot),
            let proof = proof(
                pending, checkpoint, .prefix(root: oldRoot, path: request.path))
        {
            return .forked(proof)
        }
        throw .unproven(detail: "the checkpoint does not extend the one believed")
    }

    func verified(
        _ signed: SignedCheckpoint
    ) throws(MirrorRefusal) -> VerifiedCheckpoint {
        guard signed.checkpoint.size <= logEntriesMax else {
            throw .malformed(detail: "the checkpoint claims \(signed.checkpoint.size) entries")
        }
        do { return try signed.verified(by: key).alone } catch {
            throw .untrusted(detail: error.description)
        }
    }

    private func proof(
        _ smaller: CheckpointRecord, _ larger: VerifiedCheckpoint,
        _ difference: ForkProof.Difference
    ) -> VerifiedForkProof? {
        proof(smaller, CheckpointRecord(larger), difference)
    }

    /// Nil where it does not hold: a damaged store must not accuse anybody.
    func proof(
        _ smaller: CheckpointRecord, _ larger: CheckpointRecord,
        _ difference: ForkProof.Difference
    ) -> VerifiedForkProof? {
        let notes = [smaller, larger].compactMap { try? SignedCheckpoint(parsing: $0.noteText) }
        guard notes.count == 2 else { return nil }
        let proof =
            difference == .root
            ? try? ForkProof(ofOneSize: notes[0], notes[1])
            : try? ForkProof(smaller: notes[0], larger: notes[1], difference: difference)
        return try? proof?.verified(by: key)
    }
}

// MARK: Entries

extension MirrorIntake {
    /// Entries that may enter the store, and what keeps those behind them from it.
    package struct Admission: Sendable {
        package let entries: AdmittedEntries?
        package let refusal: MirrorRefusal?
    }

    /// Hashes each bundle that a package is of once, whatever stands in the request: no more than its body, and what
    /// is held of the first bundle.
    ///
    /// - Parameters:
    ///   - erased: the entries whose payloads certificates erase.
    ///   - readEntries: gives a bundle of the entries held.
    /// - Throws: `MirrorRefusal.conflict` unless it goes on where the log ends, towards the checkpoint
    ///   believed; `.unproven` for entries that are not below it; `.frozen`; what `readEntries` throws.
    package func admit(
        _ request: AddEntriesRequest, erased: ErasedEntries,
        readEntries: (BundleCoordinate) throws -> [UInt8]
    ) throws -> Admission {
        guard request.origin == origin else { throw MirrorRefusal.unknownLog }
        guard !isFrozen else { throw MirrorRefusal.frozen }
        guard let pending, request.end == pending.size, request.start == held.size else {
            throw MirrorRefusal.conflict(info)
        }
        var slices: [BundleSlice] = []
        var refusal: MirrorRefusal?
        try forEachBundle(of: request, readEntries) { package, whole in
            let bundle = try proven(package, in: whole, below: pending)
            // Else entries of two branches would stand one behind the other.
            guard package.start > request.start || bundle.begins(with: held.edge) else {
                throw MirrorRefusal.unproven(
                    detail: "the entries held are not what the checkpoint's tree begins with")
            }
            let checked = try check(package, bundle, erased)
            if let slice = checked.slice { slices.append(slice) }
            refusal = checked.stop.map(Self.refusal)
            return refusal == nil
        }
        return Admission(entries: admitted(slices), refusal: refusal)
    }

    /// - Parameter body: gets each package, and its bundle up to the package's end; returns whether to go on.
    func forEachBundle(
        of request: AddEntriesRequest, _ readEntries: (BundleCoordinate) throws -> [UInt8],
        _ body: (EntryPackage, _ whole: [UInt8]) throws -> Bool
    ) throws {
        var whole: [UInt8] = []
        for package in request.packages {
            let offset = Int(package.start & 255)
            if offset == 0 {
                whole = []
            } else if package.start == request.start {
                whole = try readEntries(BundleCoordinate(index: package.bundle, width: offset))
            }
            whole += package.entries
            guard try body(package, whole) else { return }
        }
    }

    private func admitted(_ slices: [BundleSlice]) -> AdmittedEntries? {
        slices.isEmpty
            ? nil : AdmittedEntries(origin: origin, start: held.size, slices: slices)
    }

    /// A bundle up to the end of a package, which is proven below a checkpoint.
    struct ProvenBundle {
        let entries: [UInt8]
        let ranges: [Range<Int>]
        let leaves: [Digest]
        let tree: ProvenSubtree

        func begins(with edge: CompactRange) -> Bool { tree.root(at: edge.size) == edge.root }
    }

    /// - Parameter whole: the bundle up to the end of the package.
    func proven(
        _ package: EntryPackage, in whole: [UInt8], below pending: CheckpointRecord
    ) throws(MirrorRefusal) -> ProvenBundle {
        do {
            let width = Int(package.start & 255) + package.count
            let ranges = try EntryBundle.parse(whole, count: width)
            let leaves = EntryBundle.leafHashes(of: whole, ranges: ranges)
            let proof = SubtreeConsistencyProof(
                subtree: try Subtree(start: package.bundle << 8, end: package.end),
                size: pending.size, path: package.path)
            return ProvenBundle(
                entries: whole, ranges: ranges, leaves: leaves,
                tree: try ProvenSubtree(leaves: leaves, proof, root: pending.root))
        } catch {
            throw .unproven(detail: "entries from \(package.start) on: \(error)")
        }
    }

    private func check(
        _ package: EntryPackage, _ bundle: ProvenBundle, _ erased: ErasedEntries
    ) throws(MirrorRefusal) -> CheckedBundle {
        let width = bundle.leaves.count
        do {
            return try BundleCheck(
                origin: origin, bundle: BundleCoordinate(index: package.bundle, width: width),
                wanted: (width - package.count)..<width, expected: nil, erased: erased
            ).run(
                entries: bundle.entries, bundle.ranges, leaves: bundle.leaves,
                payloads: package.payloads)
        } catch {
            throw .malformed(detail: error.description)
        }
    }

    private static func refusal(_ stop: CheckedBundle.Stop) -> MirrorRefusal {
        switch stop {
        case .payload(_, let fault):
            .inadmissible(keyword: fault.keyword, detail: fault.description)
        case .entryMalformed(let index, let detail):
            .inadmissible(
                keyword: "entry-malformed", detail: "entry \(index) cannot be read: \(detail)")
        }
    }
}
