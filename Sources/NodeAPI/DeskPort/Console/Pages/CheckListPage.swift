import CSV
import MergedView
import Peering
import Statements

/// 'Check my list': what is known of a list of one's own, and to how many members. Nothing is shared, signed
/// or kept.
struct CheckListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func empty() -> DeskAnswer { page(form(.none)) }

    /// With what was pasted and chosen, and why nothing is looked at.
    func refused(_ error: CheckedListError, _ fields: MultipartFields) -> DeskAnswer {
        let text: PageText =
            switch error {
            case .nothing: .listNothing
            case .notText: .listNotText
            case .tooManyColumns: .listTooManyColumns
            case .tooLong: .listTooLong
            }
        return page(
            """
            <section class="notice care" role="alert"><p>\(context[text])</p></section>
            \(again(fields))
            """, status: 400)
    }

    /// A workbook that is not read.
    func refused(_ problem: PeerProblem, _ fields: MultipartFields) -> DeskAnswer {
        page(
            "\(RefusedForm("list", problem, fields).notice(context))\(again(fields))",
            status: problem.status)
    }

    func answer(_ list: CheckedList, _ findings: CheckedList.Findings) -> DeskAnswer {
        page(
            """
            \(summary(list, findings))
            \(known(findings))
            \(marked(findings))
            \(columns(.init(list)))
            \(unreadable(list, findings))
            """)
    }

    /// The list has nothing that could be reported, as its form chose.
    func nothingToReport(_ list: CheckedList, _ fields: MultipartFields) -> DeskAnswer {
        page(
            """
            <section class="notice care" role="alert"><p>\(context[.listNothingToReport])</p></section>
            \(columns(.init(list, fields)))
            """, status: 400)
    }

    /// No draft is made of the list, and why.
    func refused(
        _ problem: PeerProblem, _ list: CheckedList, _ fields: MultipartFields
    ) -> DeskAnswer {
        page(
            """
            \(RefusedForm("list", problem, fields).notice(context))
            \(columns(.init(list, fields)))
            """, status: problem.status)
    }

    /// The form that was sent: that of the columns, where they were chosen.
    private func again(_ fields: MultipartFields) -> HTML {
        let sent = SentList(fields)
        return Mapping(fields, sent).map { "\(sent.notes(context))\(columns($0))" } ?? form(sent)
    }

    private func page(_ content: HTML, status: Int = 200) -> DeskAnswer {
        ConsoleLayout(context).page(
            context[.navCheck], at: .check, status: status,
            """
            <h1>\(context[.navCheck])</h1>
            <p class="lead">\(context[.listLead])</p>
            \(content)
            """)
    }

    private func form(_ sent: SentList) -> HTML {
        let form = ListForm(
            context, action: ConsoleRoutes.checkPath,
            accept: ".xlsx,.csv,.tsv,.txt,text/csv,text/plain", rows: 10, sent: sent
        ).html(
            file: context[.listFile], hint: context[.listFileHint], paste: context[.listPaste],
            button: context[.listButton])
        return "\(form)\(screening)"
    }

    private var screening: HTML {
        guard context.screensListings else { return "" }
        let words = ScreeningText.heading(context.language)
        return "<p><a href=\"\(ConsoleRoutes.screeningPath)\">\(words)</a></p>"
    }

    private func summary(_ list: CheckedList, _ findings: CheckedList.Findings) -> HTML {
        let facts: [(PageText, Int)] = [
            (.listKnown, findings.knownValues), (.listMembers, findings.members.count),
            (.listReadable, findings.readable),
            (.listUnreadable, findings.unreadable.count + list.refusedCount),
            (.listRows, list.rows + list.refusedCount),
        ]
        let cells = facts.map { name, figure -> HTML in
            "<div><dt>\(context[name])</dt><dd>\(ConsoleWords.grouped(figure))</dd></div>"
        }
        let cut: HTML = list.isCut ? "<p>\(context[.listCut])</p>" : ""
        return """
            <section aria-label="\(context[.listResult])"><dl class="figures">\(HTML.joined(cells))</dl>
            \(cut)<p class="small">\(list.form.sentence(context.language)) \(context[.listNotShared])</p></section>
            """
    }

    private func known(_ findings: CheckedList.Findings) -> HTML {
        guard !findings.known.isEmpty else {
            return "<section><p>\(context[.listNoneKnown])</p></section>"
        }
        let words = ConsoleWords(context)
        let value = ShownValue(context)
        var table = DataTable(
            "\(context[.listCaption])",
            [
                context[.headIdentifier], context[.headLine], context[.headYours],
                context[.headKind], context[.headStatus], context[.headMembers],
                context[.headConfirmation], context[.headConfidence],
            ])
        for known in findings.known.prefix(CheckedList.Findings.shownMax) {
            let state = known.state
            table.append([
                value.link(state.indicator), "\(String(known.value.line))",
                value.text(known.value.text, max: 60), "\(words.kind(state.indicator.type))",
                words.badge(state.status), "\(String(state.asserting.count))",
                state.confirmation.map { "\(words.confirmation($0))" } ?? "–",
                state.confidence.map { words.confidence($0) } ?? "–",
            ])
        }
        let more: HTML =
            findings.known.count > CheckedList.Findings.shownMax
            ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section><h2>\(context[.listKnownHeading])</h2>
            <div class="scroll hits">\(table.html)</div>\(more)</section>
            """
    }

    /// Which marks the values have, whether anybody has reported them or not.
    private func marked(_ findings: CheckedList.Findings) -> HTML {
        guard !findings.marked.isEmpty else { return "" }
        let (words, value) = (MarkWords(context), ShownValue(context))
        func text(_ text: MarkText) -> String { text(context.language) }
        var table = DataTable(
            "\(text(.misusedCaption))",
            [
                context[.headLine], context[.headYours], text(.headMark), text(.headOwner),
                text(.headFoundAs), context[.headConfidence],
            ])
        for (found, marks) in findings.marked.prefix(CheckedList.Findings.shownMax) {
            for mark in marks {
                let percent = MarkInTextJSON.percent(mark.confidence)
                table.append([
                    "\(String(found.line))", value.flagged(found.text, max: 60),
                    value.text(mark.mark, max: 60), value.text(context.name(mark.owner)),
                    "\(words.rules(mark.rules))", ConsoleWords(context).confidence(Int(percent)),
                ])
            }
        }
        let more: HTML =
            findings.marked.count > CheckedList.Findings.shownMax
            ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section><h2>\(text(.misusedHeading))</h2><p>\(text(.misusedLead))</p>
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(text(.misusedHeading))">\(table.html)</div>\(more)</section>
            """
    }

    /// What the form of the columns holds.
    private struct Mapping {
        let columns: [CheckedList.Column]
        let hasHeader: Bool
        let text: String
        /// What the list came as first; nil of one that was pasted.
        let form: SpreadsheetForm?
        /// What of the list becomes a draft.
        var which: ListedReports.Choice?
        /// The list is to be mended.
        var isOpen = false

        init(_ list: CheckedList, _ fields: MultipartFields? = nil) {
            (columns, hasHeader, text) = (list.columns, list.hasHeader, list.text)
            form = list.form
            which = fields.flatMap(Self.which)
        }

        /// As it was sent, with a list that cannot be read; nil of the form that has no columns.
        init?(_ fields: MultipartFields, _ sent: SentList) {
            let chosen = CheckedList.chosen(fields)
            guard let last = chosen.keys.max() else { return nil }
            columns = (0...last).map {
                .init(name: nil, meaning: chosen[$0] ?? .anything, sample: "")
            }
            hasHeader = fields.text("header") == "yes"
            (text, isOpen) = (sent.text, true)
            form = SentSpreadsheet.form(fields)
            which = Self.which(fields)
        }

        private static func which(_ fields: MultipartFields) -> ListedReports.Choice? {
            fields.text("which").flatMap(ListedReports.Choice.init(rawValue:))
        }
    }

    /// The list goes along, so that nothing of it has to be kept here.
    private func columns(_ list: Mapping) -> HTML {
        let rows = list.columns.enumerated().map { place, column -> HTML in
            let name = column.name ?? "\(context[.listColumn]) \(place + 1)"
            let shown = ShownValue(context).text(name, max: 60)
            return """
                <div class="map"><label for="column\(String(place))">\(shown)</label>
                <select id="column\(String(place))" name="column\(String(place))">\(meanings(column.meaning))</select>
                <span class="small">\(ShownValue(context).text(column.sample, max: 60))</span></div>
                """
        }
        let header = [("yes", PageText.yes, list.hasHeader), ("no", .no, !list.hasHeader)].map {
            value, text, isChosen -> HTML in
            "<option value=\"\(value)\"\(isChosen ? " selected" : "")>\(context[text])</option>"
        }
        return """
            <section><h2>\(context[.listMapHeading])</h2>
            <form class="mapping" action="\(ConsoleRoutes.checkPath)" method="post" enctype="multipart/form-data">\(context.tokenField)
            \(list.form.map(SentSpreadsheet.hiddenField) ?? "")<p>\(context[.listMapLead])</p>
            <div class="map"><label for="header">\(context[.listHeader])</label>
            <select id="header" name="header">\(HTML.joined(header))</select></div>
            \(HTML.joined(rows))
            <details\(list.isOpen ? " open" as HTML : "")><summary>\(context[.listItself])</summary>
            <label class="unseen" for="list">\(context[.listItself])</label>
            <textarea id="list" name="list" rows="8" spellcheck="false">
            \(list.text)</textarea></details>
            <button type="submit">\(context[.listAgain])</button>
            \(reporting(list.which))</form></section>
            """
    }

    /// What was checked goes on into a draft with the same form, which has the list.
    private func reporting(_ chosen: ListedReports.Choice?) -> HTML {
        guard context.mayDraft else { return "" }
        let choices = ListedReports.Choice.allCases.map { choice -> HTML in
            let label = context[choice == .new ? .listReportNew : .listReportAll]
            let selected: HTML = choice == chosen ? " selected" : ""
            return "<option value=\"\(choice.rawValue)\"\(selected)>\(label)</option>"
        }
        return """
            <h2>\(context[.listReportHeading])</h2><p>\(context[.listReportLead])</p>
            <div class="map"><label for="which">\(context[.listReportWhich])</label>
            <select id="which" name="which">\(HTML.joined(choices))</select></div>
            <button type="submit" formaction="\(ConsoleRoutes.draftsPath)/list">\(context[.listReport])</button>
            """
    }

    private func meanings(_ chosen: CheckedList.Meaning) -> HTML {
        let words = ConsoleWords(context)
        var choices: [(CheckedList.Meaning, String)] = [
            (.ignored, context[.meaningIgnored]), (.anything, context[.meaningAnything]),
        ]
        choices += IndicatorType.allCases.map { (.kind($0), words.kind($0)) }
        return HTML.joined(
            choices.map { meaning, label -> HTML in
                let selected: HTML = meaning == chosen ? " selected" : ""
                return "<option value=\"\(meaning.name)\"\(selected)>\(label)</option>"
            })
    }

    private func unreadable(_ list: CheckedList, _ findings: CheckedList.Findings) -> HTML {
        let value = ShownValue(context)
        var table = DataTable(
            "\(context[.listUnreadableCaption])",
            [context[.headLine], context[.headYours], context[.headWhy]])
        for refusal in list.refused {
            table.append([
                "\(String(refusal.line))", "–",
                ProblemWords(refusal, context.language).line,
            ])
        }
        for unread in findings.unreadable.prefix(Self.unreadableShown) {
            table.append([
                "\(String(unread.line))", value.flagged(unread.text, max: 60),
                unread.refusal.map {
                    ProblemWords(row: $0.keyword, $0.reason, context.language).line
                } ?? "–",
            ])
        }
        guard !table.isEmpty else { return "" }
        let isMore =
            list.refusedCount > list.refused.count
            || findings.unreadable.count > Self.unreadableShown
        let more: HTML =
            isMore ? "<p class=\"small\">\(context[.listUnreadableMore])</p>" : ""
        return """
            <section><h2>\(context[.listUnreadableHeading])</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.listUnreadableHeading])">\(table.html)</div>\(more)</section>
            """
    }

    /// Values told one by one; of rows it is `CheckedTable.refusalsMax`.
    private static let unreadableShown = 50
}
