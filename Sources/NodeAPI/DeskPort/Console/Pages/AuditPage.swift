import AuditTrail
import SignIn

/// Who looked at what, and what waits to be released.
struct AuditPage {
    private let context: ConsoleContext
    private let query: AuditQuery
    private let seesAll: Bool

    /// - Parameter seesAll: what everybody did, and not what one did oneself.
    init(_ context: ConsoleContext, _ query: AuditQuery, seesAll: Bool) {
        self.context = context
        self.query = query
        self.seesAll = seesAll
    }

    /// - Parameter releaser: who may release what others asked for; nil where the person may not.
    func answer(
        _ content: AuditPageContent, held: [ExportLedger.Held], releasedBy releaser: DeskPerson?
    ) -> DeskAnswer {
        let page: HTML = """
            <h1>\(context[.navAudit])</h1>
            <p>\(context[seesAll ? .auditLeadAll : .auditLeadOwn])</p>
            \(standing(content))
            \(waiting(held, releaser))
            \(form)
            \(records(content))
            """
        return ConsoleLayout(context).page(context[.navAudit], at: .audit, page)
    }

    private func standing(_ content: AuditPageContent) -> HTML {
        guard let cosigned = content.cosigned else {
            return
                "<p class=\"small\">\(context[.auditSize]): \(ConsoleWords.grouped(content.size)) · \(context[.auditNotCosigned])</p>"
        }
        return """
            <p class="small">\(context[.auditSize]): \(ConsoleWords.grouped(content.size)) · \(context[.auditCosigned]) \(ConsoleWords.grouped(cosigned.size)), \(ConsoleWords.minute(cosigned.at)), <bdi>\(cosigned.by.joined(separator: ", "))</bdi></p>
            """
    }

    private func waiting(_ held: [ExportLedger.Held], _ releaser: DeskPerson?) -> HTML {
        guard !held.isEmpty else { return "" }
        var table = DataTable(
            "\(context[.auditHeldHeading])",
            [
                context[.auditNumber], context[.auditWhen], context[.headPerson],
                context[.auditAbout], context[.auditRows], context[.auditRelease],
            ])
        for export in held {
            let number = String(export.index)
            let isOwn = export.who.person == context.person?.id
            let action: HTML =
                releaser == nil || isOwn
                ? "\(context[.auditNotYours])"
                : """
                <form action="\(ConsoleRoutes.auditPath)/release" method="post">\(context.tokenField)
                <input type="hidden" name="number" value="\(number)"><button type="submit">\(context[.auditRelease])</button></form>
                """
            table.append([
                "\(number)", ConsoleWords.minute(export.at), export.who.shown(context.language),
                about(export.details), "\(ConsoleWords.grouped(export.rows))", action,
            ])
        }
        return """
            <section><h2>\(context[.auditHeldHeading])</h2>
            <div class="scroll hits numbered" tabindex="0" role="region" aria-label="\(context[.auditHeldHeading])">\(table.html)</div></section>
            """
    }

    private var form: HTML {
        let options = AuditAction.known.map { action -> HTML in
            let selected: HTML = query.action == action ? " selected" : ""
            return "<option value=\"\(action.rawValue)\"\(selected)>\(name(of: action))</option>"
        }
        let person: HTML =
            seesAll
            ? """
            <label for="person">\(context[.headPerson])</label>
            <input id="person" name="person" value="\(query.person?.rawValue ?? "")" maxlength="63" autocomplete="off" autocapitalize="none">
            """ : ""
        return """
            <form class="search" action="\(ConsoleRoutes.auditPath)" method="get">
            \(person)
            <label for="did">\(context[.auditDid])</label>
            <select id="did" name="did"><option value="">\(context[.facetAny])</option>\(HTML.joined(options))</select>
            <button type="submit">\(context[.searchButton])</button></form>
            """
    }

    private func records(_ content: AuditPageContent) -> HTML {
        var table = DataTable(
            "\(context[.auditCaption])",
            [
                context[.auditNumber], context[.auditWhen], context[.headPerson],
                context[.auditDid], context[.purposeTitle], context[.auditAbout],
                context[.auditResults],
            ])
        for line in content.lines {
            let record = line.record
            table.append([
                "<span class=\"number\">\(String(line.index))</span>", ConsoleWords.minute(line.at),
                record.map { $0.who.shown(context.language) } ?? "–",
                record.map { name(of: $0.action) } ?? "–",
                record?.purpose.map { purpose($0) } ?? "–",
                record.map { about($0.details) } ?? "\(context[.auditErased])",
                record?.results.map { "\(ConsoleWords.grouped($0))" } ?? "–",
            ])
        }
        let next: HTML =
            content.before.map { before in
                "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\"><a class=\"next\" rel=\"next\" href=\"\(href(before: before))\">\(context[.pageNext])</a></nav>"
            } ?? ""
        let found: HTML =
            table.isEmpty
            ? "<p>\(context[.auditNone])</p>"
            : "<div class=\"scroll hits numbered\" tabindex=\"0\" role=\"region\" aria-label=\"\(context[.auditCaption])\">\(table.html)</div>"
        return "<section><h2>\(context[.auditCaption])</h2>\(found)\(next)</section>"
    }

    private func href(before: UInt64) -> String {
        var parts = ["before=\(before)"]
        if seesAll, let person = query.person { parts.append("person=\(person.rawValue)") }
        if let action = query.action { parts.append("did=\(action.rawValue)") }
        return "\(ConsoleRoutes.auditPath)?" + parts.joined(separator: "&")
    }

    private func purpose(_ purpose: Purpose) -> HTML {
        let ground = context[.name(of: purpose.ground)]
        guard let reference = purpose.reference else { return "\(ground)" }
        return "\(ground) · <bdi>\(reference)</bdi>"
    }

    /// What somebody asked for may be anything that a member ever wrote.
    private func about(_ details: [String: String]) -> HTML {
        let value = ShownValue(context)
        let parts = details.sorted { $0.key < $1.key }.map { name, text -> HTML in
            guard let detail = AuditDetail(rawValue: name) else {
                return "<span class=\"small\">\(name)</span> \(value.text(text, max: 120))"
            }
            let shown = detail.word(text, context).map { "\($0)" } ?? value.text(text, max: 120)
            return "<span class=\"small\">\(detail(context.language))</span> \(shown)"
        }
        return parts.isEmpty ? "–" : HTML.joined(parts, by: "<br>")
    }

    private func name(of action: AuditAction) -> HTML {
        PageText.name(of: action).map { "\(context[$0])" } ?? "\(action.rawValue)"
    }
}

extension PageText {
    /// Nil for what a later version writes.
    static func name(of action: AuditAction) -> PageText? {
        switch action {
        case .search: .didSearch
        case .view: .didView
        case .checkList: .didCheckList
        case .checkProduct: .didCheckProduct
        case .downloadProof: .didDownloadProof
        case .export: .didExport
        case .use: .didUse
        case .readCollection: .didReadCollection
        case .readFeed: .didReadFeed
        case .readScans: .didReadScans
        case .signIn: .didSignIn
        case .signOut: .didSignOut
        case .refuseSignIn: .didRefuseSignIn
        case .statePurpose: .didStatePurpose
        case .holdExport: .didHoldExport
        case .releaseExport: .didReleaseExport
        case .draftReport: .didDraftReport
        case .submitReport: .didSubmitReport
        case .returnReport: .didReturnReport
        case .discardDraft: .didDiscardDraft
        case .publishReport: .didPublishReport
        case .withdrawReport: .didWithdrawReport
        case .entrustReport: .didEntrustReport
        case .keepCase: .didKeepCase
        case .exportCase: .didExportCase
        case .administer: .didAdminister
        case .readAudit: .didReadAudit
        case .begin: .didBegin
        default: nil
        }
    }
}
