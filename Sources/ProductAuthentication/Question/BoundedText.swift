/// Text from a person that stands on one line of a question: neither empty nor long, and without
/// control characters, so that it cannot begin a line of its own or disturb a terminal.
struct BoundedText {
    /// - Throws: `ProductAuthenticationError.text`.
    static func check(
        _ text: String, field: String, bytesMax: Int
    ) throws(ProductAuthenticationError) -> String {
        // Nearly all of it is printable ASCII, which needs no tables.
        if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), text.utf8.first != 0x20,
            text.utf8.last != 0x20, (1...bytesMax).contains(text.utf8.count)
        {
            return text
        }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
        guard isClean, text.first != " ", text.last != " ", (1...bytesMax).contains(text.utf8.count)
        else { throw .text(field: field, found: String(text.prefix(80)), max: bytesMax) }
        return text
    }
}
