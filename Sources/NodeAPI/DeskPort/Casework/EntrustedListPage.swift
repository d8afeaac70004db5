import AllianceNames
import Casework

/// Reports that one member publishes for another: this member's own, and those that it is asked for.
struct EntrustedListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameter lists: a page of each side that is asked for.
    func answer(
        _ lists: [(side: Entrustment.Side, list: ListPage<Entrustment, CasePlace>)]
    ) -> DeskAnswer {
        let sections = lists.filter { !$0.list.items.isEmpty }.map(section)
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

    private func section(
        _ side: Entrustment.Side, _ list: ListPage<Entrustment, CasePlace>
    ) -> HTML {
        let heading: PageText = side == .ours ? .entrustedOurs : .entrustedTheirs
        var table = DataTable(
            "\(context[heading])",
            [
                context[.entrustedPartner], context[.draftStage], context[.draftRows],
                context[.draftChannel], context[.draftChanged],
            ])
        for one in list.items {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(of: one))\">\(ShownValue(context).text(context.name(one.partner)))</a>",
                EntrustedWords(context).badge(one), "\(ConsoleWords.grouped(one.rowCount))",
                "\(one.channel.rawValue)", ConsoleWords.minute(one.changedAt),
            ])
        }
        let next = list.next.map {
            "\(ConsoleRoutes.entrustedPath)?side=\(side.rawValue)&after=\($0)"
        }
        return """
            <section><h2>\(context[heading])</h2>
            <div class="scroll hits">\(table.html)</div>\(context.nextPage(next))</section>
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
