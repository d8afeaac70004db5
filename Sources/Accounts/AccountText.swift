/// What people write into an application: one line of what is seen, or it is refused.
enum AccountText {
    /// Without the spaces around it.
    static func line(
        _ text: String, _ field: AccountError.Field, bytesMax: Int
    ) throws(AccountError) -> String {
        var trimmed = text[...]
        while trimmed.first == " " { trimmed.removeFirst() }
        while trimmed.last == " " { trimmed.removeLast() }
        guard (1...bytesMax).contains(trimmed.utf8.count),
            trimmed.unicodeScalars.allSatisfy(isShown)
        else { throw .text(field, bytesMax: bytesMax) }
        return String(trimmed)
    }

    /// Two upper-case letters.
    static func isCountry(_ code: String) -> Bool {
        code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
            || (0x61...0x7a).contains(byte)
    }

    /// What steers no terminal and turns no line of a page around.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }
}
