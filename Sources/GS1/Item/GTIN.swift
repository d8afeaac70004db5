/// A Global Trade Item Number with a right check digit. GTIN-8, -12, -13 and -14 are one number space
/// padded with zeros on the left, so the same product written in two lengths is one value.
///
/// Source: GS1 General Specifications, sections 2.1 and 4.14.
package struct GTIN: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The value of all 14 digits, check digit included.
    package let number: UInt64

    /// - Parameter text: 8, 12, 13 or 14 ASCII digits, nothing else.
    /// - Throws: `GS1Error.gtinLength`, `.gtinDigit` or `.gtinCheckDigit`.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        var copy = String(text)
        let result: Result<UInt64, GS1Error> = copy.withUTF8 { bytes in
            do throws(GS1Error) {
                return .success(try Self.number(of: bytes))
            } catch {
                return .failure(error)
            }
        }
        number = try result.get()
    }

    /// Like `init(parsing:)` for ASCII bytes, without a heap allocation when they are valid.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(GS1Error) {
        number = try Self.number(of: bytes)
    }

    /// For a number that was stored by this type.
    ///
    /// - Returns: nil unless it has at most 14 digits with a right check digit.
    package init?(number: UInt64) {
        guard number < 100_000_000_000_000 else { return nil }
        var rest = number / 10
        var sum: UInt64 = 0
        var weight: UInt64 = 3
        while rest > 0 {
            sum += rest % 10 * weight
            weight = 4 - weight
            rest /= 10
        }
        guard (sum + number % 10) % 10 == 0 else { return nil }
        self.number = number
    }

    private static func number(of bytes: UnsafeBufferPointer<UInt8>) throws(GS1Error) -> UInt64 {
        switch bytes.count {
        case 8, 12, 13, 14: break
        default: throw .gtinLength(found: bytes.count)
        }
        var number: UInt64 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                throw .gtinDigit(found: String(decoding: bytes, as: UTF8.self))
            }
            number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        let found = UInt8(number % 10)
        let expected = CheckDigit.completing(bytes.dropLast().lazy.map { $0 - UInt8(ascii: "0") })
        guard found == expected else {
            throw .gtinCheckDigit(
                found: found, expected: expected, gtin: String(decoding: bytes, as: UTF8.self))
        }
        return number
    }

    /// The canonical form, that of AI 01: always 14 digits.
    package var digits14: String { digits(14) }

    /// As the number stands on the product: 8, 12, 13 or 14 digits, the fewest that hold it.
    package var shortest: String {
        switch number {
        case ..<100_000_000: digits(8)
        case ..<1_000_000_000_000: digits(12)
        case ..<10_000_000_000_000: digits(13)
        default: digits(14)
        }
    }

    package var isGTIN8: Bool { number < 100_000_000 }

    /// The 13 digits that a company prefix is compared with: the GTIN-14 without its indicator digit,
    /// so that a case (indicator 1...9) has the owner of what is in it. A GTIN-8 is there whole,
    /// behind the `00000` that no company prefix begins with, so that neither is taken for the other; that in
    /// a case with its own check digit, since the indicator changes the case's.
    package var companyPrefixDigits: String {
        let digits = String(digits14.dropFirst())
        guard !isGTIN8, digits.hasPrefix("00000") else { return digits }
        let reference = digits.dropLast()
        let checkDigit = CheckDigit.completing(reference.utf8.map { $0 - UInt8(ascii: "0") })
        return reference + String(checkDigit)
    }

    /// `digits14`.
    package var description: String { digits14 }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    private func digits(_ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            var rest = number
            for position in (0..<count).reversed() {
                buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return count
        }
    }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits14)
    }
}
