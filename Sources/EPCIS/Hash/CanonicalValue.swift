/// A value in the one form in which it is hashed: vocabulary as web URIs, numbers without idle zeros,
/// GS1 numbers as Digital Links of `id.gs1.org`.
///
/// Source: CBV 2.0, section 8.9, rules 5 to 18.
enum CanonicalValue {
    static func of(_ text: String) -> String {
        let value = CoreVocabulary.webURI(text)
        if let number = number(value) { return number }
        return CanonicalIdentifier.digitalLink(of: value) ?? value
    }

    /// A decimal number without idle zeros and sign: `+007.50` as `7.5`. Nil for what is no number.
    ///
    /// It is printed as the IEEE 754 double that it reads as, which is what the reference
    /// implementation does and a published hash asks for: whole numbers in full, fractions as the
    /// shortest decimal that reads back the same. So beyond 2^53 the last digits do not count.
    static func number(_ text: String) -> String? {
        guard isNumber(text), let value = Double(text), value.isFinite else { return nil }
        if let whole = Int64(exactly: value) { return String(whole) }
        guard value == value.rounded(.towardZero) else { return "\(value)" }
        return (value < 0 ? "-" : "") + wholeDigits(of: value.magnitude)
    }

    /// All digits of a whole number beyond 64 bits.
    private static func wholeDigits(of value: Double) -> String {
        // The number is its 53-bit significand times a power of two; nine decimal digits a limb, the
        // least first, 29 bits a step. An event can hold a hundred thousand such numbers.
        let limit: UInt64 = 1_000_000_000
        var rest = UInt64(value.significand * 0x1p52)
        var limbs: [UInt64] = []
        while rest > 0 {
            limbs.append(rest % limit)
            rest /= limit
        }
        var bits = Int(value.exponent) - 52
        while bits > 0 {
            let step = min(bits, 29)
            var carry: UInt64 = 0
            for place in limbs.indices {
                let product = limbs[place] << UInt64(step) + carry
                limbs[place] = product % limit
                carry = product / limit
            }
            if carry > 0 { limbs.append(carry) }
            bits -= step
        }
        return limbs.reversed().enumerated().reduce(into: "") { text, limb in
            let digits = String(limb.element)
            if limb.offset > 0 { text += String(repeating: "0", count: 9 - digits.utf8.count) }
            text += digits
        }
    }

    /// `[+-] digits [. digits] [e [+-] digits]`, at least one digit before the exponent.
    private static func isNumber(_ text: String) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        var rest = Substring(text).utf8
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        func takeSign() { if rest.first == 0x2b || rest.first == 0x2d { rest.removeFirst() } }
        func takeDigits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        takeSign()
        var digits = takeDigits()
        if rest.first == 0x2e {
            rest.removeFirst()
            digits += takeDigits()
        }
        guard digits > 0 else { return false }
        if rest.first == 0x65 || rest.first == 0x45 {
            rest.removeFirst()
            takeSign()
            guard takeDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
