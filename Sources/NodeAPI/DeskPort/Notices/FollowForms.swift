import AllianceNames
import Notices
import Statements

/// The forms by which something is followed, one for each kind of topic, folded away.
struct FollowForms {
    let context: ConsoleContext
    private let account: NoticeAccount
    private let wanted: Indicator?
    /// The one of them that was refused, by its name.
    private let refused: RefusedForm?

    init(
        _ context: ConsoleContext, _ account: NoticeAccount, wanted: Indicator?,
        _ refused: RefusedForm? = nil
    ) {
        self.context = context
        self.account = account
        self.wanted = wanted
        self.refused = refused
    }

    /// - Parameter kind: of the topic, as the form has it.
    static func name(_ kind: String) -> String { "follow-\(kind)" }

    private func typed(_ kind: Topic.Kind, _ field: String) -> String? {
        refused?.typed(field, in: Self.name(kind.rawValue))
    }

    private func isRefused(_ kind: Topic.Kind) -> Bool {
        refused?.isOf(Self.name(kind.rawValue)) == true
    }

    var html: HTML {
        let kinds: [(Topic.Kind, PageText)] = [
            (.identifier, .headIdentifier), (.image, .topicImage), (.mark, .topicMark),
            (.ownMarks, .topicOwnMarks), (.complaints, .navComplaints),
            (.marketplace, .headMarketplace),
            (.member, .headMember), (.clock, .topicClock),
        ]
        let forms = kinds.map { kind, name -> HTML in
            let isWanted = kind == .identifier && wanted != nil
            let isOpen: HTML = isWanted || isRefused(kind) ? " open" : ""
            return """
                <details\(isOpen)><summary>\(context[name])</summary>
                <form class="add" action="\(ConsoleRoutes.noticeSettingsPath)/follow" method="post">\(context.tokenField)
                <input type="hidden" name="kind" value="\(kind.rawValue)">
                \(fields(kind))\(places(kind))
                <button class="after" type="submit">\(context[.followAdd])</button></form></details>

                """
        }
        return "<section><h2>\(context[.followAdding])</h2>\(HTML.joined(forms))</section>"
    }

    private func fields(_ kind: Topic.Kind) -> HTML {
        switch kind {
        case .identifier:
            let words = ConsoleWords(context)
            let chosen = typed(kind, "type") ?? wanted?.type.name
            let value = typed(kind, "value") ?? wanted?.value ?? ""
            let isLinked: HTML =
                isRefused(kind) && typed(kind, "linked") != "yes" ? "" : " checked"
            let types = IndicatorType.allCases.map { type -> HTML in
                let isChosen: HTML = type.name == chosen ? " selected" : ""
                return "<option value=\"\(type.name)\"\(isChosen)>\(words.kind(type))</option>"
            }
            return """
                <label for="follow-type">\(context[.headKind])</label>
                <select id="follow-type" name="type">\(HTML.joined(types))</select>
                <label class="after" for="follow-value">\(context[.draftValue])</label>
                <input id="follow-value" name="value" required value="\(value)" autocomplete="off" autocapitalize="none" spellcheck="false">
                <p><input id="follow-linked" type="checkbox" name="linked" value="yes"\(isLinked)><label for="follow-linked"> \(context[.topicLinked])</label></p>
                """
        case .image:
            return
                "\(line(kind, "pdq", .topicImageHash))<p class=\"small\">\(context[.topicImageHint])</p>"
        case .mark: return line(kind, "mark", .topicMark)
        case .ownMarks: return "<p class=\"small\">\(context[.topicOwnMarksHint])</p>"
        case .complaints: return "<p class=\"small\">\(context[.topicComplaintsHint])</p>"
        case .marketplace: return line(kind, "marketplace", .headMarketplace)
        case .member:
            let names = context.names.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            let options = names.map { id, name -> HTML in
                let isChosen: HTML = id.rawValue == typed(kind, "member") ? " selected" : ""
                return "<option value=\"\(id.rawValue)\"\(isChosen)>\(name)</option>"
            }
            return """
                <label for="follow-member">\(context[.headMember])</label>
                <select id="follow-member" name="member">\(HTML.joined(options))</select>
                """
        case .clock:
            let words = NoticeWords(context.language)
            let options = NoticeClock.Kind.allCases
                .filter { !$0.isOfPersons || context.mayDraft }
                .map { clock -> HTML in
                    let isChosen: HTML =
                        clock.rawValue == typed(kind, "clock") ? " selected" : ""
                    return
                        "<option value=\"\(clock.rawValue)\"\(isChosen)>\(words.clock(clock))</option>"
                }
            return """
                <label for="follow-clock">\(context[.topicClock])</label>
                <select id="follow-clock" name="clock">\(HTML.joined(options))</select>
                <label class="after" for="follow-hours">\(context[.topicHours])</label>
                <input id="follow-hours" name="hours" type="number" min="\(String(NoticeClock.hours.lowerBound))" max="\(String(NoticeClock.hours.upperBound))" value="\(typed(kind, "hours") ?? "24")" required>
                """
        }
    }

    private func line(_ kind: Topic.Kind, _ name: String, _ label: PageText) -> HTML {
        """
        <label for="follow-\(kind.rawValue)">\(context[label])</label>
        <input id="follow-\(kind.rawValue)" name="\(name)" value="\(typed(kind, name) ?? "")" required autocomplete="off">
        """
    }

    /// Where it is told beside the inbox.
    private func places(_ kind: Topic.Kind) -> HTML {
        let isByMail: HTML =
            isRefused(kind) && typed(kind, "mail") != "yes" ? "" : " checked"
        let mail: HTML =
            account.sendsMail && account.mailAddress != nil
            ? "<p><input id=\"mail-\(kind.rawValue)\" type=\"checkbox\" name=\"mail\" value=\"yes\"\(isByMail)><label for=\"mail-\(kind.rawValue)\"> \(context[.followMail])</label></p>"
            : ""
        guard !account.webhooks.isEmpty else { return mail }
        let options = account.webhooks.map { webhook -> HTML in
            let isChosen: HTML = String(webhook.id) == typed(kind, "webhook") ? " selected" : ""
            return
                "<option value=\"\(String(webhook.id))\"\(isChosen)>\(String(webhook.id)): \(webhook.address.authority)</option>"
        }
        return """
            \(mail)<label for="webhook-\(kind.rawValue)">\(context[.followWebhook])</label>
            <select id="webhook-\(kind.rawValue)" name="webhook"><option value=""></option>\(HTML.joined(options))</select>
            """
    }
}
