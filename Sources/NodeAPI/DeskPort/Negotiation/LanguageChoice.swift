/// The language that a person chose on a page, kept by the browser.
package enum LanguageChoice {
    package static let cookie = "__Host-language"
    static let seconds = 365 * 86_400
    static let cookieBytesMax = 4_096

    /// - Parameter header: `Cookie`.
    package static func chosen(_ header: String?) -> DeskLanguage? {
        guard let header, header.utf8.count <= cookieBytesMax else { return nil }
        for pair in header.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(QualityValue.trimmed)
            if sides.count == 2, sides[0] == cookie {
                return DeskLanguage(rawValue: String(sides[1]))
            }
        }
        return nil
    }
}
