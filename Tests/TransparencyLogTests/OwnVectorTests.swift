import Testing
import TransparencyLog

/// The project's vectors, made from the C2SP texts: sizes 0 to 70,000, the shortest and the longest
/// entry, tiles, proofs, cosignatures and an add-checkpoint body.
@Suite struct OwnVectorTests {
    private struct File: Decodable {
        struct Key: Decodable {
            let seed: String
            let vkey: String
        }
        struct Inclusion: Decodable {
            let index: EntryIndex
            let size: TreeSize
            let leaf: Digest
            let path: [Digest]
        }
        struct Consistency: Decodable {
            let m: TreeSize
            let n: TreeSize
            let proof: [Digest]
        }
        let origin: String
        let log: Key
        let w1: Key
        let w2: Key
        let roots: [String: Digest]
        let inclusion: [Inclusion]
        let consistency: [Consistency]
    }

    private func readFile() throws -> File { try Vectors.json("own/vectors.json", as: File.self) }

    private func entry(_ index: Int) -> [UInt8] {
        switch index {
        case 0: []
        case 1:
            [UInt8](repeatingFrom: 0...255, count: 65_280) + [UInt8](repeating: 0x78, count: 255)
        default: Array("entry \(index)".utf8)
        }
    }

    private static let sizeMax = 70_000

    private func wholeTree() -> NaiveTree {
        NaiveTree(leaves: (0..<Self.sizeMax).map { MerkleHash.leaf(entry($0)) })
    }

    @Test(
        "roots, inclusion and consistency proofs of up to 70,000 entries are those of the file",
        vectors("own"))
    func proofs() throws {
        let (file, naive) = (try readFile(), wholeTree())
        var range = CompactRange()
        for size in 0...Self.sizeMax {
            if let root = file.roots["\(size)"] {
                #expect(range.root == root, "size \(size)")
                #expect(naive.hash(0..<size) == root, "size \(size)")
            }
            if size < Self.sizeMax { range.append(leaf: naive.leaves[size]) }
        }
        #expect(file.roots.count == 15)
        func tree(_ size: TreeSize) -> TiledTree { TiledTree(size: size) { naive.tile($0) } }
        func root(_ size: TreeSize) -> Digest { naive.hash(0..<Int(size)) }
        for vector in file.inclusion {
            let proof = try tree(vector.size).inclusionProof(of: vector.index)
            #expect(proof.path == vector.path, "index \(vector.index) of \(vector.size)")
            #expect(naive.leaves[Int(vector.index)] == vector.leaf)
            try proof.verify(leaf: vector.leaf, root: root(vector.size))
        }
        #expect(file.inclusion.count == 13)
        for vector in file.consistency {
            let proof = try tree(vector.n).consistencyProof(from: vector.m)
            #expect(proof.path == vector.proof, "\(vector.m) to \(vector.n)")
            try proof.verify(fromRoot: root(vector.m), toRoot: root(vector.n))
        }
        #expect(file.consistency.count == 12)
    }

    @Test(
        "every tile and bundle of 70,000 entries has the length and hash of the manifest",
        vectors("own"))
    func manifest() throws {
        var expected: [String: (count: Int, hash: String)] = [:]
        for line in try Vectors.text("own/manifest70000.tsv").split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            expected[fields[0]] = (try #require(Int(fields[1])), fields[2])
        }
        #expect(expected.count == 551)
        let naive = wholeTree()
        var seen: Set<String> = []
        func compare(_ path: String, _ bytes: [UInt8]) {
            #expect(expected[path]?.count == bytes.count, "\(path)")
            #expect(expected[path]?.hash == Digest.sha256(bytes).hex, "\(path)")
            seen.insert(path)
        }
        for tile in TileCoordinate.tiles(of: TreeSize(Self.sizeMax)) {
            compare(tile.path, naive.tile(tile))
        }
        for bundle in BundleCoordinate.bundles(of: TreeSize(Self.sizeMax)) {
            var bytes: [UInt8] = []
            for index in bundle.entries { EntryBundle.append(entry: entry(Int(index)), to: &bytes) }
            compare(bundle.path, bytes)
        }
        #expect(seen == Set(expected.keys))
    }

    @Test("the whole 300-entry log is rebuilt from its entries", vectors("own"))
    func log300() throws {
        let log = StaticLog(folder: "own/log300")
        let checkpoint = try log.checkpoint().verified(
            by: VerifierKey(parsing: readFile().log.vkey))
        #expect(checkpoint.size == 300)
        try log.audit(checkpoint.checkpoint)
    }

    @Test(
        "seeds give the verifier keys, and signing again gives the checkpoints byte for byte",
        vectors("own"))
    func signing() throws {
        let file = try readFile()
        func signer(
            _ key: File.Key, _ algorithm: VerifierKey.Algorithm
        ) throws -> NoteSigner {
            let parsed = try VerifierKey(parsing: key.vkey)
            let signer = try NoteSigner(
                name: parsed.name, seed: #require(Hex.decode(key.seed)), algorithm: algorithm)
            #expect(signer.verifierKey == parsed)
            #expect(signer.verifierKey.description == key.vkey)
            return signer
        }
        let log = try signer(file.log, .ed25519)
        let witnesses = try [
            signer(file.w1, .cosignatureV1), signer(file.w2, .cosignatureV1),
        ]
        for size in [0, 1, 256, 300, 70_000] {
            let bytes = try Vectors.bytes("own/log/checkpoint.\(size)")
            let verified = try SignedCheckpoint(parsing: bytes).verified(by: log.verifierKey)
            #expect(verified.root == file.roots["\(size)"])
            let cosignatures = try verified.cosignatures(by: witnesses.map(\.verifierKey))
            #expect(cosignatures.count == (size == 300 || size == 70_000 ? 2 : 0))
            var again = try SignedCheckpoint(signing: verified.checkpoint, by: log)
            for cosignature in cosignatures {
                let witness = try #require(
                    witnesses.first { $0.verifierKey == cosignature.key })
                again.add(
                    witness.sign(text: again.note.text, timestamp: cosignature.timestamp))
            }
            #expect(Array(again.description.utf8) == bytes, "size \(size)")
        }
    }

    @Test("the tlog-proof of entry 257 verifies, and prints as it was", vectors("own"))
    func tlogProof() throws {
        let file = try readFile()
        let bytes = try Vectors.bytes("own/entry257.tlog-proof")
        let proof = try TLogProof(parsing: bytes)
        #expect(Array(proof.description.utf8) == bytes)
        #expect(proof.index == 257)
        let witnesses = try [file.w1, file.w2].map { try VerifierKey(parsing: $0.vkey) }
        let logKey = try VerifierKey(parsing: file.log.vkey)
        let verified = try proof.verify(
            leaf: MerkleHash.leaf(entry(257)), logKey: logKey, witnesses: witnesses, quorum: 2)
        #expect(verified.size == 300)
        #expect(throws: TransparencyLogError.self) {
            try proof.verify(leaf: MerkleHash.leaf(entry(258)), logKey: logKey)
        }
    }

    @Test(
        "the add-checkpoint body parses, its proof holds, and it prints as it was",
        vectors("own"))
    func addCheckpoint() throws {
        let file = try readFile()
        let bytes = try Vectors.bytes("own/add-checkpoint.256-300.txt")
        let request = try AddCheckpointRequest(parsing: bytes)
        #expect(Array(request.description.utf8) == bytes)
        #expect(request.oldSize == 256)
        let verified = try request.checkpoint.verified(by: VerifierKey(parsing: file.log.vkey))
        try request.proof.verify(
            fromRoot: #require(file.roots["256"]), toRoot: verified.root)
    }
}

extension [UInt8] {
    /// `count` bytes that run through `cycle` again and again.
    fileprivate init(repeatingFrom cycle: ClosedRange<UInt8>, count: Int) {
        let bytes = Array(cycle)
        self = (0..<count).map { bytes[$0 % bytes.count] }
    }
}
