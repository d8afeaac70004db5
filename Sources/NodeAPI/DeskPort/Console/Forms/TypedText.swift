import SignIn

/// What somebody typed into a form of the console that is not looked at, since the session that it was shown to is over:
/// to be copied, for it stands nowhere else.
enum TypedText {
    /// What forms have beside what is typed; files are left out by themselves.
    private static let unseen: Set<String> = [
        FormToken.field, "revision", "file", SentSpreadsheet.formField, SayingForm.identifier,
        SayingForm.once, SayingForm.seen,
    ]

    /// Of a longer body nothing is shown again: it is looked at where other connections wait.
    private static let bodyBytesMax = 256 * 1024

    /// A field a line, or more lines where it has them; empty for what no form of this desk sends from a browser.
    static func of(_ request: DeskRequest) -> String {
        guard request.method == .post, request.body.count <= bodyBytesMax,
            ConsoleRoutes.isBelow(request.target.path),
            (try? CrossSite.checkHead(request)) != nil
        else { return "" }
        let fields: [(name: String, text: String?)]
        if let form = try? MultipartFields(request) {
            fields = form.names.filter { !form.files.contains($0) }.map { ($0, form.text($0)) }
        } else if let form = try? FormFields(parsing: request.body) {
            fields = form.names.map { ($0, form[$0]) }
        } else {
            return ""
        }
        return fields.filter { !unseen.contains($0.name) && $0.text?.isEmpty == false }
            .map { "\($0.name): \($0.text ?? "")" }.joined(separator: "\n")
    }

    /// Nothing where nothing was typed.
    static func html(_ typed: String, _ language: DeskLanguage) -> HTML {
        guard !typed.isEmpty else { return "" }
        return """
            <section><label for="typed">\(PageText.typedBefore(language))</label>
            <textarea id="typed" rows="8" readonly>
            \(typed)</textarea></section>
            """
    }
}
