import Accounts
import AllianceNames
import Complaints
import Peering
import SignIn
import Statements

/// What an account's holder sees of its complaints, and the form of a new one.
struct AccountComplaintPages {
    let layout: AccountLayout

    private func text(_ text: AccountPageText) -> String { text(layout.language) }

    // MARK: List

    /// - Parameter older: where the next page is; nil at the end.
    func list(_ complaints: [ComplaintSummary], older: String?, isFiled: Bool) -> DeskAnswer {
        let items = complaints.map { complaint -> HTML in
            let stages = complaint.stages.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                "\(text(AccountPageText($0.key))): \($0.value)"
            }
            let holder: HTML = complaint.onBehalfOf.map { " · \(layout.value($0))" } ?? ""
            return """
                <li><a href="\(AccountPath.complaint(complaint.id))">\(time(complaint.filedAt))</a> · \(layout.value(complaint.right))\(holder) · \(text(AccountPageText(complaint.ground)))
                <p class="small">\(stages.joined(separator: " · "))</p></li>

                """
        }
        let list: HTML =
            items.isEmpty ? "<p>\(text(.none))</p>" : "<ul>\(HTML.joined(items))</ul>"
        let more: HTML = older.map { "<p><a href=\"\($0)\">\(text(.older))</a></p>" } ?? ""
        let filed: HTML =
            isFiled ? "<section role=\"status\"><p>\(text(.filed))</p></section>" : ""
        return layout.page(
            .complaintsTitle, "\(filed)<section>\(list)\(more)</section>")
    }

    private func time(_ time: EventTime) -> String {
        time.milliseconds.map(AccountLayout.minute) ?? text(.pending)
    }

    // MARK: Form

    /// - Parameters:
    ///   - form: as it was sent; its files are to be chosen again.
    ///   - failures: what is to be mended.
    func form(
        _ account: HostedAccount, _ form: AccountComplaintForm? = nil,
        failures: [FilingFailure] = [], problem: PeerProblem? = nil
    ) -> DeskAnswer {
        let rights = AccountComplaintForm.rights(of: account)
        guard !rights.isEmpty else {
            return layout.page(
                .fileTitle, problem: problem, "<section><p>\(text(.fileNothing))</p></section>")
        }
        let chosen = form?.text("right")
        let named = rights.map { named, right in
            option(
                named.text, layout.value("\(right.office) \(right.number) \(named.client ?? "")"),
                named.text == chosen)
        }
        let grounds = Complaint.Ground.allCases.map {
            option(
                $0.name, "\(text(AccountPageText($0)))", $0.name == form?.text("ground"))
        }
        return layout.page(
            .fileTitle, problem: problem, status: failures.isEmpty ? nil : 422,
            """
            \(told(failures))
            <form action="\(AccountPath.file)" method="post" enctype="multipart/form-data">\(layout.holder.formField)
            <input type="hidden" name="once" value="\(Secret.random().text)">
            <label for="right">\(text(.right))</label><select id="right" name="right">\(HTML.joined(named))</select>
            <label for="ground">\(text(.ground))</label><select id="ground" name="ground">\(HTML.joined(grounds))</select>
            <label for="listings">\(text(.listings))</label>
            <textarea id="listings" name="listings" rows="8" spellcheck="false" required aria-describedby="listings-hint">
            \(form?.text("listings") ?? "")</textarea>
            <p class="small" id="listings-hint">\(text(.listingsHint))</p>
            <label for="items">\(text(.items))</label>
            <textarea id="items" name="items" rows="3" spellcheck="false" aria-describedby="items-hint">
            \(form?.text("items") ?? "")</textarea>
            <p class="small" id="items-hint">\(text(.itemsHint))</p>
            <label for="explanation">\(text(.explanation))</label>
            <textarea id="explanation" name="explanation" rows="4" maxlength="4096">
            \(form?.text("explanation") ?? "")</textarea>
            \(files)
            <p><label class="tick"><input class="box" type="checkbox" name="goodFaith" value="yes"> \(text(.goodFaith))</label></p>
            <label for="declaredBy">\(text(.declaredBy))</label>
            <input id="declaredBy" name="declaredBy" maxlength="200" value="\(form?.text("declaredBy") ?? "")" required>
            <button type="submit">\(text(.fileButton))</button></form>
            """)
    }

    private func option(_ value: String, _ shown: HTML, _ isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? " selected" as HTML : "")>\(shown)</option>\n"
    }

    private var files: HTML {
        let roles = EvidenceFile.Role.allCases.map {
            option($0.name, "\(text(AccountPageText($0)))", false)
        }
        let rows = (0..<AccountComplaintForm.filesMax).map { place -> HTML in
            let number = String(place)
            return """
                <label for="file\(number)">\(text(.evidence))</label><input id="file\(number)" name="file\(number)" type="file">
                <label for="role\(number)">\(text(.evidenceRole))</label><select id="role\(number)" name="role\(number)">\(HTML.joined(roles))</select>

                """
        }
        return HTML.joined(rows)
    }

    private func told(_ failures: [FilingFailure]) -> HTML {
        guard !failures.isEmpty else { return "" }
        let items = failures.map { failure -> HTML in
            let places: HTML =
                failure.places.isEmpty
                ? ""
                : " (\(text(.listing)) \(failure.places.map { String($0 + 1) }.joined(separator: ", ")))"
            return ComplaintWords(layout.language).failed(failure, places: places)
        }
        return
            "<section role=\"alert\"><h2>\(text(.failedTitle))</h2><ul>\(HTML.joined(items))</ul></section>"
    }

    // MARK: One complaint

    func complaint(_ state: CaseState, problem: PeerProblem? = nil) -> DeskAnswer {
        let words = ComplaintWords(layout.language)
        let items = state.listings.map { listing -> HTML in
            let reasons: HTML =
                listing.ruling.map {
                    "<p class=\"small\">\(text(.reasons)): \(HTML.joined($0.reasons.map(words.reason), by: ", ")) \(layout.value($0.explanation))</p>"
                } ?? ""
            return """
                <li>\(String(listing.place + 1)). \(layout.value(listing.listing.readableValue)) · <strong>\(text(AccountPageText(listing.stage)))</strong>\(reasons)</li>

                """
        }
        let holder: HTML = state.complaint.onBehalfOf.map { " · \(layout.value($0))" } ?? ""
        return layout.page(
            .complaintTitle, problem: problem,
            """
            <section><p>\(text(.filedAt)): \(time(state.time)) · \(layout.value(state.complaint.right.key))\(holder) · \(text(AccountPageText(state.complaint.ground)))</p>
            <p class="small"><code>\(state.id.description)</code></p>
            <ul>\(HTML.joined(items))</ul>\(numbers(of: state))</section>
            \(HTML.joined(Self.openRequests(of: state).map { answering($0, state) }))
            \(appeal(state))
            \(withdrawal(state))
            """)
    }

    /// Those that the holder named; what a seller names is for the platform's people.
    private func numbers(of state: CaseState) -> HTML {
        let named = state.complaint.items.map { item -> HTML in
            "<li>\(text(.listing)) \(String(item.listing + 1)): <code>\(layout.value(item.elementString))</code></li>"
        }
        return named.isEmpty ? "" : "<h2>\(text(.itemsTitle))</h2><ul>\(HTML.joined(named))</ul>"
    }

    struct OpenRequest: Hashable {
        let entry: EntryReference
        let due: UInt64
    }

    /// What the platform asked for and did not get, each once, the earliest first.
    static func openRequests(of state: CaseState) -> [OpenRequest] {
        Set(
            state.listings.filter { $0.stage == .evidenceRequested }.flatMap(\.requests)
                .filter { $0.supply == nil }.map { OpenRequest(entry: $0.entry, due: $0.due) }
        ).sorted { ($0.due, $0.entry) < ($1.due, $1.entry) }
    }

    private func answering(_ request: OpenRequest, _ state: CaseState) -> HTML {
        """
        <form action="\(AccountPath.complaint(state.id))/evidence" method="post" enctype="multipart/form-data">\(layout.holder.formField)
        <h2>\(text(.asked)) \(AccountLayout.minute(request.due))</h2>
        <input type="hidden" name="request" value="\(request.entry.description)">
        <label>\(text(.text)) <textarea name="text" rows="4" maxlength="4096"></textarea></label>
        \(files)
        <button type="submit">\(text(.answer))</button></form>

        """
    }

    private func appeal(_ state: CaseState) -> HTML {
        guard state.listings.contains(where: { Transition.appeal.from.contains($0.stage) }) else {
            return ""
        }
        return """
            <form action="\(AccountPath.complaint(state.id))/appeal" method="post">\(layout.holder.formField)
            <h2>\(text(.appealTitle))</h2>
            <label>\(text(.text)) <textarea name="text" rows="4" maxlength="4096" required></textarea></label>
            <button type="submit">\(text(.appealButton))</button></form>
            """
    }

    private func withdrawal(_ state: CaseState) -> HTML {
        guard state.listings.contains(where: { Transition.withdraw.from.contains($0.stage) })
        else { return "" }
        return """
            <form action="\(AccountPath.complaint(state.id))/withdrawal" method="post">\(layout.holder.formField)
            <h2>\(text(.withdrawTitle))</h2>
            <label>\(text(.text)) <textarea name="text" rows="2" maxlength="4096"></textarea></label>
            <button type="submit">\(text(.withdrawButton))</button></form>
            """
    }
}
