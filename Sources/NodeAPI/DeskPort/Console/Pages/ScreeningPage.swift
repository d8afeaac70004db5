import Screening
import Statements

/// A list of offers that was looked through: those to be looked at by expected harm, each with why.
struct ScreeningPage {
    /// Reasons told of one offer.
    private static let reasonsShownMax = 8
    private static let refusedShownMax = 50

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    private subscript(_ text: ScreeningText) -> String { text(context.language) }

    func empty() -> DeskAnswer { page(form(.none)) }

    func refused() -> DeskAnswer {
        page(
            """
            <section class="notice care" role="alert"><p>\(self[.nothingSent])</p></section>
            \(form(.none))
            """, status: 400)
    }

    /// - Parameter sent: what it came with, where it is to be mended since not all of it was looked at.
    func answer(_ list: ScreeningList, marks: Int, sent: SentList) -> DeskAnswer {
        page("\(summary(list, marks))\(proposals(list))\(refusals(list))\(form(sent))")
    }

    private func page(_ content: HTML, status: Int = 200) -> DeskAnswer {
        ConsoleLayout(context).page(
            self[.heading], at: .check, status: status,
            """
            <h1>\(self[.heading])</h1>
            <p class="lead">\(self[.lead])</p>
            \(content)
            """)
    }

    private func form(_ sent: SentList) -> HTML {
        ListForm(
            context, action: ConsoleRoutes.screeningPath,
            accept: ".ndjson,.jsonl,.json,.txt,application/x-ndjson", rows: 6, sent: sent
        ).html(
            file: self[.file], hint: self[.fileHint], paste: self[.paste], button: self[.button])
    }

    private func summary(_ list: ScreeningList, _ marks: Int) -> HTML {
        let facts: [(ScreeningText, Int)] = [
            (.proposed, list.proposed), (.listings, list.count), (.unread, list.refused.count),
            (.marks, marks),
        ]
        let cells = facts.map { name, figure -> HTML in
            "<div><dt>\(self[name])</dt><dd>\(ConsoleWords.grouped(figure))</dd></div>"
        }
        let noMarks: HTML = marks == 0 ? "<p>\(self[.noMarks])</p>" : ""
        let cut: HTML = list.stop == nil ? "" : "<p>\(self[.cutList])</p>"
        return """
            <section aria-label="\(self[.result])"><dl class="figures">\(HTML.joined(cells))</dl>
            \(noMarks)\(cut)<p class="small">\(self[.notCleared])</p></section>
            """
    }

    private func proposals(_ list: ScreeningList) -> HTML {
        let ranked = list.ranked
        guard !ranked.isEmpty else { return "<section><p>\(self[.none])</p></section>" }
        let value = ShownValue(context)
        var table = DataTable(
            "\(self[.caption])",
            [
                self[.headListing], self[.headHarm], self[.headChance], self[.headSeller],
                self[.headWhy], context[.headLine],
            ])
        for one in ranked {
            let proposal = one.proposal
            let assumed: HTML =
                proposal.value.isAssumed ? " <span class=\"small\">\(self[.assumed])</span>" : ""
            table.append([
                "\(value.flagged(proposal.title, max: 80)) <span class=\"small\">\(value.text("\(proposal.marketplace):\(proposal.number)", max: 60))</span>",
                "\(proposal.harmText) EUR\(assumed)",
                "\(String(Int((proposal.probability * 100).rounded()))) %",
                proposal.seller.map { value.text($0, max: 60) } ?? "–",
                reasons(proposal), "\(String(one.line))",
            ])
        }
        let cut: HTML =
            list.proposed > ranked.count ? "<p class=\"small\">\(self[.cut])</p>" : ""
        return
            "<section><div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(self[.caption])\">\(table.html)</div>\(cut)</section>"
    }

    private func reasons(_ proposal: Proposal) -> HTML {
        let items = proposal.reasons.prefix(Self.reasonsShownMax).map { weighed -> HTML in
            let sign = weighed.decibans > 0 ? "+" : ""
            return
                "<li>\(self[ScreeningText(weighed.reason.line)]): \(details(weighed.reason)) <span class=\"small\">\(sign)\(String(weighed.decibans))</span></li>"
        }
        return "<ul>\(HTML.joined(items))</ul>"
    }

    private func details(_ reason: ScreeningReason) -> HTML {
        let value = ShownValue(context)
        switch reason {
        case .mark(let finding):
            let owner = value.text(context.name(finding.owner))
            return
                "\(value.text(finding.mark, max: 60)) (\(owner)), \(self[.place]) \(self[ScreeningText(finding.place)])"
        case .reported(let report): return self.report(report)
        case .linked(let linked):
            let shown: HTML = linked.reported.first.map { report($0) } ?? ""
            let more = linked.reportedCount - 1
            let rest: HTML = more > 0 ? " +\(String(more))" : ""
            return "\(shown)\(rest)"
        case .image(let likeness):
            return
                "\(String(likeness.distance)) \(self[.bits]), \(report(likeness.report))"
        }
    }

    private func report(_ report: ReportedIdentifier) -> HTML {
        let count = report.members.count
        let disputed: HTML = report.isDisputed ? ", \(self[.disputed])" : ""
        return
            "\(ShownValue(context).link(report.indicator, max: 40)), \(String(count)) \(self[count == 1 ? .memberOne : .members])\(disputed)"
    }

    private func refusals(_ list: ScreeningList) -> HTML {
        guard !list.refused.isEmpty else { return "" }
        var table = DataTable(
            "\(self[.refusedCaption])", [context[.headLine], self[.headReason]])
        for refusal in list.refused.prefix(Self.refusedShownMax) {
            table.append([
                "\(String(refusal.line))",
                ProblemWords(row: refusal.error.keyword, "\(refusal.error)", context.language)
                    .line,
            ])
        }
        return """
            <section><h2>\(self[.refusedHeading])</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(self[.refusedHeading])">\(table.html)</div></section>
            """
    }
}
