import AllianceNames
import Casework
import SignIn

/// The cases of one of this member's people.
struct CaseListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    static let beginning = "begin"

    /// - Parameter refused: a case that is not begun, and why.
    func answer(
        _ list: ListPage<Case, CasePlace>, _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        var table = DataTable(
            "\(context[.navCases])",
            [
                context[.caseTitle], context[.headState], context[.caseOwner],
                context[.caseBegun], context[.draftChanged],
            ])
        for folder in list.items {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(ofCase: folder.id))\">\(ShownValue(context).text(folder.title))</a>",
                "\(context[folder.closedAt == nil ? .caseOpen : .caseClosed])",
                "<bdi>\(folder.owner.rawValue)</bdi>", ConsoleWords.minute(folder.createdAt),
                ConsoleWords.minute(folder.changedAt),
            ])
        }
        let found: HTML =
            table.isEmpty
            ? "<section><p>\(context[.casesNone])</p></section>"
            : "<section><div class=\"scroll hits\">\(table.html)</div>\(context.nextPage(list.next.map { "\(ConsoleRoutes.casesPath)?after=\($0)" }))</section>"
        return ConsoleLayout(context).page(
            context[.navCases], at: .cases, status: refused?.status ?? 200,
            """
            <h1>\(context[.navCases])</h1>
            \(refused?.notice(context) ?? "")
            <p class="lead">\(context[.casesLead])</p>
            \(found)
            <form action="\(ConsoleRoutes.casesPath)" method="post">\(context.tokenField)
            <label for="title">\(context[.caseTitle])</label>
            <input id="title" name="title" maxlength="\(String(Case.titleCharactersMax))" value="\(refused?.typed("title", in: Self.beginning) ?? "")" required autocomplete="off">
            <button class="after" type="submit">\(context[.caseBegin])</button></form>
            """)
    }
}
