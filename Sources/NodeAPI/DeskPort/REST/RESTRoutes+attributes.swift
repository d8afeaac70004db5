import AuditTrail
import Casework
import JSON
import Peering
import Statements

/// The attributes of a report in preparation, as the console's form changes them.
extension RESTRoutes {
    func changingAttributes(_ drafts: any DeskDrafts) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.draftPath + "/attributes", id: "changeDraftAttributes",
            summary:
                "Add an attribute, or take some away: of all its rows, or of those of one identifier.",
            access: ConsoleRoutes.draftAudience, isForPersons: true,
            parameters: [Self.draftID, RevisionParameter.parameter],
            body: JSONSchema.named("AttributeChange"),
            success: .init(
                schema: JSONSchema.named("Draft"), meaning: "As it stands now.", isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler, handler: { try await changeAttributes($0, drafts) })
    }

    private func changeAttributes(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        _ = try call.request.colleague()
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"),
            names: ["add", "remove", "only"])
        let added = try body["add"].map { value throws(PeerProblem) in
            try Self.attribute(value, "'add'")
        }
        var removed: Set<DraftAttributes.Pair> = []
        let listed = try body.list("remove", countMax: AttributeChange.removedMax)
        for value in listed ?? [] { removed.insert(try Self.attribute(value, "'remove'")) }
        let only = try body.text("only", characters: 1...StatementLimits.indicatorBytesMax)
        let named = removed
        // What it means is looked at after the draft's state: one that was read too early is told so whatever it asks.
        return try await takingStep(call, .draftReport) { id, revision, colleague in
            try await drafts.rewrite(id, revision: revision, by: colleague) { content in
                try AttributeChange(adding: added, removing: named, only: only)
                    .apply(to: &content)
            }
        }
    }

    private static func attribute(
        _ value: JSONValue, _ what: String
    ) throws(PeerProblem) -> DraftAttributes.Pair {
        let body = try RESTBody(value, names: ["name", "value"], what: what)
        let name = try body.required(
            "name", body.text("name", characters: 1...Attribute.nameBytesMax))
        let said = try body.required(
            "value", body.text("value", characters: 1...Attribute.valueBytesMax))
        return DraftAttributes.Pair(name: name, value: said)
    }

    static let attributeChangeSchema: JSONValue = JSONSchema.object(
        [:],
        optional: [
            "add": attributeSchema,
            "remove": JSONSchema.list(attributeSchema, max: AttributeChange.removedMax),
            "only": JSONSchema.text(min: 1, max: StatementLimits.indicatorBytesMax),
        ], isClosed: true)

    private static let attributeSchema = JSONSchema.object(
        [
            "name": JSONSchema.text(min: 1, max: Attribute.nameBytesMax),
            "value": JSONSchema.text(min: 1, max: Attribute.valueBytesMax),
        ], isClosed: true)
}
