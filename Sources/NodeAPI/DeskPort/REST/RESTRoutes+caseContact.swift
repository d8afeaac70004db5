import Casework
import JSON
import Peering

/// Whether the people of a case want to hear of others that have the same in one, and what those are told. Who
/// was found stands in the case.
extension RESTRoutes {
    func caseContact(_ cases: any DeskCases) -> [RESTOperation] {
        [
            RESTOperation(
                method: .put, path: Self.casePath + "/contact", id: "offerContact",
                summary:
                    "Compare the identifiers of a case with cases of other members that want it too; these are told the contact, and nothing else.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter], body: JSONSchema.named("CaseContact"),
                success: .init(
                    schema: JSONSchema.named("CaseContact"), meaning: "What others are told.",
                    isTagged: false),
                refusals: [404, 409, 411, 413, 415, 422],
                recording: .byHandler,
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["contact"])
                    let contact = try body.required(
                        "contact",
                        body.text("contact", characters: 1...ContactOptIn.contactCharactersMax))
                    return try await console.recorded(
                        ConsoleRoutes.note(id, "contact offered"), call.request, route: call.route
                    ) {
                        try await cases.optIn(id, contact: contact, by: colleague)
                        return DeskAnswer.json(
                            JSONValue.object(["contact": .string(contact)]).bytes)
                    }
                }),
            RESTOperation(
                method: .delete, path: Self.casePath + "/contact", id: "withdrawContact",
                summary: "Compare a case no more; what was told before stays told.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter], success: Self.removedName, refusals: [404],
                recording: .byHandler,
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    return try await console.recorded(
                        ConsoleRoutes.note(id, "contact withdrawn"), call.request,
                        route: call.route
                    ) {
                        try await cases.optOut(id, by: colleague)
                        return Self.removed(id)
                    }
                }),
        ]
    }
}
