import AllianceNames
import AuditTrail
import Complaints
import JSON
import Peering
import SignIn
import Statements
import TransparencyLog

/// Measures against those who complain without ground, or infringe, again and again.
extension RESTRoutes {
    private static let measuresPath = "/measures"
    /// What is taken from somebody is released by who releases what leaves this member.
    private static let measuring = DeskRoute.Access.people(.approve)

    func measuring(_ measures: any DeskMeasures) -> [RESTOperation] {
        [list(measures), due(measures), standing(measures), take(measures), lift(measures)]
    }

    private static let partyParameters: [RESTOperation.Parameter] = [
        .query("member", JSONSchema.identifier, "A member that complains from its own node."),
        .query("account", accountSchema, "An account at this platform."),
        .query("seller", sellerSchema, "A seller, as marketplace:account."),
    ]
    private static let accountSchema = JSONSchema.text(
        min: 1, max: StatementLimits.wordBytesMax, pattern: JSONSchema.visible)
    private static let sellerSchema = JSONSchema.text(
        min: 1, max: StatementLimits.indicatorBytesMax, pattern: JSONSchema.visible)

    // MARK: Reading

    private func list(_ measures: any DeskMeasures) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.measuresPath, id: "listMeasures",
            summary:
                "What platforms have done about who complains without ground, or infringes, again and again: those begun last first.",
            access: ConsoleRoutes.audience,
            success: .init(
                schema: JSONSchema.object([
                    "measures": JSONSchema.list(
                        JSONSchema.named("TakenMeasure"), max: MeasureLists.takenMax),
                    "truncated": JSONSchema.flag,
                ]), meaning: "The newest, also those that were lifted.", isTagged: false),
            handler: { _ in
                let found = try await measures.measures()
                let json = JSONValue.object([
                    "measures": .array(found.items.map(MeasureJSON.measure)),
                    "truncated": .bool(found.isCut),
                ])
                return DeskAnswer.json(json.bytes).noted(
                    AuditNote(.view, results: found.items.count))
            })
    }

    private func due(_ measures: any DeskMeasures) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.measuresPath + "/due", id: "listMeasuresDue",
            summary:
                "At the platform: those for whom more than a notice is due, or a measure lasts, the strictest first.",
            access: ConsoleRoutes.audience,
            success: .init(
                schema: JSONSchema.object([
                    "standings": JSONSchema.list(
                        JSONSchema.named("LadderStanding"), max: MeasureLists.dueMax),
                    "truncated": JSONSchema.flag,
                ]), meaning: "As it was within the last minute.", isTagged: false),
            refusals: [404],
            handler: { _ in
                try Self.requirePlatform(measures.isPlatform)
                let found = try await measures.due()
                let json = JSONValue.object([
                    "standings": .array(found.items.map(MeasureJSON.standing)),
                    "truncated": .bool(found.isCut),
                ])
                return DeskAnswer.json(json.bytes).noted(
                    AuditNote(.view, results: found.items.count))
            })
    }

    private func standing(_ measures: any DeskMeasures) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.measuresPath + "/standing", id: "getLadderStanding",
            summary: "Where one of them stands, computed anew: what was weighed, what is proposed.",
            access: ConsoleRoutes.audience, parameters: Self.partyParameters,
            success: .init(
                schema: JSONSchema.named("LadderStanding"),
                meaning: "Elsewhere than at the platform, what was done about it only.",
                isTagged: false), refusals: [422],
            handler: { call in
                guard
                    let party = MeasureParty.read(
                        member: call.query["member"], account: call.query["account"],
                        seller: call.query["seller"], at: console.own)
                else { throw MeasureParty.unnamed }
                let json = MeasureJSON.standing(try await measures.standing(of: party))
                return DeskAnswer.json(json.bytes).noted(
                    AuditNote(.view, MeasureParty.details(party)))
            })
    }

    // MARK: Deciding

    private func take(_ measures: any DeskMeasures) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.measuresPath, id: "takeMeasure",
            summary:
                "A person at the platform takes a measure: what is proposed, or something milder.",
            access: Self.measuring, isForPersons: true, parameters: [IdempotencyKey.parameter],
            body: JSONSchema.named("NewMeasure"),
            success: .init(
                status: 201, schema: JSONSchema.named("SignedMeasure"),
                meaning:
                    "Durable and signed. Where nothing as strict is due it is 409, and nothing is signed.",
                isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler,
            handler: { call in
                try Self.requirePlatform(measures.isPlatform)
                let new = try MeasureBody.taken(call.json(), at: console.own)
                var details = MeasureParty.details(new.party)
                details[.what] = "measure"
                details[.measure] = new.measure.name
                return try await sign(call, details) { person, key in
                    try await measures.take(new, by: person, for: key)
                }
            })
    }

    private func lift(_ measures: any DeskMeasures) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.measuresPath + "/{id}/lift", id: "liftMeasure",
            summary:
                "A person at the platform ends a measure: it counts as if it had not been taken.",
            access: Self.measuring, isForPersons: true,
            parameters: [
                .path(
                    "id", JSONSchema.text(pattern: EntryReference.pathPattern), "Of the measure."),
                IdempotencyKey.parameter,
            ],
            body: JSONSchema.object(
                ["text": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax)],
                isClosed: true),
            success: .init(
                status: 201, schema: JSONSchema.named("SignedMeasure"),
                meaning: "Durable and signed.", isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler,
            handler: { call in
                try Self.requirePlatform(measures.isPlatform)
                guard let id = EntryReference(pathName: call.path("id")) else {
                    throw PeerProblem(
                        status: 404, keyword: "no-measure",
                        detail: "This platform has taken no such measure.")
                }
                let text = try MeasureBody.lifted(call.json())
                return try await sign(call, [.what: "lift", .measure: id.description]) {
                    person, key in
                    try await measures.lift(id, text: text, by: person, for: key)
                }
            })
    }

    /// Recorded before it is done.
    private func sign(
        _ call: RESTCall, _ details: [AuditDetail: String],
        _ body: (String, KeyedRequest?) async throws -> SigningOutcome
    ) async throws -> DeskAnswer {
        guard let person = call.request.caller.person?.id.rawValue else {
            throw PeerProblem(
                status: 403, keyword: "person-needed",
                detail: "A measure is taken by a person; sign in and decide.")
        }
        let key = try IdempotencyKey.request(call.request)
        try await console.record(
            AuditNote(.publishReport, details), before: call.request, route: call.route)
        let (entries, isAgain) = try Self.signed(try await body(person, key))
        let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        var details = details
        details[.said] = details.removeValue(forKey: .what)
        details[.entry] = id.description
        let json = ComplaintJSON.signed(entries)
        let answer = DeskAnswer.json(json.bytes, status: 201)
        return (isAgain ? answer.adding("idempotency-replayed", "true") : answer)
            .noted(AuditNote(.use, details))
    }
}

extension OpenAPISchemas {
    private static let party = JSONSchema.object(
        [:], optional: ["member": JSONSchema.identifier, "account": text, "seller": text],
        isClosed: true)
    private static let text = JSONSchema.text()
    private static let measureName = JSONSchema.word(MisuseMeasure.Measure.allCases.map(\.name))
    private static let facts = JSONSchema.list(
        JSONSchema.object(["code": text, "figure": JSONSchema.count]))
    private static let step = JSONSchema.object(
        ["measure": measureName, "from": JSONSchema.time], optional: ["until": JSONSchema.time])

    static let ofMeasures: [(String, JSONValue)] = [
        (
            "TakenMeasure",
            JSONSchema.object(
                [
                    "id": RESTBody.referenceSchema, "party": party, "measure": measureName,
                    "from": JSONSchema.time, "facts": facts, "text": text,
                ],
                optional: [
                    "until": JSONSchema.time, "confirmedAt": JSONSchema.time,
                    "lifted": JSONSchema.object(
                        ["id": RESTBody.referenceSchema, "text": text],
                        optional: ["confirmedAt": JSONSchema.time]),
                ])
        ),
        (
            "LadderStanding",
            JSONSchema.object(
                [
                    "party": party, "facts": facts,
                    "measures": JSONSchema.list(JSONSchema.named("TakenMeasure")),
                ], optional: ["current": step, "proposal": step])
        ),
        (
            "NewMeasure",
            JSONSchema.object(
                [
                    "measure": measureName,
                    "text": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax),
                ],
                optional: [
                    "member": JSONSchema.identifier,
                    "account": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
                    "seller": JSONSchema.text(min: 1, max: StatementLimits.indicatorBytesMax),
                    "until": JSONSchema.moment, "intentEstablished": JSONSchema.flag,
                ], isClosed: true)
        ),
        (
            "SignedMeasure",
            JSONSchema.object([
                "id": RESTBody.referenceSchema, "entry": JSONSchema.named("Entry"),
                "leafHash": RESTBody.digestSchema, "treeSize": JSONSchema.count,
            ])
        ),
    ]
}
