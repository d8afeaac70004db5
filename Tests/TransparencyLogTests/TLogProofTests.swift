import Testing
import TransparencyLog

@Suite struct TLogProofTests {
    private let tree = NaiveTree(size: 13)

    private func proof(extra: [UInt8]? = nil) throws -> TLogProof {
        var checkpoint = try SignedCheckpoint(
            signing: Checkpoint(origin: TestKeys.origin, size: 13, root: tree.hash(0..<13)),
            by: TestKeys.log())
        checkpoint.add(
            try TestKeys.witness1().sign(text: checkpoint.note.text, timestamp: 1_700_000_000))
        checkpoint.add(
            try TestKeys.witness2().sign(text: checkpoint.note.text, timestamp: 1_700_000_001))
        return TLogProof(
            extra: extra, index: 5, path: tree.inclusionPath(of: 5, in: 0..<13),
            checkpoint: checkpoint)
    }

    private func verify(_ proof: TLogProof, leaf: Int = 5, quorum: Int = 2) throws {
        try proof.verify(
            leaf: tree.leaves[leaf], logKey: TestKeys.log().verifierKey,
            witnesses: [TestKeys.witness1().verifierKey, TestKeys.witness2().verifierKey],
            quorum: quorum)
    }

    @Test("a proof is printed line by line as the format has it, and parses back")
    func roundTrip() throws {
        for extra in [nil, [1, 2, 3]] as [[UInt8]?] {
            let proof = try proof(extra: extra)
            let parsed = try TLogProof(parsing: proof.description)
            #expect(parsed == proof)
            try verify(parsed)
        }
        let lines = try proof(extra: [1, 2, 3]).description.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1] == "extra AQID")
        #expect(lines[2] == "index 5")
        #expect(lines[7] == "")
        #expect(lines[8] == TestKeys.origin)
    }

    @Test("a proof for another leaf, or below the quorum, is refused")
    func wrongQuestion() throws {
        let proof = try proof()
        #expect(throws: TransparencyLogError.self) { try verify(proof, leaf: 6) }
        #expect(throws: TransparencyLogError.quorum(expected: 3, found: 2)) {
            try verify(proof, quorum: 3)
        }
    }

    @Test("one witness that signs twice counts once")
    func distinctWitnesses() throws {
        let proof = try proof()
        var checkpoint = proof.checkpoint
        checkpoint.add(
            try TestKeys.witness1().sign(text: checkpoint.note.text, timestamp: 1_700_000_009))
        let twice = TLogProof(index: proof.index, path: proof.path, checkpoint: checkpoint)
        #expect(throws: TransparencyLogError.quorum(expected: 2, found: 1)) {
            try twice.verify(
                leaf: tree.leaves[5], logKey: TestKeys.log().verifierKey,
                witnesses: [TestKeys.witness1().verifierKey], quorum: 2)
        }
    }

    @Test("a proof file with any one bit flipped is refused")
    func flipped() throws {
        let bytes = Array(try proof().description.utf8)
        try verify(TLogProof(parsing: bytes))
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        for byte in bytes.indices {
            let bit = Int.random(in: 0..<8, using: &generator)
            var altered = bytes
            altered[byte] ^= 1 << bit
            #expect(
                throws: TransparencyLogError.self, "seed \(seed), byte \(byte), bit \(bit)"
            ) {
                try verify(TLogProof(parsing: altered))
            }
        }
    }

    @Test("a proof file cut anywhere, or with a line more, is refused")
    func cut() throws {
        let bytes = Array(try proof().description.utf8)
        for count in bytes.indices {
            #expect(throws: TransparencyLogError.self, "cut at \(count)") {
                try verify(TLogProof(parsing: Array(bytes.prefix(count))))
            }
        }
        #expect(throws: TransparencyLogError.self) {
            try TLogProof(parsing: bytes + Array("\n".utf8))
        }
    }

    @Test("each malformed line is named")
    func malformed() throws {
        let text = try proof(extra: [1, 2, 3]).description
        let cases: [(String, String, Int)] = [
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2", 1),
            ("extra AQID", "extra AQI", 2), ("extra AQID", "extra ", 2),
            ("extra AQID", "extra  AQID", 2), ("extra AQID", "Extra AQID", 2),
            ("extra AQID", "extra AQID\nextra AQID", 3), ("index 5", "index 05", 3),
            ("index 5", "index", 3), ("index 5", "index -5", 3), ("index 5", "index 5 ", 3),
            ("index 5", "index 5\nAAAA", 4), ("index 5", "index 5\n ", 4),
        ]
        for (old, new, line) in cases {
            let altered = text.replacing(old, with: new, maxReplacements: 1)
            #expect(altered != text)
            let error = try #require(throws: TransparencyLogError.self, "\(new)") {
                try TLogProof(parsing: altered)
            }
            #expect(error.keyword == "proof-malformed")
            #expect(error.description.contains("line \(line) "), "\(error)")
        }
    }

    @Test("63 hashes are read, and 64 are not; nor is a file beyond 256 KiB")
    func limits() throws {
        let checkpoint = try proof().checkpoint
        func proofOfHashes(_ count: Int) -> TLogProof {
            TLogProof(
                index: 0, path: [Digest](repeating: .zero, count: count), checkpoint: checkpoint)
        }
        #expect(try TLogProof(parsing: proofOfHashes(63).description).path.count == 63)
        #expect(throws: TransparencyLogError.self) {
            try TLogProof(parsing: proofOfHashes(64).description)
        }
        let extra = TLogProof(
            extra: [UInt8](repeating: 0, count: TLogProof.extraBytesMax), index: 0, path: [],
            checkpoint: checkpoint)
        #expect(try TLogProof(parsing: extra.description) == extra)
        let more = TLogProof(
            extra: [UInt8](repeating: 0, count: TLogProof.extraBytesMax + 1), index: 0, path: [],
            checkpoint: checkpoint)
        #expect(throws: TransparencyLogError.self) { try TLogProof(parsing: more.description) }
        #expect(throws: TransparencyLogError.self) {
            try TLogProof(parsing: [UInt8](repeating: 0x0a, count: TLogProof.bytesMax + 1))
        }
    }
}
