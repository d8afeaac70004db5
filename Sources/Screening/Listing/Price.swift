/// What one piece costs, in the listing's own currency.
package struct Price: Equatable, Sendable {
    /// Digits before and after the point.
    private static let wholeDigitsMax = 9
    private static let fractionDigitsMax = 3

    package let thousandths: UInt64
    /// By the three letters of ISO 4217.
    package let currency: String

    /// - Parameter amount: digits with at most one point among them: `19.90`.
    package init(amount: String, currency: String) throws(ListingError) {
        let parts = amount.utf8.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let fraction =
            parts.count > 1
            ? Self.number(parts[1], digits: 1...Self.fractionDigitsMax, filledTo: 3) : 0
        guard let whole = Self.number(parts[0], digits: 1...Self.wholeDigitsMax), let fraction
        else {
            throw .form(
                "price",
                expected:
                    "an 'amount' of at most \(Self.wholeDigitsMax) digits, and \(Self.fractionDigitsMax) behind a point"
            )
        }
        guard currency.utf8.count == 3,
            currency.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            throw .form("price", expected: "a 'currency' of three capital letters, such as EUR")
        }
        thousandths = whole * 1_000 + fraction
        self.currency = currency
    }

    private static func number(
        _ digits: Substring.UTF8View, digits range: ClosedRange<Int>, filledTo length: Int = 0
    ) -> UInt64? {
        guard range.contains(digits.count) else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        for _ in 0..<max(0, length - digits.count) { number *= 10 }
        return number
    }
}
