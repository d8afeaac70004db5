import Casework
import SignIn
import Statements

/// The attributes of a draft, with what adds one and takes one away.
struct DraftAttributesPage {
    /// On one page: each has a box in a form (`FormFields.fieldsMax`).
    static let shownMax = 200

    private let context: ConsoleContext
    private let sheet: DraftSheet
    private let attributes: DraftAttributes
    private let isEditable: Bool

    init(_ context: ConsoleContext, _ sheet: DraftSheet, _ colleague: Colleague) {
        self.context = context
        self.sheet = sheet
        attributes = DraftAttributes(of: sheet.rows.map(\.report))
        isEditable = sheet.steps(for: colleague).contains(.change)
    }

    private var draft: Draft { sheet.draft }
    private var path: String { ConsoleRoutes.attributesPath(of: draft.id) }

    /// - Parameter first: the attribute with which the page begins.
    func answer(from first: Int) -> DeskAnswer {
        ConsoleLayout(context).page(
            context[.attributesHeading], at: .drafts,
            """
            <h1>\(context[.attributesHeading])</h1>
            <p><a href="\(ConsoleRoutes.path(of: draft.id))">\(DraftWords(context).name(draft))</a></p>
            \(listed(from: first))
            \(adding)
            """)
    }

    private func listed(from first: Int) -> HTML {
        let first = min(max(first, 0), max(0, attributes.pairs.count - 1))
        let end = min(attributes.pairs.count, first + Self.shownMax)
        guard first < end else { return "<p>\(context[.attributesNone])</p>" }
        var heads = [context[.headAttribute], context[.attributesValue], context[.draftRows]]
        if isEditable { heads.append(context[.attributesRemove]) }
        var table = DataTable("\(context[.attributesHeading])", heads)
        for place in first..<end {
            let pair = attributes.pairs[place]
            var cells: [HTML] = [
                ShownValue(context).text(pair.name), ShownValue(context).text(pair.value),
                "\(String(attributes.rows[pair] ?? 0))",
            ]
            if isEditable {
                cells.append(
                    """
                    <label class="unseen" for="gone\(String(place))">\(context[.attributesRemove]) \(String(place + 1))</label>
                    <input class="box" id="gone\(String(place))" type="checkbox" name="gone\(String(place))">
                    """)
            }
            table.append(cells)
        }
        let body: HTML = """
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(context[.attributesHeading])">\(table.html)</div>
            """
        let content: HTML =
            isEditable
            ? """
            <form class="mapping" action="\(path)" method="post">\(context.tokenField)\(shown)
            \(body)\(only("gone-only"))<button type="submit">\(context[.attributesRemoveMarked])</button></form>
            """ : body
        return """
            <section><h2>\(context[.attributesHeading]) (\(ConsoleWords.grouped(attributes.pairs.count)))</h2>
            \(content)\(paging(end))</section>
            """
    }

    private func paging(_ end: Int) -> HTML {
        guard end < attributes.pairs.count else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\"><a rel=\"next\" href=\"\(path)?from=\(String(end))\">\(context[.pageNext])</a></nav>"
    }

    private var adding: HTML {
        guard isEditable else { return "" }
        return """
            <form class="report" action="\(path)" method="post">\(context.tokenField)\(shown)
            <h2>\(context[.attributesAdd])</h2>
            \(field("name", "name", .headAttribute, "maxlength=\"\(Attribute.nameBytesMax)\" required"))
            \(field("value", "value", .attributesValue, "maxlength=\"\(Attribute.valueBytesMax)\" required"))
            \(only("add-only"))
            <button type="submit">\(context[.draftSave])</button></form>
            """
    }

    /// For a draft of many rows: of which.
    private func only(_ id: String) -> HTML {
        guard sheet.rows.count > 1 else { return "" }
        return field(
            id, "only", .attributesOnly, "maxlength=\"\(StatementLimits.indicatorBytesMax)\"")
    }

    private func field(_ id: String, _ name: String, _ label: PageText, _ more: String) -> HTML {
        """
        <div class="map"><label for="\(id)">\(context[label])</label>
        <input id="\(id)" name="\(name)" autocomplete="off" \(HTML(stringLiteral: more))><span></span></div>

        """
    }

    /// What is decided is decided of this state.
    private var shown: HTML {
        "<input type=\"hidden\" name=\"revision\" value=\"\(String(draft.revision))\">"
    }
}
