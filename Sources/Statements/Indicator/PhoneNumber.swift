/// Canonical form of `phone`: `+`, country code and number, 7 to 15 digits without a separator.
///
/// Rule: full-width and other scripts' digits are digits; spaces, hyphens, dots, slashes and
/// parentheses separate; `00` before the country code is `+`; a `(0)` after it is not dialled and
/// goes. Without a country code the number needs its region before it, `DE:030 123456`: then the
/// region's code comes in front and its trunk prefix goes. Letters and extensions are refused.
///
/// Source: ITU-T E.164 section 6.2.1 (at most 15 digits, the country code first, no leading zero);
/// national trunk prefixes: ITU-T E.164 Annex, 'National Numbering Plans'. The lower bound is ours:
/// shorter ones are service numbers, which a country code does not reach.
enum PhoneNumber {
    static let digitsMin = 7
    static let digitsMax = 15

    static func canonical(_ raw: String) throws(Refusal) -> String {
        if isCanonical(raw) { return raw }
        let text = ScalarText(raw).trimmed.folded.scalars
        guard let colon = text.firstIndex(of: 0x3a) else {
            let (digits, isInternational) = try dialled(text[...])
            guard isInternational else {
                throw Refusal(
                    "country-code",
                    "it has no country code: write +, 00 or a region before it, as in DE:030 123456"
                )
            }
            return try checked(digits)
        }
        let name = ScalarText(scalars: Array(text[..<colon])).string.uppercased()
        guard let region = PhoneRegion(name: name) else {
            throw Refusal("region", "the region before the colon is not known: write +country code")
        }
        var (digits, isInternational) = try dialled(text[(colon + 1)...])
        if !isInternational {
            if !region.trunkPrefix.isEmpty, digits.starts(with: region.trunkPrefix) {
                digits.removeFirst(region.trunkPrefix.count)
            }
            digits = region.countryCode + digits
        }
        return try checked(digits)
    }

    private static func checked(_ digits: [UInt8]) throws(Refusal) -> String {
        guard digits.first != UInt8(ascii: "0") else {
            throw Refusal("country-code", "its country code begins with 0, which none does")
        }
        guard (digitsMin...digitsMax).contains(digits.count) else {
            throw Refusal(
                "length", "it has \(digits.count) digits, it must have \(digitsMin) to \(digitsMax)"
            )
        }
        return "+" + String(decoding: digits, as: UTF8.self)
    }

    /// The digits, without `+` or `00`, and whether one of these stood there.
    private static func dialled(
        _ scalars: ArraySlice<UInt32>
    ) throws(Refusal) -> (digits: [UInt8], isInternational: Bool) {
        var digits: [UInt8] = []
        var hasPlus = false
        var position = scalars.startIndex
        while position < scalars.endIndex {
            let scalar = scalars[position]
            if let digit = digit(scalar) {
                let isTrunk =
                    digit == 0 && position > scalars.startIndex
                    && position + 1 < scalars.endIndex
                    && scalars[position - 1] == 0x28 && scalars[position + 1] == 0x29
                    && (hasPlus || digits.starts(with: "00".utf8))
                if !isTrunk { digits.append(UInt8(ascii: "0") + digit) }
            } else if scalar == 0x2b {
                guard digits.isEmpty, !hasPlus else {
                    throw Refusal("plus", "a + stands within the number")
                }
                hasPlus = true
            } else if !isSeparator(scalar) {
                throw Refusal(
                    "character",
                    "U+\(String(scalar, radix: 16, uppercase: true)) is neither a digit nor a separator"
                )
            }
            position += 1
        }
        if !hasPlus, digits.starts(with: "00".utf8) {
            digits.removeFirst(2)
            hasPlus = true
        }
        return (digits, hasPlus)
    }

    private static func isCanonical(_ raw: String) -> Bool {
        raw.utf8.withContiguousStorageIfAvailable { bytes in
            (digitsMin + 1...digitsMax + 1).contains(bytes.count)
                && bytes[0] == UInt8(ascii: "+") && bytes[1] != UInt8(ascii: "0")
                && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        } ?? false
    }

    private static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        // Space, ( ) - . / and the hyphens, dashes and middle dots that keyboards make of them.
        case 0x20, 0x28, 0x29, 0x2d, 0x2e, 0x2f, 0xb7, 0x2010...0x2015, 0x2212, 0x30fb: true
        default: ScalarText.isWhiteSpace(scalar)
        }
    }

    /// Decimal digits of the scripts that write phone numbers; full-width ones are folded before.
    private static func digit(_ scalar: UInt32) -> UInt8? {
        let zeros: [UInt32] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x17e0]
        guard let zero = zeros.last(where: { $0 <= scalar }), scalar - zero < 10 else {
            return nil
        }
        return UInt8(scalar - zero)
    }
}
