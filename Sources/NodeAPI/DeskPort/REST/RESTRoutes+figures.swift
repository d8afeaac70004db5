import AllianceNames
import AuditTrail
import Complaints
import DSA
import JSON
import Peering
import Statements

/// Figures of complaints, and statements of reasons of what was taken down.
extension RESTRoutes {
    /// Complaints whose statements of reasons one answer has.
    private static let reasonedMax = 200

    func figureOperations(_ complaints: any DeskComplaints) -> [RESTOperation] {
        let parameters = [Self.channelsParameter] + Self.filedParameters
        return [
            RESTOperation(
                method: .get, path: "/figures", id: "getFigures",
                summary:
                    "Figures of all complaints that this member reads, and by channel, marketplace and ground.",
                access: ConsoleRoutes.audience, parameters: parameters,
                success: .init(
                    schema: JSONSchema.object([
                        "figures": JSONSchema.list(JSONSchema.named("ComplaintFigures"))
                    ]),
                    meaning:
                        "Each can be made again from the logs: 'touchstone figures verify'. What is not confirmed is in none.",
                    isTagged: false),
                refusals: [422],
                handler: { call in
                    let found = try await Self.figures(call, complaints)
                    let rows = KeyedFigures.sorted(found)
                    let json = JSONValue.object([
                        "figures": .array(rows.map(ComplaintJSON.figures))
                    ])
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, results: rows.count))
                }),
            RESTOperation(
                method: .get, path: "/figures.csv", id: "getFiguresAsSpreadsheet",
                summary:
                    "The same as a spreadsheet; each line of figures counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, parameters: parameters,
                success: .init(
                    mediaType: "text/csv", schema: JSONSchema.text(),
                    meaning:
                        "RFC 4180, with a line of heads. With more rows than one may take alone it is 403, 'export-held', until another person releases it.",
                    isTagged: false),
                refusals: [422],
                handler: { call in
                    try await console.figuresFile(
                        Self.figures(call, complaints),
                        [.figures: call.request.target.query ?? ""], call.request,
                        route: call.route)
                }),
            RESTOperation(
                method: .get, path: Self.complaintPath + "/reasons", id: "getStatementsOfReasons",
                summary:
                    "Statements of reasons of what was taken down under a complaint, as the DSA Transparency Database takes them.",
                access: ConsoleRoutes.audience,
                parameters: [Self.complaintParameter] + Self.reasonParameters,
                success: .init(
                    schema: JSONSchema.named("StatementsOfReasons"),
                    meaning:
                        "Each has the same 'puid' every time. What was taken down and has none is in 'omitted', with why.",
                    isTagged: false),
                refusals: [404, 422],
                handler: { call in
                    let id = try Self.complaintID(call)
                    let given = try Self.given(call)
                    guard let detail = try await complaints.complaint(id) else {
                        throw Self.noComplaint
                    }
                    var reasons = ComplaintReasons()
                    reasons.add(detail, given)
                    return DeskAnswer.json(reasons.json.bytes).noted(
                        AuditNote(
                            .view, [.reasons: id.description], results: reasons.statements.count))
                }),
            RESTOperation(
                method: .get, path: "/figures/reasons", id: "exportStatementsOfReasons",
                summary:
                    "The same of all complaints, a page of \(Self.reasonedMax) complaints at a time: one call of the database's interface a line, and a last line for all. Each statement counts as a row taken away.",
                access: ConsoleRoutes.exportAudience,
                parameters: parameters + Self.reasonParameters + [
                    .query(
                        "cursor", JSONSchema.text(pattern: ComplaintCursor.pattern),
                        "The 'next' of the page before.")
                ],
                success: .init(
                    mediaType: ReportImport.mediaType, schema: JSONSchema.text(),
                    meaning:
                        "Lines of at most \(StatementRules.statementsMax) statements, as POST /api/v1/statements there takes them; the last line has 'statements' as a count, 'omitted' and 'next'. With more rows than one may take alone it is 403, 'export-held', until another person releases it.",
                    isTagged: false),
                refusals: [422], handler: { try await exportReasons($0, complaints) }),
        ]
    }

    private static func figures(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> [FigureKey: ComplaintFigures] {
        try await complaints.figures(
            filed: filed(call), in: complaintChannels(call, complaints))
    }

    // MARK: Reasons

    /// What a statement of reasons needs and no statement in a log says.
    private static let reasonParameters: [RESTOperation.Parameter] = [
        .repeated(
            "country", JSONSchema.text(pattern: "^[A-Z]{2}$"),
            "Where the listings were offered, as far as the marketplace's capture does not say."),
        .query(
            "listedAt", JSONSchema.moment,
            "When the listings appeared; without it, the day on which the marketplace showed them."),
        .query(
            "language", JSONSchema.text(pattern: "^[A-Z]{2}$"), "Of the listings, as ISO 639-1."),
        .query(
            "accountType", JSONSchema.word(["business", "private"]), "Of the sellers' accounts."),
        .query(
            "reference",
            JSONSchema.text(min: 9, max: referenceBytesMax, pattern: "^https://[!-~]+$"),
            "An address of the terms or the law."),
        .query("trustedFlagger", JSONSchema.flag, "Named one by a coordinator (article 22)."),
    ]
    private static let referenceBytesMax = 1_024

    private static func given(_ call: RESTCall) throws(PeerProblem) -> ComplaintReasons.Given {
        func letters(_ text: String) -> String? {
            text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5a).contains($0) } ? text : nil
        }
        return ComplaintReasons.Given(
            countries: try call.query.readAll("country", letters),
            listedAt: try RESTMoment.read(call.query, "listedAt"),
            language: try call.query.read("language", letters),
            accountType: try call.query.read("accountType", accountType),
            referenceURL: try call.query.read("reference") {
                $0.hasPrefix("https://") && $0.utf8.count > 8 && $0.utf8.count <= referenceBytesMax
                    && $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? $0 : nil
            },
            isTrustedFlagger: try call.query.read("trustedFlagger") {
                ["true": true, "false": false][$0]
            } ?? false)
    }

    private static func accountType(_ text: String) -> DSAAccountType? {
        switch text {
        case "business": .business
        case "private": .private
        default: nil
        }
    }

    private func exportReasons(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let given = try Self.given(call)
        var query = ComplaintQuery(channels: try Self.complaintChannels(call, complaints))
        query.filed = try Self.filed(call)
        query.after = try call.query.read("cursor") { ComplaintCursor(parsing: $0) }
        query.limit = Self.reasonedMax
        let page = try await complaints.page(query)
        var found = ComplaintReasons()
        for complaint in page.complaints {
            guard let detail = try await complaints.complaint(complaint.id) else { continue }
            found.add(detail, given)
        }
        let all = found
        let admitted = try await console.admit(
            all, call.request, route: call.route,
            note: {
                AuditNote(
                    .export, [.reasons: call.request.target.query ?? ""],
                    results: $0.statements.count, rows: $0.statements.count)
            },
            asReleased: { all.asHeld(at: $0.at, rows: Int(clamping: $0.rows)) })
        let reasons = admitted.content
        var bytes: [UInt8] = []
        let last = JSONValue.members([
            ("complaints", ComplaintJSON.count(page.complaints.count)),
            ("statements", ComplaintJSON.count(reasons.statements.count)),
            ("omitted", .array(reasons.omitted.map(\.json))),
            ("next", page.next.map { .string($0.text) }),
        ])
        for body in try StatementBatch.bodies(reasons.statements) + [last] {
            bytes += body.compactBytes
            bytes.append(UInt8(ascii: "\n"))
        }
        return DeskAnswer(mediaType: ReportImport.mediaType, body: bytes)
            .adding(
                "content-disposition",
                "attachment; filename=\"statements-of-reasons\(admitted.suffix).ndjson\""
            )
            .noted(admitted.note)
    }
}
