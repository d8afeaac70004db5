import Casework
import Peering
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
        page(
            audiences, kind: kind?.name, value: value,
            ReportFields.Filled(channel: audiences.first?.channel))
    }

    /// As it was typed, with what is wrong with it.
    func refused(
        _ audiences: [DraftAudience], _ fields: FormFields, _ problem: PeerProblem
    ) -> DeskAnswer {
        page(
            audiences, kind: fields["kind"], value: fields["value"], ReportFields.Filled(fields),
            RefusedForm("report", problem, fields))
    }

    private func page(
        _ audiences: [DraftAudience], kind: String?, value: String?,
        _ filled: ReportFields.Filled, _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let fields = ReportFields(context)
        let words = ConsoleWords(context)
        let kinds = IndicatorType.allCases.map {
            fields.option($0.name, words.kind($0), $0.name == kind)
        }
        return ConsoleLayout(context).page(
            context[.reportHeading], at: .drafts, status: refused?.status ?? 200,
            """
            <h1>\(context[.reportHeading])</h1>
            <p class="lead">\(context[.reportLead])</p>
            \(refused?.notice(context) ?? "")
            <form class="report" action="\(ConsoleRoutes.draftsPath)" method="post">\(context.tokenField)
            \(fields.select("kind", .headKind, kinds))
            \(fields.input("value", .draftValue, value, "required spellcheck=\"false\" autocapitalize=\"none\""))
            \(fields.html(filled, audiences))
            <button type="submit">\(context[.draftBegin])</button>
            </form>
            """)
    }
}
