import AllianceNames
import AuditTrail
import CRDT
import JSON
import MarkRecognition
import MergedView
import Peering
import SignIn
import Statements
import TransparencyLog

/// Rights, the names that are proposed for one, and marks in texts.
extension RESTRoutes {
    static let rightsPath = "/rights"
    /// Told in one answer.
    private static let rightsMax = 1_000

    var recognising: [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: "/marks/check", id: "findMarks",
                summary:
                    "Find members' marks in texts of any script; nothing of them is kept or shared.",
                access: ConsoleRoutes.audience, body: TextsWithMarks.schema,
                success: .init(
                    schema: JSONSchema.object([
                        "results": JSONSchema.list(
                            JSONSchema.object([
                                "text": JSONSchema.text(),
                                "marks": JSONSchema.list(MarkInTextJSON.schema),
                            ]))
                    ]),
                    meaning:
                        "Of each text the marks, with where they stand in Unicode scalars. A name alone proves no misuse.",
                    isTagged: false),
                refusals: [411, 413, 415],
                recording: .ofAnswer,
                handler: { call in
                    let texts = try TextsWithMarks(call.json())
                    let found = try await call.reading.marks(in: texts.texts)
                    return DeskAnswer.json(texts.answer(found).bytes).noted(
                        AuditNote(
                            .checkList, [.values: String(texts.texts.count)],
                            results: found.count { !$0.isEmpty }))
                })
        ]
    }

    func keepingRights(_ rights: any DeskRights) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.rightsPath, id: "listRights",
                summary:
                    "The rights that members state, each as stated last, with the channels in which it is stated.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .repeated("member", JSONSchema.identifier, "Stated by one of these members.")
                ],
                success: .init(
                    schema: JSONSchema.object([
                        "rights": JSONSchema.list(RightJSON.statedSchema, max: Self.rightsMax),
                        "truncated": JSONSchema.flag,
                    ]),
                    meaning: "By member and registration; where it is truncated, ask by member."),
                handler: { call in
                    let members = try call.query.readAll("member") { try? MemberID(parsing: $0) }
                    let found = try await rights.rights(of: Set(members))
                    let list = JSONValue.object([
                        "rights": .array(found.prefix(Self.rightsMax).map { RightJSON.value($0) }),
                        "truncated": .bool(found.count > Self.rightsMax),
                    ])
                    return DeskAnswer.json(list.bytes)
                        .noted(AuditNote(.view, results: found.count))
                }),
            RESTOperation(
                method: .get, path: Self.rightsPath + "/aliases", id: "proposeAliases",
                summary: "Names under which a mark may also be met, for a person to choose from.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query(
                        "mark",
                        JSONSchema.text(
                            min: 1, max: MarkList.nameScalarsMax, pattern: JSONSchema.visible),
                        "The mark.", isRequired: true)
                ],
                success: .init(
                    schema: JSONSchema.object([
                        "mark": JSONSchema.text(),
                        "proposals": JSONSchema.list(
                            RightJSON.proposalSchema, max: AliasProposer.proposalsMax),
                    ]), meaning: "Each is one that the recogniser finds the mark in."),
                refusals: [422],
                handler: { call in
                    guard let mark = call.query["mark"] else {
                        throw PeerProblem(
                            status: 400, keyword: "query", detail: "Parameter 'mark' is missing.")
                    }
                    let found = try await rights.proposals(for: mark, without: [])
                    let answer = JSONValue.object([
                        "mark": .string(mark),
                        "proposals": .array(found.map { RightJSON.value($0) }),
                    ])
                    return DeskAnswer.json(answer.bytes)
                        .noted(AuditNote(.view, [.proposed: mark], results: found.count))
                }),
            RESTOperation(
                method: .post, path: Self.rightsPath, id: "stateRight",
                summary: "State a right of this member with its names in every language.",
                access: Self.reporters,
                parameters: [Self.channelParameter, IdempotencyKey.parameter],
                body: RightJSON.schema,
                success: .init(
                    status: 201, schema: JSONSchema.named("WrittenRight"),
                    meaning:
                        "Where it stands; durable and signed. 'channels' has all in which this member states it now.",
                    isTagged: false),
                refusals: [409, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await state($0, rights) }),
            RESTOperation(
                method: .delete, path: Self.rightsPath + "/{key}", id: "withdrawRight",
                summary:
                    "Withdraw a right that this member states from a channel: all that it says of it there, and nothing elsewhere. That it was said stays.",
                access: Self.reporters,
                parameters: [
                    .path("key", RightJSON.key, "As rights have it: `EM%2F018012345`."),
                    Self.channelParameter, IdempotencyKey.parameter,
                ],
                success: .init(
                    schema: JSONSchema.named("WithdrawnRight"),
                    meaning:
                        "Where the withdrawal stands; durable and signed. It counts no more in that channel; 'channels' has those in which this member states it still, where it does. In none: complaints that rest on it are told so.",
                    isTagged: false),
                refusals: [404, 409, 422],
                recording: .byHandler, handler: { try await withdraw($0, rights) }),
        ]
    }

    private func withdraw(_ call: RESTCall, _ rights: any DeskRights) async throws -> DeskAnswer {
        let (channel, name) = (try Self.channel(call), call.path("key"))
        try rights.checkMayState(call.request.caller)
        let key = try IdempotencyKey.request(call.request)
        try await console.record(
            ConsoleRoutes.withdrawalNote(name, in: channel), before: call.request,
            route: call.route)
        let (entries, isAgain) = try Self.signed(
            try await rights.withdraw(name, in: channel, seen: nil, for: key))
        let left = try await rights.ownRights(name).map(\.channel)
        return Self.written(
            [("key", .string(name)), ("channels", RightJSON.channels(left))], entries, isAgain,
            status: 200
        ).noted(Self.signedNote(.withdrawn, name, entries))
    }

    private func state(_ call: RESTCall, _ rights: any DeskRights) async throws -> DeskAnswer {
        let channel = try Self.channel(call)
        let right = try RightJSON(call.json()).right
        try rights.checkMayState(call.request.caller)
        let key = try IdempotencyKey.request(call.request)
        try await console.record(
            ConsoleRoutes.note(right, in: channel), before: call.request, route: call.route)
        let (entries, isAgain) = try Self.signed(
            try await rights.state(right, in: channel, for: key))
        let stated = StatedRight(
            dot: StatementDot(log: entries.log, index: entries.indexes.lowerBound), right: right,
            channels: try await rights.ownRights(right.key).map(\.channel))
        return Self.written(RightJSON.members(of: stated), entries, isAgain, status: 201)
            .noted(Self.signedNote(.said, right.key, entries))
    }

    private static func signedNote(
        _ verb: AuditDetail, _ right: String, _ entries: SignedEntries
    ) -> AuditNote {
        AuditNote(
            .use,
            [
                verb: "right", .right: right, .log: entries.log.description,
                .entry: String(entries.indexes.lowerBound),
            ])
    }
}
