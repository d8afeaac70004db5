import AllianceNames
import Notices
import Roster
import SignIn
import Statements

/// What somebody follows, and where that is told beside the inbox.
struct NoticeSettingsPage {
    let context: ConsoleContext
    private let account: NoticeAccount
    /// Of a webhook that was just set up, shown this once.
    private let secret: WebhookSecret?

    init(_ context: ConsoleContext, _ account: NoticeAccount, secret: WebhookSecret? = nil) {
        self.context = context
        self.account = account
        self.secret = secret
    }

    private var path: String { ConsoleRoutes.noticeSettingsPath }

    /// To a row of what one follows.
    static func path(to subscription: Subscription) -> String {
        "\(ConsoleRoutes.noticeSettingsPath)#\(anchor(subscription))"
    }

    private static func anchor(_ subscription: Subscription) -> String {
        "followed-\(subscription.id)"
    }

    static let adding = "webhook"
    static let delivering = "delivery"

    /// - Parameters:
    ///   - wanted: an identifier that the form begins with.
    ///   - refused: what is not done, and why.
    func answer(wanted: Indicator? = nil, refused: RefusedForm? = nil) -> DeskAnswer {
        ConsoleLayout(context).page(
            context[.followHeading], at: .notices, status: refused?.status ?? 200,
            """
            <h1>\(context[.followHeading])</h1>
            \(refused?.notice(context) ?? "")
            <p class="lead">\(context[.followLead])</p>
            <p><a href="\(ConsoleRoutes.noticesPath)">\(context[.navNotices])</a></p>
            \(secretShown)
            \(following)
            \(FollowForms(context, account, wanted: wanted, refused).html)
            \(webhooks(refused))
            \(delivery(refused))
            """)
    }

    private var secretShown: HTML {
        guard let secret else { return "" }
        return """
            <section class="notice"><h2>\(context[.webhookSecret])</h2>
            <p><code>\(secret.text)</code></p></section>
            """
    }

    private var following: HTML {
        var table = DataTable(
            "\(context[.followHeading])",
            [
                context[.noticeWhat], context[.followWhere], context[.headSince],
                context[.draftSteps],
            ])
        for subscription in account.subscriptions {
            var places = [context[.navNotices]]
            if subscription.byMail { places.append(context[.followMail]) }
            if let webhook = subscription.webhook {
                places.append("\(context[.followWebhook]) \(webhook)")
            }
            table.append([
                "<span id=\"\(Self.anchor(subscription))\">\(context.shown(subscription.topic))</span>",
                "\(places.joined(separator: ", "))",
                ConsoleWords.day(subscription.createdAt),
                step("unfollow", subscription.id, .followRemove),
            ])
        }
        return table.isEmpty
            ? "<section><p>\(context[.followNone])</p></section>"
            : "<section><div class=\"scroll hits\">\(table.html)</div></section>"
    }

    private func step(_ what: String, _ id: UInt64, _ label: PageText) -> HTML {
        """
        <form class="step" action="\(path)/\(what)" method="post">\(context.tokenField)
        <input type="hidden" name="id" value="\(String(id))">
        <button class="quiet" type="submit">\(context[label])</button></form>
        """
    }

    // MARK: Webhooks

    private func why(_ webhook: Webhook) -> HTML {
        guard let words = webhook.lastFailure else { return "–" }
        let failure = WebhookFailure(keptAs: words, host: webhook.address.authority)
        return ProblemWords(row: failure.keyword, words, context.language).line
    }

    private func webhooks(_ refused: RefusedForm?) -> HTML {
        guard account.takesWebhooks || !account.webhooks.isEmpty else { return "" }
        let items = account.webhooks.map { webhook -> HTML in
            let off: HTML =
                webhook.offSince.map {
                    "<br><span class=\"badge suspended\">\(context[.webhookIsOff])</span> \(ConsoleWords.minute($0)) \(step("webhook-on", webhook.id, .webhookOn))"
                } ?? ""
            let failing: HTML =
                webhook.failingSince.map {
                    "<br>\(context[.webhookFailing]) \(ConsoleWords.minute($0)): \(why(webhook))"
                } ?? ""
            return
                "<li>\(String(webhook.id)): \(ShownValue(context).text(webhook.address.description))\(failing)\(off) \(step("webhook-remove", webhook.id, .webhookRemove))</li>"
        }
        let address = refused?.typed("address", in: Self.adding) ?? ""
        let isQuiet: HTML = refused?.typed("quiet", in: Self.adding) == "yes" ? " checked" : ""
        let form: HTML =
            account.takesWebhooks
            ? """
            <form class="add" action="\(path)/webhook" method="post">\(context.tokenField)
            <label for="address">\(context[.webhookAddress])</label>
            <input id="address" name="address" type="url" value="\(address)" required maxlength="\(String(WebhookAddress.bytesMax))" placeholder="https://" autocomplete="off">
            <p><input id="webhook-quiet" type="checkbox" name="quiet" value="yes"\(isQuiet)><label for="webhook-quiet"> \(context[.webhookQuiet])</label></p>
            <button type="submit">\(context[.webhookAdd])</button></form>
            """ : ""
        return """
            <section><h2>\(context[.webhooksHeading])</h2>
            <p>\(context[.webhooksLead])</p>
            <ul class="items">\(HTML.joined(items))</ul>
            \(form)</section>
            """
    }

    // MARK: Mail and quiet hours

    private func delivery(_ refused: RefusedForm?) -> HTML {
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.delivering) }
        let settings = account.settings
        let chosen = typed("pace") ?? settings.pace.rawValue
        let paces = DeliverySettings.Pace.allCases.map { pace -> HTML in
            let isChosen: HTML = pace.rawValue == chosen ? " selected" : ""
            return
                "<option value=\"\(pace.rawValue)\"\(isChosen)>\(NoticeWords(context.language).pace(pace))</option>"
        }
        let to: HTML =
            !account.sendsMail
            ? "\(context[.mailNotSent])"
            : account.mailAddress.map {
                "\(context[.mailTo]) \(ShownValue(context).text($0))"
            } ?? "\(context[.mailNoAddress])"
        let from = typed("from") ?? settings.quiet.map { QuietHours.text($0.from) } ?? ""
        let until = typed("to") ?? settings.quiet.map { QuietHours.text($0.to) } ?? ""
        let zone = typed("zone") ?? settings.zone
        return """
            <section><h2>\(context[.deliveryHeading])</h2>
            <p>\(to)</p>
            <form class="add" action="\(path)/delivery" method="post">\(context.tokenField)
            <label for="pace">\(context[.paceLabel])</label>
            <select id="pace" name="pace">\(HTML.joined(paces))</select>
            <label class="after" for="quiet-from">\(context[.quietFrom])</label>
            <input id="quiet-from" name="from" type="time" value="\(from)">
            <label class="after" for="quiet-to">\(context[.quietTo])</label>
            <input id="quiet-to" name="to" type="time" value="\(until)">
            <label class="after" for="zone">\(context[.zoneLabel])</label>
            <input id="zone" name="zone" value="\(zone)" maxlength="\(String(DeliverySettings.zoneBytesMax))" required autocomplete="off">
            <button class="after" type="submit">\(context[.draftSave])</button></form></section>
            """
    }
}
