import Testing
import TransparencyLog

@Suite struct SignedNoteTests {
    private let example = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
    private let exampleKey =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private let poem = """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.

        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

        """

    @Test("the specification's example verifies under the specification's key")
    func published() throws {
        let note = try SignedNote(parsing: example)
        #expect(note.text == "This is an example message.\n")
        let key = try VerifierKey(parsing: exampleKey)
        #expect(try note.signatures(verifiedBy: [key]).map(\.key) == [key])
        #expect(note.description == example)
    }

    @Test("text and signatures part at the last empty line")
    func emptyLines() throws {
        let note = try SignedNote(parsing: poem)
        #expect(note.text.hasSuffix("\n\ned è subito sera.\n"))
        #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
        #expect(note.description == poem)
        #expect(try SignedNote(parsing: "\n\n— k AAAAAAA=\n").text == "\n")
    }

    @Test("signing and parsing gives back the same note, its signatures verified")
    func roundTrip() throws {
        let signer = try TestKeys.log()
        var note = try SignedNote(text: "line one\n\nline three\n")
        note.add(signer.sign(text: note.text))
        note.add(signer.sign(text: note.text))
        #expect(note.signatures.count == 1, "the same line is added once")
        let parsed = try SignedNote(parsing: note.description)
        #expect(parsed == note)
        #expect(try parsed.signatures(verifiedBy: [signer.verifierKey]).count == 1)
    }

    @Test(
        "a malformed note is refused, and the line named",
        arguments: [
            ("", 0), ("text", 0), ("text\n", 1), ("text\n\n", 2), ("text\n— k AAAAAAA=\n", 2),
            ("\n— k AAAAAAA=\n", 2), ("text\n\n— k AAAAAAA=", 2), ("text\n\n— k AAAAAAA=\n\n", 4),
            ("text\n\n— k AAAAAAA=\nx\n", 4), ("text\n\n- k AAAAAAA=\n", 3),
            ("text\n\n—k AAAAAAA=\n", 3), ("text\n\n—  AAAAAAA=\n", 3),
            ("text\n\n— k  AAAAAAA=\n", 3), ("text\n\n— k AAAAAAA= \n", 3),
            ("text\n\n— k k AAAAAAA=\n", 3), ("text\n\n— k+ AAAAAAA=\n", 3),
            ("text\n\n— k\u{a0}k AAAAAAA=\n", 3), ("text\n\n— k AAAAAAA\n", 3),
            ("text\n\n— k AAAAAAB=\n", 3), ("text\n\n— k AAAAAA==\n", 3), ("text\n\n— k \n", 3),
            ("text\n\n— k\n", 3), ("text\n\n — k AAAAAAA=\n", 3),
            ("te\txt\n\n— k AAAAAAA=\n", 1), ("a\nb\r\n\n— k AAAAAAA=\n", 2),
            ("text\u{0}\n\n— k AAAAAAA=\n", 1), ("text\n\n— k AAAAAAA=\u{1f}\n", 3),
        ])
    func refused(text: String, line: Int) throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try SignedNote(parsing: text)
        }
        #expect(error.keyword == "note-malformed")
        #expect(error.description.contains("line \(line) "), "\(error)")
    }

    @Test("bytes that are not UTF-8 are refused, in text and in names")
    func utf8() {
        let tail = Array("\n\n— k AAAAAAA=\n".utf8)
        for bad: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]] {
            #expect(throws: TransparencyLogError.note(.utf8, line: 1)) {
                try SignedNote(parsing: Array("t".utf8) + bad + tail)
            }
        }
    }

    @Test("DEL, C1 controls and any other character may stand in a text")
    func otherCharacters() throws {
        let text = "\u{7f}\u{85}\u{202e}漢字 \u{1f600}+ —\n"
        #expect(try SignedNote(parsing: "\(text)\n— k AAAAAAA=\n").text == text)
    }

    @Test("16 signatures are read, 100 too, and 101 are not")
    func signatureLimit() throws {
        func note(_ count: Int) -> String {
            "text\n\n" + (0..<count).map { "— k\($0) AAAAAAA=\n" }.joined()
        }
        #expect(try SignedNote(parsing: note(16)).signatures.count == 16)
        #expect(
            try SignedNote(parsing: note(SignedNote.signaturesMax)).signatures.count == 100)
        #expect(throws: TransparencyLogError.signaturesTooMany(found: 101)) {
            try SignedNote(parsing: note(SignedNote.signaturesMax + 1))
        }
    }

    @Test("a note of 1 MiB is read, and one byte more is not")
    func sizeLimit() throws {
        let tail = "\n\n— k AAAAAAA=\n"
        let text = String(repeating: "t", count: SignedNote.bytesMax - tail.utf8.count)
        #expect(try SignedNote(parsing: text + tail).signatures.count == 1)
        #expect(throws: TransparencyLogError.noteTooLong(bytes: SignedNote.bytesMax + 1)) {
            try SignedNote(parsing: "t" + text + tail)
        }
    }

    @Test("a signature of 8,192 bytes is read, and one byte more is not")
    func signatureBytesLimit() throws {
        func note(_ count: Int) -> String {
            "text\n\n— k \(Base64.encode([UInt8](repeating: 0, count: 4 + count)))\n"
        }
        #expect(
            try SignedNote(parsing: note(NoteSignature.bytesMax)).signatures[0].bytes.count == 8192)
        #expect(throws: TransparencyLogError.note(.signatureLine, line: 3)) {
            try SignedNote(parsing: note(NoteSignature.bytesMax + 1))
        }
    }

    @Test("signatures of unknown keys are ignored, also under a known name or a known key ID")
    func unknownKeys() throws {
        let (log, other) = (try TestKeys.log(), try TestKeys.signer("other", seed: 1))
        var note = try SignedNote(text: "text\n")
        note.add(other.sign(text: "something else\n"))
        note.add(NoteSignature(name: log.name, keyID: 1, bytes: [0]))
        note.add(NoteSignature(name: "x", keyID: log.verifierKey.keyID, bytes: [0]))
        note.add(log.sign(text: "text\n"))
        let verified = try note.signatures(verifiedBy: [log.verifierKey])
        #expect(verified.map(\.key) == [log.verifierKey])
    }

    @Test("a known key's bad signature is an error, even beside a good one")
    func knownKeyBadSignature() throws {
        let (log, other) = (try TestKeys.log(), try TestKeys.signer("other", seed: 1))
        var note = try SignedNote(text: "text\n")
        note.add(log.sign(text: "text\n"))
        note.add(other.sign(text: "something else\n"))
        #expect(try note.signatures(verifiedBy: [log.verifierKey]).count == 1)
        let expected = TransparencyLogError.badSignature(
            of: "other", keyID: other.verifierKey.keyID)
        #expect(throws: expected) {
            try note.signatures(verifiedBy: [log.verifierKey, other.verifierKey])
        }
        #expect(throws: expected) {
            try note.signatures(ifAnyVerifiedBy: [log.verifierKey, other.verifierKey])
        }
    }

    @Test("a note that no known key signed is refused")
    func unsigned() throws {
        let log = try TestKeys.log()
        var note = try SignedNote(text: "text\n")
        note.add(try TestKeys.signer("other", seed: 1).sign(text: "text\n"))
        for keys in [[], [log.verifierKey]] {
            let error = try #require(throws: TransparencyLogError.self) {
                try note.signatures(verifiedBy: keys)
            }
            #expect(error.keyword == "signature-missing")
        }
        #expect(try note.signatures(ifAnyVerifiedBy: [log.verifierKey]).isEmpty)
    }

    @Test(
        "a text that a note cannot carry is refused",
        arguments: ["", "text", "te\u{7}xt\n", "\r\n"])
    func unsignableText(text: String) throws {
        let error = try #require(throws: TransparencyLogError.self) { try SignedNote(text: text) }
        #expect(error.keyword == "note-malformed")
    }

    @Test("texts that Swift takes for one string are told apart")
    func canonicalEquivalence() throws {
        let composed = try SignedNote(text: "caf\u{e9}\n")
        let decomposed = try SignedNote(text: "cafe\u{301}\n")
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
        let log = try TestKeys.log()
        let moved = try SignedNote(
            text: decomposed.text, signatures: [log.sign(text: composed.text)])
        #expect(throws: TransparencyLogError.self) {
            try moved.signatures(verifiedBy: [log.verifierKey])
        }
    }
}
