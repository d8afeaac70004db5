import Statements

/// Reports about sellers' domains, the same in every run.
enum Reports {
    static func domain(_ number: Int) -> String {
        // Spread over the alphabet, as real names are, and not in the order of the numbers.
        var mixed = UInt64(number) &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 29)) &* 0xbf58_476d_1ce4_e5b9
        return String(mixed | 1 << 63, radix: 36) + "-outlet.example"
    }

    static func indicator(_ number: Int) throws -> Indicator {
        try Indicator(.domain, parsing: domain(number))
    }

    static func statements(_ numbers: Range<Int>) throws -> [Statement] {
        try numbers.map { number in
            .assertIndicator(
                IndicatorAssertion(
                    indicator: try indicator(number), basis: .testBuy, confidence: 80, tlp: .amber,
                    marketplace: "bazario", marks: ["Verel"]))
        }
    }
}
