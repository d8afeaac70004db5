import Statements
import Testing

@Suite("Laws of statements")
struct StatementLaws {
    @Test("a payload with changed bytes is decoded or refused, and what is decoded encodes again")
    func changedBytes() throws {
        let seed: UInt64 = 0x5eed_0001
        var generator = SeededGenerator(seed: seed)
        let samples = try Samples.all()
        for round in 0..<20_000 {
            let sample = samples[round % samples.count]
            var payload = sample.payload()
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !payload.isEmpty {
                payload[Int.random(in: payload.indices, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            guard let decoded = try? Statement.decode(kind: sample.kind, payload: payload) else {
                continue
            }
            let again = try Statement.decode(kind: sample.kind, payload: decoded.payload())
            #expect(again == decoded, "seed \(seed), round \(round)")
        }
    }

    @Test("an entry with one flipped bit is another entry or refused")
    func flippedEntries() throws {
        let salt = Salt([UInt8](repeating: 1, count: 16))!
        for statement in try Samples.all() {
            let sealed = try SealedStatement.seal(
                statement, issuedAt: 1_700_000_000_000, salt: salt)
            let entry = try Entry(parsing: sealed.entry)
            for bit in 0..<min(sealed.entry.count, 64) * 8 {
                var bytes = sealed.entry
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                guard let flipped = try? Entry(parsing: bytes) else { continue }
                #expect(flipped != entry)
                #expect(flipped.bytes == bytes)
            }
        }
    }
}
