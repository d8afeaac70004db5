import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import SignIn

/// What becomes of a draft, decided by persons: each step of the state that was read, and recorded first.
extension RESTRoutes {
    func draftDeciding(_ casework: ConsoleCasework) -> [RESTOperation] {
        let drafts = casework.drafts
        let steps: [RESTOperation] = [
            step("submission", "submitDraft", "Ask for it to be published: the second look.") {
                try await takingStep($0, .submitReport) {
                    try await drafts.submit($0, revision: $1, by: $2)
                }
            },
            step(
                "return", "returnDraft",
                "Give it back to its author; its author takes it back with this.",
                body: JSONSchema.named("Remark")
            ) { try await giveBack($0, drafts) },
            step(
                "publication", "publishDraft",
                "Have it signed, for good: approving it, where that takes another person.",
                for: ConsoleRoutes.reportAudience
            ) {
                try await takingStep($0, .publishReport) {
                    try await drafts.publish($0, revision: $1, by: $2)
                }
            },
            step(
                "withdrawal", "withdrawDraft",
                "Take back exactly what was published of it, in one step.",
                for: ConsoleRoutes.reportAudience
            ) {
                try await takingStep($0, .withdrawReport) {
                    try await drafts.withdraw($0, revision: $1, by: $2)
                }
            },
            RESTOperation(
                method: .delete, path: Self.draftPath, id: "discardDraft",
                summary: "Throw it away.", access: ConsoleRoutes.draftAudience,
                isForPersons: true, parameters: [Self.draftID, RevisionParameter.parameter],
                success: .init(
                    schema: JSONSchema.object(["discarded": JSONSchema.text()]),
                    meaning: "Its name.", isTagged: false),
                refusals: [404, 409], recording: .byHandler,
                handler: { try await discard($0, drafts) }),
        ]
        guard let entrusting = casework.entrusting else { return steps }
        return steps + [handingOn(entrusting)]
    }

    private func step(
        _ name: String, _ operation: String, _ summary: String,
        for access: DeskRoute.Access = ConsoleRoutes.draftAudience, body: JSONValue? = nil,
        _ handler: @escaping RESTOperation.Handler
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.draftPath)/\(name)", id: operation, summary: summary,
            access: access, isForPersons: true,
            parameters: [Self.draftID, RevisionParameter.parameter], body: body,
            success: .init(
                schema: JSONSchema.named("Draft"), meaning: "As it stands now.", isTagged: false),
            refusals: body == nil ? [404, 409] : [404, 409, 411, 413, 415, 422],
            recording: .byHandler, handler: handler)
    }

    /// Has a step recorded, and then takes it.
    func takingStep(
        _ call: RESTCall, _ action: AuditAction,
        _ work: (CaseworkID, UInt64, Colleague) async throws -> Draft
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let revision = try RevisionParameter.read(call)
        let id = try call.request.caseworkID()
        return try await console.recorded(
            AuditNote(action, ConsoleRoutes.details(id, revision)), call.request,
            route: call.route
        ) {
            let draft = try await work(id, revision, colleague)
            return DeskAnswer.json(DraftJSON.draft(draft).bytes)
        }
    }

    private func giveBack(_ call: RESTCall, _ drafts: any DeskDrafts) async throws -> DeskAnswer {
        _ = try call.request.colleague()
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"), names: ["remark"])
        let remark = try body.required(
            "remark", body.text("remark", characters: 0...Draft.Remark.charactersMax))
        return try await takingStep(call, .returnReport) {
            try await drafts.giveBack($0, revision: $1, remark: remark, by: $2)
        }
    }

    private func discard(_ call: RESTCall, _ drafts: any DeskDrafts) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let revision = try RevisionParameter.read(call)
        let id = try call.request.caseworkID()
        return try await console.recorded(
            AuditNote(.discardDraft, ConsoleRoutes.details(id, revision)), call.request,
            route: call.route
        ) {
            try await drafts.discard(id, revision: revision, by: colleague)
            return DeskAnswer.json(
                JSONValue.object(["discarded": .string(id.description)]).bytes)
        }
    }

    // MARK: Through another member

    private func handingOn(_ entrusting: any DeskEntrusting) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.draftPath + "/entrustment", id: "entrustDraft",
            summary:
                "Have another member publish it, so that this one is not named; it is a draft no longer.",
            access: ConsoleRoutes.reportAudience, isForPersons: true,
            parameters: [Self.draftID, RevisionParameter.parameter],
            body: JSONSchema.named("NewEntrustment"),
            success: .init(
                status: 201, schema: JSONSchema.named("EntrustedReport"),
                meaning: "As it stands now, on its way to that member.", isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler,
            handler: { call in
                let colleague = try call.request.colleague()
                let revision = try RevisionParameter.read(call)
                let draft = try call.request.caseworkID()
                let body = try RESTBody(
                    call.request.body, mediaType: call.request.header("content-type"),
                    names: ["through", "message"])
                let through = try body.required(
                    "through", body.word("through") { try? MemberID(parsing: $0) })
                let message = try body.text(
                    "message", characters: 0...EntrustmentLimits.textCharactersMax)
                return try await console.entrust(
                    draft, revision: revision, to: through, message: message ?? "", call.request,
                    entrusting, route: call.route, by: colleague
                ) { sent in
                    DeskAnswer.json(Self.json(sent).bytes, status: 201).adding(
                        "location",
                        "\(call.request.origin)\(Self.root)\(Self.entrusted)/\(sent.id)")
                }
            })
    }
}
