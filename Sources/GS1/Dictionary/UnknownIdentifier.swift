/// An AI that the dictionary does not list but that fits between those it does, for a reader that
/// would rather take it as it is: the dictionary grows every year.
enum UnknownIdentifier {
    /// Lengths of values by the first two digits of their AI, wherever no FNC1 need follow.
    ///
    /// Source: GS1 General Specifications, figure 5.10.1-2.
    private static func predefinedBytes(_ prefix: Int) -> Int? {
        switch prefix {
        case 31...36: 6
        case 41: 13
        default: nil
        }
    }

    /// - Returns: nil if the digits cannot be those of an AI.
    static func entry(_ digits: ArraySlice<UInt8>) -> ApplicationIdentifier? {
        guard (2...4).contains(digits.count), digits.allSatisfy(\.isDigit),
            let count = SyntaxDictionary.digitCount(beginning: digits),
            count == 0 || count == digits.count && count > 2
        else { return nil }
        let predefined = count == 0 ? nil : predefinedBytes(digits.prefix(2).decimal)
        let format = ComponentFormat(
            characters: .cset82, min: predefined ?? 1, max: predefined ?? 90, isOptional: false,
            linters: [])
        return ApplicationIdentifier(
            digits: String(decoding: digits, as: UTF8.self), title: "UNKNOWN",
            isPredefinedLength: predefined != nil, isDataAttribute: false, components: [format],
            requirements: [], exclusions: [], isPrimaryKey: false, qualifiers: [], isKnown: false)
    }
}
