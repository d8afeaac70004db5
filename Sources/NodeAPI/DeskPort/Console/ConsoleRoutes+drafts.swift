import AllianceNames
import AuditTrail
import Casework
import Peering
import SignIn
import Statements

/// Reports in preparation: `docs/reporting.md`.
///
///     GET  /console/report                 one report, to be written
///     GET  /console/drafts                 drafts; POST begins one of one report
///     POST /console/drafts/list            begins one of a list that was checked
///     GET  /console/drafts/{id}            a draft: who will read it, what is known, what to look at twice
///     POST /console/drafts/{id}            says of all its rows what the form has
///     POST /console/drafts/{id}/rows       leaves rows out
///     GET  /console/drafts/{id}/attributes its attributes; POST changes them (`ConsoleRoutes+attributes.swift`)
///     POST /console/drafts/{id}/submit     asks for it to be published; /return gives it back
///     POST /console/drafts/{id}/publish    has it signed; /withdraw takes it back; /discard throws it away
extension ConsoleRoutes {
    static let reportPath = "/console/report"
    static let draftsPath = "/console/drafts"
    package static let draftAudience = DeskRoute.Access.people(.draft)
    package static let reportAudience = DeskRoute.Access.people(.report)

    static func path(of draft: CaseworkID) -> String { "\(draftsPath)/\(draft)" }

    func draftRoutes(_ drafts: any DeskDrafts) -> [DeskRoute] {
        let one = Self.draftsPath + "/{id}"
        return [
            page(.get, Self.reportPath, for: Self.draftAudience) {
                try reportForm($0, $1, drafts)
            },
            page(.get, Self.draftsPath, for: Self.draftAudience) {
                try await draftList($0, $1, drafts)
            },
            page(.post, Self.draftsPath, for: Self.draftAudience) {
                try await beginDraft($0, $1, drafts)
            },
            page(.post, Self.draftsPath + "/list", for: Self.draftAudience) {
                try await beginFromList($0, $1, drafts)
            },
            page(.get, one, for: Self.draftAudience) { try await draft($0, $1, drafts) },
            page(.post, one, for: Self.draftAudience, recording: .byHandler) {
                try await rewriteDraft($0, $1, drafts)
            },
            page(.post, one + "/rows", for: Self.draftAudience, recording: .byHandler) {
                request, _ in
                try await leaveRowsOut(request, drafts)
            },
            step(one + "/submit", .submitReport, for: Self.draftAudience) {
                try await drafts.submit($0, revision: $1, by: $2)
            },
            page(.post, one + "/return", for: Self.draftAudience, recording: .byHandler) {
                try await giveBack($0, $1, drafts)
            },
            page(.post, one + "/discard", for: Self.draftAudience, recording: .byHandler) {
                request, _ in
                try await discard(request, drafts)
            },
            step(one + "/publish", .publishReport, for: Self.reportAudience) {
                try await drafts.publish($0, revision: $1, by: $2)
            },
            step(one + "/withdraw", .withdrawReport, for: Self.reportAudience) {
                try await drafts.withdraw($0, revision: $1, by: $2)
            },
        ] + attributeRoutes(drafts)
    }

    /// A button alone: what it does is done to the draft as it was shown.
    private func step(
        _ path: String, _ action: AuditAction, for audience: DeskRoute.Access,
        _ body: @escaping @Sendable (CaseworkID, UInt64, Colleague) async throws -> Draft
    ) -> DeskRoute {
        page(.post, path, for: audience, recording: .byHandler) { request, _ in
            let colleague = try request.colleague()
            let id = try request.caseworkID()
            let revision = try FormFields(parsing: request.body).revision()
            return try await recorded(
                AuditNote(action, Self.details(id, revision)), request, route: "POST \(path)"
            ) {
                _ = try await body(id, revision, colleague)
                return .redirect(to: request.origin + Self.path(of: id), status: 303)
            }
        }
    }

    /// What becomes of it stands in the draft: here stands which state of it somebody meant.
    static func details(_ draft: CaseworkID, _ revision: UInt64) -> [AuditDetail: String] {
        [.draft: draft.description, .revision: String(revision)]
    }

    /// Has what is about to be done written down, and then does it: one record, and nothing done without it.
    /// Where it then cannot be done, that is recorded beside it.
    func recorded(
        _ note: AuditNote, _ request: DeskRequest, route: String,
        _ body: () async throws -> DeskAnswer
    ) async throws -> DeskAnswer {
        try await record(note, before: request, route: route)
        var note = note
        note.isRecorded = true
        return try await body().noted(note)
    }

    /// Has what is about to be done written down.
    /// - Throws: 503 where it cannot be; then it must not be done.
    func record(
        _ note: AuditNote, before request: DeskRequest, route: String
    ) async throws {
        try await audit?.recording.record(note, before: request, route: route)
    }

    private static func answer(
        _ request: DeskRequest, _ draft: Draft, _ action: AuditAction
    ) -> DeskAnswer {
        .redirect(to: request.origin + path(of: draft.id), status: 303)
            .noted(AuditNote(action, details(of: draft), results: draft.rowCount))
    }

    /// What it says stands in the draft, and once published in the log: here stands which one it was.
    static func details(of draft: Draft) -> [AuditDetail: String] {
        var details: [AuditDetail: String] = [
            .draft: draft.id.description, .channel: draft.channel.rawValue,
            .author: draft.author.rawValue, .stage: draft.stage.rawValue,
        ]
        if let entries = draft.entries {
            details[.log] = entries.log.description
            details[.entry] = String(entries.first)
        }
        return details
    }

    private func reportForm(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) throws -> DeskAnswer {
        _ = try request.colleague()
        let kind = try request.target.parameter("kind").flatMap(IndicatorType.init(name:))
        let value = request.target.parameters.first { $0.name == "value" }?.value
        return ReportFormPage(context).answer(drafts.audiences(), kind: kind, value: value)
            .noted(AuditNote(.view))
    }

    private func draftList(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let found = try await drafts.drafts(for: request.colleague())
        let (group, after) = try request.target.place(inPart: "group", DraftListPage.Group.self)
        return DraftListPage(context).answer(found, only: group, after: after)
            .noted(AuditNote(.view, results: found.count))
    }

    private func draft(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let sheet = try await drafts.sheet(request.caseworkID(), for: colleague)
        return draftPage(context, sheet, colleague, drafts)
            .answer(from: try request.target.parameter("from").flatMap { Int($0) } ?? 0)
            .noted(AuditNote(.view, Self.details(of: sheet.draft), results: sheet.rows.count))
    }

    private func draftPage(
        _ context: ConsoleContext, _ sheet: DraftSheet, _ colleague: Colleague,
        _ drafts: any DeskDrafts
    ) -> DraftPage {
        DraftPage(
            context, sheet, colleague, drafts.audiences(),
            casework?.entrusting?.publishers(in: sheet.draft.channel) ?? [])
    }

    private func beginDraft(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let form = ReportForm(fields)
            let content = DraftContent(
                channel: try form.channel(), title: form.title,
                reports: [try form.report(of: try form.indicator())])
            return Self.answer(
                request, try await drafts.begin(content, by: colleague), .draftReport)
        } again: { problem in
            let context = context.at(Self.reportPath)
            return ReportFormPage(context).refused(drafts.audiences(), fields, problem)
                .noted(Self.refused(problem))
        }
    }

    private func beginFromList(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try MultipartFields(request)
        let page = CheckListPage(context.at(Self.checkPath))
        let list: CheckedList
        switch try await self.list(of: fields, page) {
        case .read(let read): list = read
        case .refused(let answer): return answer.noted(AuditNote(.use, [.refused: "list"]))
        }
        let listed = ListedReports(list)
        var indicators = listed.indicators
        if ListedReports.Choice(rawValue: fields.text("which") ?? "") != .all {
            let reported = try await drafts.reportedByUs(indicators)
            indicators.removeAll(where: reported.contains)
        }
        guard let channel = drafts.audiences().first?.channel, !indicators.isEmpty else {
            return page.nothingToReport(list, fields)
                .noted(AuditNote(.use, [.refused: "nothing"]))
        }
        let content = DraftContent(
            channel: channel, title: "", reports: indicators.map(ListedReports.report))
        return try await answer {
            Self.answer(request, try await drafts.begin(content, by: colleague), .draftReport)
        } again: { problem in
            page.refused(problem, list, fields).noted(Self.refused(problem))
        }
    }

    private func rewriteDraft(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let form = ReportForm(fields)
            let (channel, title) = (try form.channel(), form.title)
            return try await rewrite(
                request, drafts, fields, colleague, Self.draftsPath + "/{id}"
            ) { content in
                content.channel = channel
                content.title = title
                try form.say(of: &content)
            }
        } again: { problem in
            let sheet = try await drafts.sheet(request.caseworkID(), for: colleague)
            return draftPage(context, sheet, colleague, drafts).refused(fields, problem)
                .noted(
                    Self.refused(
                        problem, Self.details(of: sheet.draft), results: sheet.rows.count))
        }
    }

    /// - Parameter back: the page that the form stands on.
    func rewrite(
        _ request: DeskRequest, _ drafts: any DeskDrafts, _ fields: FormFields,
        _ colleague: Colleague, _ path: String,
        back: (CaseworkID) -> String = { Self.path(of: $0) },
        _ change: @escaping @Sendable (inout DraftContent) throws -> Void
    ) async throws -> DeskAnswer {
        let (id, revision) = (try request.caseworkID(), try fields.revision())
        return try await recorded(
            AuditNote(.draftReport, Self.details(id, revision)), request, route: "POST \(path)"
        ) {
            _ = try await drafts.rewrite(id, revision: revision, by: colleague, change)
            return .redirect(to: request.origin + back(id), status: 303)
        }
    }

    /// The fields `row<place>` of the rows that are to go.
    private func leaveRowsOut(
        _ request: DeskRequest, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await rewrite(
            request, drafts, fields, colleague, Self.draftsPath + "/{id}/rows"
        ) { content in content.leaveOut { fields["row\($0)"] != nil } }
    }

    private func giveBack(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let revision = try fields.revision()
            return try await recorded(
                AuditNote(.returnReport, Self.details(id, revision)), request,
                route: "POST \(Self.draftsPath)/{id}/return"
            ) {
                let draft = try await drafts.giveBack(
                    id, revision: revision, remark: fields["remark"] ?? "", by: colleague)
                // It is its author's alone again: to others its page is not there any more.
                let next = draft.isSeen(by: colleague) ? Self.path(of: id) : Self.draftsPath
                return .redirect(to: request.origin + next, status: 303)
            }
        } again: { problem in
            try await draftAgain(
                request, context, drafts, RefusedForm(DraftPage.returning, problem, fields))
        }
    }

    /// The page of a draft with what was typed for one of its steps, and why that is not done.
    func draftAgain(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts,
        _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let sheet = try await drafts.sheet(id, for: colleague)
        let context = context.at(Self.path(of: id))
        return draftPage(context, sheet, colleague, drafts).refused(refused)
            .noted(
                Self.refused(
                    refused.problem, Self.details(of: sheet.draft), results: sheet.rows.count))
    }

    private func discard(
        _ request: DeskRequest, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let id = try request.caseworkID()
        let revision = try FormFields(parsing: request.body).revision()
        return try await recorded(
            AuditNote(.discardDraft, Self.details(id, revision)), request,
            route: "POST \(Self.draftsPath)/{id}/discard"
        ) {
            try await drafts.discard(id, revision: revision, by: colleague)
            return .redirect(to: request.origin + Self.draftsPath, status: 303)
        }
    }
}

extension DraftContent {
    /// - Parameter isLeftOut: of a row by its place, from 0.
    mutating func leaveOut(_ isLeftOut: (Int) -> Bool) {
        reports = reports.enumerated().filter { !isLeftOut($0.offset) }.map(\.element)
    }
}
