import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    private let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test("the specification's example parses, and prints as it was")
    func published() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(root)\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == root)
        #expect(checkpoint.extensionLines.isEmpty)
        #expect(checkpoint.description == text)
    }

    @Test("extension lines are kept as they are, up to 16 of them")
    func extensions() throws {
        let lines = (0..<Checkpoint.extensionLinesMax).map { " extension \($0) " }
        let text = "o\n0\n\(root)\n" + lines.map { "\($0)\n" }.joined()
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.extensionLines == lines)
        #expect(checkpoint.description == text)
        #expect(throws: TransparencyLogError.checkpoint(.lineCount, line: 20)) {
            try Checkpoint(parsing: text + "one more\n")
        }
    }

    @Test("an origin may hold spaces and plus signs, since only the log chooses it")
    func freeOrigin() throws {
        #expect(try Checkpoint(parsing: "my log + more\n0\n\(root)\n").origin == "my log + more")
    }

    @Test(
        "a size that is not a canonical decimal is refused",
        arguments: [
            "", "00", "01", "+1", "-1", " 1", "1 ", "1a", "0x1", "1e3", "1_000", "\u{0661}",
            "18446744073709551616",
        ])
    func sizes(size: String) throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try Checkpoint(parsing: "o\n\(size)\n\(root)\n")
        }
        #expect(error.keyword == "checkpoint-malformed")
    }

    @Test("the largest tree is read, and one entry more is not")
    func sizeLimit() throws {
        #expect(
            try Checkpoint(parsing: "o\n281474976710655\n\(root)\n").size == treeSizeMax)
        for size: UInt64 in [treeSizeMax + 1, .max] {
            #expect(throws: TransparencyLogError.treeSize(found: size)) {
                try Checkpoint(parsing: "o\n\(size)\n\(root)\n")
            }
        }
    }

    @Test("a text of 8,192 bytes is read, and one byte more is not")
    func lengthLimit() throws {
        let rest = "\n0\n\(root)\n"
        let origin = String(repeating: "o", count: Checkpoint.textBytesMax - rest.utf8.count)
        #expect(try Checkpoint(parsing: origin + rest).size == 0)
        #expect(throws: TransparencyLogError.checkpoint(.length, line: 1)) {
            try Checkpoint(parsing: "o" + origin + rest)
        }
    }

    @Test("missing and empty lines are refused, and so is a root that is not 32 bytes in base64")
    func lines() throws {
        let bad = [
            "", "\n", "o\n", "o\n0\n", "o\n0\n\(root)", "\n0\n\(root)\n", "o\n\n0\n\(root)\n",
            "o\n0\n\(root)\n\n", "o\n0\n\(root)\n\nx\n", "o\n0\n\n", "o\n0\n\(root.dropLast())\n",
            "o\n0\n\(root) \n", "o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
            "o\n0\nAAAA\n", "o\n0\n\(Base64.encode([UInt8](repeating: 0, count: 33)))\n",
        ]
        for text in bad {
            let error = try #require(throws: TransparencyLogError.self, "\(text)") {
                try Checkpoint(parsing: text)
            }
            #expect(error.keyword == "checkpoint-malformed")
        }
    }

    @Test("a signed checkpoint is believed under its log's own key only")
    func verified() throws {
        let log = try TestKeys.log()
        let checkpoint = Checkpoint(
            origin: TestKeys.origin, size: 0, root: MerkleHash.emptyRoot)
        let signed = try SignedCheckpoint(signing: checkpoint, by: log)
        let verified = try signed.verified(by: log.verifierKey)
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.note == signed.note)
        #expect(try SignedCheckpoint(parsing: signed.description) == signed)

        let otherKey = try TestKeys.signer(TestKeys.origin, seed: 1).verifierKey
        let otherName = try TestKeys.signer("other", seed: 0).verifierKey
        let cosigner = try TestKeys.signer(TestKeys.origin, seed: 0, .cosignatureV1)
        var cosigned = signed
        cosigned.add(cosigner.sign(text: signed.note.text, timestamp: 1))
        for (key, keyword) in [
            (otherKey, "signature-missing"), (otherName, "checkpoint-origin"),
            (cosigner.verifierKey, "signature-missing"),
        ] {
            let error = try #require(throws: TransparencyLogError.self) {
                try cosigned.verified(by: key)
            }
            #expect(error.keyword == keyword)
        }
    }

    @Test("a log's key that signed another origin's checkpoint does not make it that log's")
    func otherOrigin() throws {
        let log = try TestKeys.log()
        let foreign = Checkpoint(origin: "b", size: 0, root: MerkleHash.emptyRoot)
        let signed = try SignedCheckpoint(signing: foreign, by: log)
        #expect(throws: TransparencyLogError.origin(expected: TestKeys.origin, found: "b")) {
            try signed.verified(by: log.verifierKey)
        }
    }

    @Test("a note whose text is no checkpoint is no signed checkpoint")
    func otherText() throws {
        #expect(throws: TransparencyLogError.checkpoint(.lineCount, line: 1)) {
            try SignedCheckpoint(parsing: "text\n\n— k AAAAAAA=\n")
        }
    }
}
