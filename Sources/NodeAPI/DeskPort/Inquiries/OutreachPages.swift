import AllianceNames
import Casework
import Notices
import SignIn
import Statements

/// Shifts that were handed over, and the form that hands over one's own.
struct HandOverPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    private func text(_ text: InquiryText) -> String { text(context.language) }

    static let handingOver = "hand-over"

    /// - Parameters:
    ///   - colleagues: who may go on.
    ///   - refused: a hand-over that is not done, and why.
    func answer(
        _ list: ListPage<HandOver, CasePlace>, to colleagues: [Person],
        _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        func typed(_ field: String) -> String {
            refused?.typed(field, in: Self.handingOver) ?? ""
        }
        let value = ShownValue(context)
        let items = list.items.map { one -> HTML in
            let open = one.open.map { id -> HTML in
                "<a href=\"\(ConsoleRoutes.inquiriesPath)/\(id.description)\"><code>\(String(id.description.prefix(8)))</code></a>"
            }
            return
                "<li>\(ConsoleWords.minute(one.at)) · <bdi>\(one.from.rawValue)</bdi> → <bdi>\(one.to.rawValue)</bdi> · \(text(.handOverOpen)): \(String(one.open.count)) \(HTML.joined(open, by: " "))<p class=\"prose\">\(value.text(one.note))</p></li>\n"
        }
        let found: HTML =
            items.isEmpty
            ? "<p>\(text(.handOverNone))</p>" : "<ul class=\"items\">\(HTML.joined(items))</ul>"
        let next = list.next.map { "\(ConsoleRoutes.handOversPath)?after=\($0)" }
        return ConsoleLayout(context).page(
            text(.handOvers), at: .inquiries, status: refused?.status ?? 200,
            """
            <h1>\(text(.handOvers))</h1>
            \(refused?.notice(context) ?? "")
            <p class="lead">\(text(.handOverLead))</p>
            <form class="add" action="\(ConsoleRoutes.handOversPath)" method="post">\(context.tokenField)
            <label for="person">\(text(.handOverTo))</label>
            \(ColleagueSelect(colleagues: colleagues).html(id: "person", nobody: "–", chosen: typed("person"), isNeeded: true))
            <label class="after" for="note">\(text(.handOverNote))</label>
            <textarea id="note" name="note" rows="4" maxlength="\(String(InquiryLimits.textCharactersMax))">
            \(typed("note"))</textarea>
            <button class="after" type="submit">\(text(.handOver))</button></form>
            <section>\(found)\(context.nextPage(next))</section>
            """)
    }
}

/// Members on their way in: who is stuck where, and the log of contacts with each.
struct OnboardingPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    private func text(_ text: InquiryText) -> String { text(context.language) }

    func list(_ found: [OnboardingStanding], at now: UInt64) -> DeskAnswer {
        let value = ShownValue(context)
        var table = DataTable(
            "\(text(.onboarding))",
            [
                context[.headMember], text(.done), text(.nextStep), text(.since),
                text(.lastContact), text(.due),
            ])
        for one in found {
            let list = one.checklist
            let stuck: HTML =
                list.isStuck(at: now)
                ? " <span class=\"badge disputed\">\(text(.stuck))</span>" : ""
            let due: HTML =
                one.lastContact?.nextDue.map { due in
                    let late: HTML =
                        due <= now ? " <span class=\"badge suspended\">!</span>" : ""
                    return "\(ConsoleWords.day(due))\(late)"
                } ?? "–"
            table.append([
                "<a href=\"\(ConsoleRoutes.onboardingPath)/\(list.member.rawValue)\">\(value.text(context.name(list.member)))</a>",
                "\(String(list.doneCount)) / \(String(list.neededCount))",
                list.next.map { "\(text(.name(of: $0.step)))\(stuck)" } ?? "–",
                list.next.map { ConsoleWords.day($0.since) } ?? "–",
                one.lastContact.map { ConsoleWords.day($0.at) } ?? "–", due,
            ])
        }
        return ConsoleLayout(context).page(
            text(.onboarding), at: .inquiries,
            """
            <h1>\(text(.onboarding))</h1>
            <p class="lead">\(text(.onboardingLead))</p>
            <section><div class="scroll hits">\(table.html)</div></section>
            """)
    }

    static let contacting = "contact"

    /// - Parameter refused: a contact that is not logged, and why.
    func one(
        _ member: MemberID, _ found: OnboardingStanding?,
        _ contacts: ListPage<MemberContact, CasePlace>,
        _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        func typed(_ field: String) -> String {
            refused?.typed(field, in: Self.contacting) ?? ""
        }
        let value = ShownValue(context)
        let steps = (found?.checklist.steps ?? []).map { step, state -> HTML in
            let shown: HTML =
                switch state {
                case .done(let at): ConsoleWords.day(at)
                case .toDo: "\(text(.stepToDo))"
                case .notNeeded: "\(text(.stepNotNeeded))"
                case .unknown: "\(text(.stepUnknown))"
                }
            return "<div><dt>\(text(.name(of: step)))</dt><dd>\(shown)</dd></div>"
        }
        let log = contacts.items.map { contact -> HTML in
            let due: HTML =
                contact.nextDue.map { " · \(text(.due)) \(ConsoleWords.day($0))" } ?? ""
            return
                "<li>\(ConsoleWords.minute(contact.at)) · <bdi>\(contact.by.rawValue)</bdi> · \(text(.contactWith)) \(value.flagged(contact.with))\(due)<p class=\"prose\">\(value.text(contact.text))</p></li>\n"
        }
        let next = contacts.next.map {
            "\(ConsoleRoutes.onboardingPath)/\(member.rawValue)?after=\($0)"
        }
        return ConsoleLayout(context).page(
            text(.onboarding), at: .inquiries, status: refused?.status ?? 200,
            """
            <h1>\(value.text(context.name(member)))</h1>
            \(refused?.notice(context) ?? "")
            <section><dl class="facts">\(HTML.joined(steps))</dl></section>
            <section><h2>\(text(.contactLog))</h2>
            <form class="add" action="\(ConsoleRoutes.onboardingPath)/\(member.rawValue)" method="post">\(context.tokenField)
            <label for="with">\(text(.contactWith))</label>
            <input id="with" name="with" maxlength="\(String(InquiryLimits.nameCharactersMax))" value="\(typed("with"))" required autocomplete="off">
            <label class="after" for="text">\(text(.contactText))</label>
            <textarea id="text" name="text" rows="3" maxlength="\(String(InquiryLimits.textCharactersMax))" required>
            \(typed("text"))</textarea>
            <label class="after" for="next">\(text(.contactNext))</label>
            <input id="next" name="next" type="date" value="\(typed("next"))">
            <button class="after" type="submit">\(text(.addContact))</button></form>
            <ul class="items">\(HTML.joined(log))</ul>\(context.nextPage(next))</section>
            <p><a href="\(ConsoleRoutes.onboardingPath)">\(text(.onboarding))</a></p>
            """)
    }
}

extension InquiryText {
    static func name(of step: OnboardingStep) -> InquiryText {
        switch step {
        case .connected: .stepConnected
        case .log: .stepLog
        case .people: .stepPeople
        case .right: .stepRight
        case .product: .stepProduct
        case .report: .stepReport
        case .complaint: .stepComplaint
        }
    }

    static func name(of kind: RightDocument.Kind) -> InquiryText {
        switch kind {
        case .certificate: .kindCertificate
        case .renewal: .kindRenewal
        case .authorisation: .kindAuthorisation
        case .other: .kindOther
        }
    }
}

/// The rights of this member with their papers, and how near the end of each is.
struct RightDocumentsPage {
    private static let shownMax = 500

    let context: ConsoleContext
    private let follows: Bool

    /// - Parameter follows: whether somebody can be told of something here.
    init(_ context: ConsoleContext, follows: Bool) {
        self.context = context
        self.follows = follows
    }

    private func text(_ text: InquiryText) -> String { text(context.language) }

    static let adding = "document"

    /// - Parameter refused: a paper that is not kept, and why.
    func answer(
        _ rights: [StatedRight], _ documents: [RightDocument], at now: UInt64,
        _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let value = ShownValue(context)
        let byRight = Dictionary(grouping: documents, by: \.right)
        var table = DataTable(
            "\(text(.documents))",
            [
                MarkText.headMark(context.language), MarkText.headRegistration(context.language),
                text(.ends), text(.document),
            ])
        for right in rights.prefix(Self.shownMax).map(\.right) {
            let papers = (byRight[right.key] ?? []).map { paper -> HTML in
                "<a href=\"\(ConsoleRoutes.rightDocumentsPath)/\(paper.id.description)\" download>\(value.text(paper.name, max: 60))</a> <span class=\"small\">\(text(.name(of: paper.kind))) · \(ConsoleWords.day(paper.addedAt))</span>"
            }
            table.append([
                value.flagged(right.title, max: ShownValue.cellCharactersMax),
                value.text(right.key, max: 60), end(right.validUntil, at: now),
                HTML.joined(papers, by: "<br>"),
            ])
        }
        let list: HTML =
            table.isEmpty
            ? "<p>\(MarkText.none(context.language))</p>"
            : "<div class=\"scroll hits\">\(table.html)</div>"
        let more: HTML =
            rights.count > Self.shownMax ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return ConsoleLayout(context).page(
            text(.documents), at: .rights, status: refused?.status ?? 200,
            """
            <h1>\(text(.documents))</h1>
            \(refused?.notice(context, lost: table.isEmpty ? "name" : nil) ?? "")
            <p class="lead">\(text(.documentsLead))</p>
            <section>\(list)\(more)<p class="small">\(text(.renewHint))</p>\(warnings)</section>
            \(table.isEmpty ? "" : form(rights, refused))
            """)
    }

    private func end(_ end: UInt64?, at now: UInt64) -> HTML {
        let day: HTML = end.map { ConsoleWords.day($0) } ?? ""
        switch RightExpiry(end: end, at: now) {
        case .never: return "\(text(.endsNever))"
        case .far: return day
        case .within(let days):
            return
                "\(day) <span class=\"badge \(days <= 30 ? "suspended" : "expired")\">\(String(days)) \(text(.endsSoon))</span>"
        case .ended: return "\(day) <span class=\"badge suspended\">\(text(.ended))</span>"
        }
    }

    /// Follows the clock of rights, so long before.
    private var warnings: HTML {
        guard follows, context.person != nil else { return "" }
        let forms = RightExpiry.warningDays.map { days -> HTML in
            """
            <form class="step" action="\(ConsoleRoutes.noticeSettingsPath)/follow" method="post">\(context.tokenField)
            <input type="hidden" name="kind" value="clock"><input type="hidden" name="clock" value="\(NoticeClock.Kind.rightEnds.rawValue)">
            <input type="hidden" name="hours" value="\(String(days * 24))"><input type="hidden" name="\(NoticeForm.button)" value="yes">
            <button class="quiet" type="submit">\(String(days))</button></form>
            """
        }
        return "<p>\(text(.warnMe))</p><div class=\"steps\">\(HTML.joined(forms))</div>"
    }

    private func form(_ rights: [StatedRight], _ refused: RefusedForm?) -> HTML {
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.adding) }
        let options = rights.prefix(Self.shownMax).map { stated -> HTML in
            let isChosen: HTML = stated.right.key == typed("right") ? " selected" : ""
            return
                "<option value=\"\(stated.right.key)\"\(isChosen)>\(ShownValue.plain(stated.right.title, max: 60)) · \(stated.right.key)</option>"
        }
        let kinds = RightDocument.Kind.allCases.map { kind -> HTML in
            let isChosen: HTML = kind.rawValue == typed("kind") ? " selected" : ""
            return
                "<option value=\"\(kind.rawValue)\"\(isChosen)>\(text(.name(of: kind)))</option>"
        }
        return """
            <section><h2>\(text(.addDocument))</h2>
            <form class="add" action="\(ConsoleRoutes.rightDocumentsPath)" method="post" enctype="multipart/form-data">\(context.tokenField)
            <label for="right">\(MarkText.headRegistration(context.language))</label>
            <select id="right" name="right">\(HTML.joined(options))</select>
            <label class="after" for="kind">\(text(.documentKind))</label>
            <select id="kind" name="kind">\(HTML.joined(kinds))</select>
            <label class="after" for="name">\(context[.name])</label>
            <input id="name" name="name" maxlength="\(String(InquiryLimits.nameCharactersMax))" value="\(typed("name") ?? "")" required autocomplete="off">
            <label class="after" for="file">\(text(.file))</label>
            <input id="file" name="file" type="file" required aria-describedby="file-hint">
            <p class="small" id="file-hint">\(text(.fileHint))</p>
            <button class="after" type="submit">\(text(.addDocument))</button></form></section>
            """
    }
}
