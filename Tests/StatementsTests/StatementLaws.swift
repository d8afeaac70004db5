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

    @Test("an assertion read the fast way is the one read the general way, and refused alike")
    func fastEqualsGeneral() throws {
        let seed: UInt64 = 0x5eed_0002
        var generator = SeededGenerator(seed: seed)
        var agreed = 0
        for round in 0..<20_000 {
            var assertion = IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "shop\(round).example"),
                basis: .automated, confidence: Int.random(in: 0...100, using: &generator),
                tlp: .amber)
            if Bool.random(using: &generator) { assertion.firstSeen = 1 << 40 }
            if Bool.random(using: &generator) { assertion.naturalPerson = false }
            if Bool.random(using: &generator) { assertion.marks = ["Aurum", "金"] }
            if Bool.random(using: &generator) { assertion.note = "two parcels" }
            var payload = Statement.assertIndicator(assertion).payload()
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                payload[Int.random(in: payload.indices, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            let fast = try? Statement.decode(kind: .assertIndicator, payload: payload)
            // An unknown field before them sends the same fields on the general way.
            let general = try? Statement.decode(
                kind: .assertIndicator, payload: [0xc2, 0x3e, 0] + payload)
            guard case .assertIndicator(var slow)? = general else {
                #expect(fast == nil, "seed \(seed), round \(round)")
                continue
            }
            guard case .assertIndicator(let quick)? = fast else {
                Issue.record("seed \(seed), round \(round): only the general way accepts")
                continue
            }
            slow.unknownFields = quick.unknownFields
            #expect(quick == slow, "seed \(seed), round \(round)")
            agreed += 1
        }
        #expect(agreed > 5_000)
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
