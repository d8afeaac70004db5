import Testing
import TransparencyLog

@Suite struct ForkProofTests {
    /// Two histories that part at `common`.
    private struct Histories {
        let common: Int
        let left: NaiveTree
        let right: NaiveTree

        init(common: Int, _ left: Int, _ right: Int) {
            self.common = common
            func leaves(_ count: Int, _ mark: String) -> [Digest] {
                (0..<count).map { MerkleHash.leaf(Array("\($0 < common ? "" : mark)\($0)".utf8)) }
            }
            self.left = NaiveTree(leaves: leaves(left, "l"))
            self.right = NaiveTree(leaves: leaves(right, "r"))
        }

        func signed(_ tree: NaiveTree, _ size: Int? = nil) throws -> SignedCheckpoint {
            let size = size ?? tree.leaves.count
            return try SignedCheckpoint(
                signing: Checkpoint(
                    origin: TestKeys.origin, size: TreeSize(size), root: tree.hash(0..<size)),
                by: TestKeys.log())
        }

        /// The right one is larger and does not begin with the left one.
        func prefix() throws -> ForkProof {
            let (small, large) = (left.leaves.count, right.leaves.count)
            return try ForkProof(
                smaller: signed(left), larger: signed(right),
                difference: .prefix(
                    root: right.hash(0..<small),
                    path: right.consistencyPath(of: 0..<small, in: 0..<large)))
        }

        func entry(_ index: Int) throws -> ForkProof {
            func leaf(_ tree: NaiveTree) -> ForkProof.Leaf {
                .init(
                    hash: tree.leaves[index],
                    path: tree.inclusionPath(of: index, in: 0..<tree.leaves.count))
            }
            return try ForkProof(
                smaller: signed(left), larger: signed(right),
                difference: .entry(EntryIndex(index), smaller: leaf(left), larger: leaf(right)))
        }
    }

    private func verify(_ proof: ForkProof) throws {
        let verified = try proof.verified(by: TestKeys.log().verifierKey)
        #expect(verified.proof == proof && verified.origin == TestKeys.origin)
        let parsed = try ForkProof(parsing: proof.description)
        #expect(parsed == proof && parsed.description == proof.description)
    }

    @Test("two roots for one size are a fork, in whatever order they came")
    func oneSize() throws {
        let histories = Histories(common: 3, 9, 9)
        let (left, right) = try (
            histories.signed(histories.left), histories.signed(histories.right)
        )
        let proof = try ForkProof(ofOneSize: left, right)
        #expect(try ForkProof(ofOneSize: right, left) == proof)
        try verify(proof)
        #expect(throws: TransparencyLogError.fork(.sameRoot)) {
            try ForkProof(ofOneSize: left, left).verified(by: TestKeys.log().verifierKey)
        }
    }

    @Test(
        "a larger tree that begins otherwise is a fork, wherever the sizes lie",
        arguments: [(0, 1, 2), (0, 4, 5), (3, 4, 8), (3, 7, 8), (200, 256, 300), (7, 290, 300)])
    func otherPrefix(common: Int, small: Int, large: Int) throws {
        let proof = try Histories(common: common, small, large).prefix()
        try verify(proof)
        guard case .prefix(let root, let path) = proof.difference else { return }
        for change in 0...path.count {
            var (root, path) = (root, path)
            if change == 0 { root = .zero } else { path[change - 1] = .zero }
            let altered = try ForkProof(
                smaller: proof.smaller, larger: proof.larger,
                difference: .prefix(root: root, path: path))
            #expect(throws: TransparencyLogError.self, "hash \(change)") {
                try altered.verified(by: TestKeys.log().verifierKey)
            }
        }
    }

    @Test("no honest author can be accused", arguments: [(1, 2), (4, 8), (5, 9), (256, 300)])
    func honest(small: Int, large: Int) throws {
        let tree = NaiveTree(size: large)
        let histories = Histories(common: large, small, large)
        let key = try TestKeys.log().verifierKey
        let path = tree.consistencyPath(of: 0..<small, in: 0..<large)
        let right = try histories.signed(tree)
        let left = try histories.signed(tree, small)
        for (root, fault) in [
            (tree.hash(0..<small), TransparencyLogError.fork(.samePrefix) as TransparencyLogError?),
            (.zero, nil), (tree.hash(0..<large), nil),
        ] {
            let proof = try ForkProof(
                smaller: left, larger: right, difference: .prefix(root: root, path: path))
            let error = #expect(throws: TransparencyLogError.self) { try proof.verified(by: key) }
            if let fault { #expect(error == fault) }
        }
        let leaf = ForkProof.Leaf(
            hash: tree.leaves[0], path: tree.inclusionPath(of: 0, in: 0..<small))
        let other = ForkProof.Leaf(
            hash: tree.leaves[0], path: tree.inclusionPath(of: 0, in: 0..<large))
        #expect(throws: TransparencyLogError.fork(.sameEntry)) {
            try ForkProof(
                smaller: left, larger: right, difference: .entry(0, smaller: leaf, larger: other)
            ).verified(by: key)
        }
        #expect(throws: TransparencyLogError.sizes(from: TreeSize(small), to: TreeSize(large))) {
            try ForkProof(smaller: left, larger: right, difference: .root).verified(by: key)
        }
    }

    @Test("the first entry in which two histories differ is a fork, a later one is refused")
    func firstEntry() throws {
        for (common, small, large) in [(0, 1, 2), (3, 8, 9), (280, 290, 300), (255, 257, 300)] {
            let histories = Histories(common: common, small, large)
            let proof = try histories.entry(common)
            try verify(proof)
            for later in [common + 1, small - 1] where later < small && later > common {
                #expect(throws: TransparencyLogError.fork(.earlierDifference)) {
                    try histories.entry(later).verified(by: TestKeys.log().verifierKey)
                }
            }
        }
    }

    @Test(
        "the project's vectors are read: the first differing entry, and one that is not the first",
        vectors("own"))
    func ownVectors() throws {
        struct Vector: Decodable {
            let cp1: String
            let cp2: String
            let index: EntryIndex
            let leaf1: Digest
            let path1: [Digest]
            let leaf2: Digest
            let path2: [Digest]

            func proof() throws -> ForkProof {
                try ForkProof(
                    smaller: SignedCheckpoint(parsing: cp2), larger: SignedCheckpoint(parsing: cp1),
                    difference: .entry(
                        index, smaller: .init(hash: leaf2, path: path2),
                        larger: .init(hash: leaf1, path: path1)))
            }
        }
        struct Key: Decodable { let vkey: String }
        struct File: Decodable {
            let log: Key
            let valid: Vector
            let notFirst: Vector

            enum CodingKeys: String, CodingKey {
                case log
                case valid = "fork_proof"
                case notFirst = "fork_proof_invalid_not_first"
            }
        }
        let file = try Vectors.json("own/vectors.json", as: File.self)
        let key = try VerifierKey(parsing: file.log.vkey)
        let proof = try file.valid.proof()
        _ = try proof.verified(by: key)
        #expect(try ForkProof(parsing: proof.description) == proof)
        #expect(throws: TransparencyLogError.fork(.earlierDifference)) {
            try file.notFirst.proof().verified(by: key)
        }
    }

    @Test("only the log's key can be caught: another's signature, or another log's, proves nothing")
    func otherKeys() throws {
        let histories = Histories(common: 3, 9, 9)
        let proof = try ForkProof(
            ofOneSize: histories.signed(histories.left), histories.signed(histories.right))
        #expect(throws: TransparencyLogError.self) {
            try proof.verified(by: TestKeys.signer(TestKeys.origin, seed: 1).verifierKey)
        }
        #expect(throws: TransparencyLogError.self) {
            try proof.verified(
                by: TestKeys.signer("alliance.example/alliance/acme/e2", seed: 0)
                    .verifierKey)
        }
        let stranger = try SignedCheckpoint(
            signing: histories.signed(histories.right).checkpoint,
            by: TestKeys.signer(TestKeys.origin, seed: 2))
        #expect(throws: TransparencyLogError.self) {
            try ForkProof(ofOneSize: histories.signed(histories.left), stranger)
                .verified(by: TestKeys.log().verifierKey)
        }
    }

    @Test("a proof with any byte changed is refused or says the same")
    func alteredBytes() throws {
        let histories = Histories(common: 3, 5, 9)
        let key = try TestKeys.log().verifierKey
        for proof in [try histories.prefix(), try histories.entry(3)] {
            let bytes = Array(proof.description.utf8)
            for place in bytes.indices {
                var altered = bytes
                altered[place] ^= 1
                guard let parsed = try? ForkProof(parsing: altered) else { continue }
                #expect(throws: TransparencyLogError.self, "byte \(place)") {
                    try parsed.verified(by: key)
                }
            }
            for count in bytes.indices {
                #expect(throws: TransparencyLogError.self, "\(count) bytes") {
                    try ForkProof(parsing: Array(bytes.prefix(count))).verified(by: key)
                }
            }
        }
    }

    @Test("the checkpoints stand in one order, the smaller first")
    func order() throws {
        let proof = try Histories(common: 3, 5, 9).prefix()
        #expect(throws: TransparencyLogError.fork(.order)) {
            try ForkProof(
                smaller: proof.larger, larger: proof.smaller, difference: proof.difference)
        }
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: ForkProof.bytesMax + 1)
        #expect(throws: TransparencyLogError.self) { try ForkProof(parsing: long) }
    }
}
