import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import SignIn
import Statements
import TransparencyLog

/// Reports that one member publishes for another, for the programs of those persons who decide on them.
extension RESTRoutes {
    static let entrusted = "/entrusted-reports"
    private static let one = entrusted + "/{id}"

    func entrustedOperations(_ entrusting: any DeskEntrusting) -> [RESTOperation] {
        let sheet = RESTOperation.Success(
            schema: JSONSchema.named("EntrustedReport"), meaning: "As it stands now.",
            isTagged: false)
        return [
            RESTOperation(
                method: .get, path: Self.entrusted, id: "listEntrustedReports",
                summary:
                    "Reports that one member publishes for another: both sides of it, those begun last first.",
                access: ConsoleRoutes.reportAudience,
                parameters: [
                    .query(
                        "side", JSONSchema.word(Entrustment.Side.allCases.map(\.rawValue)),
                        "Only those; both without it.")
                ]
                    + RESTParameter.paging(
                        max: EntrustmentLimits.listedMax, usual: EntrustmentLimits.listedMax,
                        cursor: CasePlace.pattern),
                success: .init(
                    schema: JSONSchema.named("EntrustedReports"),
                    meaning: "A page; each that was there is given once.", isTagged: false),
                handler: { try await Self.list($0, entrusting) }),
            RESTOperation(
                method: .get, path: Self.one, id: "getEntrustedReport",
                summary: "One of them, with what is asked for and what was published.",
                access: ConsoleRoutes.reportAudience, parameters: [Self.id],
                success: sheet, refusals: [404],
                handler: { try await Self.sheet($0, entrusting) }),
            RESTOperation(
                method: .get, path: Self.one + "/openings/{row}", id: "getOpening",
                summary:
                    "What proves whose report a row is; whoever gets it learns that. It counts as a row taken away.",
                access: ConsoleRoutes.reportAudience,
                parameters: [
                    Self.id,
                    .path(
                        "row", JSONSchema.number(1, EntrustmentLimits.rowsMax),
                        "Which of its rows, from 1."),
                ],
                success: .init(
                    mediaType: "text/plain", schema: JSONSchema.text(),
                    meaning: "A C2SP signed note.", isTagged: false), refusals: [404],
                handler: {
                    try await console.opening($0.request, entrusting, route: $0.route)
                }),
            step(
                "acceptance", "takeOnEntrustedReport", "Makes a draft of what is asked for.", sheet
            ) { call, id, revision in
                try await entrusting.takeOn(
                    id, revision: revision, by: call.request.colleague())
            },
            step(
                "refusal", "refuseEntrustedReport", "Says no to who asks.", sheet,
                body: JSONSchema.named("Refusal")
            ) { call, id, revision in
                let body = try RESTBody(
                    call.request.body, mediaType: call.request.header("content-type"),
                    names: ["reason"])
                let reason = try body.required(
                    "reason",
                    body.text("reason", characters: 0...EntrustmentLimits.textCharactersMax)
                )
                return try await entrusting.refuse(
                    id, revision: revision, reason: reason, by: call.request.colleague())
            },
            step(
                "withdrawal", "askForWithdrawal", "Asks the publisher to take it back.", sheet
            ) { call, id, revision in
                try await entrusting.askWithdrawal(
                    id, revision: revision, by: call.request.colleague())
            },
        ]
    }

    private static let id = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: "^[0-9a-f]{32}$"), "As the list has it.")

    /// What is done to one as it was shown.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ success: RESTOperation.Success,
        body: JSONValue? = nil,
        _ work: @escaping @Sendable (RESTCall, CaseworkID, UInt64) async throws -> Entrustment
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.one)/\(name)", id: operation, summary: summary,
            access: ConsoleRoutes.reportAudience,
            parameters: [Self.id, RevisionParameter.parameter], body: body, success: success,
            refusals: body == nil ? [404, 409] : [404, 409, 411, 413, 415],
            recording: .byHandler,
            handler: { call in
                let revision = try RevisionParameter.read(call)
                let id = try call.request.caseworkID()
                let note = AuditNote(
                    .entrustReport,
                    [
                        .entrusted: id.description, .revision: String(revision),
                        .operation: operation,
                    ])
                return try await console.recorded(note, call.request, route: call.route) {
                    DeskAnswer.json(
                        Self.json(try await work(call, id, revision)).bytes)
                }
            })
    }

    private static func list(
        _ call: RESTCall, _ entrusting: any DeskEntrusting
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let side = try call.query.read("side") { Entrustment.Side(rawValue: $0) }
        let page = try call.query.page(max: EntrustmentLimits.listedMax) { CasePlace(parsing: $0) }
        let list = try await entrusting.page(
            for: colleague, on: side, after: page.after, limit: page.limit)
        let json = JSONValue.members([
            ("reports", .array(list.items.map { Self.json($0) })),
            ("complete", .bool(list.next == nil)),
            ("next", list.next.map { .string($0.description) }),
        ])
        return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: list.items.count))
    }

    private static func sheet(
        _ call: RESTCall, _ entrusting: any DeskEntrusting
    ) async throws -> DeskAnswer {
        let sheet = try await entrusting.entrusted(
            call.request.caseworkID(), for: call.request.colleague())
        return DeskAnswer.json(json(sheet.entrustment, sheet.rows).bytes)
            .noted(
                AuditNote(
                    .view, ConsoleRoutes.details(of: sheet.entrustment), results: sheet.rows.count))
    }

    static func json(
        _ one: Entrustment, _ rows: [EntrustedSheet.Row]? = nil
    ) -> JSONValue {
        .members([
            ("id", .string(one.id.description)), ("side", .string(one.side.rawValue)),
            ("member", .string(one.partner.rawValue)), ("channel", .string(one.channel.rawValue)),
            ("stage", .string(one.stage.rawValue)), ("revision", .integer(one.revision)),
            ("rowCount", .integer(UInt64(one.rowCount))),
            ("withdrawalAsked", .bool(one.wantsWithdrawal)),
            ("message", one.message.isEmpty ? nil : .string(one.message)),
            ("reason", one.reason.isEmpty ? nil : .string(one.reason)),
            ("draft", one.draft.map { .string($0.description) }),
            ("changedAt", IndicatorJSON.time(one.changedAt)),
            (
                "rows",
                rows.map { rows in .array(rows.map { json($0, in: one.entries?.log) }) }
            ),
        ])
    }

    private static func json(_ row: EntrustedSheet.Row, in log: LogOrigin?) -> JSONValue {
        let report = row.row.report
        return .members([
            ("type", .string(report.indicator.type.name)),
            ("value", .string(report.indicator.value)), ("basis", .string(report.basis.name)),
            ("confidence", .integer(UInt64(report.confidence))), ("tlp", .string(report.tlp.name)),
            ("marks", .array(report.marks.map { .string($0) })),
            ("note", report.note.map { .string($0) }),
            ("commitment", .string(row.row.opening.commitment.hex)),
            (
                "published",
                row.index.flatMap { index in
                    log.map {
                        .object(["log": .string($0.description), "index": .integer(index)])
                    }
                }
            ),
            ("changed", row.relation.map { .bool($0 != .same) }),
        ])
    }
}
