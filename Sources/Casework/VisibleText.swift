/// A text of this member's own people: of bounded length, without what steers a terminal or turns a page.
enum VisibleText {
    /// - Parameter isLong: takes the ends of lines.
    /// - Throws: `CaseworkError.text`.
    static func check(
        _ text: String, _ field: String, charactersMax: Int, isLong: Bool = false,
        mayBeEmpty: Bool = false
    ) throws(CaseworkError) {
        guard mayBeEmpty || text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }),
            text.count <= charactersMax, text.utf8.count <= charactersMax * bytesOfCharacterMax,
            text.unicodeScalars.allSatisfy({ isShown($0) || (isLong && isLineEnd($0)) })
        else { throw .text(field: field) }
    }

    /// Marks pile up on one character.
    private static let bytesOfCharacterMax = 8

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\t"].contains(scalar)
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            false
        // Joiners stand in the words of many languages; what turns the direction does not.
        case .format: ["\u{200c}", "\u{200d}"].contains(scalar)
        default: true
        }
    }
}
