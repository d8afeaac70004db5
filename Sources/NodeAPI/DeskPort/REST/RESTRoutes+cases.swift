import AuditTrail
import Casework
import JSON
import Peering
import SignIn

/// Cases, for the programs of those persons who work on them. What the console does with a case is done here
/// too, and who may do it is decided in the same place: `Casework/Case`.
extension RESTRoutes {
    static let casesPath = "/cases"
    static let casePath = casesPath + "/{id}"

    /// None at a desk that keeps no cases.
    var caseOperations: [RESTOperation] {
        guard let cases = console.casework?.cases else { return [] }
        return caseList(cases) + oneCase(cases) + caseSteps(cases) + caseContact(cases)
            + caseItems(cases)
    }

    static let caseParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: CaseJSON.idPattern), "Of the case.")
    static let revisionParameter = RESTOperation.Parameter.query(
        "revision", JSONSchema.number(1, revisionMax),
        "As it was shown: where it was changed since, nothing is done.", isRequired: true)
    private static let revisionMax = 999_999_999

    private func caseList(_ cases: any DeskCases) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.casesPath, id: "listCases",
                summary: "The cases that one works on, those begun last first.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    .query(
                        "state", JSONSchema.word(CaseJSON.states), "Only those; all without it.")
                ]
                    + RESTParameter.paging(
                        max: CasePlace.pageMax, usual: CasePlace.pageCases,
                        cursor: CasePlace.pattern),
                success: .init(
                    schema: JSONSchema.named("CasePage"),
                    meaning: "A page; each case that was there is given once.", isTagged: false),
                handler: { try await listCases($0, cases) }),
            RESTOperation(
                method: .post, path: Self.casesPath, id: "beginCase", summary: "Begin a case.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [IdempotencyKey.parameter], body: JSONSchema.named("NewCase"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Case"), meaning: "As it is kept.",
                    isTagged: false),
                refusals: [411, 413, 415, 422],
                handler: { try await beginCase($0, cases) }),
        ]
    }

    private func oneCase(_ cases: any DeskCases) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.casePath, id: "getCase",
                summary:
                    "A case with all that is in it in the order of time, and who else has the same in one.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter],
                success: .init(
                    schema: JSONSchema.named("CaseRecord"),
                    meaning: "'known' is what members say of an identifier now.", isTagged: false),
                refusals: [404],
                handler: { call in
                    let colleague = try call.request.colleague()
                    let sheet = try await cases.sheet(call.request.caseworkID(), for: colleague)
                    return DeskAnswer.json(CaseJSON.sheet(sheet).bytes).noted(
                        AuditNote(
                            .view, [.case: sheet.folder.id.description],
                            results: sheet.items.count))
                }),
            RESTOperation(
                method: .put, path: Self.casePath, id: "describeCase",
                summary: "Give a case its title, and say who works on it beside its owner.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter, Self.revisionParameter],
                body: JSONSchema.named("CaseDescription"),
                success: .init(
                    schema: JSONSchema.named("Case"), meaning: "As it is kept now.",
                    isTagged: false),
                refusals: [404, 409, 411, 413, 415, 422],
                handler: { try await describeCase($0, cases) }),
            RESTOperation(
                method: .delete, path: Self.casePath, id: "deleteCase",
                summary: "Throw a case away, with all that is in it.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter, Self.revisionParameter],
                success: Self.removedName, refusals: [404, 409],
                recording: .byHandler,
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    let revision = try Self.revision(call)
                    return try await console.recorded(
                        ConsoleRoutes.note(id, "deleted"), call.request, route: call.route
                    ) {
                        try await cases.remove(case: id, revision: revision, by: colleague)
                        return Self.removed(id)
                    }
                }),
            RESTOperation(
                method: .get, path: Self.casePath + "/referral", id: "getReferral",
                summary:
                    "A case as it is handed to an authority or a lawyer; each entry counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, isForPersons: true,
                parameters: [Self.caseParameter],
                success: .init(
                    schema: JSONSchema.named("Referral"),
                    meaning: "The same file as the console's.", isTagged: false),
                refusals: [404],
                handler: {
                    try await console.referralFile($0.request, cases, route: $0.route)
                }),
        ]
    }

    private func caseSteps(_ cases: any DeskCases) -> [RESTOperation] {
        [
            step("close", "closeCase", "Close a case; it takes nothing any more.", "closed") {
                id, revision, colleague in
                let now = cases.now()
                return try await cases.change(id, revision: revision) {
                    try $0.close(by: colleague, at: now)
                }
            },
            step("open", "openCase", "Open a case that was closed.", "opened") {
                id, revision, colleague in
                try await cases.change(id, revision: revision) { try $0.open(by: colleague) }
            },
        ]
    }

    /// What is done to one as it was shown.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ what: String,
        _ work: @escaping @Sendable (CaseworkID, UInt64, Colleague) async throws -> Case
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.casePath)/\(name)", id: operation, summary: summary,
            access: ConsoleRoutes.draftAudience, isForPersons: true,
            parameters: [Self.caseParameter, Self.revisionParameter],
            success: .init(
                schema: JSONSchema.named("Case"), meaning: "As it is kept now.", isTagged: false),
            refusals: [404, 409],
            handler: { call in
                let (colleague, id) = try Self.asked(call)
                let folder = try await work(id, Self.revision(call), colleague)
                return DeskAnswer.json(CaseJSON.folder(folder).bytes)
                    .noted(ConsoleRoutes.note(id, what))
            })
    }

    // MARK: For what is in a case too

    /// Who asks, before anything is said of what it asks for.
    static func asked(_ call: RESTCall) throws(PeerProblem) -> (Colleague, CaseworkID) {
        let colleague = try call.request.colleague()
        return (colleague, try call.request.caseworkID())
    }

    /// - Parameter path: where it is.
    static func made(
        _ json: JSONValue, at path: String, isAgain: Bool, _ call: RESTCall, _ note: AuditNote
    ) -> DeskAnswer {
        let answer = DeskAnswer.json(json.bytes, status: 201)
            .adding("location", call.request.origin + root + path).noted(note)
        return isAgain ? answer.adding("idempotency-replayed", "true") : answer
    }

    static let removedName = RESTOperation.Success(
        schema: JSONSchema.object(["removed": JSONSchema.text()]), meaning: "Its name.",
        isTagged: false)

    static func removed(_ id: CaseworkID) -> DeskAnswer {
        DeskAnswer.json(JSONValue.object(["removed": .string(id.description)]).bytes)
    }

    // MARK: Handlers

    private static func revision(_ call: RESTCall) throws(PeerProblem) -> UInt64 {
        guard let revision = try call.query.number("revision", in: 1...revisionMax) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "Parameter 'revision' is missing.")
        }
        return UInt64(revision)
    }

    private func listCases(_ call: RESTCall, _ cases: any DeskCases) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let isClosed = try call.query.read("state") { CaseJSON.isClosed($0) }
        let page = try call.query.page(max: CasePlace.pageMax, usual: CasePlace.pageCases) {
            CasePlace(parsing: $0)
        }
        var found = try await cases.cases(for: colleague)
        if let isClosed { found.removeAll { ($0.closedAt != nil) != isClosed } }
        let list = ListPage<Case, CasePlace>(found, after: page.after, limit: page.limit)
        let json = JSONValue.members([
            ("cases", .array(list.items.map(CaseJSON.folder))),
            ("next", list.next.map { .string($0.description) }),
        ])
        return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: list.items.count))
    }

    private func beginCase(_ call: RESTCall, _ cases: any DeskCases) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let title = try CaseBody.title(ofNew: call.json())
        let (folder, isAgain) = try await cases.begin(
            title, by: colleague, for: IdempotencyKey.request(call.request))
        return Self.made(
            CaseJSON.folder(folder), at: "\(Self.casesPath)/\(folder.id)", isAgain: isAgain, call,
            ConsoleRoutes.note(folder.id, isAgain ? "asked for again" : "begun"))
    }

    private func describeCase(
        _ call: RESTCall, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let (colleague, id) = try Self.asked(call)
        let revision = try Self.revision(call)
        let body = try CaseBody(call.json())
        let folder = try await cases.change(id, revision: revision) {
            try $0.describe(body.title, team: body.team, by: colleague)
        }
        return DeskAnswer.json(CaseJSON.folder(folder).bytes)
            .noted(ConsoleRoutes.note(id, "described"))
    }
}
