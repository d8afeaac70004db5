import Casework
import Statements

/// Where one report is written. It becomes a draft: nothing is signed from here.
struct ReportFormPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameters:
    ///   - kind: and `value`: what it is to be about, from an identifier's own page.
    func answer(
        _ audiences: [DraftAudience], kind: IndicatorType?, value: String?
    ) -> DeskAnswer {
        let fields = ReportFields(context)
        let words = ConsoleWords(context)
        let kinds = IndicatorType.allCases.map {
            fields.option($0.name, words.kind($0), $0 == kind)
        }
        return ConsoleLayout(context).page(
            context[.reportHeading], at: .drafts,
            """
            <h1>\(context[.reportHeading])</h1>
            <p class="lead">\(context[.reportLead])</p>
            <form class="report" action="\(ConsoleRoutes.draftsPath)" method="post">\(context.tokenField)
            \(fields.select("kind", .headKind, kinds))
            \(fields.input("value", .draftValue, value, "required spellcheck=\"false\" autocapitalize=\"none\""))
            \(fields.html(nil, title: "", channel: audiences.first?.channel, audiences))
            <button type="submit">\(context[.draftBegin])</button>
            </form>
            """)
    }
}
