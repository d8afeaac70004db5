import AllianceNames
import Casework
import GS1
import SignIn

/// What waits, who works on it, and the form that asks.
struct InquiryListPage {
    let context: ConsoleContext
    private let own: MemberID
    private let colleague: Colleague
    /// Who may work on them.
    private let colleagues: [Person]

    init(
        _ context: ConsoleContext, own: MemberID, _ colleague: Colleague,
        among colleagues: [Person]
    ) {
        self.context = context
        self.own = own
        self.colleague = colleague
        self.colleagues = colleagues
    }

    private func text(_ text: InquiryText) -> String { text(context.language) }

    /// - Parameters:
    ///   - found: all of them.
    ///   - list: those that are shown.
    ///   - refused: a question that is not asked, or a clock that is not set, and why.
    func answer(
        _ found: [Inquiry], _ list: ListPage<Inquiry, InquiryPlace>, _ filter: InquiryFilter,
        _ rules: InquiryRules, at now: UInt64, _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let (value, words) = (ShownValue(context), InquiryWords(context))
        var table = DataTable(
            "\(context[.navInquiries])",
            [
                text(.subject), context[.headState], text(.from), text(.assignee), text(.waiting),
                context[.draftChanged],
            ])
        for one in list.items {
            let with: HTML =
                one.partner.map { value.text(context.name($0)) } ?? "\(text(.askedHere))"
            let assignee: HTML =
                one.assignee.map { "<bdi>\($0.rawValue)</bdi>" } ?? "\(text(.nobody))"
            table.append([
                "<a href=\"\(ConsoleRoutes.inquiriesPath)/\(one.id.description)\">\(value.text(one.subject))</a>",
                words.badges(one, rules, at: now), with, assignee,
                one.waitingSince.map { ConsoleWords.minute($0) } ?? "–",
                ConsoleWords.minute(one.changedAt),
            ])
        }
        let listed: HTML =
            table.isEmpty
            ? "<section><p>\(text(.none))</p></section>"
            : "<section><div class=\"scroll hits\">\(table.html)</div>\(paging(list.next, filter))</section>"
        return ConsoleLayout(context).page(
            context[.navInquiries], at: .inquiries, status: refused?.status ?? 200,
            """
            <h1>\(context[.navInquiries])</h1>
            \(refused?.notice(context) ?? "")
            <p class="lead">\(text(.lead))</p>
            <p><a href="\(ConsoleRoutes.handOversPath)">\(text(.handOvers))</a> ·
            <a href="\(ConsoleRoutes.onboardingPath)">\(text(.onboarding))</a> ·
            <a href="\(ConsoleRoutes.rightDocumentsPath)">\(text(.documents))</a></p>
            \(filters(filter))
            \(listed)
            \(figures(InquiryFigures(found, rules: rules, at: now)))
            \(form(refused))
            \(clock(rules, refused))
            """)
    }

    private func filters(_ filter: InquiryFilter) -> HTML {
        let states = Inquiry.State.allCases.map { state -> HTML in
            let isChosen: HTML = state == filter.state ? " selected" : ""
            return
                "<option value=\"\(state.rawValue)\"\(isChosen)>\(text(.name(of: state)))</option>"
        }
        let mine =
            "\(ConsoleRoutes.inquiriesPath)?assignee=\(PercentEncoding.segment(colleague.id.rawValue))"
        let who = ColleagueSelect(colleagues: colleagues).html(
            id: "filter-assignee", name: "assignee", nobody: text(.anybody),
            chosen: filter.assignee?.rawValue)
        return """
            <form class="filters" action="\(ConsoleRoutes.inquiriesPath)" method="get">
            <div class="map"><label for="filter-state">\(context[.headState])</label>
            <select id="filter-state" name="state"><option value="">\(text(.anyState))</option>\(HTML.joined(states))</select></div>
            <div class="map"><label for="filter-assignee">\(text(.assignee))</label>\(who)</div>
            <button type="submit">\(text(.show))</button></form>
            <p><a href="\(mine)">\(text(.mine))</a> · <a href="\(ConsoleRoutes.inquiriesPath)">\(text(.everything))</a></p>
            """
    }

    private func paging(_ next: InquiryPlace?, _ filter: InquiryFilter) -> HTML {
        context.nextPage(
            next.map { place in
                let query = (filter.query + ["after=\(place)"]).joined(separator: "&")
                return "\(ConsoleRoutes.inquiriesPath)?\(query)"
            })
    }

    private func figures(_ figures: InquiryFigures) -> HTML {
        let share = figures.percentWithinClock.map { "\(Int($0.rounded(.down))) %" } ?? "–"
        let median =
            figures.medianMilliseconds.map { "\($0 / 3_600_000) \(text(.hours))" } ?? "–"
        let facts: [(InquiryText, String)] = [
            (.count, String(figures.count)), (.answeredCount, String(figures.answered)),
            (.withinClock, share), (.median, median),
        ]
        let cells = facts.map { name, fact -> HTML in
            "<div><dt>\(text(name))</dt><dd>\(fact)</dd></div>"
        }
        return """
            <section><h2>\(text(.figures))</h2><dl class="facts">\(HTML.joined(cells))</dl></section>
            """
    }

    static let asking = "ask"

    private func form(_ refused: RefusedForm?) -> HTML {
        func typed(_ field: String) -> String { refused?.typed(field, in: Self.asking) ?? "" }
        func option(_ value: String, _ label: String, of field: String) -> HTML {
            let isChosen: HTML = value == typed(field) ? " selected" : ""
            return "<option value=\"\(value)\"\(isChosen)>\(label)</option>"
        }
        let members = context.names.filter { $0.key != own }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let options = members.map { id, name -> HTML in
            option(id.rawValue, name, of: "member")
        }
        let kinds = InquirySubject.Kind.allCases.map { kind -> HTML in
            option(kind.rawValue, text(.name(of: kind)), of: "about")
        }
        let asked: HTML =
            context.mayReport
            ? """
            <label for="member">\(text(.whom))</label>
            <select id="member" name="member"><option value="">\(text(.ownDesk))</option>\(HTML.joined(options))</select>
            """ : ""
        let photos = (1...InquiryLimits.photosMax).map { place -> HTML in
            "<label class=\"after\" for=\"photo\(String(place))\">\(text(.photo)) \(String(place))</label><input id=\"photo\(String(place))\" name=\"photo\(String(place))\" type=\"file\" accept=\"image/jpeg,image/png,image/webp\" aria-describedby=\"photos-hint\">\n"
        }
        return """
            <section><h2>\(text(.ask))</h2>
            <form class="add" action="\(ConsoleRoutes.inquiriesPath)" method="post" enctype="multipart/form-data">\(context.tokenField)
            \(asked)
            <label class="after" for="subject">\(text(.subject))</label>
            <input id="subject" name="subject" maxlength="\(String(InquiryLimits.subjectCharactersMax))" value="\(typed("subject"))" required autocomplete="off">
            <label class="after" for="about">\(text(.about))</label>
            <select id="about" name="about">\(HTML.joined(kinds))</select>
            <label class="after" for="reference">\(text(.reference))</label>
            <input id="reference" name="reference" maxlength="\(String(InquiryLimits.referenceCharactersMax))" value="\(typed("reference"))" autocomplete="off">
            <label class="after" for="text">\(text(.question))</label>
            <textarea id="text" name="text" rows="4" maxlength="\(String(InquiryLimits.textCharactersMax))" required>
            \(typed("text"))</textarea>
            \(HTML.joined(photos))<p class="small" id="photos-hint">\(text(.photosHint))</p>
            <button class="after" type="submit">\(text(.ask))</button></form></section>
            """
    }

    static let timing = "clock"

    private func clock(_ rules: InquiryRules, _ refused: RefusedForm?) -> HTML {
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.timing) }
        let (warn, late) = (String(rules.warnHours), String(rules.lateHours))
        guard colleague.may(.approve) else {
            return
                "<section><h2>\(text(.rulesHeading))</h2><p>\(text(.warnHours)): \(warn) · \(text(.lateHours)): \(late)</p></section>"
        }
        let most = String(InquiryRules.hours.upperBound)
        return """
            <section><h2>\(text(.rulesHeading))</h2>
            <form class="step" action="\(ConsoleRoutes.inquiryRulesPath)" method="post">\(context.tokenField)
            <label for="warn">\(text(.warnHours))</label>
            <input id="warn" name="warn" type="number" min="1" max="\(most)" value="\(typed("warn") ?? warn)" required>
            <label for="late">\(text(.lateHours))</label>
            <input id="late" name="late" type="number" min="1" max="\(most)" value="\(typed("late") ?? late)" required>
            <button type="submit">\(text(.setRules))</button></form></section>
            """
    }
}

/// Inquiries in people's words.
struct InquiryWords {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    private func text(_ text: InquiryText) -> String { text(context.language) }

    func badges(_ one: Inquiry, _ rules: InquiryRules, at now: UInt64) -> HTML {
        let look =
            switch one.state {
            case .open: "disputed"
            case .answered: "fine"
            case .closed: ""
            }
        var badges = [badge(.name(of: one.state), look)]
        switch rules.standing(of: one, at: now) {
        case .urgent: badges.append(badge(.urgent, "expired"))
        case .late: badges.append(badge(.late, "suspended"))
        case .none, .inTime: break
        }
        switch one.delivery {
        case .underWay: badges.append(badge(.underWay, "expired"))
        case .failed: badges.append(badge(.failed, "suspended"))
        case .none, .arrived: break
        }
        return HTML.joined(badges, by: " ")
    }

    private func badge(_ words: InquiryText, _ look: String) -> HTML {
        "<span class=\"badge \(look)\">\(text(words))</span>"
    }

    /// Why a letter did not arrive; another node's words stay as they are.
    func why(_ why: LetterFailure) -> HTML {
        switch why {
        case .notBrought: "\(text(.notBrought))"
        case .notTaken: "\(text(.notTaken))"
        case .refused(let words): ShownValue(context).text(words)
        }
    }

    func verdict(_ verdict: InquiryAnswer.Verdict) -> String {
        switch verdict {
        case .yes: text(.yes)
        case .no: text(.no)
        case .more: text(.more)
        case .text: text(.words)
        }
    }
}

extension InquiryText {
    static func name(of state: Inquiry.State) -> InquiryText {
        switch state {
        case .open: .stateOpen
        case .answered: .stateAnswered
        case .closed: .stateClosed
        }
    }

    static func name(of kind: InquirySubject.Kind) -> InquiryText {
        switch kind {
        case .product: .aboutProduct
        case .right: .aboutRight
        case .listing: .aboutListing
        case .identifier: .aboutIdentifier
        case .complaint: .aboutComplaint
        case .other: .aboutOther
        }
    }
}
