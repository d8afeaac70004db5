import AllianceNames
import Casework
import SignIn

/// The cases of one of this member's people.
struct CaseListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameter first: the case with which the page begins.
    func answer(_ cases: [Case], from first: Int) -> DeskAnswer {
        let first = min(max(first, 0), cases.count)
        let end = min(cases.count, first + DraftLimits.listedMax)
        var table = DataTable(
            "\(context[.navCases])",
            [
                context[.caseTitle], context[.headState], context[.caseOwner],
                context[.draftChanged],
            ])
        for folder in cases[first..<end] {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(ofCase: folder.id))\">\(ShownValue(context).text(folder.title))</a>",
                "\(context[folder.closedAt == nil ? .caseOpen : .caseClosed])",
                "<bdi>\(folder.owner.rawValue)</bdi>", ConsoleWords.minute(folder.changedAt),
            ])
        }
        let found: HTML =
            table.isEmpty
            ? "<section><p>\(context[.casesNone])</p></section>"
            : "<section><div class=\"scroll hits\">\(table.html)</div>\(paging(end, of: cases.count))</section>"
        return ConsoleLayout(context).page(
            context[.navCases], at: .cases,
            """
            <h1>\(context[.navCases])</h1>
            <p class="lead">\(context[.casesLead])</p>
            \(found)
            <form action="\(ConsoleRoutes.casesPath)" method="post">\(context.tokenField)
            <label for="title">\(context[.caseTitle])</label>
            <input id="title" name="title" maxlength="\(String(Case.titleCharactersMax))" required autocomplete="off">
            <button class="after" type="submit">\(context[.caseBegin])</button></form>
            """)
    }

    private func paging(_ end: Int, of count: Int) -> HTML {
        guard end < count else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\"><a rel=\"next\" href=\"\(ConsoleRoutes.casesPath)?from=\(String(end))\">\(context[.pageNext])</a></nav>"
    }
}
