import TransparencyLog

extension FuzzedParser {
    static let proofs = [forkProof, tlogProof, addCheckpoint, treeProofs]

    private static let words = [
        "root\n", "prefix ", "entry ", "\n\n", "\u{2014} ", "touchstone/fork-proof/v1\n",
        "c2sp.org/tlog-proof@v1\n", "index ", "extra ", "old ", Sample.origin,
        Sample.tree.leaves[0].base64 + "\n",
    ]

    private static func leaf(_ index: Int, _ size: Int, _ tree: ReferenceTree) -> ForkProof.Leaf {
        .init(hash: tree.leaves[index], path: tree.inclusionPath(index, in: 0..<size))
    }

    private static func fork(
        _ smaller: SignedCheckpoint, _ larger: SignedCheckpoint, _ difference: ForkProof.Difference
    ) -> String {
        (try? ForkProof(smaller: smaller, larger: larger, difference: difference))?.description
            ?? ""
    }

    private static let forkProof = FuzzedParser(
        "fork-proof", inputBytesMax: 8_192,
        samples: [
            (try? ForkProof(ofOneSize: Sample.signed(9), Sample.signed(9, of: Sample.otherTree)))?
                .description ?? "",
            fork(
                Sample.signed(6, of: Sample.otherTree), Sample.signed(11),
                .prefix(
                    root: Sample.tree.hash(0..<6),
                    path: Sample.tree.consistencyPath(from: 6, in: 0..<11))),
            fork(
                Sample.signed(7), Sample.signed(13, of: Sample.otherTree),
                .entry(
                    4, smaller: leaf(4, 7, Sample.tree), larger: leaf(4, 13, Sample.otherTree))),
        ], words: words
    ) { input in
        guard let proof = try understood({ try ForkProof(parsing: input) }) else { return false }
        try promise(Array(proof.description.utf8) == input, "it is printed otherwise")
        if (try? proof.verified(by: Sample.log.verifierKey)) != nil {
            try Sample.checkUnforged(proof.smaller.note)
            try Sample.checkUnforged(proof.larger.note)
            let (one, other) = (proof.smaller.checkpoint, proof.larger.checkpoint)
            try promise(
                one.size != other.size || one.root != other.root,
                "both can be true: it is one state")
            // Of one history no proof may hold, whatever it says.
            let isHonest = [one, other].allSatisfy {
                $0.size <= 300 && $0.root == Sample.tree.hash(0..<Int($0.size))
            }
            try promise(!isHonest, "two states of one history are called a fork")
        }
        return true
    }

    private static let tlogProof = FuzzedParser(
        "tlog-proof", inputBytesMax: 8_192,
        samples: [
            TLogProof(
                index: 4, path: Sample.tree.inclusionPath(4, in: 0..<7),
                checkpoint: Sample.signed(7)
            ).description,
            TLogProof(
                extra: [1, 2, 3], index: 299, path: Sample.tree.inclusionPath(299, in: 0..<300),
                checkpoint: Sample.cosigned(300, at: [1_764_000_000])
            ).description,
        ], words: words
    ) { input in
        guard let proof = try understood({ try TLogProof(parsing: input) }) else { return false }
        try promise(Array(proof.description.utf8) == input, "it is printed otherwise")
        for index in [4, 299] {
            let holds = try understood {
                try proof.verify(
                    leaf: Sample.tree.leaves[index], logKey: Sample.log.verifierKey)
            }
            guard holds != nil else { continue }
            try Sample.checkUnforged(proof.checkpoint.note)
            try promise(proof.index == EntryIndex(index), "an entry is proven at another place")
        }
        return true
    }

    private static let addCheckpoint = FuzzedParser(
        "add-checkpoint", inputBytesMax: 8_192,
        samples: [
            AddCheckpointRequest(oldSize: 0, path: [], checkpoint: Sample.signed(4)).description,
            AddCheckpointRequest(
                oldSize: 5, path: Sample.tree.consistencyPath(from: 5, in: 0..<12),
                checkpoint: Sample.signed(12)
            ).description,
        ], words: words
    ) { input in
        guard let request = try understood({ try AddCheckpointRequest(parsing: input) }) else {
            return false
        }
        try promise(Array(request.description.utf8) == input, "it is printed otherwise")
        try Sample.checkUnforged(request.checkpoint.note)
        _ = try understood {
            try request.proof.verify(
                fromRoot: Sample.tree.hash(0..<5), toRoot: request.checkpoint.checkpoint.root)
        }
        return true
    }

    /// Proofs of inclusion and consistency, compared with RFC 9162's own words: two numbers of eight
    /// bytes, then hashes.
    private static let treeProofs = FuzzedParser(
        "tree-proofs", inputBytesMax: 16 + 32 * 66,
        bytes: [
            proof(4, 7, Sample.tree.inclusionPath(4, in: 0..<7)),
            proof(255, 300, Sample.tree.inclusionPath(255, in: 0..<300)),
            proof(6, 11, Sample.tree.consistencyPath(from: 6, in: 0..<11)),
            proof(8, 300, Sample.tree.consistencyPath(from: 8, in: 0..<300)),
            proof(treeSizeMax - 1, treeSizeMax, Array(repeating: .zero, count: 47)),
        ], words: ["\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{1}"]
    ) { input in
        guard input.count >= 16 else { return false }
        let numbers = input.withUnsafeBytes { bytes in
            [0, 8].map {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
        let path = stride(from: 16, to: input.count - 31, by: 32).compactMap {
            Digest(input[$0..<$0 + 32])
        }
        let isIncluded = try checkInclusion(numbers[0], numbers[1], path)
        let isConsistent = try checkConsistency(numbers[0], numbers[1], path)
        return isIncluded || isConsistent
    }

    private static func proof(_ first: UInt64, _ second: UInt64, _ path: [Digest]) -> [UInt8] {
        [first, second].flatMap { number in
            withUnsafeBytes(of: number.bigEndian) { Array($0) }
        } + path.flatMap(\.bytes)
    }

    private static func checkInclusion(
        _ index: UInt64, _ size: UInt64, _ path: [Digest]
    ) throws -> Bool {
        let leaf = Sample.tree.leaves[0]
        let expected = ReferenceTree.root(leaf: leaf, index: index, size: size, path: path)
        let found = try understood {
            try InclusionProof(index: index, size: size, path: path).root(over: leaf)
        }
        try promise(found == expected, "inclusion of \(index) in \(size) leads to another root")
        return expected != nil
    }

    private static func checkConsistency(
        _ from: UInt64, _ to: UInt64, _ path: [Digest]
    ) throws -> Bool {
        guard from > 0, from < to else { return false }
        let known = Sample.tree.leaves[1]
        let roots = ReferenceTree.roots(from: from, to: to, fromRoot: known, path: path)
        let proof = ConsistencyProof(from: from, to: to, path: path)
        func holds(_ first: Digest, _ second: Digest) throws -> Bool {
            try understood { try proof.verify(fromRoot: first, toRoot: second) } != nil
        }
        guard let roots else {
            try promise(try !holds(known, known), "a path of the wrong length is taken")
            return false
        }
        try promise(try holds(roots.first, roots.second), "from \(from) to \(to) is refused")
        try promise(try !holds(roots.first, .zero), "another root after \(to) is taken")
        try promise(
            try roots.first == .zero || !holds(.zero, roots.second), "another before is taken")
        return true
    }
}
