import TransparencyLog

/// RFC 6962, Section 2.1, written down as it stands there: recursive, from the leaf hashes, with
/// the hash of each range remembered. What the fast code is compared with.
final class NaiveTree {
    let leaves: [Digest]
    private var known: [Range<Int>: Digest] = [:]

    init(leaves: [Digest]) { self.leaves = leaves }

    /// A tree of `size` entries, entry i being the decimal i.
    convenience init(size: Int) {
        self.init(leaves: (0..<size).map { NaiveTree.sha256([0x00] + Array("\($0)".utf8)) })
    }

    static func sha256(_ bytes: [UInt8]) -> Digest { Digest.sha256(bytes) }

    /// MTH(D[range]).
    func hash(_ range: Range<Int>) -> Digest {
        if let hash = known[range] { return hash }
        let hash: Digest
        switch range.count {
        case 0: hash = Self.sha256([])
        case 1: hash = leaves[range.lowerBound]
        default:
            let split = range.lowerBound + Self.split(range.count)
            hash = Self.sha256(
                [0x01] + self.hash(range.lowerBound..<split).bytes
                    + self.hash(split..<range.upperBound).bytes)
        }
        known[range] = hash
        return hash
    }

    /// The largest power of two below `count`.
    static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }

    /// PATH(m, D[range]).
    func inclusionPath(of index: Int, in range: Range<Int>) -> [Digest] {
        if range.count <= 1 { return [] }
        let split = range.lowerBound + Self.split(range.count)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        return index < split
            ? inclusionPath(of: index, in: left) + [hash(right)]
            : inclusionPath(of: index, in: right) + [hash(left)]
    }

    /// SUBPROOF over a subtree (draft-ietf-plants-merkle-tree-certs, Section 4.4.1); from index 0
    /// it is RFC 6962's PROOF.
    func consistencyPath(
        of subtree: Range<Int>, in range: Range<Int>, known isKnown: Bool = true
    ) -> [Digest] {
        if subtree == range { return isKnown ? [] : [hash(range)] }
        let split = range.lowerBound + Self.split(range.count)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        if subtree.upperBound <= split {
            return consistencyPath(of: subtree, in: left, known: isKnown) + [hash(right)]
        }
        if split <= subtree.lowerBound {
            return consistencyPath(of: subtree, in: right, known: isKnown) + [hash(left)]
        }
        return consistencyPath(of: split..<subtree.upperBound, in: right, known: false)
            + [hash(left)]
    }

    /// The bytes of a tile by its definition: MTH of each range of 256^level entries.
    func tile(_ tile: TileCoordinate) -> [UInt8] {
        let span = 1 << (8 * tile.level)
        return (0..<tile.width).flatMap { position in
            let start = (Int(tile.index) * 256 + position) * span
            return hash(start..<(start + span)).bytes
        }
    }
}
