import AllianceNames
import Casework
import MarkRecognition
import SignIn
import Statements

/// The rights of this member, the form that states one, and the names that are proposed for it.
struct RightsPage {
    private static let shownMax = 500

    let context: ConsoleContext
    private let channels: [ChannelID]
    /// A right that is not stated, and why.
    private let refused: RefusedForm?

    static let stating = "right"

    init(_ context: ConsoleContext, channels: [ChannelID], _ refused: RefusedForm? = nil) {
        self.context = context
        self.channels = channels
        self.refused = refused
    }

    /// What was done just now.
    enum Done {
        case stated
        /// - Parameter left: the channels in which it is stated still.
        case withdrawn(_ key: String, from: ChannelID, left: [ChannelID])
    }

    private func typed(_ field: String) -> String? { refused?.typed(field, in: Self.stating) }

    private func text(_ text: MarkText) -> String { text(context.language) }

    /// - Parameters:
    ///   - mayState: whether who looks may state one.
    ///   - secondLook: what this member wants of what is signed.
    ///   - done: what was done just now.
    func list(
        _ rights: [StatedRight], mayState: Bool, secondLook: SecondLook, done: Done?
    ) -> DeskAnswer {
        let value = ShownValue(context)
        let heads: [MarkText] = [
            .headMark, .kind, .headRegistration, .headHolds, .headClasses, .headNames,
        ]
        var table = DataTable(
            "\(text(.caption))", (mayState ? heads + [.withdraw] : heads).map { text($0) })
        for stated in rights.prefix(Self.shownMax) {
            let right = stated.right
            var cells: [HTML] = [
                value.flagged(right.title, max: ShownValue.cellCharactersMax),
                "\(kind(right.kind))", value.text(right.key, max: 60),
                value.text(right.jurisdictions.joined(separator: ", ")),
                "\(right.niceClasses.map(String.init).joined(separator: ", "))",
                HTML.joined(right.aliases.map { value.text($0.name, max: 60) }, by: ", "),
            ]
            if mayState {
                cells.append(withdrawing(stated))
            }
            table.append(cells)
        }
        let found: HTML =
            table.isEmpty
            ? "<p>\(text(.none))</p>"
            : "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(text(.caption))\">\(table.html)</div>"
        let notice: HTML =
            done.map {
                "<section class=\"notice\" role=\"status\">\(said($0))</section>"
            } ?? ""
        let more: HTML =
            rights.count > Self.shownMax ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        let barred: MarkText = secondLook == .always ? .secondLook : .mayNot
        let problem: HTML = refused?.notice(context, lost: mayState ? nil : "aliases") ?? ""
        let stating: HTML = mayState ? form : "<p class=\"small\">\(text(barred))</p>"
        return page(
            """
            \(problem)\(notice)
            <section>\(found)\(more)</section>
            \(stating)
            """)
    }

    /// Leads to where it is asked whether this one is to be withdrawn, of each channel in which it is stated.
    private func withdrawing(_ stated: StatedRight) -> HTML {
        guard stated.channels.count > 1 else {
            return HTML.joined(
                stated.channels.map { link(stated.right.key, $0, "\(text(.withdraw))") })
        }
        return "\(text(.withdraw)): \(links(stated.right.key, stated.channels))"
    }

    private func links(_ key: String, _ channels: [ChannelID]) -> HTML {
        HTML.joined(channels.map { link(key, $0, "\($0.rawValue)") }, by: ", ")
    }

    private func link(_ key: String, _ channel: ChannelID, _ content: HTML) -> HTML {
        "<a href=\"\(ConsoleRoutes.withdrawing(key, from: channel))\">\(content)</a>"
    }

    private func said(_ done: Done) -> HTML {
        switch done {
        case .stated: return "<p>\(text(.stated))</p>"
        case .withdrawn(let key, let channel, let left):
            let value = ShownValue(context)
            let rest: HTML =
                left.isEmpty
                ? "\(text(.statedNowhere))" : "\(text(.statedElsewhere)) \(links(key, left))"
            return """
                <p>\(text(.withdrawn)) \(value.text(key, max: 60)) · \(value.text(channel.rawValue))</p>
                <p>\(rest)</p>
                """
        }
    }

    /// Asks whether a right is to be withdrawn from a channel, and says what that does and what it does not do.
    ///
    /// - Parameter others: the other channels in which this member states it.
    func withdrawal(of stated: OwnRight, others: [ChannelID]) -> DeskAnswer {
        let (right, channel) = (stated.right, stated.channel)
        let value = ShownValue(context)
        let rest: HTML =
            others.isEmpty
            ? "\(text(.withdrawLast))" : "\(text(.withdrawOthers)) \(links(right.key, others))"
        return page(
            """
            <section><h2>\(text(.withdrawHeading))</h2>
            <p>\(value.flagged(right.title)) · \(kind(right.kind)) · \(value.text(right.key)) · \(value.text(channel.rawValue))</p>
            <p>\(text(.withdrawLead))</p><p>\(rest)</p>
            <form action="\(ConsoleRoutes.withdrawRightPath)" method="post">\(context.tokenField)
            <input type="hidden" name="right" value="\(right.key)">
            <input type="hidden" name="channel" value="\(channel.rawValue)">
            <input type="hidden" name="\(SayingForm.once)" value="\(Secret.random().text)">
            <input type="hidden" name="\(SayingForm.seen)" value="\(stated.mark)">
            <button class="after" type="submit">\(text(.withdrawHeading))</button></form>
            <p><a href="\(ConsoleRoutes.rightsPath)">\(text(.keep))</a></p></section>
            """)
    }

    /// The names that are proposed for what the form has, to be ticked.
    func names(
        _ right: Right, in channel: ChannelID, _ proposals: [AliasProposal]
    ) -> DeskAnswer {
        page(
            """
            <section><h2>\(text(.proposalsHeading))</h2><p>\(text(.proposalsLead))</p>
            <form action="\(ConsoleRoutes.rightsPath)/state" method="post">\(context.tokenField)
            \(hidden(right, channel))
            \(proposed(proposals))
            \(names(right.aliases.map { "\($0.language)=\($0.name)" }))
            <button class="after" type="submit">\(text(.state))</button></form></section>
            """)
    }

    private func page(_ content: HTML) -> DeskAnswer {
        ConsoleLayout(context).page(
            text(.heading), at: .rights, status: refused?.status ?? 200,
            """
            <h1>\(text(.heading))</h1>
            <p class="lead">\(text(.lead))</p>
            \(content)
            """)
    }

    private func kind(_ kind: Right.Kind) -> String {
        switch kind {
        case .trademark: text(.trademark)
        case .design: text(.design)
        case .copyright: text(.copyright)
        case .patent: text(.patent)
        }
    }

    private var form: HTML {
        let fields = ReportFields(context)
        let chosen = typed("kind") ?? Right.Kind.trademark.name
        let kinds = Right.Kind.allCases.map { fields.option($0.name, kind($0), $0.name == chosen) }
        let places = channels.map {
            fields.option($0.rawValue, $0.rawValue, $0.rawValue == typed("channel"))
        }
        return """
            <section><h2>\(text(.formHeading))</h2><p>\(text(.formLead))</p>
            <form class="add" action="\(ConsoleRoutes.rightsPath)/names" method="post">\(context.tokenField)
            \(fields.select("channel", .draftChannel, places))
            \(field("kind", .kind, "<select id=\"kind\" name=\"kind\">\(HTML.joined(kinds))</select>"))
            \(input("title", .title, "maxlength=\"512\" required"))
            \(input("office", .office, "maxlength=\"2\" required"))
            \(input("number", .number, "maxlength=\"64\" required"))
            \(input("jurisdictions", .jurisdictions, "maxlength=\"256\"", hint: .jurisdictionsHint))
            \(input("classes", .classes, "maxlength=\"256\""))
            \(names(typedNames))
            <button class="after" type="submit">\(text(.propose))</button></form></section>
            """
    }

    private func input(
        _ name: String, _ label: MarkText, _ more: String, hint: MarkText? = nil
    ) -> HTML {
        let hint: HTML = hint.map { "<span class=\"small\">\(text($0))</span>" } ?? "<span></span>"
        return """
            <div class="map"><label for="\(name)">\(text(label))</label>
            <input id="\(name)" name="\(name)" value="\(typed(name) ?? "")" autocomplete="off" spellcheck="false" \(HTML(stringLiteral: more))>\(hint)</div>

            """
    }

    private func field(_ name: String, _ label: MarkText, _ control: HTML) -> HTML {
        "<div class=\"map\"><label for=\"\(name)\">\(text(label))</label>\(control)<span></span></div>\n"
    }

    /// Those that were typed, and those that were ticked of what was proposed.
    private var typedNames: [String] {
        let ticked = (0..<RightForm.tickedMax).compactMap { typed("alias\($0)") }
        return (typed("aliases") ?? "").split(whereSeparator: \.isNewline).map(String.init)
            + ticked
    }

    /// Those that are typed; the form keeps them as they are.
    private func names(_ lines: [String]) -> HTML {
        """
        <label class="after" for="aliases">\(text(.aliases))</label>
        <textarea id="aliases" name="aliases" rows="4" spellcheck="false" aria-describedby="aliases-hint">
        \(lines.joined(separator: "\n"))</textarea>
        <p class="small" id="aliases-hint">\(text(.aliasesHint))</p>
        """
    }

    private func hidden(_ right: Right, _ channel: ChannelID) -> HTML {
        let fields = [
            ("channel", channel.rawValue), ("kind", right.kind.name), ("office", right.office),
            ("number", right.registrationNumber), ("title", right.title),
            ("jurisdictions", right.jurisdictions.joined(separator: ",")),
            ("classes", right.niceClasses.map(String.init).joined(separator: ",")),
        ]
        let value = ShownValue(context)
        return """
            \(HTML.joined(fields.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">\n" }))
            <p>\(value.flagged(right.title)) · \(kind(right.kind)) · \(value.text(right.key))</p>
            """
    }

    private func proposed(_ proposals: [AliasProposal]) -> HTML {
        guard !proposals.isEmpty else { return "<p>\(text(.proposalsNone))</p>" }
        let value = ShownValue(context)
        var table = DataTable(
            "\(text(.proposalsHeading))",
            [
                text(.headNames), text(.accept), text(.headLanguage), text(.headScript),
                text(.headMadeBy), text(.headFound),
            ])
        for (place, proposal) in proposals.prefix(RightForm.tickedMax).enumerated() {
            let name = "alias\(place)"
            let owner: HTML =
                proposal.owner.map { ": \(value.text(context.name($0), max: 60))" } ?? ""
            let percent = Int(MarkInTextJSON.percent(proposal.confidence))
            table.append([
                "<label for=\"\(name)\">\(value.flagged(proposal.name))</label>",
                "<input id=\"\(name)\" type=\"checkbox\" name=\"\(name)\" value=\"\(proposal.language)=\(proposal.name)\">",
                "\(proposal.language)", "\(proposal.script)",
                "\(MarkText(proposal.rule)(context.language))\(owner)",
                ConsoleWords(context).confidence(percent),
            ])
        }
        return
            "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(text(.proposalsHeading))\">\(table.html)</div>"
    }
}
