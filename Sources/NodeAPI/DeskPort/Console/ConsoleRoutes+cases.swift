import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import Roster
import SignIn
import TransparencyLog

/// Cases: `docs/cases.md`.
///
///     GET  /console/cases                            cases; POST begins one
///     GET  /console/cases/{id}                       one; POST names it, says who works on it
///     POST /console/cases/{id}/close                 closes it; /open opens it again, /delete throws it away
///     POST /console/cases/{id}/contact               wants to hear of others that have the same; /contact/end no more
///     POST /console/cases/{id}/items                 puts something into it
///     POST /console/cases/{id}/items/{item}/done     a task is done; /remove takes something out
///     GET  /console/cases/{id}/files/{item}          a file, for download
///     GET  /console/cases/{id}/referral              to be printed; /referral.json for programs
extension ConsoleRoutes {
    static let casesPath = "/console/cases"

    static func path(ofCase id: CaseworkID) -> String { "\(casesPath)/\(id)" }

    func caseRoutes(_ cases: any DeskCases) -> [DeskRoute] {
        let (one, audience) = (Self.casesPath + "/{id}", Self.draftAudience)
        return [
            page(.get, Self.casesPath, for: audience) { try await caseList($0, $1, cases) },
            page(.post, Self.casesPath, for: audience) { try await beginCase($0, $1, cases) },
            page(.get, one, for: audience) {
                let colleague = try $0.colleague()
                let sheet = try await cases.sheet($0.caseworkID(), for: colleague)
                return CasePage($1, sheet, colleague, among: cases.colleagues()).answer()
                    .noted(
                        AuditNote(
                            .view, [.case: sheet.folder.id.description],
                            results: sheet.items.count))
            },
            page(.post, one, for: audience) { try await describe($0, $1, cases) },
            page(.post, one + "/close", for: audience) { request, _ in
                let (colleague, now) = (try request.colleague(), cases.now())
                return try await change(request, cases, "closed") {
                    try $0.close(by: colleague, at: now)
                }
            },
            page(.post, one + "/open", for: audience) { request, _ in
                let colleague = try request.colleague()
                return try await change(request, cases, "opened") { try $0.open(by: colleague) }
            },
            page(.post, one + "/contact", for: audience, recording: .byHandler) {
                try await offerContact($0, $1, cases, route: "POST \(one)/contact")
            },
            page(.post, one + "/contact/end", for: audience, recording: .byHandler) { request, _ in
                let (colleague, id) = (try request.colleague(), try request.caseworkID())
                _ = try FormFields(parsing: request.body)
                return try await recorded(
                    Self.note(id, "contact withdrawn"), request, route: "POST \(one)/contact/end"
                ) {
                    try await cases.optOut(id, by: colleague)
                    return .redirect(to: request.origin + Self.path(ofCase: id), status: 303)
                }
            },
            page(.post, one + "/delete", for: audience, recording: .byHandler) { request, _ in
                try await deleteCase(request, cases)
            },
            page(.post, one + "/items", for: audience) { try await addItem($0, $1, cases) },
            page(.post, one + "/items/{item}/done", for: audience) { request, _ in
                let (colleague, id) = (try request.colleague(), try request.caseworkID())
                try await cases.finish(request.caseworkID("item"), in: id, by: colleague)
                return Self.answer(request, id, "task done")
            },
            page(.post, one + "/items/{item}/remove", for: audience, recording: .byHandler) {
                request, _ in
                let (colleague, id) = (try request.colleague(), try request.caseworkID())
                let item = try request.caseworkID("item")
                return try await recorded(
                    Self.note(id, "entry removed"), request,
                    route: "POST \(one)/items/{item}/remove"
                ) {
                    try await cases.remove(item, from: id, by: colleague)
                    return .redirect(to: request.origin + Self.path(ofCase: id), status: 303)
                }
            },
            page(.get, one + "/files/{item}", for: Self.exportAudience) { request, _ in
                try await caseFile(request, cases, route: "GET \(one)/files/{item}")
            },
            page(.get, one + "/referral", for: Self.exportAudience) {
                let admitted = try await refer($0, cases, "GET \(one)/referral")
                return ReferralPage($1).answer(admitted.content).noted(admitted.note)
            },
            page(.get, one + "/referral.json", for: Self.exportAudience) { request, _ in
                try await referralFile(request, cases, route: "GET \(one)/referral.json")
            },
        ]
    }

    /// - Parameter refused: a case that is not begun, and why.
    private func caseList(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let after = try request.target.parameter("after").map(CasePlace.init(shown:))
        let list = ListPage<Case, CasePlace>(
            try await cases.cases(for: request.colleague()), after: after)
        return CaseListPage(context).answer(list, refused)
            .noted(Self.shown(refused, results: list.items.count))
    }

    private func beginCase(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let begun = try await cases.begin(fields["title"] ?? "", by: colleague)
            return Self.answer(request, begun.id, "begun")
        } again: { problem in
            try await caseList(
                request, context, cases, RefusedForm(CaseListPage.beginning, problem, fields))
        }
    }

    private func offerContact(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases, route: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            try await recorded(Self.note(id, "contact offered"), request, route: route) {
                try await cases.optIn(id, contact: fields["contact"] ?? "", by: colleague)
                return .redirect(to: request.origin + Self.path(ofCase: id), status: 303)
            }
        } again: { problem in
            try await shownAgain(
                request, context, cases, RefusedForm(CaseContacts.offering, problem, fields))
        }
    }

    /// What is in a case stands in the case: the audit log has which one, and what was done.
    private static func answer(
        _ request: DeskRequest, _ id: CaseworkID, _ what: String
    ) -> DeskAnswer {
        .redirect(to: request.origin + path(ofCase: id), status: 303).noted(note(id, what))
    }

    static func note(_ id: CaseworkID, _ what: String) -> AuditNote {
        AuditNote(.keepCase, [.case: id.description, .what: what])
    }

    private func change(
        _ request: DeskRequest, _ cases: any DeskCases, _ what: String,
        _ body: @escaping @Sendable (inout Case) throws -> Void
    ) async throws -> DeskAnswer {
        let id = try request.caseworkID()
        let revision = try FormFields(parsing: request.body).revision()
        _ = try await cases.change(id, revision: revision, body)
        return Self.answer(request, id, what)
    }

    private func describe(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let form = try CaseDescriptionForm(fields)
            return try await change(request, cases, "described") {
                try $0.describe(form.title, team: form.team, by: colleague)
            }
        } again: { problem in
            try await shownAgain(
                request, context, cases, RefusedForm(CasePage.describing, problem, fields))
        }
    }

    private func shownAgain(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases,
        _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let sheet = try await cases.sheet(id, for: colleague)
        let context = context.at(Self.path(ofCase: id))
        return CasePage(context, sheet, colleague, among: cases.colleagues()).refused(refused)
            .noted(
                Self.refused(
                    refused.problem, [.case: id.description], results: sheet.items.count))
    }

    private func deleteCase(
        _ request: DeskRequest, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        guard fields["sure"] == "yes" else {
            throw CaseItemForm.wrong("Mark that you are sure: what is in the case will be gone.")
        }
        let revision = try fields.revision()
        return try await recorded(
            Self.note(id, "deleted"), request, route: "POST \(Self.casesPath)/{id}/delete"
        ) {
            try await cases.remove(case: id, revision: revision, by: colleague)
            return .redirect(to: request.origin + Self.casesPath, status: 303)
        }
    }

    private func addItem(
        _ request: DeskRequest, _ context: ConsoleContext, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try MultipartFields(request)
        return try await answer {
            let form = try CaseItemForm(fields)
            try await cases.add(form.body, file: form.file, to: id, by: colleague)
            return Self.answer(request, id, "\(form.body.kind.rawValue) added")
        } again: { problem in
            try await shownAgain(
                request, context, cases, RefusedForm(fields.text("kind") ?? "", problem, fields))
        }
    }

    /// Whatever it is: it opens in no browser, and says of itself nothing that one would believe.
    func caseFile(
        _ request: DeskRequest, _ cases: any DeskCases, route: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let found = try await cases.file(request.caseworkID("item"), of: id, for: colleague)
        guard case .file(_, let sha256, _) = found.item.body else {
            throw CaseworkError.notThere.problem
        }
        let note = try await admit(
            AuditNote(
                .exportCase, [.case: id.description, .sha256: sha256.hex], rows: 1), request,
            route: route)
        return DeskAnswer(mediaType: "application/octet-stream", body: found.bytes)
            .adding("content-disposition", "attachment; filename=\"\(sha256.hex).bin\"")
            .noted(note)
    }

    /// For programs.
    func referralFile(
        _ request: DeskRequest, _ cases: any DeskCases, route: String
    ) async throws -> DeskAnswer {
        let admitted = try await refer(request, cases, route)
        let referral = admitted.content
        let text = referral.json { UTCTimestamp(millisecondsSince1970: $0).description }
        return DeskAnswer.json(Array(text.printed.utf8))
            .adding(
                "content-disposition",
                "attachment; filename=\"referral-\(referral.folder.id)\(admitted.suffix).json\""
            ).noted(admitted.note)
    }

    private func refer(
        _ request: DeskRequest, _ cases: any DeskCases, _ route: String
    ) async throws -> Admitted<Referral> {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let referral = try await cases.referral(
            of: id, for: colleague, as: request.caller.asker(at: own))
        return try await admit(
            referral, request, route: route,
            note: {
                AuditNote(.exportCase, [.case: id.description], rows: max(1, $0.items.count))
            }, asReleased: { referral.asOf($0.at, itemsMax: Int(clamping: $0.rows)) })
    }
}
