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

    /// Whole numbers beyond this are not exact in a Double; their digits are kept.
    private static let exactMax = 9_007_199_254_740_992.0

    /// A decimal number without idle zeros and sign: `+007.50` as `7.5`. Nil for what is no number.
    ///
    /// Fractions are printed as the shortest decimal that reads back as the same IEEE 754 double, as
    /// the reference implementation does.
    static func number(_ text: String) -> String? {
        guard isNumber(text), let value = Double(text), value.isFinite else { return nil }
        if value.magnitude <= exactMax {
            return Int64(exactly: value).map(String.init) ?? "\(value)"
        }
        guard !text.utf8.contains(where: { [0x2e, 0x65, 0x45].contains($0) }) else {
            return "\(value)"
        }
        let digits = text.drop { $0 == "+" || $0 == "-" }.drop { $0 == "0" }
        return (value < 0 ? "-" : "") + digits
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
