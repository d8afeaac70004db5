import AllianceNames
import Statements
import TransparencyLog

/// One log as arrays: an entry's encoded bytes, its encoded payload slot, its leaf hash.
struct MemoryLog {
    var entries: [[UInt8]] = []
    var payloads: [[UInt8]] = []
    var leaves: [Digest] = []
    var edge = CompactRange()
    /// By size.
    var checkpoints: [CheckpointRecord] = []
    var frozen: ForkFinding?
    /// Whether a fork was found here, settled or not.
    var isForked = false
    var settlement: ForkSettlement?
    /// By size.
    var dropped: [CheckpointRecord] = []

    init(frozen: ForkFinding? = nil) { self.frozen = frozen }

    var size: TreeSize { TreeSize(leaves.count) }

    func state(of origin: LogOrigin) -> LogState {
        LogState(
            origin: origin, edge: edge, target: checkpoints.last,
            served: checkpoints.last { $0.size <= size }, frozen: frozen,
            isSettled: settlement != nil)
    }

    func root(at size: TreeSize) -> Digest { MerkleHash.root(ofLeaves: leaves.prefix(Int(size))) }

    mutating func admit(_ admitted: AdmittedEntries, erased: EntryRanges) throws {
        let origin = admitted.origin
        let sizeMax = settlement.map { max(size, $0.end, checkpoints.last?.size ?? 0) }
        guard frozen == nil, admitted.end <= sizeMax ?? .max else {
            throw LogStoreError.frozen(origin: origin)
        }
        guard admitted.start == size else {
            throw LogStoreError.notContiguous(origin: origin, held: size, start: admitted.start)
        }
        guard admitted.end <= logEntriesMax else {
            throw LogStoreError.logTooLarge(
                origin: origin, size: admitted.end, sizeMax: logEntriesMax)
        }
        let heldEdge = edge
        for slice in admitted.slices.map({ $0.emptying(erased) }) {
            entries += cut(slice.entries, count: slice.count, by: BundleCut.entries)
            payloads += cut(slice.payloads, count: slice.count, by: BundleCut.payloads)
            leaves += slice.leafHashes
            for leaf in slice.leafHashes { edge.append(leaf: leaf) }
        }
        do {
            for record in checkpoints where record.size > admitted.start && record.size <= size {
                try check(record, of: origin)
            }
            try checkEnd(of: origin)
        } catch {
            let added = leaves.count - Int(heldEdge.size)
            entries.removeLast(added)
            payloads.removeLast(added)
            leaves.removeLast(added)
            edge = heldEdge
            throw error
        }
    }

    /// False where the very note is there already.
    mutating func believe(_ record: CheckpointRecord, for origin: LogOrigin) throws -> Bool {
        guard record.checkpoint.origin == origin.description else {
            throw LogStoreError.otherOrigin(expected: origin, found: record.checkpoint.origin)
        }
        guard frozen == nil else { throw LogStoreError.frozen(origin: origin) }
        if let place = checkpoints.firstIndex(where: { $0.size == record.size }) {
            let known = checkpoints[place]
            guard known.root == record.root else {
                throw LogStoreError.contradicted(
                    origin: origin, size: record.size, believed: known.root, found: record.root)
            }
            guard known != record else { return false }
            checkpoints[place] = record
            return true
        }
        if record.size <= size { try check(record, of: origin) }
        let place = checkpoints.firstIndex { $0.size > record.size } ?? checkpoints.endIndex
        checkpoints.insert(record, at: place)
        if checkpoints.count > checkpointsKept {
            let served = checkpoints.lastIndex { $0.size <= size }
            checkpoints.remove(at: served == 0 ? 1 : 0)
        }
        return true
    }

    mutating func settle(_ settlement: ForkSettlement, of origin: LogOrigin) throws {
        precondition(settlement.prefix <= size, "a prefix is part of what is held")
        var log = self
        let state = state(of: origin)
        for record in [state.served, state.target].compactMap(\.self)
        where record.size > settlement.prefix {
            log.drop(record)
        }
        log.checkpoints.removeAll { $0.size > settlement.prefix }
        let count = Int(settlement.prefix)
        log.entries.removeSubrange(count...)
        log.payloads.removeSubrange(count...)
        log.leaves.removeSubrange(count...)
        log.edge = CompactRange()
        for leaf in log.leaves { log.edge.append(leaf: leaf) }
        log.frozen = nil
        log.settlement = settlement
        try log.checkEnd(of: origin)
        self = log
    }

    private mutating func drop(_ record: CheckpointRecord) {
        guard dropped.count < droppedCheckpointsMax,
            !dropped.contains(where: { $0.size == record.size })
        else { return }
        dropped.append(record)
        dropped.sort { $0.size < $1.size }
    }

    private func checkEnd(of origin: LogOrigin) throws {
        guard let settlement, size >= settlement.end else { return }
        let held = root(at: settlement.end)
        guard held == settlement.root else {
            throw LogStoreError.rootDiffers(
                origin: origin, size: settlement.end, signed: settlement.root, held: held)
        }
    }

    private func check(_ record: CheckpointRecord, of origin: LogOrigin) throws {
        let held = root(at: record.size)
        guard held == record.root else {
            throw LogStoreError.rootDiffers(
                origin: origin, size: record.size, signed: record.root, held: held)
        }
    }

    func joined(_ column: KeyPath<MemoryLog, [[UInt8]]>, _ bundle: BundleCoordinate) -> [UInt8]? {
        guard bundle.entries.upperBound <= size else { return nil }
        let range = Int(bundle.entries.lowerBound)..<Int(bundle.entries.upperBound)
        var bytes: [UInt8] = []
        for item in self[keyPath: column][range] { bytes += item }
        return bytes
    }

    func content(of erased: EntryRanges) -> [ErasedContent] {
        erased.within(0..<size).indexes.compactMap { index in
            let slot = payloads[Int(index)]
            guard slot.count > PayloadBundle.lengthBytes else { return nil }
            let head = PayloadBundle.lengthBytes + Salt.byteCount
            return ErasedContent(
                index: index, entry: Array(entries[Int(index)].dropFirst(2)),
                payload: Array(slot.dropFirst(head)))
        }
    }

    mutating func empty(_ erased: EntryRanges) {
        for index in erased.within(0..<size).indexes {
            payloads[Int(index)] = PayloadBundle.emptying(
                erased, in: payloads[Int(index)], first: index)
        }
    }

    func tile(_ tile: TileCoordinate) -> [UInt8]? {
        guard tile.entries.upperBound <= size else { return nil }
        let width = 1 << (8 * tile.level)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tile.byteCount)
        for first in stride(
            from: Int(tile.entries.lowerBound), to: Int(tile.entries.upperBound), by: width)
        {
            MerkleHash.root(ofLeaves: leaves[first..<(first + width)]).append(to: &bytes)
        }
        return bytes
    }

    /// One array for each of `count` items, their lengths before them.
    private func cut(
        _ bundle: [UInt8], count: Int, by end: (Int, [UInt8], Int) -> Int?
    ) -> [[UInt8]] {
        var items: [[UInt8]] = []
        var start = 0
        for _ in 0..<count {
            guard let length = end(1, bundle, start) else {
                preconditionFailure("a slice of \(count) entries ends after \(items.count)")
            }
            items.append(Array(bundle[start..<(start + length)]))
            start += length
        }
        precondition(start == bundle.count, "a slice has bytes behind its last entry")
        return items
    }
}
