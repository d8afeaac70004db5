import AllianceNames
import Casework

/// Reports that one member publishes for another: this member's own, and those that it is asked for.
struct EntrustedListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ found: [Entrustment]) -> DeskAnswer {
        let sections = [
            (PageText.entrustedTheirs, Entrustment.Side.theirs), (.entrustedOurs, .ours),
        ].compactMap { heading, side -> HTML? in
            let of = found.filter { $0.side == side }
            return of.isEmpty ? nil : section(heading, of)
        }
        let none: HTML =
            sections.isEmpty ? "<section><p>\(context[.entrustedNone])</p></section>" : ""
        return ConsoleLayout(context).page(
            context[.entrustedHeading], at: .drafts,
            """
            <h1>\(context[.entrustedHeading])</h1>
            <p class="lead">\(context[.entrustedLead])</p>
            \(HTML.joined(sections))\(none)
            """)
    }

    private func section(_ heading: PageText, _ found: [Entrustment]) -> HTML {
        var table = DataTable(
            "\(context[heading])",
            [
                context[.entrustedPartner], context[.draftStage], context[.draftRows],
                context[.draftChannel], context[.draftChanged],
            ])
        for one in found.prefix(EntrustmentLimits.listedMax) {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(of: one))\">\(ShownValue(context).text(context.name(one.partner)))</a>",
                EntrustedWords(context).badge(one), "\(ConsoleWords.grouped(one.rowCount))",
                "\(one.channel.rawValue)", ConsoleWords.minute(one.changedAt),
            ])
        }
        let more: HTML =
            found.count > EntrustmentLimits.listedMax
            ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section><h2>\(context[heading])</h2>
            <div class="scroll hits">\(table.html)</div>\(more)</section>
            """
    }
}

/// Such a report in people's words.
struct EntrustedWords {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func badge(_ one: Entrustment) -> HTML {
        let (text, look): (PageText, String) =
            switch one.stage {
            case .sent: (.stageSent, "disputed")
            case .waiting: (.stageSubmitted, "disputed")
            case .drafted: (.stageDrafted, "")
            case .published: (.stagePublished, "fine")
            case .refused: (.stageRefused, "")
            case .undelivered: (.stageUndelivered, "disputed")
            case .withdrawn: (.stageWithdrawn, "")
            }
        return "<span class=\"badge \(look)\">\(context[text])</span>"
    }
}
