import Accounts
import Complaints
import Peering
import Statements

/// Where a holder sees how the account stands, enters the code, and names rights and clients.
struct AccountHomePage {
    let layout: AccountLayout

    private func text(_ text: AccountPageText) -> String { text(layout.language) }

    /// - Parameter measures: that were taken against the account, the newest first.
    func answer(
        _ account: HostedAccount, _ measures: [TakenMeasure], problem: PeerProblem?
    ) -> DeskAnswer {
        let mayName = AccountTransition.addRight.from.contains(account.stage)
        let clients: HTML = account.isAgent ? clients(account, mayName: mayName) : ""
        return layout.page(
            .homeTitle, problem: problem,
            """
            <section><p>\(layout.value(account.organisation)) · <code>\(account.id.rawValue)</code></p>
            <p>\(text(.stage)): <strong>\(text(AccountPageText(account.stage)))</strong></p></section>
            \(done(measures))
            \(code(account))
            <section><h2>\(text(.rightsTitle))</h2>\(rights(account.rights))</section>
            \(mayName ? addRight : "")
            \(clients)
            """)
    }

    /// What the platform has done about the account, and why: what its holder has to know to object.
    private func done(_ measures: [TakenMeasure]) -> HTML {
        guard !measures.isEmpty else { return "" }
        let items = measures.map { measure -> HTML in
            let name = MeasureText(measure.step.measure)(layout.language)
            let until: HTML =
                measure.step.until.map {
                    " · \(MeasureText.until(layout.language)) \(AccountLayout.minute($0))"
                } ?? ""
            let facts = measure.facts.compactMap { fact -> HTML? in
                MeasureText(fact: fact.code).map {
                    "\($0(layout.language)): \(String(fact.figure))"
                }
            }
            let lifted: HTML =
                measure.lifted.map {
                    "<p>\(MeasureText.lifted(layout.language)): \(layout.value($0.text))</p>"
                } ?? ""
            return """
                <li><strong>\(name)</strong> · \(AccountLayout.minute(measure.step.from))\(until)
                <p>\(layout.value(measure.text))</p><p class="small">\(HTML.joined(facts, by: " · "))</p>\(lifted)</li>

                """
        }
        return
            "<section><h2>\(MeasureText.title(layout.language))</h2><ul>\(HTML.joined(items))</ul></section>"
    }

    private func code(_ account: HostedAccount) -> HTML {
        guard account.code != nil else { return "" }
        return """
            <form action="\(AccountPath.code)" method="post">\(layout.holder.formField)
            <h2>\(text(.codeTitle))</h2><p>\(text(.codeLead))</p>
            <label for="code">\(text(.codeField))</label>
            <input id="code" name="code" maxlength="40" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required>
            <button type="submit">\(text(.codeButton))</button></form>
            """
    }

    private func rights(_ rights: [AccountRight]) -> HTML {
        guard !rights.isEmpty else { return "<p>\(text(.none))</p>" }
        let items = rights.map { right -> HTML in
            let state = text(right.confirmedAt == nil ? .unconfirmed : .confirmed)
            return "<li>\(layout.value("\(right.office) \(right.number)")) · \(state)</li>\n"
        }
        return "<ul>\(HTML.joined(items))</ul>"
    }

    private var addRight: HTML {
        """
        <form action="\(AccountPath.rights)" method="post">\(layout.holder.formField)
        <h2>\(text(.addRight))</h2>
        <label for="office">\(text(.office))</label>
        <input id="office" name="office" maxlength="2" autocomplete="off" required>
        <label for="number">\(text(.number))</label>
        <input id="number" name="number" maxlength="64" autocomplete="off" required>
        <button type="submit">\(text(.addRight))</button></form>
        """
    }

    private func clients(_ account: HostedAccount, mayName: Bool) -> HTML {
        let shown = account.clients.map { client -> HTML in
            let accepted = client.authorisation.acceptedAt != nil
            let end: HTML =
                mayName
                ? """
                <form action="\(AccountPath.clientEnd)" method="post">\(layout.holder.formField)
                <input type="hidden" name="client" value="\(client.name)">
                <button type="submit">\(text(.endClient))</button></form>
                """ : ""
            return """
                <section><h3>\(layout.value(client.name))</h3>
                <p>\(text(.until)) \(AccountLayout.day(client.authorisation.until - 1)) · \(text(accepted ? .accepted : .notAccepted))</p>
                \(rights(client.rights))\(end)</section>

                """
        }
        let adding: HTML =
            mayName
            ? """
            <form action="\(AccountPath.clients)" method="post" enctype="multipart/form-data">\(layout.holder.formField)
            <h2>\(text(.addClient))</h2>
            <label for="client">\(text(.client))</label>
            <input id="client" name="client" maxlength="200" autocomplete="off" required>
            <label for="client-rights">\(text(.rightsTitle))</label>
            <textarea id="client-rights" name="rights" rows="4" maxlength="8000" spellcheck="false" required></textarea>
            <label for="document">\(text(.document))</label>
            <input id="document" name="document" type="file" accept="application/pdf,image/jpeg,image/png" required>
            <label for="until">\(text(.endDate))</label>
            <input id="until" name="until" maxlength="10" placeholder="2027-12-31" autocomplete="off" required>
            <button type="submit">\(text(.addClient))</button></form>
            """ : ""
        let none: HTML = account.clients.isEmpty ? "<p>\(text(.none))</p>" : ""
        return "<h2>\(text(.clientsTitle))</h2>\(none)\(HTML.joined(shown))\(adding)"
    }
}
