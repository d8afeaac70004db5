import Testing
import TransparencyLog

/// The fast way equals the naive one, for every size from 0 to 300 (past the first full tile).
@Suite struct TiledTreeLaws {
    private static let sizes = 0...300
    private static let seed: UInt64 = 20_261_123
    /// Below this size every index and every older size is tried, above it a seeded few.
    private static let exhaustiveBelow = 36

    /// One naive tree of the largest size serves all: RFC 6962 hashes ranges of its entries.
    private let naive = NaiveTree(size: 300)

    private func tree(_ size: Int) -> TiledTree {
        TiledTree(size: TreeSize(size)) { tile in naive.tile(tile) }
    }

    private func samples(below size: Int, _ generator: inout SeededGenerator) -> [Int] {
        if size < Self.exhaustiveBelow { return Array(0..<size) }
        return [0, 1, 255, 256, size - 1].filter { $0 < size }
            + (0..<4).map { _ in Int.random(in: 0..<size, using: &generator) }
    }

    @Test("roots from leaves, from a compact range and from tiles are the naive root")
    func roots() throws {
        var range = CompactRange()
        for size in Self.sizes {
            let expected = naive.hash(0..<size)
            #expect(MerkleHash.root(ofLeaves: naive.leaves[..<size]) == expected, "size \(size)")
            #expect(range.root == expected, "size \(size)")
            #expect(try tree(size).root() == expected, "size \(size)")
            #expect(try tree(size).compactRange() == range, "size \(size)")
            if size < naive.leaves.count { range.append(leaf: naive.leaves[size]) }
        }
    }

    @Test("an inclusion proof from tiles is the naive path, and verifies")
    func inclusion() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for size in Self.sizes {
            for index in samples(below: size, &generator) {
                let proof = try tree(size).inclusionProof(of: EntryIndex(index))
                #expect(
                    proof.path == naive.inclusionPath(of: index, in: 0..<size),
                    "seed \(Self.seed), size \(size), index \(index)")
                try proof.verify(leaf: naive.leaves[index], root: naive.hash(0..<size))
                #expect(try tree(size).leafHash(EntryIndex(index)) == naive.leaves[index])
            }
        }
    }

    @Test("a consistency proof from tiles is the naive path, and verifies")
    func consistency() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for size in Self.sizes {
            for from in samples(below: size, &generator) + [size] {
                let proof = try tree(size).consistencyProof(from: TreeSize(from))
                let expected =
                    from == 0 ? [] : naive.consistencyPath(of: 0..<from, in: 0..<size)
                #expect(
                    proof.path == expected, "seed \(Self.seed), from \(from) to \(size)")
                try proof.verify(fromRoot: naive.hash(0..<from), toRoot: naive.hash(0..<size))
            }
        }
    }

    @Test("every subtree of every tree up to 40 entries has proofs that verify")
    func subtrees() throws {
        for size in 1...40 {
            for start in 0..<size {
                for end in (start + 1)...size {
                    guard
                        let subtree = try? Subtree(
                            start: EntryIndex(start), end: EntryIndex(end))
                    else { continue }
                    let path = naive.consistencyPath(of: start..<end, in: 0..<size)
                    try SubtreeConsistencyProof(
                        subtree: subtree, size: TreeSize(size), path: path
                    ).verify(subtreeRoot: naive.hash(start..<end), root: naive.hash(0..<size))
                    guard size == 40 else { continue }
                    for index in start..<end {
                        try SubtreeInclusionProof(
                            index: EntryIndex(index), subtree: subtree,
                            path: naive.inclusionPath(of: index, in: start..<end)
                        ).verify(leaf: naive.leaves[index], subtreeRoot: naive.hash(start..<end))
                    }
                }
            }
        }
    }

    @Test("a full subtree's hash from tiles is the naive one, at every height")
    func subtreeHashes() throws {
        let tree = tree(300)
        for level in 0...8 {
            for index in 0..<(300 >> level) {
                let start = index << level
                #expect(
                    try tree.subtreeHash(level: level, index: UInt64(index))
                        == naive.hash(start..<(start + (1 << level))),
                    "level \(level), index \(index)")
            }
            #expect(throws: TransparencyLogError.self) {
                try tree.subtreeHash(level: level, index: UInt64(300 >> level))
            }
        }
    }

    @Test("a subtree's consistency proof from tiles is the naive path, and verifies")
    func subtreeConsistency() throws {
        for size in [1, 2, 3, 7, 8, 20, 255, 256, 257, 300] {
            for start in stride(from: 0, to: size, by: size < 30 ? 1 : 16) {
                for end in start...size {
                    guard
                        let subtree = try? Subtree(
                            start: EntryIndex(start), end: EntryIndex(end))
                    else { continue }
                    let proof = try tree(size).subtreeConsistencyProof(of: subtree)
                    try proof.verify(
                        subtreeRoot: naive.hash(start..<end), root: naive.hash(0..<size))
                    guard start < end else { continue }
                    #expect(
                        proof.path == naive.consistencyPath(of: start..<end, in: 0..<size),
                        "\(start)..<\(end) of \(size)")
                }
            }
        }
        #expect(throws: TransparencyLogError.sizes(from: 11, to: 10)) {
            try tree(10).subtreeConsistencyProof(of: Subtree(start: 8, end: 11))
        }
    }
}
