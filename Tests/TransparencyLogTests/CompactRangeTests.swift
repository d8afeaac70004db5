import Testing
import TransparencyLog

@Suite struct CompactRangeTests {
    @Test("a compact range is restored from its size and hashes")
    func restored() throws {
        var range = CompactRange()
        for leaf in NaiveTree(size: 77).leaves { range.append(leaf: leaf) }
        let restored = try CompactRange(size: range.size, hashes: range.hashes)
        #expect(restored == range)
        #expect(restored.root == range.root)
    }

    @Test("a hash more or less than the size has bits is refused")
    func wrongCount() {
        let hashes = [Digest](repeating: .zero, count: 3)
        #expect(throws: TransparencyLogError.compactRange(size: 5, expected: 2, found: 3)) {
            try CompactRange(size: 5, hashes: hashes)
        }
        #expect(throws: TransparencyLogError.compactRange(size: 15, expected: 4, found: 3)) {
            try CompactRange(size: 15, hashes: hashes)
        }
    }

    @Test("a size beyond the limit is refused, the limit is not")
    func sizeLimit() throws {
        let hashes = [Digest](repeating: .zero, count: 48)
        #expect(try CompactRange(size: treeSizeMax, hashes: hashes).size == treeSizeMax)
        #expect(throws: TransparencyLogError.treeSize(found: treeSizeMax + 1)) {
            try CompactRange(size: treeSizeMax + 1, hashes: [.zero])
        }
    }

    @Test("appending full subtrees equals appending their leaves")
    func subtrees() {
        let tree = NaiveTree(size: 96)
        var byLeaf = CompactRange()
        for leaf in tree.leaves { byLeaf.append(leaf: leaf) }
        var bySubtree = CompactRange()
        bySubtree.append(subtree: tree.hash(0..<32), height: 5)
        bySubtree.append(subtree: tree.hash(32..<64), height: 5)
        for quarter in stride(from: 64, to: 96, by: 8) {
            bySubtree.append(subtree: tree.hash(quarter..<(quarter + 8)), height: 3)
        }
        #expect(bySubtree == byLeaf)
        #expect(bySubtree.root == tree.hash(0..<96))
    }
}
