import SignIn

/// What somebody typed into a form of the console that is not looked at, since the session that it was shown to is over:
/// to be copied, for it stands nowhere else.
package struct TypedText: Sendable {
    /// What forms have beside what is typed.
    private static let unseen: Set<String> = [
        FormToken.field, "revision", "file", SentSpreadsheet.formField, SayingForm.identifier,
        SayingForm.once, SayingForm.seen, ReportForm.differing,
    ]

    /// Of all that is shown again: more than any form takes in its fields, a pasted list apart.
    package static let textBytesMax = 256 * 1024

    /// Of a body that is there, looked at together.
    private static let pieceBytes = 64 * 1024

    /// A field a line, or more lines where it has them.
    private var text = ""
    /// Names of files, which a browser takes from no page, and of fields that are too long.
    private var notKept: [String] = []

    package var isEmpty: Bool { text.isEmpty && notKept.isEmpty }

    /// Nothing was typed.
    package init() {}

    /// Nothing for what no form of this desk sends from a browser.
    init(of request: DeskRequest) {
        guard Self.isForm(request) else { return }
        if var form = Self.multipart(request) {
            for start in stride(from: 0, to: request.body.count, by: Self.pieceBytes) {
                form.take(request.body[start..<min(start + Self.pieceBytes, request.body.count)])
            }
            keep(form)
        } else if let form = try? FormFields(parsing: request.body) {
            for name in form.names where !Self.unseen.contains(name) {
                if let value = form[name], !value.isEmpty { keep(name, value) }
            }
        }
    }

    /// The same of a body that comes meanwhile, for as long as it may take; where it breaks off, of what came.
    init(of request: DeskRequest, reading body: RequestStream, for time: Duration) async {
        guard Self.isForm(request), var form = Self.multipart(request) else { return }
        let deadline = Task {
            try await Task.sleep(for: time)
            body.breakOff(BodyPlaces.brokenOff)
        }
        defer { deadline.cancel() }
        while let piece = try? await body.next() { form.take(piece) }
        keep(form)
    }

    private mutating func keep(_ form: MultipartText) {
        for (name, text) in form.texts { keep(name, text) }
        notKept += form.notKept
    }

    private mutating func keep(_ name: String, _ value: String) {
        guard text.utf8.count + name.utf8.count + value.utf8.count <= Self.textBytesMax else {
            return notKept.append(name)
        }
        text += "\(text.isEmpty ? "" : "\n")\(name): \(value)"
    }

    private static func multipart(_ request: DeskRequest) -> MultipartText? {
        try? MultipartText(
            contentType: request.header("content-type") ?? "", textBytesMax: textBytesMax,
            without: unseen)
    }

    /// Whether a page of this desk had a browser send it: no other site has this desk show what it likes.
    static func isForm(_ request: DeskRequest) -> Bool {
        request.method == .post && ConsoleRoutes.isBelow(request.target.path)
            && (try? CrossSite.checkHead(request)) != nil
    }

    /// Nothing where nothing was typed.
    func html(_ language: DeskLanguage) -> HTML {
        guard !isEmpty else { return "" }
        let kept: HTML =
            text.isEmpty
            ? ""
            : """
            <label for="typed">\(PageText.typedBefore(language))</label>
            <textarea id="typed" rows="8" readonly>
            \(text)</textarea>
            """
        let names = notKept.map { "<bdi>\(ShownValue.plain($0, max: 64))</bdi>" as HTML }
        let lost: HTML =
            names.isEmpty
            ? "" : "<p>\(PageText.typedNotKept(language)): \(HTML.joined(names, by: ", "))</p>"
        return "<section>\(kept)\(lost)</section>"
    }
}
