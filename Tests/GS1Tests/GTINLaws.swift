import GS1
import Testing

@Suite struct GTINLaws {
    /// A GTIN of each length from a seed.
    private func gtins(seed: UInt64) throws -> [String] {
        var generator = SeededGenerator(seed: seed)
        return [8, 12, 13, 14].map { length in
            let payload = (1..<length).map { _ in UInt8.random(in: 0...9, using: &generator) }
            return (payload + [CheckDigit.completing(payload)]).map(String.init).joined()
        }
    }

    @Test(
        "a completed number parses, and its printed forms are the same number", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        for text in try gtins(seed: seed) {
            let gtin = try GTIN(parsing: text)
            #expect(gtin.digits14.count == 14 && gtin.digits14.hasSuffix(text), "seed \(seed)")
            #expect(try GTIN(parsing: gtin.shortest) == gtin, "seed \(seed)")
            #expect(GTIN(number: gtin.number) == gtin, "seed \(seed)")
            #expect(GTIN(number: gtin.number ^ 1) == nil, "seed \(seed)")
        }
    }

    @Test("every single wrong digit is found", arguments: 0..<50)
    func singleDigit(seed: UInt64) throws {
        for text in try gtins(seed: seed) {
            for position in text.indices {
                for digit in "0123456789" where digit != text[position] {
                    var wrong = text
                    wrong.replaceSubrange(position...position, with: [digit])
                    #expect(throws: GS1Error.self, "\(wrong), seed \(seed)") {
                        try GTIN(parsing: wrong)
                    }
                }
            }
        }
    }

    @Test(
        "swapped neighbours are found exactly when they do not differ by five", arguments: 0..<100)
    func transposition(seed: UInt64) throws {
        for text in try gtins(seed: seed) {
            var digits = Array(text)
            for position in 0..<(digits.count - 1) where digits[position] != digits[position + 1] {
                digits.swapAt(position, position + 1)
                let difference = abs(
                    (digits[position].wholeNumberValue ?? 0)
                        - (digits[position + 1].wholeNumberValue ?? 0))
                let isTaken = (try? GTIN(parsing: String(digits))) != nil
                #expect(isTaken == (difference == 5), "\(String(digits)), seed \(seed)")
                digits.swapAt(position, position + 1)
            }
        }
    }
}

/// SplitMix64, so that a seed printed on failure replays it.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
