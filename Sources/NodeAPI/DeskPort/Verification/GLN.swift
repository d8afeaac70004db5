import GS1

/// A Global Location Number of 13 digits with a right check digit.
///
/// Source: GS1 General Specifications, section 3.7 (AI 410 to 417).
package struct GLN: Hashable, Sendable, CustomStringConvertible {
    package let digits: String

    /// Nil unless 13 digits, the last of which checks the others.
    package init?(_ text: some StringProtocol) {
        let values = text.utf8.map { $0 &- UInt8(ascii: "0") }
        guard values.count == 13, values.allSatisfy({ $0 < 10 }),
            CheckDigit.completing(values.dropLast()) == values.last
        else { return nil }
        digits = String(text)
    }

    package var description: String { digits }
}
