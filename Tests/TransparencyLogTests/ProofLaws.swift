import Testing
import TransparencyLog

/// What is altered is refused: each proof is verified once as it is and once for each alteration.
@Suite struct ProofLaws {
    private static let seed: UInt64 = 6962
    private let naive = NaiveTree(size: 300)

    private func flipped(_ digest: Digest, bit: Int) -> Digest {
        var bytes = digest.bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes.withUnsafeBytes { Digest(loading: $0) }
    }

    @Test("an inclusion proof with any flipped byte, index, size or length is refused")
    func inclusion() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for (index, size) in [(0, 1), (0, 2), (1, 2), (6, 7), (255, 256), (256, 300), (299, 300)] {
            let path = naive.inclusionPath(of: index, in: 0..<size)
            let (leaf, root) = (naive.leaves[index], naive.hash(0..<size))
            func holds(_ i: Int, _ s: Int, _ path: [Digest], _ leaf: Digest, _ root: Digest) -> Bool
            {
                let proof = InclusionProof(index: EntryIndex(i), size: TreeSize(s), path: path)
                return (try? proof.verify(leaf: leaf, root: root)) != nil
            }
            #expect(holds(index, size, path, leaf, root))
            for byte in 0..<32 {
                let bit = byte * 8 + Int.random(in: 0..<8, using: &generator)
                #expect(!holds(index, size, path, flipped(leaf, bit: bit), root))
                #expect(!holds(index, size, path, leaf, flipped(root, bit: bit)))
                for position in path.indices {
                    var altered = path
                    altered[position] = flipped(path[position], bit: bit)
                    #expect(
                        !holds(index, size, altered, leaf, root),
                        "seed \(Self.seed), index \(index) of \(size), hash \(position), bit \(bit)"
                    )
                }
            }
            #expect(!holds(index, size, path + [root], leaf, root))
            #expect(!holds(index, size, [root] + path, leaf, root))
            if !path.isEmpty {
                #expect(!holds(index, size, path.dropLast(), leaf, root))
                #expect(!holds(index, size, Array(path.dropFirst()), leaf, root))
            }
            for other in 0..<size where other != index {
                #expect(!holds(other, size, path, leaf, root), "index \(other) for \(index)")
            }
            #expect(!holds(size, size, path, leaf, root))
        }
    }

    @Test("a path of the wrong length is refused as such, before anything is hashed")
    func pathLength() {
        let (leaf, root) = (naive.leaves[256], naive.hash(0..<300))
        let path = naive.inclusionPath(of: 256, in: 0..<300)
        for altered in [path + [root], Array(path.dropLast()), []] {
            #expect(
                throws: TransparencyLogError.proofLength(
                    expected: path.count, found: altered.count)
            ) {
                try InclusionProof(index: 256, size: 300, path: altered)
                    .verify(leaf: leaf, root: root)
            }
        }
        #expect(throws: TransparencyLogError.consistencyLength(from: 256, to: 300, found: 0)) {
            try ConsistencyProof(from: 256, to: 300, path: [])
                .verify(fromRoot: naive.hash(0..<256), toRoot: root)
        }
    }

    @Test("a consistency proof with any flipped byte, size or length is refused")
    func consistency() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for (from, to) in [
            (1, 2), (2, 3), (3, 4), (4, 8), (6, 8), (255, 256), (256, 300), (257, 300),
        ] {
            let path = naive.consistencyPath(of: 0..<from, in: 0..<to)
            let (old, new) = (naive.hash(0..<from), naive.hash(0..<to))
            func holds(_ f: Int, _ t: Int, _ path: [Digest], _ old: Digest, _ new: Digest) -> Bool {
                let proof = ConsistencyProof(from: TreeSize(f), to: TreeSize(t), path: path)
                return (try? proof.verify(fromRoot: old, toRoot: new)) != nil
            }
            #expect(holds(from, to, path, old, new))
            for byte in 0..<32 {
                let bit = byte * 8 + Int.random(in: 0..<8, using: &generator)
                #expect(!holds(from, to, path, flipped(old, bit: bit), new))
                #expect(!holds(from, to, path, old, flipped(new, bit: bit)))
                for position in path.indices {
                    var altered = path
                    altered[position] = flipped(path[position], bit: bit)
                    #expect(
                        !holds(from, to, altered, old, new),
                        "seed \(Self.seed), \(from) to \(to), hash \(position), bit \(bit)")
                }
            }
            #expect(!holds(from, to, path + [new], old, new))
            #expect(!holds(from, to, [old] + path, old, new))
            #expect(!holds(from, to, path.dropLast(), old, new))
            #expect(!holds(from, to, [], old, new))
            #expect(!holds(to, from, path, old, new))
            #expect(!holds(from, to, path, new, old))
        }
    }

    @Test("any tree extends the empty one, with an empty proof and the empty root only")
    func fromEmpty() throws {
        let root = naive.hash(0..<7)
        let proof = ConsistencyProof(from: 0, to: 7, path: [])
        try proof.verify(fromRoot: MerkleHash.emptyRoot, toRoot: root)
        #expect(throws: TransparencyLogError.self) {
            try proof.verify(fromRoot: root, toRoot: root)
        }
        #expect(throws: TransparencyLogError.proofLength(expected: 0, found: 1)) {
            try ConsistencyProof(from: 0, to: 7, path: [root])
                .verify(fromRoot: MerkleHash.emptyRoot, toRoot: root)
        }
        #expect(throws: TransparencyLogError.self) {
            try ConsistencyProof(from: 0, to: 0, path: [])
                .verify(fromRoot: MerkleHash.emptyRoot, toRoot: root)
        }
        try ConsistencyProof(from: 0, to: 0, path: [])
            .verify(fromRoot: MerkleHash.emptyRoot, toRoot: MerkleHash.emptyRoot)
    }

    @Test("equal sizes need equal roots and an empty proof")
    func equalSizes() throws {
        let root = naive.hash(0..<7)
        try ConsistencyProof(from: 7, to: 7, path: []).verify(fromRoot: root, toRoot: root)
        #expect(throws: TransparencyLogError.self) {
            try ConsistencyProof(from: 7, to: 7, path: [])
                .verify(fromRoot: root, toRoot: naive.hash(0..<8))
        }
        #expect(throws: TransparencyLogError.self) {
            try ConsistencyProof(from: 7, to: 7, path: [root])
                .verify(fromRoot: root, toRoot: root)
        }
    }

    @Test("sizes and indexes up to 2^64 - 1 are refused or computed, never trapped on")
    func extremes() throws {
        let big = UInt64.max
        for (index, size) in [(0, big), (big - 1, big), (big, big), (big / 2, big), (0, 0)] {
            for count in [0, 1, 63, 64] {
                let path = [Digest](repeating: .zero, count: count)
                #expect(throws: TransparencyLogError.self) {
                    try InclusionProof(index: index, size: size, path: path)
                        .verify(leaf: .zero, root: .zero)
                }
                if index == size, count == 0 { continue }
                #expect(throws: TransparencyLogError.self, "\(index) to \(size), \(count)") {
                    try ConsistencyProof(from: index, to: size, path: path)
                        .verify(fromRoot: .zero, toRoot: .zero)
                }
            }
        }
        #expect(throws: TransparencyLogError.subtree(start: 1, end: big)) {
            try Subtree(start: 1, end: big)
        }
        #expect(try Subtree(start: 0, end: big).count == big)
    }
}
