import TransparencyLog

/// Trees and their proofs as RFC 9162 writes them down: what our own verification is compared with.
struct ReferenceTree: Sendable {
    let leaves: [Digest]

    init(_ entries: [[UInt8]]) { leaves = entries.map { Self.hash([0x00] + $0) } }

    private static func hash(_ bytes: [UInt8]) -> Digest { Digest.sha256(bytes) }
    private static func node(_ left: Digest, _ right: Digest) -> Digest {
        hash([0x01] + left.bytes + right.bytes)
    }

    /// Section 2.1.1.
    func hash(_ range: Range<Int>) -> Digest {
        switch range.count {
        case 0: return Self.hash([])
        case 1: return leaves[range.lowerBound]
        default:
            let split = range.lowerBound + Self.split(range.count)
            return Self.node(
                hash(range.lowerBound..<split), hash(split..<range.upperBound))
        }
    }

    /// The largest power of two below `count`.
    private static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }

    /// Section 2.1.3.1.
    func inclusionPath(_ index: Int, in range: Range<Int>) -> [Digest] {
        if range.count <= 1 { return [] }
        let split = range.lowerBound + Self.split(range.count)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        return index < split
            ? inclusionPath(index, in: left) + [hash(right)]
            : inclusionPath(index, in: right) + [hash(left)]
    }

    /// Section 2.1.4.1.
    func consistencyPath(from first: Int, in range: Range<Int>, isKnown: Bool = true) -> [Digest] {
        if range.lowerBound + first == range.upperBound { return isKnown ? [] : [hash(range)] }
        let split = Self.split(range.count)
        let middle = range.lowerBound + split
        return first <= split
            ? consistencyPath(from: first, in: range.lowerBound..<middle, isKnown: isKnown)
                + [hash(middle..<range.upperBound)]
            : consistencyPath(
                from: first - split, in: middle..<range.upperBound, isKnown: false)
                + [hash(range.lowerBound..<middle)]
    }

    /// Section 2.1.3.2: the root that a path leads to; nil for a path of the wrong length.
    static func root(leaf: Digest, index: UInt64, size: UInt64, path: [Digest]) -> Digest? {
        guard index < size else { return nil }
        var (fn, sn, root) = (index, size - 1, leaf)
        for hash in path {
            guard sn != 0 else { return nil }
            if fn & 1 == 1 || fn == sn {
                root = node(hash, root)
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                root = node(root, hash)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 ? root : nil
    }

    /// Section 2.1.4.2, for 0 < from < to: the roots that a path leads to; nil for one of the wrong
    /// length.
    static func roots(
        from: UInt64, to: UInt64, fromRoot: Digest, path: [Digest]
    ) -> (first: Digest, second: Digest)? {
        let path = from & (from - 1) == 0 ? [fromRoot] + path : path
        guard let start = path.first else { return nil }
        var (fn, sn) = (from - 1, to - 1)
        while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
        var (first, second) = (start, start)
        for hash in path.dropFirst() {
            guard sn != 0 else { return nil }
            if fn & 1 == 1 || fn == sn {
                first = node(hash, first)
                second = node(hash, second)
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                second = node(second, hash)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 ? (first, second) : nil
    }
}
