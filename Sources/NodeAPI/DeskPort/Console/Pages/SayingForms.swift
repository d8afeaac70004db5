import AllianceNames
import CRDT
import MergedView
import Statements

/// What may be said of a reported identifier beside a report, and taken back: folded forms on its page.
struct SayingForms {
    private let context: ConsoleContext
    private let own: MemberID
    private let audiences: [DraftAudience]
    /// The one of them that was refused.
    private let refused: RefusedForm?
    /// The one of them that was signed just now.
    private let said: SayingForm?

    init(
        _ context: ConsoleContext, of own: MemberID, _ audiences: [DraftAudience],
        _ refused: RefusedForm?, said: SayingForm?
    ) {
        self.context = context
        self.own = own
        self.audiences = audiences
        self.refused = refused
        self.said = said
    }

    var status: Int? { refused?.status }

    private func text(_ text: SayingText) -> String { text(context.language) }

    private func typed(_ form: SayingForm, _ field: String) -> String? {
        refused?.typed(field, in: form.rawValue)
    }

    /// What became of a form: why it was refused, or that it was signed.
    func notice(_ state: IndicatorState) -> HTML {
        if let refused {
            let form = SayingForm.allCases.first { refused.isOf($0.rawValue) }
            let isThere = form.map { offered(state).contains($0) } ?? false
            return refused.notice(context, lost: isThere ? nil : form?.longest)
        }
        guard let said else { return "" }
        return
            "<section class=\"notice\" role=\"status\"><p>\(text(said.done))</p></section>"
    }

    /// Of what nobody says anything, nothing is said but by a report.
    private func offered(_ state: IndicatorState) -> [SayingForm] {
        guard !state.isEmpty, !audiences.isEmpty else { return [] }
        return SayingForm.allCases.filter { $0 != .withdraw || !ownSaid(state).isEmpty }
    }

    func section(_ state: IndicatorState) -> HTML {
        let forms = offered(state).map { form -> HTML in
            """
            <details\(refused?.isOf(form.rawValue) == true ? " open" : "")><summary>\(text(form.title))</summary>
            <form class="add" action="\(form.path)" method="post">\(context.tokenField)
            <input type="hidden" name="\(SayingForm.identifier)" value="\(IdentifierLink.key(state.indicator))">
            <p class="small">\(text(form.lead))</p>
            \(fields(form, state))
            <button class="after" type="submit">\(text(.look))</button></form></details>

            """
        }
        guard !forms.isEmpty else { return "" }
        return """
            <section id="say"><h2>\(text(.heading))</h2><p class="small">\(text(.lead))</p>
            \(HTML.joined(forms))</section>
            """
    }

    private func fields(_ form: SayingForm, _ state: IndicatorState) -> HTML {
        let words = ConsoleWords(context)
        let usual = ReportFields.Filled(channel: nil)
        switch form {
        case .object:
            let reasons = Dispute.Reason.allCases.map { ($0.name, words.reason($0)) }
            return """
                \(channels(form))
                \(select(form, "reason", context[.headReason], reasons, usual: nil))
                \(markings(form, usual.marking))
                \(area(form, SayingForm.words, text(.ownWords)))
                \(box(form, SayingForm.seller, context[.forSeller]))
                """
        case .sight:
            let before = ownSightings(state)
            return """
                \(soFar(before))
                \(channels(form, usual: before.first?.channel))
                \(input(form, "total", text(.total), before.first.map { String($0.said.total) }, "inputmode=\"numeric\" maxlength=\"15\" required"))
                \(day(form, "first", context[.headFirst], before.first?.said.firstSeen))
                \(day(form, "last", context[.headLast], before.first?.said.lastSeen))
                """
        case .link:
            let kinds = IndicatorType.allCases.map { ($0.name, words.kind($0)) }
            let bases = Basis.allCases.map { ($0.name, words.basis($0)) }
            return """
                \(channels(form))
                \(select(form, "kind", context[.headKind], kinds, usual: nil))
                \(input(form, "value", text(.otherIdentifier), nil, "maxlength=\"\(StatementLimits.indicatorBytesMax)\" required spellcheck=\"false\" autocapitalize=\"none\""))
                \(select(form, "basis", context[.headBasis], bases, usual: usual.basis))
                \(input(form, "confidence", context[.draftConfidence], usual.confidence, "inputmode=\"numeric\" maxlength=\"3\" required"))
                \(markings(form, usual.marking))
                \(area(form, SayingForm.shows, text(.shows)))
                """
        case .withdraw:
            let choices = ownSaid(state).map { what, channel in
                ("\(what.rawValue) \(channel)", "\(text(SayingText(what))) (\(channel))")
            }
            return select(form, SayingForm.which, text(.which), choices, usual: nil)
        }
    }

    // MARK: What this member says already

    /// What it could take back, by channel.
    private func ownSaid(
        _ state: IndicatorState
    ) -> [(what: IdentifierStatement.Withdrawn, channel: ChannelID)] {
        var said: [(what: IdentifierStatement.Withdrawn, channel: ChannelID)] = []
        for what in IdentifierStatement.Withdrawn.allCases {
            for channel in channels(what, state).sorted() { said.append((what, channel)) }
        }
        return said
    }

    private func channels(
        _ what: IdentifierStatement.Withdrawn, _ state: IndicatorState
    ) -> Set<ChannelID> {
        switch what {
        case .reports:
            Set(state.reports.filter { isOwn($0.member, $0.standing) }.map(\.channel))
        case .objections:
            Set(state.objections.filter { isOwn($0.member, $0.standing) }.map(\.channel))
        case .links:
            Set(
                state.links.filter { isOwn($0.dot.log.member, $0.standing) }
                    .map(\.dot.log.channel))
        case .sightings: Set(ownSightings(state).map(\.channel))
        }
    }

    private func isOwn(_ member: MemberID, _ standing: Standing) -> Bool {
        member == own && standing == .live
    }

    private func ownSightings(_ state: IndicatorState) -> [IndicatorState.Sightings] {
        state.sightings.filter { isOwn($0.member, $0.standing) }
    }

    private func soFar(_ before: [IndicatorState.Sightings]) -> HTML {
        guard !before.isEmpty else { return "" }
        let totals = before.map { one -> HTML in
            "\(one.channel.rawValue): \(ConsoleWords.grouped(one.said.total))"
        }
        return "<p class=\"small\">\(text(.soFar)): \(HTML.joined(totals, by: "; "))</p>"
    }

    // MARK: Fields

    private func channels(_ form: SayingForm, usual: ChannelID? = nil) -> HTML {
        let choices = audiences.map {
            ($0.channel.rawValue, "\($0.channel.rawValue) (\($0.readers.count))")
        }
        return select(form, "channel", context[.draftChannel], choices, usual: usual?.rawValue)
    }

    private func markings(_ form: SayingForm, _ usual: String) -> HTML {
        let words = ConsoleWords(context)
        let choices = TLP.allCases.map { tlp in
            (tlp.name, "TLP:\(tlp.name.uppercased()) · \(words.audienceText(tlp))")
        }
        return select(form, "tlp", context[.mayBeSeenBy], choices, usual: usual)
    }

    private func id(_ form: SayingForm, _ name: String) -> String { "\(form.rawValue)-\(name)" }

    private func select(
        _ form: SayingForm, _ name: String, _ label: String, _ choices: [(String, String)],
        usual: String?
    ) -> HTML {
        let chosen = typed(form, name) ?? usual
        let options = choices.map { value, label in
            ReportFields(context).option(value, label, value == chosen)
        }
        let id = id(form, name)
        return """
            <div class="map"><label for="\(id)">\(label)</label>
            <select id="\(id)" name="\(name)">\(HTML.joined(options))</select><span></span></div>

            """
    }

    private func input(
        _ form: SayingForm, _ name: String, _ label: String, _ usual: String?, _ more: String
    ) -> HTML {
        let id = id(form, name)
        return """
            <div class="map"><label for="\(id)">\(label)</label>
            <input id="\(id)" name="\(name)" value="\(typed(form, name) ?? usual ?? "")" autocomplete="off" \(HTML(stringLiteral: more))><span></span></div>

            """
    }

    /// - Parameter usual: milliseconds since 1970.
    private func day(
        _ form: SayingForm, _ name: String, _ label: String, _ usual: UInt64?
    ) -> HTML {
        input(form, name, label, usual.map(ConsoleWords.dayText), "type=\"date\" required")
    }

    private func box(_ form: SayingForm, _ name: String, _ label: String) -> HTML {
        let id = id(form, name)
        let checked: HTML = typed(form, name) == "yes" ? " checked" : ""
        return """
            <div class="map"><label for="\(id)">\(label)</label>
            <input id="\(id)" class="box" type="checkbox" name="\(name)" value="yes"\(checked)><span></span></div>

            """
    }

    private func area(_ form: SayingForm, _ name: String, _ label: String) -> HTML {
        let id = id(form, name)
        return """
            <label class="after" for="\(id)">\(label)</label>
            <textarea id="\(id)" name="\(name)" rows="3" maxlength="\(String(StatementLimits.textBytesMax))">
            \(typed(form, name) ?? "")</textarea>

            """
    }
}
