package import AllianceNames
package import Crypto
import Statements
package import TransparencyLog

/// Signs one member's logs so that no size is ever signed with two roots, whatever crashes or is
/// restored from a backup. Calls block.
///
/// The order, under the fence's lock: entries durable in the store; root recomputed from the stored
/// bytes; size and root durable in the fence; checkpoint signed and put into the store.
/// docs/log-store.md says what a crash leaves at each point.
package struct FencedLog: Sendable {
    private let store: any LogStore
    private let fence: any LogFence
    private let key: Curve25519.Signing.PrivateKey
    private let claims: @Sendable () throws -> [OwnLogClaim]
    private let newestEpoch: @Sendable () throws -> Epoch?

    /// - Parameters:
    ///   - key: the log key of the epoch whose logs are written.
    ///   - claims: what others claim about this member's logs.
    ///   - newestEpoch: the newest of which there is a key, asked under the fence's lock: once there is a
    ///     later one, nothing of an earlier epoch is signed, by whatever process.
    package init(
        store: any LogStore, fence: any LogFence, key: Curve25519.Signing.PrivateKey,
        claims: @escaping @Sendable () throws -> [OwnLogClaim] = { [] },
        newestEpoch: @escaping @Sendable () throws -> Epoch? = { nil }
    ) {
        self.store = store
        self.fence = fence
        self.key = key
        self.claims = claims
        self.newestEpoch = newestEpoch
    }

    /// Appends a batch, and unless `isSigned` is false, a checkpoint over all that is there.
    ///
    /// Entries left unsigned are signed with whatever is signed next.
    /// - Parameter basis: how far the log went before the batch was worked out from totals of sightings; nil for what
    ///   rests on none.
    /// - Throws: `OwnLogError` and the store's errors, `.overtaken` where a total was said or something taken back
    ///   behind the basis. Where nothing was admitted nothing has changed; after that the entries are durable, and
    ///   signed by the next append or `recover`.
    package func append(
        _ batch: SealedBatch, to origin: LogOrigin, isSigned: Bool = true, basis: TreeSize? = nil
    ) throws -> OwnEntries {
        try fence.withLock { fence in
            let state = try checkedState(of: origin, fence)
            if let basis, try changesTotals(origin, from: basis, to: state.size) {
                throw OwnLogError.overtaken(origin: origin, basis: basis)
            }
            let slices = batch.slices(from: state.size)
            let admitted = AdmittedEntries(origin: origin, start: state.size, slices: slices)
            try store.admit(admitted)
            let record = isSigned ? try sign(origin, size: admitted.end, &fence) : nil
            return OwnEntries(
                origin: origin, indexes: admitted.start..<admitted.end,
                leafHashes: batch.leafHashes, checkpoint: record)
        }
    }

    /// Whether any of these entries says a total, or takes something back, which may be one.
    private func changesTotals(
        _ origin: LogOrigin, from start: EntryIndex, to size: TreeSize
    ) throws -> Bool {
        var next = start
        while let bundle = BundleCoordinate(containing: next, size: size),
            let bytes = try store.entries(of: origin, bundle)
        {
            let entries = try EntryBundle.parse(bytes, count: bundle.width)
            let isChanged = bytes.withUnsafeBytes { bytes in
                entries.dropFirst(Int(next - bundle.firstEntry)).contains { entry in
                    let head = try? EntryHead(
                        parsing: UnsafeRawBufferPointer(rebasing: bytes[entry]))
                    return head?.kind == .sight || head?.kind == .retract
                }
            }
            if isChanged { return true }
            next = bundle.firstEntry + UInt64(bundle.width)
        }
        // What is not held could be anything.
        return next < size
    }

    /// Checks a log against the fence, and signs what a crash has left unsigned.
    /// - Returns: the checkpoint that covers all of the log; nil where there is nothing to sign.
    package func recover(_ origin: LogOrigin) throws -> CheckpointRecord? {
        try fence.withLock { fence in
            let state = try checkedState(of: origin, fence)
            guard state.size > 0 else { return nil }
            if let served = state.served, served.size == state.size { return served }
            return try sign(origin, size: state.size, &fence)
        }
    }

    /// Whether a log need not wait for others to say how far it goes.
    /// - Throws: `OwnLogError.folderWentBack` where nobody has to be asked to know that it must not be
    ///   signed.
    package func isConfirmed(_ origin: LogOrigin) throws -> Bool {
        try fence.withLock { fence in
            try checkMemory(of: origin, fence)
            return fence.isConfirmed(origin)
        }
    }

    private func checkMemory(of origin: LogOrigin, _ fence: HeldFence) throws {
        let mark = fence.mark(of: origin)
        if let remembered = fence.remembered(origin), remembered.size > mark?.size ?? 0 {
            throw OwnLogError.folderWentBack(
                origin: origin, signed: remembered.size, fence: mark?.size)
        }
    }

    /// Others were asked about a log since this machine was started, or a person vouches for the folder.
    package func confirm(_ origin: LogOrigin) throws {
        try fence.withLock { $0.confirm(origin) }
    }

    /// Lets signing go on in a log that was pulled back from others: raises the fence to the largest
    /// checkpoint that they have shown, and all of which is held now.
    /// - Throws: `OwnLogError` where the fence knows of more, or of something else.
    package func takeBack(_ origin: LogOrigin) throws {
        try fence.withLock { fence in
            if fence.marks.handedOver != nil { throw OwnLogError.handedOver }
            let state =
                try store.state(of: origin) ?? LogState(origin: origin, edge: CompactRange())
            var known = [fence.mark(of: origin), fence.remembered(origin)].compactMap { $0 }
            known += state.target.map { [FenceMark(size: $0.size, root: $0.root)] } ?? []
            for signed in known {
                guard signed.size <= state.size else {
                    throw OwnLogError.lostEntries(
                        origin: origin, signed: signed.size, held: state.size)
                }
                let held = try store.tree(of: origin, size: signed.size).root()
                guard held == signed.root else {
                    throw OwnLogError.rootDiffers(
                        origin: origin, size: signed.size, signed: signed.root, held: held)
                }
            }
            if let highest = known.max(by: { $0.size < $1.size }) {
                try fence.advance(origin, to: highest)
            }
            fence.confirm(origin)
        }
    }

    /// Ends signing here for good, in every log, so that another folder may go on: what is unsigned is
    /// signed, then the fence handed over, durably.
    /// - Returns: how far each log was signed. Asked again for the same folder, the same.
    /// - Throws: `OwnLogError.handedOver` where it went to another folder.
    package func handOver(
        _ origins: [LogOrigin], to other: FenceID
    ) throws -> [LogOrigin: FenceMark] {
        try fence.withLock { fence in
            if let known = fence.marks.handedOver {
                guard known == other else { throw OwnLogError.handedOver }
                return fence.marks.marks
            }
            for origin in origins {
                let state = try checkedState(of: origin, fence)
                if state.size > state.served?.size ?? 0 {
                    _ = try sign(origin, size: state.size, &fence)
                }
            }
            try fence.handOver(to: other)
            return fence.marks.marks
        }
    }

    private func sign(
        _ origin: LogOrigin, size: TreeSize, _ fence: inout HeldFence
    ) throws -> CheckpointRecord {
        let name = origin.description
        let root = try store.tree(of: origin, size: size).root()
        try fence.advance(origin, to: FenceMark(size: size, root: root))
        let signer = try NoteSigner(name: name, privateKey: key)
        let checkpoint = Checkpoint(origin: name, size: size, root: root)
        // Verified with the key it was signed with: a broken signature must not leave the house.
        let verified = try SignedCheckpoint(signing: checkpoint, by: signer)
            .verified(by: signer.verifierKey)
        // Entries and fence are durable, so after a power cut the same checkpoint is signed again.
        try store.believe(verified, for: origin, durability: .withNext)
        return CheckpointRecord(verified)
    }

    /// The state of a log that may be signed on.
    private func checkedState(of origin: LogOrigin, _ fence: HeldFence) throws -> LogState {
        if fence.marks.handedOver != nil { throw OwnLogError.handedOver }
        if let newest = try newestEpoch(), newest > origin.epoch {
            throw OwnLogError.epochLeft(origin: origin, newest: newest)
        }
        let state = try store.state(of: origin) ?? LogState(origin: origin, edge: CompactRange())
        guard state.frozen == nil else { throw OwnLogError.frozen(origin: origin) }
        let mark = fence.mark(of: origin)
        if let mark, mark.size > state.size {
            throw OwnLogError.databaseBehindFence(
                origin: origin, signed: mark.size, held: state.size)
        }
        if let mark {
            // Unsigned entries may stand behind the mark, and may have come from anywhere.
            let held =
                mark.size == state.size
                ? state.edge.root : try store.tree(of: origin, size: mark.size).root()
            guard held == mark.root else {
                throw OwnLogError.rootDiffers(
                    origin: origin, size: mark.size, signed: mark.root, held: held)
            }
        }
        if let target = state.target, target.size > mark?.size ?? 0 {
            throw OwnLogError.fenceBehindDatabase(
                origin: origin, fence: mark?.size, signed: target.size)
        }
        for seen in try store.seenCheckpoints(of: origin) where seen.record.size > state.size {
            throw OwnLogError.peerAhead(
                origin: origin, peer: seen.peer, seen: seen.record.size, held: state.size)
        }
        for claim in try claims() where claim.forbidsSigning(of: origin, held: state.size) {
            throw OwnLogError.claimed(origin: origin, by: claim.claimedBy, claim.kind)
        }
        try checkMemory(of: origin, fence)
        guard fence.isConfirmed(origin) else { throw OwnLogError.unconfirmed(origin: origin) }
        return state
    }
}
