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
                        "what", JSONSchema.word(Withdrawn.allCases.map(\.rawValue)),
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

    enum Withdrawn: String, CaseIterable {
        case reports, objections, links, sightings

        var kind: EntryKind {
            switch self {
            case .reports: .assertIndicator
            case .objections: .dispute
            case .links: .link
            case .sightings: .sight
            }
        }
    }

    private func report(
        _ call: RESTCall, _ signing: any ReportSigning
    ) async throws -> DeskAnswer {
        let said = try ReportBody(call.json()).assertion
        return try await say("report", of: said.indicator, call, signing) { _ in
            .assertIndicator(said)
        }
    }

    /// Signs one statement.
    func say(
        _ what: String, of indicator: Indicator, _ call: RESTCall, _ signing: any ReportSigning,
        _ statement: @escaping @Sendable (ChannelID) async throws -> Statement
    ) async throws -> DeskAnswer {
        let channel = try Self.channel(call)
        let key = try IdempotencyKey.request(call.request)
        try await recordFirst(.publishReport, what, indicator, in: channel, call)
        let outcome = try await signing.sign(in: channel, for: key) {
            [try await statement(channel)]
        }
        let answer = try Self.written(outcome, indicator, "said", status: 201)
        guard let path = RESTPath.indicator(indicator) else { return answer }
        return answer.adding("location", call.request.origin + path)
    }

    private func withdraw(
        _ call: RESTCall, _ signing: any ReportSigning
    ) async throws -> DeskAnswer {
        let channel = try Self.channel(call)
        let what = try call.query.read("what", Withdrawn.init(rawValue:)) ?? .reports
        let indicator = try Self.indicator(call)
        let key = try IdempotencyKey.request(call.request)
        try await recordFirst(.withdrawReport, what.rawValue, indicator, in: channel, call)
        let outcome = try await signing.sign(in: channel, for: key) {
            let dots = try await signing.ownStatements(what.kind, of: indicator, in: channel)
            return dots.isEmpty ? [] : Retraction.statements(of: dots.sorted())
        }
        return try Self.written(outcome, indicator, "withdrawn", status: 200)
    }

    /// Nothing is signed that cannot be recorded.
    private func recordFirst(
        _ action: AuditAction, _ what: String, _ indicator: Indicator, in channel: ChannelID,
        _ call: RESTCall
    ) async throws {
        try await console.record(
            .saying(action, what, of: indicator, in: channel), before: call.request,
            route: call.route)
    }

    static func channel(_ call: RESTCall) throws(PeerProblem) -> ChannelID {
        guard let channel = try call.query.read("channel", { try? ChannelID(parsing: $0) }) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "Parameter 'channel' is missing.")
        }
        return channel
    }

    private static func written(
        _ outcome: SigningOutcome, _ indicator: Indicator, _ verb: String, status: Int
    ) throws(PeerProblem) -> DeskAnswer {
        let (entries, isAgain) = try signed(outcome)
        let dots = entries.indexes.map { StatementDot(log: entries.log, index: $0) }
        let json = JSONValue.members([
            ("type", .string(indicator.type.name)), ("value", .string(indicator.value)),
            ("href", RESTPath.indicator(indicator).map { .string($0) }),
            ("entries", .array(dots.map(IndicatorJSON.entry))),
            ("leafHash", .string(entries.leafHash.hex)), ("treeSize", .integer(entries.treeSize)),
        ])
        let answer = DeskAnswer.json(json.bytes, status: status)
            .noted(.signed(verb, indicator, entries))
        return isAgain ? answer.adding("idempotency-replayed", "true") : answer
    }

    static let nothingToWithdraw = PeerProblem(
        status: 404, keyword: "nothing-to-withdraw",
        detail: "This member says nothing of it in the channel that it could withdraw.")

    static func signed(
        _ outcome: SigningOutcome
    ) throws(PeerProblem) -> (SignedEntries, isAgain: Bool) {
        switch outcome {
        case .signed(let entries, let isAgain): return (entries, isAgain)
        case .nothing: throw nothingToWithdraw
        case .keyUsedOtherwise: throw IdempotencyKey.reused
        case .keyInUse: throw IdempotencyKey.inUse
        case .tooManyKeys: throw IdempotencyKey.tooMany
        }
    }
}
