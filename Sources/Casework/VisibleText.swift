import MarkRecognition

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
            text.unicodeScalars.allSatisfy({ isShown($0) || (isLong && isLineEnd($0)) }),
            unseen(in: text, isLong: isLong) == nil
        else { throw .text(field: field) }
    }

    /// Marks pile up on one character.
    private static let bytesOfCharacterMax = 8

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\t"].contains(scalar)
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .unassigned, .privateUse: false
        default: true
        }
    }

    /// The first character of a text that nobody would see where it is read; nil where there is none. One that joins
    /// letters or chooses how one looks stands in the words of many languages, and may where it does that.
    static func unseen(in text: String, isLong: Bool) -> Unicode.Scalar? {
        guard text.utf8.contains(where: { $0 >= 0x7f || $0 < 0x20 }) else { return nil }
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            guard ReadingTraps.isHidden(scalar), !(isLong && isLineEnd(scalar)) else { continue }
            let after = place + 1 < scalars.count ? scalars[place + 1] : nil
            guard
                joins(scalar, scalars[..<place], after) || chooses(scalar, scalars[..<place], after)
            else { return scalar }
        }
        return nil
    }

    /// Whether it is one joiner beside a letter of a script that has them, or behind a picture.
    private static func joins(
        _ scalar: Unicode.Scalar, _ before: ArraySlice<Unicode.Scalar>, _ after: Unicode.Scalar?
    ) -> Bool {
        guard isJoiner(scalar), let last = before.last, !isJoiner(last) else { return false }
        let isBehind = before.last { !isMark($0) }.map { isJoined($0) || isPicture($0) } ?? false
        return isBehind || after.map(isJoined) ?? false
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        ["\u{200c}", "\u{200d}"].contains(scalar)
    }

    /// Of the scripts without capitals, such as Arabic and those of India, but for Han, kana and Hangul.
    private static func isJoined(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11ff, 0x2e80...0xa4cf, 0xac00...0xd7ff, 0xf900...0xfaff, 0x20000...0x3ffff:
            false
        default: scalar.properties.generalCategory == .otherLetter
        }
    }

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && scalar.properties.isEmoji
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Whether it is one that chooses among the looks of the sign before it: a picture, a Han letter of a name, a figure
    /// on a key.
    private static func chooses(
        _ scalar: Unicode.Scalar, _ before: ArraySlice<Unicode.Scalar>, _ after: Unicode.Scalar?
    ) -> Bool {
        guard scalar.properties.isVariationSelector, let last = before.last else { return false }
        guard last.value < 0x80 else {
            return !ReadingTraps.isHidden(last) && !last.properties.isWhitespace
        }
        return last.properties.isEmoji && after == "\u{20e3}"
    }
}
