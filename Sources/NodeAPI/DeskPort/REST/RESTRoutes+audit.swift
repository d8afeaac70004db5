import AllianceNames
import AuditTrail
import JSON
import Peering
import SignIn
import TransparencyLog

/// The record of who looked at what, and exports that wait for a second person.
extension RESTRoutes {
    private static let heldPath = "/audit/exports"

    func auditing(_ audit: ConsoleAudit) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/audit", id: "readAudit",
                summary:
                    "Who looked at what, the newest first: administrators what everybody did, each person what it did itself.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query("person", JSONSchema.identifier, "What this person did."),
                    .query(
                        "did", JSONSchema.text(pattern: "^[a-z-]{1,40}$"),
                        "This alone: 'search', 'view', 'export' and so on."),
                    .query(
                        "before", JSONSchema.text(pattern: "^(0|[1-9][0-9]{0,17})$"),
                        "Below this index: the 'before' of the page before."),
                ],
                success: .init(
                    schema: JSONSchema.named("AuditPage"),
                    meaning: "A page; it may be short and still have a 'before'.", isTagged: false),
                handler: { try await readAudit($0, audit) }),
            RESTOperation(
                method: .get, path: Self.heldPath, id: "listHeldExports",
                summary:
                    "Exports that wait for a second person; whoever may not release them sees its own.",
                access: ConsoleRoutes.audience,
                success: .init(
                    schema: JSONSchema.named("HeldExports"), meaning: "The oldest first.",
                    isTagged: false),
                handler: { call in
                    let person = try ConsoleRoutes.person(call.request)
                    let held = try await console.held(for: person, audit)
                    return DeskAnswer.json(AuditJSON.held(held).bytes)
                        .noted(AuditNote(.readAudit, [.held: "exports"], results: held.count))
                }),
            RESTOperation(
                method: .post, path: Self.heldPath + "/{number}/release", id: "releaseExport",
                summary: "Let an export go that another person asked for.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .path(
                        "number", JSONSchema.text(pattern: "^(0|[1-9][0-9]{0,17})$"),
                        "Of the export, as the refusal and the list name it.")
                ],
                success: .init(
                    schema: JSONSchema.named("ReleasedExport"),
                    meaning: "Whoever asked for it asks again, within a day.", isTagged: false),
                refusals: [409, 411, 413],
                recording: .byHandler,
                handler: { call in
                    let text = Array(call.path("number").utf8)
                    let number = text.count <= 18 ? Decimal.decode(text) : nil
                    try await console.release(number, call.request, audit)
                    return DeskAnswer.json(
                        JSONValue.members([("number", number.map { .integer($0) })]).bytes
                    ).noted(AuditNote(.use))
                }),
        ]
    }

    private func readAudit(_ call: RESTCall, _ audit: ConsoleAudit) async throws -> DeskAnswer {
        let person = try ConsoleRoutes.person(call.request)
        var query = AuditQuery(
            person: try call.query.read("person") { try? PersonID(parsing: $0) },
            action: try call.query.read("did", AuditAction.init(rawValue:)),
            before: try call.query.read("before") { UInt64($0) })
        if !ConsoleRoutes.seesAll(person) {
            // Passing another person's name over would answer another question than was asked.
            guard query.person ?? person.id == person.id else {
                throw PeerProblem(
                    status: 403, keyword: "role-missing",
                    detail: "Administrators see what others did; you see what you did.")
            }
            query.person = person.id
        }
        let (content, note) = try await console.read(query, audit)
        return DeskAnswer.json(AuditJSON.page(content).bytes).noted(note)
    }
}
