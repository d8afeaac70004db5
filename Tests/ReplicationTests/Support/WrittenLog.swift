import AllianceNames
import Replication
import Statements
import TransparencyLog

/// A log as its author has it, in plain arrays: what a follower has to end up with, and what peers
/// serve in tests.
struct WrittenLog {
    let origin: LogOrigin
    private let signer: NoteSigner
    private(set) var entries: [[UInt8]] = []
    /// Salt and payload; nil for an open kind.
    fileprivate(set) var payloads: [[UInt8]?] = []
    /// Roots of the full subtrees of `256^level` entries, by level; the leaves are level 0.
    private var subtrees: [[Digest]] = [[]]
    private var random: ReplayableRandom

    init(_ origin: String, seed: UInt64) throws {
        self.origin = try LogOrigin(parsing: origin)
        random = ReplayableRandom(seed: seed)
        // The key belongs to the origin alone, so that two histories of one log share it.
        let key = Digest.sha256(Array(origin.utf8)).bytes
        signer = try NoteSigner(name: origin, seed: key)
    }

    var key: VerifierKey { signer.verifierKey }
    var size: TreeSize { TreeSize(entries.count) }
    var root: Digest { root(at: size) }

    var leaves: [Digest] { subtrees[0] }

    func root(at size: TreeSize) -> Digest { edge(at: size).root }

    func edge(at size: TreeSize) -> CompactRange {
        var range = CompactRange()
        for level in subtrees.indices.reversed() {
            let end = size >> UInt64(8 * level)
            for place in Int(end & ~0xff)..<Int(end) {
                range.append(subtree: subtrees[level][place], height: 8 * level)
            }
        }
        return range
    }

    // MARK: Writing

    /// Committed entries with short payloads, one in 16 of an open kind.
    mutating func append(_ count: Int, payloadBytes: Int? = nil) {
        for _ in 0..<count {
            if payloadBytes == nil, random.chance(6) {
                appendOpen(bytes: Int.random(in: 0...40, using: &random))
            } else {
                appendCommitted(
                    bytes: payloadBytes ?? Int.random(in: 0...60, using: &random))
            }
        }
    }

    mutating func appendCommitted(bytes: Int) {
        var saltAndPayload = Salt(from: &random).bytes
        for _ in 0..<bytes { saltAndPayload.append(UInt8.random(in: 0...255, using: &random)) }
        let commit = saltAndPayload.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
        let entry = Entry(kind: .assertIndicator, issuedAt: 1_700_000_000_000, commit: commit)
        append(raw: entry.bytes, payload: saltAndPayload)
    }

    mutating func appendOpen(bytes: Int) {
        let body = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &random) }
        guard
            let entry = try? Entry(kind: .retract, issuedAt: 1_700_000_000_000, openBody: body)
        else { return }
        append(raw: entry.bytes, payload: nil)
    }

    /// Whatever the author likes.
    mutating func append(raw entry: [UInt8], payload: [UInt8]?) {
        entries.append(entry)
        payloads.append(payload)
        subtrees[0].append(MerkleHash.leaf(entry))
        var level = 0
        while subtrees[level].count.isMultiple(of: 256) {
            let root = MerkleHash.root(ofLeaves: subtrees[level].suffix(256))
            level += 1
            if level == subtrees.count { subtrees.append([]) }
            subtrees[level].append(root)
        }
    }

    // MARK: Serving

    func signed(_ size: TreeSize? = nil, root: Digest? = nil) throws -> SignedCheckpoint {
        let size = size ?? self.size
        return try SignedCheckpoint(
            signing: Checkpoint(
                origin: origin.description, size: size, root: root ?? self.root(at: size)),
            by: signer)
    }

    func verified(_ size: TreeSize? = nil, root: Digest? = nil) throws -> VerifiedCheckpoint {
        try signed(size, root: root).verified(by: key)
    }

    func bundle(_ bundle: BundleCoordinate) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in bundle.entries { EntryBundle.append(entry: entries[Int(index)], to: &bytes) }
        return bytes
    }

    func payloads(_ bundle: BundleCoordinate, from: Int = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in bundle.entries.dropFirst(from) {
            if let payload = payloads[Int(index)] {
                PayloadBundle.append(saltAndPayload: payload, to: &bytes)
            } else {
                PayloadBundle.appendAbsent(to: &bytes)
            }
        }
        return bytes
    }

    func tile(_ tile: TileCoordinate) -> [UInt8] {
        var bytes: [UInt8] = []
        let first = Int(tile.index) * TileCoordinate.widthMax
        for hash in subtrees[tile.level][first..<(first + tile.width)] { hash.append(to: &bytes) }
        return bytes
    }

    /// A range of entries as a store takes them.
    func admitted(_ range: Range<TreeSize>) -> AdmittedEntries {
        let slices = BundleCoordinate.bundles(covering: range, size: range.upperBound).map {
            bundle in
            let part = range.clamped(to: bundle.entries)
            let offset = Int(part.lowerBound - bundle.firstEntry)
            var entries: [UInt8] = []
            for index in part { EntryBundle.append(entry: self.entries[Int(index)], to: &entries) }
            return BundleSlice(
                bundle: bundle.index, offset: offset, count: part.count, entries: entries,
                payloads: payloads(
                    BundleCoordinate(index: bundle.index, width: offset + part.count), from: offset
                ),
                leafHashes: Array(leaves[Int(part.lowerBound)..<Int(part.upperBound)]))
        }
        return AdmittedEntries(origin: origin, start: range.lowerBound, slices: slices)
    }

    /// What the author's own store holds after it signed at each of `sizes`.
    func store(into store: some LogStore, signing sizes: [TreeSize]? = nil) throws {
        var held = try store.state(of: origin)?.size ?? 0
        for size in sizes ?? [size] {
            try store.admit(admitted(held..<size))
            try store.believe(verified(size), for: origin)
            held = size
        }
    }
}

extension WrittenLog {
    /// Forgets the payload of an entry.
    mutating func withhold(_ place: Int) { payloads[place] = nil }
}
