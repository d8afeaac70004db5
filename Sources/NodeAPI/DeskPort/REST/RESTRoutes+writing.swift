import AllianceNames
import AuditTrail
import CRDT
import JSON
import MergedView
import Peering
import SignIn
import Statements
import TransparencyLog

/// What is said in this member's name.
extension RESTRoutes {
    static let reporters = DeskRoute.Access.reporters

    func writing(_ signing: any ReportSigning) -> [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: "/indicators", id: "reportIndicator",
                summary: "Report an identifier of a counterfeit seller: signed, for good.",
                access: Self.reporters,
                parameters: [Self.channelParameter, IdempotencyKey.parameter],
                body: JSONSchema.named("NewReport"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Written"),
                    meaning: "Where the report stands; durable and signed."),
                refusals: [409, 411, 413, 415, 422], isReport: true,
                recording: .byHandler, handler: { try await report($0, signing) }),
            RESTOperation(
                method: .delete, path: "/indicators/{type}/{value}", id: "withdrawReports",
                summary: "Withdraw what this member says of an identifier; that it was said stays.",
                access: Self.reporters,
                parameters: Self.identifierParameters + [
                    Self.channelParameter,
                    .query(
                        "what",
                        JSONSchema.word(
                            IdentifierStatement.Withdrawn.allCases.map(\.rawValue)),
                        "What is withdrawn; reports without it."),
                    IdempotencyKey.parameter,
                ],
                success: .init(
                    schema: JSONSchema.named("Written"),
                    meaning: "Where the withdrawal stands; durable and signed.", isTagged: false),
                refusals: [404, 409, 422],
                recording: .byHandler, handler: { try await withdraw($0, signing) }),
        ]
    }

    static let channelParameter = RESTOperation.Parameter.query(
        "channel", JSONSchema.identifier, "Where it is said; its members read it, nobody else.",
        isRequired: true)

    private func report(
        _ call: RESTCall, _ signing: any ReportSigning
    ) async throws -> DeskAnswer {
        let said = try ReportBody(call.json()).assertion
        let channel = try Self.channel(call)
        let outcome = try await sign(
            .saying(.publishReport, "report", of: said.indicator, in: channel), in: channel, call,
            signing
        ) { [.assertIndicator(said)] }
        return try Self.said(outcome, said.indicator, call)
    }

    func say(
        _ said: IdentifierStatement, _ call: RESTCall, _ signing: any ReportSigning
    ) async throws -> DeskAnswer {
        let channel = try Self.channel(call)
        let outcome = try await sign(
            .saying(said, of: said.indicator, in: channel), in: channel, call, signing
        ) { try await said.statements(in: channel, signing) }
        return try said.isWithdrawal
            ? Self.written(outcome, said.indicator, .withdrawn, status: 200)
            : Self.said(outcome, said.indicator, call)
    }

    private func withdraw(
        _ call: RESTCall, _ signing: any ReportSigning
    ) async throws -> DeskAnswer {
        let what = try call.query.read("what", IdentifierStatement.Withdrawn.init(rawValue:))
        return try await say(
            .withdrawal(what ?? .reports, of: Self.indicator(call)), call, signing)
    }

    /// Nothing is signed that cannot be recorded.
    private func sign(
        _ note: AuditNote, in channel: ChannelID, _ call: RESTCall, _ signing: any ReportSigning,
        _ statements: @escaping @Sendable () async throws -> [Statement]
    ) async throws -> SigningOutcome {
        let key = try IdempotencyKey.request(call.request)
        try await console.record(note, before: call.request, route: call.route)
        return try await signing.sign(in: channel, for: key, statements)
    }

    static func channel(_ call: RESTCall) throws(PeerProblem) -> ChannelID {
        guard let channel = try call.query.read("channel", { try? ChannelID(parsing: $0) }) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "Parameter 'channel' is missing.")
        }
        return channel
    }

    private static func said(
        _ outcome: SigningOutcome, _ indicator: Indicator, _ call: RESTCall
    ) throws(PeerProblem) -> DeskAnswer {
        let answer = try written(outcome, indicator, .said, status: 201)
        guard let path = RESTPath.indicator(indicator) else { return answer }
        return answer.adding("location", call.request.origin + path)
    }

    private static func written(
        _ outcome: SigningOutcome, _ indicator: Indicator, _ verb: AuditDetail, status: Int
    ) throws(PeerProblem) -> DeskAnswer {
        let (entries, isAgain) = try signed(outcome)
        let subject: [(String, JSONValue?)] = [
            ("type", .string(indicator.type.name)), ("value", .string(indicator.value)),
            ("href", RESTPath.indicator(indicator).map { .string($0) }),
        ]
        return written(subject, entries, isAgain, status: status)
            .noted(.signed(verb, indicator, entries))
    }

    /// What was signed: of what it is, then where it stands, with what proves it.
    static func written(
        _ subject: [(String, JSONValue?)], _ entries: SignedEntries, _ isAgain: Bool, status: Int
    ) -> DeskAnswer {
        let dots = entries.indexes.map { StatementDot(log: entries.log, index: $0) }
        let json = JSONValue.members(
            subject + [
                ("entries", .array(dots.map(IndicatorJSON.entry))),
                ("leafHash", .string(entries.leafHash.hex)),
                ("treeSize", .integer(entries.treeSize)),
            ])
        return DeskAnswer.json(json.bytes, status: status).replayed(isAgain)
    }

    static let nothingToWithdraw = PeerProblem(
        status: 404, keyword: "nothing-to-withdraw",
        detail: "This member says nothing of it in the channel that it could withdraw.")

    /// - Parameter isForm: whoever sent it is a person, with a form that has the key in it.
    static func signed(
        _ outcome: SigningOutcome, isForm: Bool = false
    ) throws(PeerProblem) -> (SignedEntries, isAgain: Bool) {
        switch outcome {
        case .signed(let entries, let isAgain): return (entries, isAgain)
        case .nothing: throw nothingToWithdraw
        case .keyUsedOtherwise: throw IdempotencyKey.reused
        case .keyInUse: throw isForm ? IdempotencyKey.formInUse : IdempotencyKey.inUse
        case .tooManyKeys: throw IdempotencyKey.tooMany
        }
    }
}
