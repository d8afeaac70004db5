import Testing
import TransparencyLog

@Suite struct ProvenSubtreeTests {
    private static let sizeMax = 40
    private let naive = NaiveTree(size: sizeMax)

    private func proven(_ subtree: Subtree, in size: Int) throws -> ProvenSubtree {
        let range = Int(subtree.start)..<Int(subtree.end)
        let proof = SubtreeConsistencyProof(
            subtree: subtree, size: TreeSize(size),
            path: naive.consistencyPath(of: range, in: 0..<size))
        return try ProvenSubtree(
            leaves: Array(naive.leaves[range]), proof, root: naive.hash(0..<size))
    }

    @Test("it knows the root and the way from each size within it, of every subtree of small trees")
    func exhaustive() throws {
        for size in 1...Self.sizeMax {
            for start in 0..<size {
                for end in (start + 1)...size {
                    guard let subtree = try? Subtree(start: UInt64(start), end: UInt64(end)) else {
                        continue
                    }
                    let proven = try proven(subtree, in: size)
                    for earlier in start...end {
                        let label: Comment = "\(start)..<\(end) of \(size) at \(earlier)"
                        #expect(
                            proven.root(at: TreeSize(earlier)) == naive.hash(0..<earlier), label)
                        let way = proven.consistencyProof(from: TreeSize(earlier))
                        let path =
                            earlier == 0
                            ? [] : naive.consistencyPath(of: 0..<earlier, in: 0..<size)
                        #expect(way?.path == path, label)
                    }
                }
            }
        }
    }

    @Test("it says nothing of sizes outside")
    func outside() throws {
        let proven = try proven(Subtree(start: 8, end: 13), in: 30)
        for size in [0, 7, 14, 30] as [TreeSize] {
            #expect(proven.root(at: size) == nil && proven.consistencyProof(from: size) == nil)
        }
    }

    @Test("there is none of leaves that the tree does not have")
    func refused() throws {
        let subtree = try Subtree(start: 8, end: 13)
        let proof = SubtreeConsistencyProof(
            subtree: subtree, size: 30, path: naive.consistencyPath(of: 8..<13, in: 0..<30))
        var leaves = Array(naive.leaves[8..<13])
        leaves[4] = .zero
        #expect(throws: TransparencyLogError.self) {
            try ProvenSubtree(leaves: leaves, proof, root: naive.hash(0..<30))
        }
    }
}
