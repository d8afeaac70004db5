import AllianceNames
import Replication
import Roster
import TransparencyLog

extension WrittenLog {
    func tree(_ size: TreeSize) -> TiledTree { TiledTree(size: size) { self.tile($0) } }

    /// The request to believe the checkpoint at `size`, proven from `old`.
    func addCheckpoint(from old: TreeSize, _ size: TreeSize? = nil) throws -> AddCheckpointRequest {
        let size = size ?? self.size
        return AddCheckpointRequest(
            oldSize: old, path: try tree(size).consistencyProof(from: old).path,
            checkpoint: try signed(size))
    }

    /// The request to hold entries.
    /// - Parameter step: the most entries of a package, where it is to be more than one of a bundle, as nobody
    ///   sends it.
    func addEntries(
        _ range: Range<EntryIndex>, below size: TreeSize? = nil, step: UInt64 = 256
    ) throws -> AddEntriesRequest {
        let size = size ?? self.size
        var packages: [EntryPackage] = []
        var next = range.lowerBound
        while next < range.upperBound {
            let end = min(range.upperBound, (next >> 8 + 1) << 8, next + step)
            let slice = admitted(next..<end).slices[0]
            let subtree = try Subtree(start: (next >> 8) << 8, end: end)
            packages.append(
                EntryPackage(
                    start: next, count: slice.count, entries: slice.entries,
                    path: try tree(size).subtreeConsistencyProof(of: subtree).path,
                    payloads: slice.payloads))
            next = end
        }
        return AddEntriesRequest(
            origin: origin, start: range.lowerBound, end: size, packages: packages)
    }
}

/// A mirror on a store in memory: what a node does with a `MirrorIntake`, without its threads.
final class TestMirror {
    let store = InMemoryLogStore()
    let log: WrittenLog
    /// Proven by entries.
    private(set) var forks: [VerifiedForkProof] = []
    private var branch: BroughtBranch?
    private var agreed: AgreedCheckpoints?

    init(_ log: WrittenLog) { self.log = log }

    var held: LogState {
        get throws {
            try store.state(of: log.origin)
                ?? LogState(origin: log.origin, edge: CompactRange())
        }
    }

    func intake(_ scope: LogScope = .open) throws -> MirrorIntake {
        try MirrorIntake(log.origin, key: log.key, scope: scope, held: held)
    }

    func add(
        _ request: AddCheckpointRequest, oldRoot: Digest? = nil, _ scope: LogScope = .open
    ) throws -> MirrorIntake.Judgement {
        var intake = try intake(scope)
        let readTile: (TileCoordinate) throws -> [UInt8] = { [store, log] tile in
            try store.tile(of: log.origin, tile) ?? []
        }
        let settlement = try intake.settlement(
            before: request, oldRoot: oldRoot, signed: { try store.checkpointsIfKnown(log.origin) },
            branch: &branch
        ) { try TiledTree(size: $0, readTile: readTile).root() }
        if let settlement {
            let poster = log.origin.member
            let finding = try intake.finding(settlement, by: request, from: poster, at: 1)
            if let finding { try store.freeze(log.origin, finding) }
            try store.settle(log.origin, settlement)
            intake = try self.intake(scope)
        }
        let held = intake.held
        let signed = try store.checkpointsIfKnown(log.origin)
        let judgement = try intake.judge(
            request, oldRoot: oldRoot, signed: signed, branch: &branch
        ) { try HeldComparison.compare($0, with: held, readTile: readTile) }
        if case .news(let checkpoint) = judgement {
            try store.believe(checkpoint, for: log.origin)
        } else if case .known = judgement {
            agreed = intake.agreement(by: request, believed: signed) ?? agreed
        }
        return judgement
    }

    @discardableResult
    func add(
        _ request: AddEntriesRequest, erased: ErasedEntries = .none, _ scope: LogScope = .open
    ) throws -> MirrorRefusal? {
        // As it travels.
        let request = try AddEntriesRequest(parsing: request.bytes)
        let intake = try intake(scope)
        let readEntries: (BundleCoordinate) throws -> [UInt8] = { [store, log] bundle in
            try store.entries(of: log.origin, bundle) ?? []
        }
        do {
            let admission = try intake.admit(request, erased: erased, readEntries: readEntries)
            if let entries = admission.entries { try store.admit(entries) }
            return admission.refusal
        } catch MirrorRefusal.unproven(let detail) {
            let believed = try store.checkpoints(of: log.origin)
            try prove(request, intake, against: believed, readEntries)
            if let size = intake.doubt(believed: believed, agreed: agreed) {
                throw MirrorRefusal.conflict(MirrorInfo(pending: size, next: size))
            }
            throw MirrorRefusal.unproven(detail: detail)
        } catch let error as LogStoreError {
            let rival = try store.believed(against: error)
            try prove(request, intake, against: rival.map { [$0] } ?? [], readEntries)
            throw error
        }
    }

    private func prove(
        _ request: AddEntriesRequest, _ intake: MirrorIntake, against rivals: [CheckpointRecord],
        _ readEntries: (BundleCoordinate) throws -> [UInt8]
    ) throws {
        let proof = try intake.fork(in: request, against: rivals, readEntries: readEntries)
        guard let proof else { return }
        forks.append(proof)
        throw MirrorRefusal.frozen
    }

    /// Brings the checkpoint at `size` as its author does: from wherever the mirror says that it stands.
    /// - Returns: how often it said so.
    @discardableResult
    func bring(_ other: WrittenLog, _ size: TreeSize, _ scope: LogScope) throws -> Int {
        var from: TreeSize = 0
        for conflicts in 0...64 {
            do {
                _ = try add(
                    other.addCheckpoint(from: from, size),
                    oldRoot: from == 0 ? nil : other.root(at: from), scope)
                return conflicts
            } catch MirrorRefusal.conflict(let info) {
                from = min(info.pending, size)
            }
        }
        throw MirrorRefusal.malformed(detail: "it never agrees where it stands")
    }
}

extension InMemoryLogStore {
    func checkpointsIfKnown(_ origin: LogOrigin) throws -> [CheckpointRecord] {
        try state(of: origin) == nil ? [] : checkpoints(of: origin)
    }
}
