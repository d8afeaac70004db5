import CSV
import Peering

/// What a page says of a problem: by its keyword in the language of the page, and behind that the detail where it says
/// more, such as a value, a row or a field. Details are for programs too, and are written in English only: a page in English
/// says the detail alone.
struct ProblemWords {
    private let sentence: String?
    private let detail: String?

    init(_ problem: PeerProblem, _ language: DeskLanguage) {
        let text = ProblemText(keyword: problem.keyword) ?? .other
        sentence = text(language)
        detail = sentence != nil && text.isWhole ? nil : problem.detail
    }

    /// Of one row of a list.
    ///
    /// - Parameter otherwise: what is said of a keyword that has no sentence of its own.
    init(
        row keyword: String, _ detail: String, _ language: DeskLanguage,
        otherwise: RowProblemText = .other
    ) {
        let text = RowProblemText(keyword: keyword) ?? otherwise
        sentence = text(language)
        self.detail = sentence != nil && text.isWhole ? nil : detail
    }

    init(_ refusal: CSVRefusal, _ language: DeskLanguage) {
        self.init(row: refusal.keyword, refusal.reason, language)
    }

    /// On a page of its own, or above a form.
    var paragraphs: HTML {
        let exact = detail.map(ShownValue.visible) ?? ""
        guard let sentence else { return "<p>\(exact)</p>" }
        return detail == nil
            ? "<p>\(sentence)</p>"
            : "<p>\(sentence)</p>\n<p class=\"small\" lang=\"en\">\(exact)</p>"
    }

    /// In a row of a table, where the detail has its limit.
    var line: HTML {
        let exact = ShownValue.visible(String((detail ?? "").prefix(Self.lineCharactersMax)))
        guard let sentence else { return "<bdi>\(exact)</bdi>" }
        return detail == nil
            ? "\(sentence)"
            : "\(sentence) <bdi class=\"small\" lang=\"en\">\(exact)</bdi>"
    }

    private static let lineCharactersMax = 300
}
