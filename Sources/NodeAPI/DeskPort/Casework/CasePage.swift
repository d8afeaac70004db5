import AllianceNames
import Casework
import MergedView
import SignIn
import Statements
import TransparencyLog

/// One case: what is to do, what was found, who is in it, and when what happened.
struct CasePage {
    let context: ConsoleContext
    private let sheet: CaseSheet
    private let colleague: Colleague
    /// Who may work on it.
    private let colleagues: [Person]

    init(
        _ context: ConsoleContext, _ sheet: CaseSheet, _ colleague: Colleague,
        among colleagues: [Person]
    ) {
        self.context = context
        self.sheet = sheet
        self.colleague = colleague
        self.colleagues = colleagues
    }

    private var folder: Case { sheet.folder }
    private var isOpen: Bool { folder.closedAt == nil }
    private var path: String { ConsoleRoutes.path(ofCase: folder.id) }
    private var value: ShownValue { ShownValue(context) }

    func answer() -> DeskAnswer { page(nil) }

    /// With what was typed into one of its forms, and why that is not done.
    func refused(_ refused: RefusedForm) -> DeskAnswer { page(refused) }

    /// The form that says what the case is called and who works on it, beside those of `CaseForms`.
    static let describing = "describing"

    private func page(_ refused: RefusedForm?) -> DeskAnswer {
        let contacts = CaseContacts(context: context, sheet: sheet, path: path, refused: refused)
        let lost =
            refused?.isOf(CaseContacts.offering) == true
            ? (contacts.isOffering ? nil : "contact") : (isOpen ? nil : "text")
        return ConsoleLayout(context).page(
            folder.title, at: .cases, status: refused?.status ?? 200,
            """
            <h1>\(value.text(folder.title))</h1>
            \(refused?.notice(context, lost: lost) ?? "")
            <p>\(context[isOpen ? .caseOpen : .caseClosed]) · \(context[.caseOwner]): <bdi>\(folder.owner.rawValue)</bdi></p>
            <p><a href="\(path)/referral">\(context[.caseReferral])</a> ·
            <a href="\(path)/referral.json" download>\(context[.caseReferralJSON])</a></p>
            \(section(.task, .caseTasks))
            \(section(.identifier, .caseIdentifiers))
            \(contacts.html)
            \(section(.note, .caseNotes))
            \(section(.file, .caseFiles))
            \(CaseEvidence(context: context, sheet: sheet).section)
            \(section(.person, .casePeople))
            \(section(.link, .caseLinks))
            \(timeline)
            \(isOpen ? CaseForms(context, path: path, among: colleagues, refused).html : "")
            \(leading(refused))
            """)
    }

    private func section(_ kind: CaseItem.Kind, _ heading: PageText) -> HTML {
        let items = sheet.items.filter { $0.body.kind == kind }
        guard !items.isEmpty else { return "" }
        return """
            <section><h2>\(context[heading])</h2><ul class="items">
            \(HTML.joined(items.map(line)))</ul></section>
            """
    }

    /// Everything in the order in which it happened.
    private var timeline: HTML {
        let items = sheet.items.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        guard !items.isEmpty else { return "<section><p>\(context[.caseEmpty])</p></section>" }
        let rows = items.map { item -> HTML in
            let undo: HTML = item.body.kind == .event ? removing(item) : ""
            return
                "<li>\(ConsoleWords.minute(item.at)) · \(context[.name(of: item.body.kind)]): \(brief(item))\(undo)</li>"
        }
        return """
            <section><h2>\(context[.caseTimeline])</h2>
            <ol class="items">\(HTML.joined(rows))</ol></section>
            """
    }

    private func brief(_ item: CaseItem) -> HTML {
        switch item.body {
        case .identifier(let indicator, _): value.identifier(indicator)
        case .note(let text), .event(_, let text), .task(let text, _, _):
            value.text(text, max: 200)
        case .person(let name, _, _), .file(let name, _, _), .link(_, let name):
            value.text(name)
        }
    }

    private func line(_ item: CaseItem) -> HTML {
        let by: HTML =
            " <span class=\"small\">\(ConsoleWords.minute(item.addedAt)) · <bdi>\(item.addedBy.rawValue)</bdi></span>"
        return "<li>\(content(item))\(by)\(removing(item))</li>\n"
    }

    private func content(_ item: CaseItem) -> HTML {
        switch item.body {
        case .identifier(let indicator, let note):
            let words = ConsoleWords(context)
            let known: HTML =
                sheet.known[item.id].map {
                    "\(words.badge($0.status)) \(words.members($0.asserting))"
                } ?? "\(context[.draftUnknown])"
            return
                "\(value.link(indicator)) · \(words.kind(indicator.type)) · \(known)\(paragraph(note))"
        case .note(let text): return paragraph(text)
        case .task(let text, let person, let due):
            let of: HTML = person.map { " · <bdi>\($0.rawValue)</bdi>" } ?? ""
            let until: HTML = due.map { " · \(context[.caseDue]) \(ConsoleWords.day($0))" } ?? ""
            if let doneBy = item.doneBy {
                return
                    "<s>\(value.text(text))</s>\(of) · \(context[.caseDone]): <bdi>\(doneBy.rawValue)</bdi>"
            }
            return "\(value.text(text))\(of)\(until)\(step(item, "done", .caseFinish))"
        case .person(let name, let role, let contact):
            let what: HTML = role.isEmpty ? "" : " · \(value.text(role))"
            return "\(value.flagged(name))\(what)\(paragraph(contact))"
        case .event(_, let text): return paragraph(text)
        case .file(let name, let sha256, let byteCount):
            return """
                <a href="\(path)/files/\(item.id.description)" download>\(value.text(name))</a> · \(ConsoleWords.grouped(byteCount)) B
                <br><code class="small">SHA-256 \(sha256.hex)</code>
                """
        case .link(let link, let reference):
            return "\(context[.name(of: link)]): \(value.text(reference))"
        }
    }

    private func paragraph(_ text: String) -> HTML {
        text.isEmpty ? "" : "<p class=\"prose\">\(value.text(text))</p>"
    }

    private func removing(_ item: CaseItem) -> HTML { step(item, "remove", .caseRemove) }

    private func step(_ item: CaseItem, _ step: String, _ label: PageText) -> HTML {
        guard isOpen else { return "" }
        return """
            <form class="step" action="\(path)/items/\(item.id.description)/\(step)" method="post">\(context.tokenField)
            <button class="quiet" type="submit">\(context[label])</button></form>
            """
    }

    // MARK: The case as a whole

    private func leading(_ refused: RefusedForm?) -> HTML {
        let leads = colleague.id == folder.owner || colleague.may(.approve)
        let shown: HTML =
            "<input type=\"hidden\" name=\"revision\" value=\"\(String(folder.revision))\">"
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.describing) }
        let known: HTML = """
            <datalist id="colleagues">\(HTML.joined(colleagues.map { "<option value=\"\($0.id.rawValue)\">" }))</datalist>
            """
        let team = folder.team.map(\.rawValue).joined(separator: ", ")
        let describing: HTML =
            leads && isOpen
            ? """
            <form action="\(path)" method="post">\(context.tokenField)\(shown)
            <label for="case-title">\(context[.caseTitle])</label>
            <input id="case-title" name="title" maxlength="\(String(Case.titleCharactersMax))" value="\(typed("title") ?? folder.title)" required>
            <label class="after" for="team">\(context[.caseTeam])</label>
            <input id="team" name="team" value="\(typed("team") ?? team)" list="colleagues" autocomplete="off">\(known)
            <button class="after" type="submit">\(context[.draftSave])</button></form>
            """ : "<p>\(context[.caseTeam]): <bdi>\(team)</bdi></p>"
        let closing: HTML = """
            <form class="step" action="\(path)/\(isOpen ? "close" : "open")" method="post">\(context.tokenField)\(shown)
            <button type="submit">\(context[isOpen ? .caseClose : .caseReopen])</button></form>
            """
        let deleting: HTML =
            leads
            ? """
            <form class="step" action="\(path)/delete" method="post">\(context.tokenField)\(shown)
            <label for="sure"><input class="box" id="sure" type="checkbox" name="sure" value="yes"> \(context[.caseSure])</label>
            <button type="submit">\(context[.caseDelete])</button></form>
            """ : ""
        return """
            <section><h2>\(context[.caseItself])</h2>\(describing)
            <div class="steps">\(closing)\(deleting)</div></section>
            """
    }
}

extension PageText {
    static func name(of kind: CaseItem.Kind) -> PageText {
        switch kind {
        case .identifier: .draftValue
        case .note: .headNote
        case .task: .caseTask
        case .person: .casePerson
        case .event: .caseEvent
        case .file: .caseFile
        case .link: .caseLink
        }
    }

    static func name(of link: CaseLink) -> PageText {
        switch link {
        case .complaint: .caseComplaint
        case .question: .caseQuestion
        case .report: .caseReport
        }
    }
}
