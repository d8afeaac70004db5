import Statements

/// Text as a search compares it: case, width, compatibility forms and accents do not matter.
package enum FoldedText {
    package static func of(_ text: some StringProtocol) -> String {
        TextFolding.unaccented(String(text))
    }
}
