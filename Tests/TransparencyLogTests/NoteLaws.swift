import Testing
import TransparencyLog

@Suite struct NoteLaws {
    private static let seed: UInt64 = 4711

    @Test("any well-formed note comes back from its text, byte for byte")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let pieces = ["a", "—", " ", "\n", "+", "é", "漢", "\u{301}", "— x AAAAAAA=", "\u{1f3f3}"]
        for run in 0..<300 {
            let count = Int.random(in: 0..<30, using: &generator)
            let text =
                (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
                + "\n"
            let signatures = (0..<Int.random(in: 1...5, using: &generator)).map { number in
                NoteSignature(
                    name: "key-\(number)é", keyID: UInt32.random(in: 0...(.max), using: &generator),
                    bytes: generator.bytes(Int.random(in: 1...100, using: &generator)))
            }
            let note = try SignedNote(text: text, signatures: signatures)
            let parsed = try SignedNote(parsing: note.description)
            #expect(parsed == note, "seed \(Self.seed), run \(run)")
            #expect(
                Array(parsed.description.utf8) == Array(note.description.utf8),
                "seed \(Self.seed), run \(run)")
        }
    }

    @Test("any bytes are parsed or refused, and what is parsed prints as it was")
    func mutated() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let log = try TestKeys.log()
        let original = Array(
            try SignedCheckpoint(
                signing: Checkpoint(
                    origin: TestKeys.origin, size: 300, root: MerkleHash.emptyRoot,
                    extensionLines: ["extension"]),
                by: log
            ).description.utf8)
        var parsed = 0
        for run in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(bytes[position / 2], at: position)
                }
            }
            guard let checkpoint = try? SignedCheckpoint(parsing: bytes) else { continue }
            parsed += 1
            #expect(
                Array(checkpoint.description.utf8) == bytes, "seed \(Self.seed), run \(run)")
            #expect(
                checkpoint.checkpoint.description.utf8.elementsEqual(checkpoint.note.text.utf8))
        }
        #expect(parsed > 100, "mutations that still parse are what this is about")
    }

    @Test("a signed checkpoint with any one bit flipped is not believed")
    func flipped() throws {
        let log = try TestKeys.log()
        let bytes = Array(
            try SignedCheckpoint(
                signing: Checkpoint(
                    origin: TestKeys.origin, size: 300, root: MerkleHash.emptyRoot,
                    extensionLines: ["extension"]),
                by: log
            ).description.utf8)
        _ = try SignedCheckpoint(parsing: bytes).verified(by: log.verifierKey)
        for byte in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[byte] ^= 1 << bit
                #expect(throws: TransparencyLogError.self, "byte \(byte), bit \(bit)") {
                    try SignedCheckpoint(parsing: altered).verified(by: log.verifierKey)
                }
            }
        }
    }
}
