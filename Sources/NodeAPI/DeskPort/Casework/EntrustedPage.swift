import AllianceNames
import Casework
import Statements

/// One report that one member publishes for another: what is asked for, what became of it, and what may be
/// done now.
struct EntrustedPage {
    let context: ConsoleContext
    private let sheet: EntrustedSheet

    init(_ context: ConsoleContext, _ sheet: EntrustedSheet) {
        self.context = context
        self.sheet = sheet
    }

    private var one: Entrustment { sheet.entrustment }
    private var path: String { ConsoleRoutes.path(of: one) }

    func answer() -> DeskAnswer { page(nil) }

    /// With what was typed for a step, and why that is not done.
    func refused(_ refused: RefusedForm) -> DeskAnswer { page(refused) }

    private static let refusing = "refuse"

    private var mayRefuse: Bool { one.side == .theirs && one.stage == .waiting }

    private func page(_ refused: RefusedForm?) -> DeskAnswer {
        let value = ShownValue(context)
        let heading: PageText = one.side == .ours ? .entrustedOurs : .entrustedTheirs
        return ConsoleLayout(context).page(
            context[.entrustedHeading], at: .drafts, status: refused?.status ?? 200,
            """
            <h1>\(context[heading])</h1>
            \(refused?.notice(context, lost: mayRefuse ? nil : "reason") ?? "")
            <p>\(EntrustedWords(context).badge(one)) · \(context[.entrustedPartner]): \(value.text(context.name(one.partner))) · \(ConsoleWords.minute(one.changedAt)) UTC</p>
            \(said(.entrustedMessage, value.text(one.message), of: one.message))
            \(said(.entrustedReason, reason, of: one.reason))
            \(wants)
            \(steps(refused))
            \(rows)
            <p><a href="\(ConsoleRoutes.entrustedPath)">\(context[.entrustedHeading])</a></p>
            """)
    }

    /// What this node says of a letter that did not arrive is said in the language of the page.
    private var reason: HTML {
        one.stage == .undelivered
            ? InquiryWords(context).why(LetterFailure(keptAs: one.reason))
            : ShownValue(context).text(one.reason)
    }

    private func said(_ heading: PageText, _ shown: HTML, of text: String) -> HTML {
        guard !text.isEmpty else { return "" }
        return """
            <section class="notice care"><h2>\(context[heading])</h2>
            <p>\(shown)</p></section>
            """
    }

    private var wants: HTML {
        guard one.wantsWithdrawal, one.stage != .withdrawn else { return "" }
        return
            "<section class=\"notice care\" role=\"alert\"><p>\(context[.entrustedWants])</p></section>"
    }

    private func steps(_ refused: RefusedForm?) -> HTML {
        var parts: [HTML] = []
        switch (one.side, one.stage) {
        case (.theirs, .waiting):
            parts.append("<p class=\"small\">\(context[.entrustedTakeHint])</p>")
            parts.append(form("take", .entrustedTake))
            parts.append(
                form(
                    Self.refusing, .entrustedRefuse,
                    """
                    <label for="reason">\(context[.entrustedReason])</label>
                    <input id="reason" name="reason" maxlength="\(String(EntrustmentLimits.textCharactersMax))" value="\(refused?.typed("reason", in: Self.refusing) ?? "")" autocomplete="off">
                    """))
        case (.ours, .waiting) where !one.wantsWithdrawal,
            (.ours, .published) where !one.wantsWithdrawal:
            parts.append(form("withdraw", .entrustedAskBack))
        default: break
        }
        if let draft = one.draft, one.stage == .drafted || one.stage == .published {
            parts.append(
                "<p><a href=\"\(ConsoleRoutes.path(of: draft))\">\(context[.entrustedOpenDraft])</a></p>"
            )
        }
        guard !parts.isEmpty else { return "" }
        return """
            <section><h2>\(context[.draftSteps])</h2>
            <div class="steps">\(HTML.joined(parts))</div></section>
            """
    }

    /// What is decided is decided of the state that was shown.
    private func form(_ step: String, _ label: PageText, _ fields: HTML = "") -> HTML {
        """
        <form class="step" action="\(path)/\(step)" method="post">\(context.tokenField)
        <input type="hidden" name="revision" value="\(String(one.revision))">\(fields)
        <button type="submit">\(context[label])</button></form>

        """
    }

    private var rows: HTML {
        let said = ReportCells(context)
        var table = DataTable(
            "\(context[.entrustedCaption])",
            said.identifierHeads + said.saidHeads
                + [context[.entrustedAsPublished], context[.entrustedOpening]])
        for (place, row) in sheet.rows.enumerated() {
            var cells = said.identifier(row.row.report)
            cells += said.said(row.row.report)
            cells += [
                published(row),
                "<a href=\"\(path)/openings/\(String(place + 1))\" download>\(context[.entrustedOpening])</a>",
            ]
            table.append(cells)
        }
        return """
            <section><h2>\(context[.entrustedCaption]) (\(ConsoleWords.grouped(sheet.rows.count)))</h2>
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(context[.entrustedCaption])">\(table.html)</div>
            <p class="small">\(context[.entrustedOpeningHint])</p></section>
            """
    }

    private func published(_ row: EntrustedSheet.Row) -> HTML {
        guard let index = row.index, let log = one.entries?.log, let relation = row.relation else {
            return "\(context[.entrustedNotYet])"
        }
        let text: PageText =
            switch relation {
            case .same: .entrustedSame
            case .changed: .entrustedChanged
            case .none: .entrustedOther
            }
        return "\(context[text]) · <bdi>\(log.description)</bdi> \(String(index))"
    }
}
