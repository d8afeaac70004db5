/// The languages that the desk's pages are written in.
package enum DeskLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case chinese = "zh"

    package static let rangesMax = 32

    /// The one that an `Accept-Language` header wants most; English where it wants neither.
    ///
    /// Source: RFC 9110, section 12.5.4; basic filtering of RFC 4647, section 3.3.1.
    package init(accepting header: String?) {
        var best: (language: DeskLanguage, quality: Int)?
        for element in (header ?? "").lowercased().split(separator: ",").prefix(Self.rangesMax) {
            let parts = element.split(separator: ";").map(QualityValue.trimmed)
            guard let range = parts.first else { continue }
            let primary = range.prefix { $0 != "-" }
            let language = primary == "*" ? .english : Self(rawValue: String(primary))
            guard let language else { continue }
            let quality = QualityValue.of(parts.dropFirst())
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        self = best?.language ?? .english
    }

    /// The one that was chosen in this browser, else the one that it wants most.
    package init(of request: DeskRequest) {
        self.init(
            accepting: Self.wanted(
                cookie: request.header("cookie"), header: request.header("accept-language")))
    }

    /// What a browser wants, as `Accept-Language` says it: what was chosen in it goes before that header.
    static func wanted(cookie: String?, header: String?) -> String? {
        LanguageChoice.chosen(cookie)?.rawValue ?? header
    }
}
