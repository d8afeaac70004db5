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
        self.init(text(language), isWhole: text.isWhole, problem.detail)
    }

    private init(_ sentence: String?, isWhole: Bool, _ detail: String) {
        self.sentence = sentence
        self.detail = sentence != nil && isWhole ? nil : detail
    }

    /// Of one row of a list.
    ///
    /// - Parameter otherwise: what is said of a keyword that has no sentence of its own.
    init(
        row keyword: String, _ detail: String, _ language: DeskLanguage,
        otherwise: RowProblemText = .other
    ) {
        let text = RowProblemText(keyword: keyword) ?? otherwise
        self.init(text(language), isWhole: text.isWhole, detail)
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
        let whole = detail ?? ""
        let cut = String(whole.prefix(Self.lineCharactersMax))
        let more: HTML = cut.utf8.count < whole.utf8.count ? "<span class=\"more\">…</span>" : ""
        let exact: HTML = "\(ShownValue.visible(cut))\(more)"
        guard let sentence else { return "<bdi>\(exact)</bdi>" }
        return detail == nil
            ? "\(sentence)"
            : "\(sentence) <bdi class=\"small\" lang=\"en\">\(exact)</bdi>"
    }

    private static let lineCharactersMax = 300
}
