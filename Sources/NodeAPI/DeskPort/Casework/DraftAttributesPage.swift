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

    private static let adding = "add"
    private static let removing = "remove"

    /// Which of its forms this is: the one that adds has a field for a name.
    static func changing(_ fields: FormFields) -> String {
        fields["name"] == nil ? removing : adding
    }

    /// - Parameter first: the attribute with which the page begins.
    func answer(from first: Int) -> DeskAnswer { page(from: first, nil) }

    /// With what was typed, and why that is not done.
    func refused(_ refused: RefusedForm) -> DeskAnswer { page(from: 0, refused) }

    private func page(from first: Int, _ refused: RefusedForm?) -> DeskAnswer {
        ConsoleLayout(context).page(
            context[.attributesHeading], at: .drafts, status: refused?.status ?? 200,
            """
            <h1>\(context[.attributesHeading])</h1>
            \(refused?.notice(context, lost: isEditable ? nil : "value") ?? "")
            <p><a href="\(ConsoleRoutes.path(of: draft.id))">\(DraftWords(context).name(draft))</a></p>
            \(listed(from: first, refused))
            \(adding(refused))
            """)
    }

    private func listed(from first: Int, _ refused: RefusedForm?) -> HTML {
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
            \(body)\(only("gone-only", refused?.typed("only", in: Self.removing)))<button type="submit">\(context[.attributesRemoveMarked])</button></form>
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

    private func adding(_ refused: RefusedForm?) -> HTML {
        guard isEditable else { return "" }
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.adding) }
        return """
            <form class="report" action="\(path)" method="post">\(context.tokenField)\(shown)
            <h2>\(context[.attributesAdd])</h2>
            \(field("name", "name", .headAttribute, typed("name"), "maxlength=\"\(Attribute.nameBytesMax)\" required"))
            \(field("value", "value", .attributesValue, typed("value"), "maxlength=\"\(Attribute.valueBytesMax)\" required"))
            \(only("add-only", typed("only")))
            <button type="submit">\(context[.draftSave])</button></form>
            """
    }

    /// For a draft of many rows: of which.
    private func only(_ id: String, _ typed: String?) -> HTML {
        guard sheet.rows.count > 1 else { return "" }
        return field(
            id, "only", .attributesOnly, typed, "maxlength=\"\(StatementLimits.indicatorBytesMax)\""
        )
    }

    private func field(
        _ id: String, _ name: String, _ label: PageText, _ typed: String?, _ more: String
    ) -> HTML {
        """
        <div class="map"><label for="\(id)">\(context[label])</label>
        <input id="\(id)" name="\(name)" value="\(typed ?? "")" autocomplete="off" \(HTML(stringLiteral: more))><span></span></div>

        """
    }

    /// What is decided is decided of this state.
    private var shown: HTML {
        "<input type=\"hidden\" name=\"revision\" value=\"\(String(draft.revision))\">"
    }
}
