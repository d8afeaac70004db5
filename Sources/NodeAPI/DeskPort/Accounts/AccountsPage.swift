import Accounts
import AllianceNames
import Notices
import SignIn
import TransparencyLog

/// The platform's accounts of rights holders, as its people look after them.
struct AccountsPage {
    private let context: ConsoleContext
    private let value: ShownValue
    /// A step that is not taken, by the last part of its path, and why.
    private let refused: RefusedForm?

    init(_ context: ConsoleContext, _ refused: RefusedForm? = nil) {
        self.refused = refused
        self.context = context
        value = ShownValue(context)
    }

    private func text(_ text: AccountPageText) -> String { text(context.language) }

    private func page(_ content: HTML) -> DeskAnswer {
        ConsoleLayout(context).page(
            text(.mgTitle), at: .accounts, status: refused?.status ?? 200,
            "<h1>\(text(.mgTitle))</h1>\n\(refused?.notice(context) ?? "")<p class=\"lead\">\(text(.mgLead))</p>\n\(content)"
        )
    }

    // MARK: All

    func list(_ listed: ListedAccounts, stage: AccountStage?) -> DeskAnswer {
        let path = ConsoleRoutes.accountsPath
        let stages = AccountStage.allCases.map { one -> HTML in
            let current: HTML = one == stage ? " aria-current=\"true\"" : ""
            return
                "<a href=\"\(path)?stage=\(one.rawValue)\"\(current)>\(text(AccountPageText(one)))</a>"
        }
        var table = DataTable(
            "\(text(.mgTitle))",
            [text(.organisation), text(.stage), text(.country), text(.mgApplied)])
        for account in listed.accounts {
            table.append([
                "<a href=\"\(path)/\(account.id.rawValue)\">\(value.text(account.organisation, max: ShownValue.cellCharactersMax))</a>",
                "\(text(AccountPageText(account.stage)))", "\(account.country)",
                "\(AccountLayout.minute(account.appliedAt))",
            ])
        }
        let found: HTML =
            listed.accounts.isEmpty ? "<p>\(text(.mgNone))</p>" : scrolled(table, .mgTitle)
        let query: HTML = stage.map { "stage=\($0.rawValue)&amp;" } ?? ""
        let more: HTML =
            listed.next.map {
                "<p><a href=\"\(path)?\(query)before=\($0.rawValue)\">\(text(.older))</a></p>"
            } ?? ""
        return page("<p>\(HTML.joined(stages, by: " · "))</p><section>\(found)\(more)</section>")
    }

    // MARK: One

    func account(_ account: HostedAccount, _ steps: [AccountStep]) -> DeskAnswer {
        let mayAct = context.person.map { $0.roles.contains { $0.permissions.contains(.approve) } }
        let acting: HTML = mayAct == true ? actions(account) : ""
        return page(
            """
            <section><h2>\(value.flagged(account.organisation))</h2>
            <p><code>\(account.id.rawValue)</code> · \(value.text(account.email.text)) · \(account.country) · <strong>\(text(AccountPageText(account.stage)))</strong></p>
            \(underWay(account))
            <h3>\(text(.mgOwn))</h3>\(rights(account.rights))</section>
            \(HTML.joined(account.clients.map { client($0, of: account, mayAct: mayAct == true) }))
            \(acting)
            \(record(steps))
            """)
    }

    private func underWay(_ account: HostedAccount) -> HTML {
        guard let code = account.code else { return "" }
        let left = String(code.attemptsLeft)
        return
            "<p>\(text(.mgUnder)) \(value.text(code.address.text)) · \(AccountLayout.day(code.expiresAt)) · \(left) \(text(.mgAttempts))</p>"
    }

    private func rights(_ rights: [AccountRight]) -> HTML {
        guard !rights.isEmpty else { return "<p>\(text(.none))</p>" }
        let items = rights.map { right -> HTML in
            "<li>\(value.text("\(right.office) \(right.number)")) · \(text(right.confirmedAt == nil ? .unconfirmed : .confirmed))</li>\n"
        }
        return "<ul>\(HTML.joined(items))</ul>"
    }

    private func client(
        _ client: AccountClient, of account: HostedAccount, mayAct: Bool
    ) -> HTML {
        let (path, authorisation) = (path(of: account), client.authorisation)
        let reading: HTML =
            mayAct
            ? "<p><a href=\"\(path)/document/\(authorisation.document.hex)\">\(text(.mgDownload))</a></p>"
            : ""
        let accepting: HTML =
            mayAct && authorisation.acceptedAt == nil
            ? """
            <form action="\(path)/accept" method="post">\(context.tokenField)\(seen(account))
            <input type="hidden" name="client" value="\(client.name)">
            <input type="hidden" name="document" value="\(authorisation.document.hex)">
            <button type="submit">\(text(.mgRead))</button></form>
            """ : ""
        return """
            <section><h3>\(text(.client)): \(value.flagged(client.name))</h3>
            <p>\(text(.until)) \(AccountLayout.day(authorisation.until - 1)) · \(text(authorisation.acceptedAt == nil ? .notAccepted : .accepted))</p>
            \(reading)\(accepting)\(rights(client.rights))</section>

            """
    }

    private func path(of account: HostedAccount) -> String {
        "\(ConsoleRoutes.accountsPath)/\(account.id.rawValue)"
    }

    /// What is done is done to what this page shows.
    private func seen(_ account: HostedAccount) -> HTML {
        "<input type=\"hidden\" name=\"seen\" value=\"\(account.seen.hex)\">"
    }

    private func actions(_ account: HostedAccount) -> HTML {
        let path = path(of: account)
        var forms: [HTML] = []
        if AccountTransition.sendCode.from.contains(account.stage) {
            func typed(_ field: String) -> String? { refused?.typed(field, in: "code") }
            let clients = account.clients.map { client -> HTML in
                let isChosen: HTML = client.name == typed("client") ? " selected" : ""
                return
                    "<option value=\"\(client.name)\"\(isChosen)>\(ShownValue.visible(client.name))</option>\n"
            }
            forms.append(
                """
                <form action="\(path)/code" method="post">\(context.tokenField)\(seen(account))
                <label for="for">\(text(.mgFor))</label>
                <select id="for" name="client"><option value="">\(text(.mgOwn))</option>\(HTML.joined(clients))</select>
                <label class="after" for="address">\(text(.mgAddress))</label>
                <input id="address" name="address" type="email" value="\(typed("address") ?? "")" maxlength="254" autocomplete="off" required>
                <button class="after" type="submit">\(text(.mgSend))</button></form>

                """)
        }
        let steps: [(AccountTransition, AccountPageText)] = [
            (.suspend, .mgSuspend), (.resume, .mgResume), (.close, .mgClose),
        ]
        for (transition, label) in steps where transition.from.contains(account.stage) {
            forms.append(
                """
                <form action="\(path)/\(transition.rawValue)" method="post">\(context.tokenField)
                <label>\(text(.mgReason)) <input name="reason" value="\(refused?.typed("reason", in: transition.rawValue) ?? "")" maxlength="300" autocomplete="off"></label>
                <button class="after" type="submit">\(text(label))</button></form>

                """)
        }
        return forms.isEmpty ? "" : "<section>\(HTML.joined(forms))</section>"
    }

    private func record(_ steps: [AccountStep]) -> HTML {
        var table = DataTable(
            "\(text(.mgRecord))",
            [text(.mgWhen), text(.mgWhat), text(.mgBy), text(.mgReason)])
        for step in steps {
            table.append([
                "\(AccountLayout.minute(step.at))", "\(text(AccountPageText(step.transition)))",
                step.by == AccountStep.holder ? "\(text(.mgHolder))" : value.text(step.by),
                value.text(step.note),
            ])
        }
        return "<section><h2>\(text(.mgRecord))</h2>\(scrolled(table, .mgRecord))</section>"
    }

    /// A table that a phone shows row by row.
    private func scrolled(_ table: DataTable, _ label: AccountPageText) -> HTML {
        "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(text(label))\">\(table.html)</div>"
    }
}
