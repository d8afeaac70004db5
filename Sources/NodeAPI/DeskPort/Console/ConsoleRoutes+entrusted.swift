import AllianceNames
import AuditTrail
import Casework
import Peering
import SignIn
import Statements

/// Reports that one member publishes for another: `docs/neutral-reports.md`.
///
///     POST /console/drafts/{id}/entrust             has another member asked to publish a draft
///     GET  /console/entrusted                       this member's own, and those it is asked for; ?side=&after=
///     GET  /console/entrusted/{id}                  one
///     POST /console/entrusted/{id}/take             makes a draft of what is asked for; /refuse says no
///     POST /console/entrusted/{id}/withdraw         asks the publisher to take it back
///     GET  /console/entrusted/{id}/openings/{row}   what opens the commitment of a row
extension ConsoleRoutes {
    static let entrustedPath = "/console/entrusted"

    static func path(of one: Entrustment) -> String { "\(entrustedPath)/\(one.id)" }

    func entrustedRoutes(_ entrusting: any DeskEntrusting) -> [DeskRoute] {
        let (one, audience) = (Self.entrustedPath + "/{id}", Self.reportAudience)
        return [
            page(.post, Self.draftsPath + "/{id}/entrust", for: audience, recording: .byHandler) {
                try await entrust($0, $1, entrusting)
            },
            page(.get, Self.entrustedPath, for: audience) {
                try await entrustedList($0, $1, entrusting)
            },
            page(.get, one, for: audience) {
                let sheet = try await entrusting.entrusted($0.caseworkID(), for: $0.colleague())
                return EntrustedPage($1, sheet).answer()
                    .noted(
                        AuditNote(
                            .view, Self.details(of: sheet.entrustment), results: sheet.rows.count))
            },
            page(.get, one + "/openings/{row}", for: audience) { request, _ in
                try await opening(request, entrusting, route: "GET \(one)/openings/{row}")
            },
            step(one + "/take", .draftReport, entrusting) { id, fields, colleague in
                try await entrusting.takeOn(id, revision: fields.revision(), by: colleague)
            },
            step(one + "/refuse", .returnReport, entrusting) { id, fields, colleague in
                try await entrusting.refuse(
                    id, revision: fields.revision(), reason: fields["reason"] ?? "", by: colleague)
            },
            step(one + "/withdraw", .entrustReport, entrusting) { id, fields, colleague in
                try await entrusting.askWithdrawal(
                    id, revision: fields.revision(), by: colleague)
            },
        ]
    }

    private func entrustedList(
        _ request: DeskRequest, _ context: ConsoleContext, _ entrusting: any DeskEntrusting
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let (only, after) = try request.target.place(inPart: "side", Entrustment.Side.self)
        var lists: [(side: Entrustment.Side, list: ListPage<Entrustment, CasePlace>)] = []
        for side in only.map({ [$0] }) ?? [.theirs, .ours] {
            lists.append((side, try await entrusting.page(for: colleague, on: side, after: after)))
        }
        let count = lists.reduce(0) { $0 + $1.list.items.count }
        return EntrustedListPage(context).answer(lists).noted(AuditNote(.view, results: count))
    }

    /// What is done to one as it was shown; recorded first. What is refused is shown again.
    private func step(
        _ path: String, _ action: AuditAction, _ entrusting: any DeskEntrusting,
        _ body:
            @escaping @Sendable (CaseworkID, FormFields, Colleague) async throws -> Entrustment
    ) -> DeskRoute {
        page(.post, path, for: Self.reportAudience, recording: .byHandler) { request, context in
            let (id, colleague) = (try request.caseworkID(), try request.colleague())
            let fields = try FormFields(parsing: request.body)
            return try await answer {
                let revision = String(try fields.revision())
                let note = AuditNote(
                    action, [.entrusted: id.description, .revision: revision])
                return try await recorded(note, request, route: "POST \(path)") {
                    let done = try await body(id, fields, colleague)
                    return .redirect(to: request.origin + Self.path(of: done), status: 303)
                }
            } again: { problem in
                let sheet = try await entrusting.entrusted(id, for: colleague)
                let context = context.at(Self.path(of: sheet.entrustment))
                let name = path.split(separator: "/").last ?? ""
                return EntrustedPage(context, sheet)
                    .refused(RefusedForm(String(name), problem, fields))
                    .noted(
                        Self.refused(
                            problem, Self.details(of: sheet.entrustment), results: sheet.rows.count)
                    )
            }
        }
    }

    private func entrust(
        _ request: DeskRequest, _ context: ConsoleContext, _ entrusting: any DeskEntrusting
    ) async throws -> DeskAnswer {
        let (colleague, draft) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let revision = try fields.revision()
            guard let publisher = try? MemberID(parsing: fields["through"] ?? "") else {
                throw ReportForm.wrong("Choose a member of the list.")
            }
            return try await entrust(
                draft, revision: revision, to: publisher, message: fields["message"] ?? "", request,
                entrusting, route: "POST \(Self.draftsPath)/{id}/entrust", by: colleague
            ) { .redirect(to: request.origin + Self.path(of: $0), status: 303) }
        } again: { problem in
            guard let drafts = casework?.drafts else { throw problem }
            return try await draftAgain(
                request, context, drafts, RefusedForm(DraftPage.entrusting, problem, fields))
        }
    }

    /// Has another member asked to publish a draft.
    func entrust(
        _ draft: CaseworkID, revision: UInt64, to publisher: MemberID, message: String,
        _ request: DeskRequest, _ entrusting: any DeskEntrusting, route: String,
        by colleague: Colleague, answer: (Entrustment) -> DeskAnswer
    ) async throws -> DeskAnswer {
        // It is signed with the log's key: nothing is that cannot be recorded.
        let note = AuditNote(
            .entrustReport,
            [
                .draft: draft.description, .revision: String(revision),
                .through: publisher.rawValue,
            ])
        return try await recorded(note, request, route: route) {
            answer(
                try await entrusting.entrust(
                    draft, revision: revision, to: publisher, message: message, by: colleague))
        }
    }

    /// Taken away as a proof is.
    func opening(
        _ request: DeskRequest, _ entrusting: any DeskEntrusting, route: String
    ) async throws -> DeskAnswer {
        let sheet = try await entrusting.entrusted(
            request.caseworkID(), for: request.colleague())
        guard let row = request.parameters["row"].flatMap({ Int($0) }),
            sheet.rows.indices.contains(row - 1)
        else { throw CaseworkError.notThere.problem }
        let name = "\(sheet.entrustment.id)-\(row).opening"
        var details = Self.details(of: sheet.entrustment)
        details[.row] = String(row)
        let note = try await admit(
            AuditNote(.downloadProof, details, rows: 1), request, route: route)
        return DeskAnswer(
            mediaType: "text/plain; charset=utf-8", body: sheet.rows[row - 1].row.opening.bytes
        ).adding("content-disposition", "attachment; filename=\"\(name)\"")
            .noted(note)
    }

    static func details(of one: Entrustment) -> [AuditDetail: String] {
        var details: [AuditDetail: String] = [
            .entrusted: one.id.description, .side: one.side.rawValue,
            .member: one.partner.rawValue, .channel: one.channel.rawValue,
            .stage: one.stage.rawValue,
        ]
        details[.draft] = one.draft?.description
        return details
    }
}
