import AllianceNames
import Casework
import MergedView
import Peering
import SignIn
import Statements

/// One draft: who will read it, what is known, what to look at twice, and what may be done now.
struct DraftPage {
    /// On one page: each has a box in a form (`FormFields.fieldsMax`).
    static let rowsOnPage = 200

    let context: ConsoleContext
    private let sheet: DraftSheet
    /// What who looks may do with it now.
    private let allowed: Set<DraftStep>
    private let audiences: [DraftAudience]
    /// Who could publish it in this member's place.
    private let publishers: [MemberID]

    init(
        _ context: ConsoleContext, _ sheet: DraftSheet, _ colleague: Colleague,
        _ audiences: [DraftAudience], _ publishers: [MemberID] = []
    ) {
        self.publishers = publishers
        self.context = context
        self.sheet = sheet
        allowed = sheet.steps(for: colleague)
        self.audiences = audiences
    }

    private var draft: Draft { sheet.draft }
    private var isEditable: Bool { allowed.contains(.change) }
    private var path: String { ConsoleRoutes.path(of: draft.id) }

    /// - Parameter first: the row with which the page begins.
    func answer(from first: Int) -> DeskAnswer { page(from: first, nil, nil) }

    /// With what was to be said of all its rows, and why that is not done.
    func refused(_ fields: FormFields, _ problem: PeerProblem) -> DeskAnswer {
        page(
            from: 0, RefusedForm("draft", problem, fields), isEditable ? .init(fields) : nil)
    }

    static let returning = "return"
    static let entrusting = "entrust"

    /// With what was typed for a step, and why that is not done: on the page on which the step is offered.
    func refused(_ refused: RefusedForm) -> DeskAnswer {
        let last = max(0, sheet.rows.count - 1) / Self.rowsOnPage * Self.rowsOnPage
        return page(from: refused.isOf(Self.entrusting) ? last : 0, refused, nil)
    }

    /// The field whose text is shown beside the problem, where its form is not on the page any more.
    private func lost(_ refused: RefusedForm) -> String? {
        if refused.isOf(Self.returning) { return allowed.contains(.giveBack) ? nil : "remark" }
        if refused.isOf(Self.entrusting) {
            return allowed.contains(.entrustment) && !publishers.isEmpty ? nil : "message"
        }
        return isEditable ? nil : "note"
    }

    private func page(
        from first: Int, _ refused: RefusedForm?, _ typed: ReportFields.Filled?
    ) -> DeskAnswer {
        let words = DraftWords(context)
        let shown = places(from: first)
        return ConsoleLayout(context).page(
            context[.draftHeading], at: .drafts, status: refused?.status ?? 200,
            """
            <h1>\(words.name(draft))</h1>
            <p>\(words.badge(draft.stage)) · \(context[.draftAuthor]): <bdi>\(draft.author.rawValue)</bdi> · \(ConsoleWords.minute(draft.changedAt)) UTC</p>
            \(refused.map { $0.notice(context, lost: lost($0)) } ?? "")
            \(remark)
            \(forAnother)
            \(audience)
            \(warned)
            \(steps(isAtEnd: shown.upperBound == sheet.rows.count, refused))
            \(rows(shown))
            \(editor(typed))
            """)
    }

    private var remark: HTML {
        guard let remark = draft.remark else { return "" }
        return """
            <section class="notice care"><h2>\(context[.draftReturned]) <bdi>\(remark.by.rawValue)</bdi></h2>
            <p>\(ShownValue(context).text(remark.text))</p></section>
            """
    }

    private var forAnother: HTML {
        guard sheet.isForAnother else { return "" }
        return "<p class=\"notice\">\(context[.entrustedDraft])</p>"
    }

    /// Before anything else: who will be able to read it.
    private var audience: HTML {
        let words = ConsoleWords(context)
        let names = sheet.audience.readers.map {
            "<li>\(ShownValue(context).text(context.name($0)))</li>" as HTML
        }
        let markings = Set(sheet.rows.map(\.report.tlp)).sorted().map { words.audience($0) }
        let readers: HTML =
            names.isEmpty
            ? "<p>\(context[.draftNobody])</p>"
            : "<ul class=\"names\">\(HTML.joined(names))</ul>"
        return """
            <section><h2>\(context[.draftAudience])</h2>
            <dl class="facts"><div><dt>\(context[.draftChannel])</dt><dd>\(draft.channel.rawValue)</dd></div>
            <div><dt>\(context[.mayBeSeenBy])</dt><dd>\(HTML.joined(markings, by: "; "))</dd></div>
            <div><dt>\(context[.headMembers]) (\(String(names.count)))</dt><dd>\(readers)</dd></div></dl></section>
            """
    }

    private var warned: HTML {
        let count = sheet.rows.count { !$0.warnings.isEmpty }
        guard count > 0, draft.entries == nil else { return "" }
        return """
            <section class="notice care" role="alert"><p>\(context[.draftWarned]): \(ConsoleWords.grouped(count))</p></section>
            """
    }

    // MARK: What may be done

    /// - Parameter isAtEnd: the last rows are shown. What signs is not offered before: nobody signs what stands on a
    ///   page that was not looked at.
    private func steps(isAtEnd: Bool, _ refused: RefusedForm?) -> HTML {
        var allowed = allowed
        var notes: [HTML] = []
        if !isAtEnd, !allowed.isDisjoint(with: [.publication, .entrustment]) {
            allowed.subtract([.publication, .entrustment])
            notes.append("<p>\(context[.draftAllPages])</p>")
        }
        let all: [(DraftStep, HTML)] = [
            (.publication, button("publish", .draftPublish)),
            (.submission, button("submit", .draftSubmit)), (.giveBack, returning(refused)),
            (.discard, button("discard", .draftDiscard)),
            (.withdrawal, button("withdraw", .draftWithdraw)),
        ]
        var forms = all.filter { allowed.contains($0.0) }.map(\.1)
        if allowed.contains(.entrustment) {
            forms.append(EntrustForm(context).html(publishers, path: path, shown: shown, refused))
        }
        if draft.stage.isOpen, sheet.needsSecondLook {
            notes.append("<p>\(context[.draftSecondLook])</p>")
        }
        if draft.stage.isOpen { notes.append("<p class=\"small\">\(context[.draftForGood])</p>") }
        if draft.stage == .published { notes.append("<p>\(context[.draftMayWithdraw])</p>") }
        if draft.stage == .approved || draft.stage == .withdrawing {
            notes.append("<p>\(context[.draftUnderWay])</p>")
        }
        if let by = draft.publishedBy {
            notes.append("<p>\(context[.draftPublishedBy]): <bdi>\(by.rawValue)</bdi></p>")
        }
        if let withdrawal = draft.withdrawal {
            notes.append(
                "<p>\(context[.draftWithdrawnBy]): <bdi>\(withdrawal.by.rawValue)</bdi></p>")
        }
        return """
            <section><h2>\(context[.draftSteps])</h2>\(HTML.joined(notes))
            <div class="steps">\(HTML.joined(forms))</div></section>
            """
    }

    private func button(_ step: String, _ label: PageText) -> HTML {
        """
        <form class="step" action="\(path)/\(step)" method="post">\(context.tokenField)\(shown)
        <button type="submit">\(context[label])</button></form>

        """
    }

    private func returning(_ refused: RefusedForm?) -> HTML {
        """
        <form class="step" action="\(path)/return" method="post">\(context.tokenField)\(shown)
        <label for="remark">\(context[.draftRemark])</label>
        <input id="remark" name="remark" maxlength="\(String(Draft.Remark.charactersMax))" value="\(refused?.typed("remark", in: Self.returning) ?? "")" autocomplete="off">
        <button type="submit">\(context[.draftReturn])</button></form>

        """
    }

    /// What is decided is decided of this state.
    private var shown: HTML {
        "<input type=\"hidden\" name=\"revision\" value=\"\(String(draft.revision))\">"
    }

    // MARK: What it says

    /// Those of one page.
    private func places(from first: Int) -> Range<Int> {
        let first = min(max(first, 0), max(0, sheet.rows.count - 1))
        return first..<min(sheet.rows.count, first + Self.rowsOnPage)
    }

    private func rows(_ places: Range<Int>) -> HTML {
        let said = ReportCells(context)
        var heads =
            said.identifierHeads + [context[.draftKnown], context[.draftLook]] + said.saidHeads
        if isEditable { heads.append(context[.draftLeaveOut]) }
        var table = DataTable("\(context[.draftCaption])", heads)
        for place in places {
            let row = sheet.rows[place]
            var cells = said.identifier(row.report)
            cells += [known(row.known), warnings(row.warnings)]
            cells += said.said(row.report)
            if isEditable {
                cells.append(
                    """
                    <label class="unseen" for="row\(String(place))">\(context[.draftLeaveOut]) \(String(place + 1))</label>
                    <input class="box" id="row\(String(place))" type="checkbox" name="row\(String(place))">
                    """)
            }
            table.append(cells)
        }
        guard !table.isEmpty else {
            return "<section><p>\(context[.draftGone])</p></section>"
        }
        let body: HTML = """
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(context[.draftCaption])">\(table.html)</div>
            """
        let content: HTML =
            isEditable && sheet.rows.count > 1
            ? """
            <form class="mapping" action="\(path)/rows" method="post">\(context.tokenField)\(shown)
            \(body)<button type="submit">\(context[.draftLeaveOutMarked])</button></form>
            """ : body
        let part: HTML =
            places.count < sheet.rows.count
            ? "\(ConsoleWords.grouped(places.lowerBound + 1))–\(ConsoleWords.grouped(places.upperBound)) / "
            : ""
        return """
            <section><h2>\(context[.draftCaption]) (\(part)\(ConsoleWords.grouped(draft.rowCount)))</h2>
            \(content)\(paging(places))</section>
            """
    }

    private func known(_ state: IndicatorState?) -> HTML {
        guard let state else { return "\(context[.draftUnknown])" }
        let words = ConsoleWords(context)
        return "\(words.badge(state.status)) \(words.members(state.asserting))"
    }

    private func warnings(_ warnings: [DraftWarning]) -> HTML {
        guard !warnings.isEmpty else { return "–" }
        return HTML.joined(
            warnings.map { "<span class=\"flag\">\(DraftWords(context).warning($0))</span>" })
    }

    private func paging(_ places: Range<Int>) -> HTML {
        var links: [HTML] = []
        if places.lowerBound > 0 {
            links.append("<a href=\"\(path)\">\(context[.pageFirst])</a>")
        }
        if places.upperBound < sheet.rows.count {
            links.append(
                "<a rel=\"next\" href=\"\(path)?from=\(String(places.upperBound))\">\(context[.pageNext])</a>"
            )
        }
        guard !links.isEmpty else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\">\(HTML.joined(links))</nav>"
    }

    private func editor(_ typed: ReportFields.Filled?) -> HTML {
        guard isEditable, let report = sheet.rows.first?.report else { return "" }
        let said = ReportFields.Filled(report, title: draft.title, channel: draft.channel)
        let fields = ReportFields(context)
        return """
            <form class="report" action="\(path)" method="post">\(context.tokenField)\(shown)
            <h2>\(context[.draftSaysOfAll])</h2>
            \(fields.differing(sheet.content, (typed ?? said).differing))
            \(fields.html(typed ?? said, audiences))
            <button type="submit">\(context[.draftSave])</button></form>
            <p><a href="\(ConsoleRoutes.attributesPath(of: draft.id))">\(context[.attributesChange])</a></p>
            """
    }
}
