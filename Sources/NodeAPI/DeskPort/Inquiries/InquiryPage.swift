import AllianceNames
import Casework
import SignIn
import TransparencyLog

/// One inquiry: what was said and done, and what may be done now.
struct InquiryPage {
    let context: ConsoleContext
    private let sheet: InquirySheet
    private let colleague: Colleague
    /// Who may work on it.
    private let colleagues: [Person]
    private let now: UInt64

    init(
        _ context: ConsoleContext, _ sheet: InquirySheet, _ colleague: Colleague,
        among colleagues: [Person], at now: UInt64
    ) {
        self.context = context
        self.sheet = sheet
        self.colleague = colleague
        self.colleagues = colleagues
        self.now = now
    }

    private var one: Inquiry { sheet.inquiry }
    private var path: String { "\(ConsoleRoutes.inquiriesPath)/\(one.id)" }
    private var value: ShownValue { ShownValue(context) }
    private func text(_ text: InquiryText) -> String { text(context.language) }

    func answer() -> DeskAnswer { page(nil) }

    /// With what was typed for a step, and why that is not done.
    func refused(_ refused: RefusedForm) -> DeskAnswer { page(refused) }

    private func page(_ refused: RefusedForm?) -> DeskAnswer {
        let forms = forms(refused)
        let isOffered = forms.contains { refused?.isOf($0.name) ?? true }
        let with: HTML = one.partner.map { value.text(context.name($0)) } ?? "\(text(.askedHere))"
        let about: HTML =
            one.about.map {
                "<p>\(text(.about)): \(text(.name(of: $0.kind))) \(value.flagged($0.reference))</p>"
            } ?? ""
        return ConsoleLayout(context).page(
            one.subject, at: .inquiries, status: refused?.status ?? 200,
            """
            <h1>\(value.text(one.subject))</h1>
            \(refused?.notice(context, lost: isOffered ? nil : "text") ?? "")
            <p>\(InquiryWords(context).badges(one, sheet.rules, at: now)) · \(with) · \(text(.assignee)): \(worker(one.assignee)) · \(text(.manager)): \(worker(one.manager))</p>
            \(about)
            <section><h2>\(text(.course))</h2>
            <ol class="items">\(HTML.joined(sheet.entries.map(line)))</ol></section>
            <section><h2>\(context[.draftSteps])</h2><div class="steps">\(HTML.joined(forms.map(\.html)))</div></section>
            <p><a href="\(ConsoleRoutes.inquiriesPath)">\(context[.navInquiries])</a></p>
            """)
    }

    private func person(_ person: PersonID?) -> HTML {
        person.map { "<bdi>\($0.rawValue)</bdi>" } ?? "\(text(.nobody))"
    }

    /// Who is no longer on the list works on nothing.
    private func worker(_ person: PersonID?) -> HTML {
        guard let person, !colleagues.contains(where: { $0.id == person }) else {
            return self.person(person)
        }
        return "\(self.person(person)) <span class=\"badge suspended\">\(text(.gone))</span>"
    }

    private func line(_ entry: InquiryEntry) -> HTML {
        let by: HTML =
            switch entry.by {
            case .person(let id): "<bdi>\(id.rawValue)</bdi>"
            case .member(let id): value.text(context.name(id))
            case .node: "\(text(.byNode))"
            }
        return
            "<li>\(ConsoleWords.minute(entry.at)) · \(by): \(content(entry.body))</li>\n"
    }

    private func content(_ body: InquiryEntry.Body) -> HTML {
        switch body {
        case .asked(let words): return "\(text(.question))\(prose(words))"
        case .further(let words): return "\(text(.further))\(prose(words))"
        case .note(let words): return "\(text(.note))\(prose(words))"
        case .answered(let answer):
            return
                "\(text(.answer)): \(InquiryWords(context).verdict(answer.verdict))\(prose(answer.text))"
        case .photo(let photo):
            let what: HTML =
                "\(value.text(photo.name)) · \(ConsoleWords.grouped(photo.byteCount)) B"
            guard sheet.held.contains(photo.sha256) else {
                return "\(text(.photo)): \(what) · \(text(.photoComing))"
            }
            return
                "\(text(.photo)): <a href=\"\(path)/photos/\(photo.sha256.hex)\" download>\(what)</a>"
        case .assigned(let person): return "\(text(.didAssign)) \(self.person(person))"
        case .managed(let person): return "\(text(.didManage)) \(self.person(person))"
        case .handedOver(let person): return "\(text(.didHandOver)) \(self.person(person))"
        case .contact(let whom, let words, let next):
            let due: HTML =
                next.map { " · \(text(.contactNext)) \(ConsoleWords.day($0))" } ?? ""
            return "\(text(.contactWith)) \(value.flagged(whom))\(due)\(prose(words))"
        case .escalated: return "\(text(.didEscalate))"
        case .closed: return "\(text(.didClose))"
        case .undelivered(let why):
            return "\(text(.didNotArrive)): \(InquiryWords(context).why(why))"
        }
    }

    private func prose(_ words: String) -> HTML {
        words.isEmpty ? "" : "<p class=\"prose\">\(value.text(words))</p>"
    }

    // MARK: What may be done

    /// The steps that whoever looks may take, by the last part of their paths.
    private func forms(_ refused: RefusedForm?) -> [(name: String, html: HTML)] {
        let isOpen = one.state != .closed
        var forms: [(name: String, html: HTML)] = []
        func offer(
            _ step: String, _ label: InquiryText, isOfThisState: Bool = true, _ fields: HTML
        ) {
            // What is decided is decided of the state that was shown; what conflicts with nothing, of any.
            let shown: HTML =
                isOfThisState
                ? "<input type=\"hidden\" name=\"revision\" value=\"\(String(one.revision))\">" : ""
            forms.append(
                (
                    step,
                    """
                    <form class="step" action="\(path)/\(step)" method="post">\(context.tokenField)
                    \(shown)\(fields)
                    <button type="submit">\(text(label))</button></form>

                    """
                ))
        }
        func area(_ step: String, _ label: InquiryText, isNeeded: Bool = true) -> HTML {
            self.area(step, label, refused?.typed("text", in: step), isNeeded: isNeeded)
        }
        if isOpen, one.isToAnswerHere, one.side == .desk || colleague.may(.report) {
            let verdict = refused?.typed("verdict", in: "answer")
            offer(
                "answer", .send,
                "\(verdicts(verdict))\(area("answer", .words, isNeeded: false))")
        }
        if one.side != .theirs, one.side == .desk || colleague.may(.report) {
            offer("further", .askFurther, area("further", .further))
        }
        if isOpen {
            for (step, label, person) in [
                ("assign", InquiryText.assign, one.assignee), ("manage", .manage, one.manager),
            ] {
                offer(
                    step, label, name(step, refused?.typed("person", in: step) ?? person?.rawValue))
            }
            offer("note", .addNote, isOfThisState: false, area("note", .note))
            offer(
                "contact", .addContact, isOfThisState: false,
                """
                <label for="contact-with">\(text(.contactWith))</label>
                <input id="contact-with" name="with" maxlength="\(String(InquiryLimits.nameCharactersMax))" value="\(refused?.typed("with", in: "contact") ?? "")" required autocomplete="off">
                \(area("contact", .contactText))
                <label for="contact-next">\(text(.contactNext))</label>
                <input id="contact-next" name="next" type="date" value="\(refused?.typed("next", in: "contact") ?? "")">
                """)
            if one.side != .theirs || one.state == .answered { offer("close", .close, "") }
        }
        return forms
    }

    private func verdicts(_ chosen: String?) -> HTML {
        let verdicts = InquiryAnswer.Verdict.allCases.map { verdict -> HTML in
            let isChosen: HTML = verdict.rawValue == chosen ? " selected" : ""
            return
                "<option value=\"\(verdict.rawValue)\"\(isChosen)>\(InquiryWords(context).verdict(verdict))</option>"
        }
        return """
            <label for="verdict">\(text(.verdict))</label>
            <select id="verdict" name="verdict">\(HTML.joined(verdicts))</select>

            """
    }

    private func name(_ step: String, _ chosen: String?) -> HTML {
        """
        <label for="\(step)-person">\(text(.person))</label>
        \(ColleagueSelect(colleagues: colleagues).html(id: "\(step)-person", nobody: text(.nobody), chosen: chosen))
        """
    }

    private func area(
        _ step: String, _ label: InquiryText, _ typed: String?, isNeeded: Bool
    ) -> HTML {
        let needed: HTML = isNeeded ? " required" : ""
        return """
            <label for="\(step)-text">\(text(label))</label>
            <textarea id="\(step)-text" name="text" rows="3" maxlength="\(String(InquiryLimits.textCharactersMax))"\(needed)>
            \(typed ?? "")</textarea>
            """
    }
}
