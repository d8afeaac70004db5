import AllianceNames
import Complaints
import SignIn
import Statements

/// Who complains without ground, or infringes, again and again: all of them, and one.
struct MeasurePages {
    private let context: ConsoleContext
    private let measures: any DeskMeasures
    private let words: ComplaintWords
    private let value: ShownValue

    init(_ context: ConsoleContext, _ measures: any DeskMeasures) {
        self.context = context
        self.measures = measures
        words = ComplaintWords(context.language)
        value = ShownValue(context)
    }

    private func text(_ text: MeasureText) -> String { text(context.language) }

    // MARK: All

    func list(_ due: CutList<LadderStanding>, _ taken: CutList<TakenMeasure>) -> DeskAnswer {
        let dueList: HTML =
            measures.isPlatform
            ? """
            <section><h2>\(text(.dueHeading))</h2>
            \(due.items.isEmpty ? "<p>\(text(.dueNone))</p>" : table(of: due.items))\(cut(due.isCut))</section>
            """ : ""
        return ConsoleLayout(context).page(
            text(.title), at: .measures,
            """
            <h1>\(text(.title))</h1>
            <p class="lead">\(text(measures.isPlatform ? .lead : .brandLead))</p>
            \(measures.isPlatform ? lookUp : "")
            \(dueList)
            <section><h2>\(text(.lastHeading))</h2>
            \(taken.items.isEmpty ? "<p>\(text(.lastNone))</p>" : table(of: taken.items))\(cut(taken.isCut))</section>
            """)
    }

    /// That a list goes on; who is not in it is looked up.
    private func cut(_ isCut: Bool) -> HTML {
        isCut ? "<p class=\"small\">\(context[.truncated])</p>" : ""
    }

    private var lookUp: HTML {
        let kinds: [(String, MeasureText)] = [
            ("seller", .seller), ("member", .member), ("account", .account),
        ]
        let options = kinds.map { kind, label -> HTML in
            "<option value=\"\(kind)\">\(text(label))</option>"
        }
        return """
            <section><h2>\(text(.look))</h2>
            <form action="\(ConsoleRoutes.measurePartyPath)" method="get">
            <div class="map"><label for="kind">\(text(.whom))</label>
            <select id="kind" name="kind">\(HTML.joined(options))</select><span></span></div>
            <div class="map"><label for="value">\(text(.lookUp))</label>
            <input id="value" name="value" maxlength="512" autocomplete="off" spellcheck="false" required><span></span></div>
            <button class="after" type="submit">\(text(.show))</button></form></section>
            """
    }

    private func table(of due: [LadderStanding]) -> HTML {
        var table = DataTable(
            "\(text(.dueHeading))",
            [text(.whom), text(.weighed), text(.stands), text(.proposed)])
        for standing in due {
            table.append([
                link(standing.party), facts(standing.facts), step(standing.current),
                step(standing.proposal?.step),
            ])
        }
        return scrolled(table, .dueHeading)
    }

    private func table(of taken: [TakenMeasure]) -> HTML {
        var table = DataTable(
            "\(text(.lastHeading))",
            [
                text(.whom), text(.measure), text(.from), text(.until), text(.confirmed),
                text(.lifted),
            ])
        for measure in taken {
            table.append([
                link(measure.party), badge(measure), ConsoleWords.minute(measure.step.from),
                end(measure.step), words.time(measure.time),
                measure.lifted.map { words.time($0.time) } ?? "–",
            ])
        }
        return scrolled(table, .lastHeading)
    }

    private func scrolled(_ table: DataTable, _ label: MeasureText) -> HTML {
        "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(text(label))\">\(table.html)</div>"
    }

    private func link(_ party: LadderParty) -> HTML {
        "<a href=\"\(ConsoleRoutes.measureHref(party))\">\(named(party))</a>"
    }

    private func named(_ party: LadderParty) -> HTML {
        switch party {
        case .complainant(.member(let member)):
            "\(text(.member)) \(value.text(context.name(member)))"
        case .complainant(.hosted(let account, _)):
            "\(text(.account)) \(ComplaintWords.shown(account, max: 64))"
        case .complainant(.screening(let member)): value.text(context.name(member))
        case .seller(let seller): "\(text(.seller)) \(value.identifier(seller, max: 60))"
        }
    }

    private func step(_ step: LadderStep?) -> HTML {
        guard let step else { return "\(text(.nothing))" }
        let until: HTML =
            step.until.map { " · \(text(.until)) \(ConsoleWords.minute($0))" } ?? ""
        return "\(text(MeasureText(step.measure)))\(until)"
    }

    private func end(_ step: LadderStep) -> HTML {
        if let until = step.until { return ConsoleWords.minute(until) }
        return step.measure == .termination ? "\(text(.noEnd))" : "–"
    }

    private func badge(_ measure: TakenMeasure) -> HTML {
        let lasts = measure.step.until ?? 0 > measures.now() || measure.step.measure == .termination
        let colour: HTML = measure.lifted != nil ? "ended" : lasts ? "active" : "disputed"
        return "<span class=\"badge \(colour)\">\(text(MeasureText(measure.step.measure)))</span>"
    }

    private func facts(_ facts: [MisuseMeasure.Fact]) -> HTML {
        let items = facts.map { fact -> HTML in
            let name: HTML =
                MeasureText(fact: fact.code).map { "\(text($0))" }
                ?? "<code>\(ComplaintWords.shown(fact.code, max: 64))</code>"
            return "\(name): \(String(fact.figure))"
        }
        return HTML.joined(items, by: "<br>")
    }

    // MARK: One

    static let taking = "take"

    /// Of the measure that an entry of a log took.
    static func lifting(_ log: String, _ entry: String) -> String { "lift \(log) \(entry)" }

    private static func lifting(_ measure: TakenMeasure) -> String {
        lifting(measure.id.origin.description, String(measure.id.index))
    }

    /// The forms on the page of one, by their names.
    private func offered(_ standing: LadderStanding) -> [String] {
        guard mayAct, measures.isPlatform else { return [] }
        return (mayTake(standing) ? [Self.taking] : [])
            + standing.measures.filter { $0.lifted == nil }.map(Self.lifting)
    }

    /// - Parameters:
    ///   - isDone: something was signed just now.
    ///   - refused: what is not signed, and why.
    func party(
        _ standing: LadderStanding, isDone: Bool, _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let isOffered = offered(standing).contains { refused?.isOf($0) ?? true }
        let done: HTML =
            isDone
            ? "<section class=\"notice fine\" role=\"status\"><p>\(text(.done))</p></section>" : ""
        let weighed: HTML =
            measures.isPlatform
            ? """
            <section><h2>\(text(.weighed))</h2><p>\(facts(standing.facts))</p>
            <p>\(text(.stands)): \(step(standing.current))<br>\(text(.proposed)): <strong>\(step(standing.proposal?.step))</strong></p></section>
            \(mayAct ? taking(standing, refused) : "")
            """ : ""
        let course = standing.measures.reversed().map { one($0, of: standing.party, refused) }
        return ConsoleLayout(context).page(
            text(.title), at: .measures, status: refused?.status ?? 200,
            """
            <h1>\(named(standing.party))</h1>
            \(refused?.notice(context, lost: isOffered ? nil : "text") ?? "")
            \(done)\(weighed)
            <section><h2>\(text(.taken))</h2>\(course.isEmpty ? "<p>\(text(.takenNone))</p>" : HTML.joined(Array(course)))</section>
            """)
    }

    private var mayAct: Bool {
        context.person.map { $0.roles.contains { $0.permissions.contains(.approve) } } ?? false
    }

    private func fields(_ party: LadderParty) -> HTML {
        let (kind, named) = MeasureParty.field(party)
        return
            "\(context.tokenField)<input type=\"hidden\" name=\"kind\" value=\"\(kind)\"><input type=\"hidden\" name=\"value\" value=\"\(named)\">"
    }

    /// What was meant brings a measure also where nothing is proposed yet: the node weighs it again.
    private func mayTake(_ standing: LadderStanding) -> Bool {
        standing.proposal != nil || !isSeller(standing.party)
    }

    private func isSeller(_ party: LadderParty) -> Bool {
        if case .seller = party { true } else { false }
    }

    private func taking(_ standing: LadderStanding, _ refused: RefusedForm?) -> HTML {
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.taking) }
        let most = standing.proposal?.step.measure ?? .suspension
        let isSeller = isSeller(standing.party)
        guard mayTake(standing) else {
            return "<section><h2>\(text(.take))</h2><p>\(text(.notDue))</p></section>"
        }
        let options = MisuseMeasure.Measure.allCases.filter {
            $0 <= most && (isSeller || $0 == .warning || $0 == .suspension)
        }.map { measure -> HTML in
            let wanted = typed("measure") ?? standing.proposal?.step.measure.name
            let chosen: HTML = measure.name == wanted ? " selected" : ""
            return
                "<option value=\"\(measure.name)\"\(chosen)>\(text(MeasureText(measure)))</option>"
        }
        let isMeant: HTML = typed("intent") == "yes" ? " checked" : ""
        let intent: HTML =
            isSeller
            ? ""
            : "<label class=\"tick\" for=\"intent\"><input class=\"box\" id=\"intent\" type=\"checkbox\" name=\"intent\" value=\"yes\"\(isMeant)> \(text(.intent))</label>"
        return """
            <section><h2>\(text(.take))</h2><p>\(text(.takeLead))</p>
            <form action="\(ConsoleRoutes.takeMeasurePath)" method="post">\(fields(standing.party))
            <div class="map"><label for="measure">\(text(.measure))</label>
            <select id="measure" name="measure">\(HTML.joined(options))</select><span></span></div>
            <div class="map"><label for="until">\(text(.until))</label>
            <input id="until" name="until" type="date" value="\(typed("until") ?? "")" aria-describedby="until-hint"><span class="small" id="until-hint">\(text(.untilHint))</span></div>
            <label class="after" for="text">\(text(.words))</label>
            <textarea id="text" name="text" rows="4" maxlength="4096" aria-describedby="text-hint" required>
            \(typed("text") ?? "")</textarea>
            <p class="small" id="text-hint">\(text(.wordsHint))</p>
            \(intent)
            <button class="after" type="submit">\(text(.takeButton))</button></form></section>
            """
    }

    private func one(
        _ measure: TakenMeasure, of party: LadderParty, _ refused: RefusedForm?
    ) -> HTML {
        let lifted: HTML =
            measure.lifted.map { lifted in
                "<p><strong>\(text(.lifted))</strong> · \(words.time(lifted.time))</p>\(ComplaintWords.prose(lifted.text))"
            } ?? ""
        let id = "lift-\(measure.id.index)"
        let lifting: HTML =
            measure.lifted == nil && mayAct && measures.isPlatform
            ? """
            <form action="\(ConsoleRoutes.liftMeasurePath)" method="post">\(fields(party))\(ComplaintLink.fields(measure.id))
            <label class="after" for="\(id)">\(text(.liftWhy))</label>
            <textarea id="\(id)" name="text" rows="2" maxlength="4096" required>
            \(refused?.typed("text", in: Self.lifting(measure)) ?? "")</textarea>
            <button class="after" type="submit">\(text(.liftButton))</button></form>
            """ : ""
        return """
            <h3>\(badge(measure)) \(ConsoleWords.minute(measure.step.from))</h3>
            <p>\(text(.until)): \(end(measure.step)) · \(text(.confirmed)): \(words.time(measure.time))</p>
            <p class="small">\(facts(measure.facts))</p>
            \(ComplaintWords.prose(measure.text))
            \(lifted)\(lifting)

            """
    }
}
