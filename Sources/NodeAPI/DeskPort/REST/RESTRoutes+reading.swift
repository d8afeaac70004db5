import AllianceNames
import AuditTrail
import CRDT
import JSON
import MergedView
import Peering
import SignIn
import Statements
import TransparencyLog

/// What is reported, and how the exchange is.
extension RESTRoutes {
    private static let view = ConsoleRoutes.audience

    var searching: [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/indicators", id: "searchIndicators",
                summary:
                    "Find reported identifiers; the newest statements first, those of a beginning by value.",
                access: Self.view, parameters: IndicatorSearch.parameters,
                success: .init(
                    schema: JSONSchema.named("IndicatorPage"),
                    meaning: "A page; it may be short and still have a 'next'."),
                refusals: [422],
                handler: { try await search($0) }),
            RESTOperation(
                method: .post, path: "/indicators/check", id: "checkIndicators",
                summary:
                    "Compare a list of one's own with what is known; nothing of it is kept or shared.",
                access: Self.view, body: JSONSchema.named("IdentifierList"),
                success: .init(
                    schema: JSONSchema.named("CheckedIdentifiers"),
                    meaning:
                        "What is known of each, in the order of the list, and members' marks that stand in it.",
                    isTagged: false),
                refusals: [411, 413, 415],
                recording: .ofAnswer, handler: { try await check($0) }),
            listChecking,
            exporting,
        ]
    }

    var identifiers: [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/indicators/{type}/{value}", id: "getIndicator",
                summary: "All that is said of one identifier, in any spelling.", access: Self.view,
                parameters: Self.identifierParameters,
                success: .init(
                    schema: JSONSchema.named("IndicatorRecord"),
                    meaning:
                        "Reports, objections, sightings, links. Of what nobody reports the status is 'unreported', which makes nothing genuine."
                ),
                refusals: [404, 422],
                handler: { call in
                    let indicator = try Self.indicator(call)
                    let record = try await call.reading.record(of: indicator)
                    return DeskAnswer.json(IndicatorJSON.record(record).bytes).noted(
                        AuditNote(
                            .view, [.kind: indicator.type.name, .identifier: indicator.value],
                            results: record.state.reports.count + record.state.objections.count))
                }),
            RESTOperation(
                method: .get, path: "/linked-sellers", id: "listLinkedSellers",
                summary: "Groups of linked sellers, those with the newest links first.",
                access: Self.view,
                parameters: RESTParameter.paging(
                    max: LinkedSellersList.groupsMax, usual: LinkedSellersList.groupsMax,
                    cursor: "^p(0|[1-9][0-9]{0,18})$"),
                success: .init(
                    schema: JSONSchema.named("LinkedSellersList"),
                    meaning:
                        "A page, each group with the links that make it; it may be short and still have a 'next'."
                ),
                handler: { try await linkedSellers($0) }),
            RESTOperation(
                method: .get, path: "/proofs/{alliance}/{channel}/{member}/{epoch}/{index}",
                id: "getProof",
                summary: "The proof that a statement is in its author's log (C2SP tlog-proof).",
                access: ConsoleRoutes.exportAudience,
                parameters: [
                    .path("alliance", JSONSchema.identifier, "The first part of the log's name."),
                    .path("channel", JSONSchema.identifier, "The second."),
                    .path("member", JSONSchema.identifier, "The third: whose log it is."),
                    .path("epoch", JSONSchema.text(pattern: "^e[1-9][0-9]{0,8}$"), "The fourth."),
                    .path(
                        "index", JSONSchema.text(pattern: "^(0|[1-9][0-9]{0,17})$"), "Of the entry."
                    ),
                ],
                success: .init(
                    mediaType: "text/plain", schema: JSONSchema.text(),
                    meaning: "Verifies offline with the log's key."),
                refusals: [404],
                handler: { try await proof($0) }),
            RESTOperation(
                method: .get, path: "/indicators/{type}/{value}/evidence",
                id: "getEvidenceBundle",
                summary:
                    "All that is said of one identifier, in one file that proves itself; each statement in it counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, parameters: Self.bundleParameters,
                success: .init(
                    mediaType: ConsoleRoutes.bundleMediaType,
                    schema: JSONSchema.text(format: "binary"),
                    meaning:
                        "Verifies offline: 'touchstone evidence verify FILE --authority VKEY'. With more rows than one may take alone it is 403, 'export-held', until another person releases it; then it has what was there when it was held.",
                    isTagged: false),
                refusals: [404, 409, 422],
                handler: { call in
                    try await console.bundle(
                        of: Self.indicator(call), call.request, call.reading,
                        route: call.route)
                }),
            RESTOperation(
                method: .get, path: "/indicators/{type}/{value}/evidence/page",
                id: "getEvidencePage",
                summary:
                    "The same as one page to print, in the language that is accepted; each statement in it counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, parameters: Self.bundleParameters,
                success: .init(
                    mediaType: "text/html", schema: JSONSchema.text(),
                    meaning: "Who said what when, and the steps of verification.",
                    isTagged: false),
                refusals: [404, 409, 422],
                handler: { call in
                    try await console.printed(
                        of: Self.indicator(call), call.request, call.reading,
                        in: call.language, route: call.route)
                }),
        ]
    }

    var exchange: [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/overview", id: "getOverview",
                summary: "What is new, who says how much on which day, and how the exchange is.",
                access: Self.view,
                success: .init(
                    schema: JSONSchema.named("Overview"),
                    meaning: "The newest reports, and the days up to today."),
                handler: { call in
                    let overview = try await call.reading.overview()
                    return DeskAnswer.json(ExchangeJSON.value(overview).bytes)
                        .noted(AuditNote(.view, results: overview.newest.count))
                }),
            RESTOperation(
                method: .get, path: "/members", id: "listMembers",
                summary: "The members, and how up to date this node is with each.",
                access: Self.view,
                success: .init(
                    schema: JSONSchema.named("Exchange"),
                    meaning: "Also what of register and certificate runs out when."),
                handler: { call in
                    let health = try await call.reading.exchange()
                    return DeskAnswer.json(ExchangeJSON.value(health).bytes)
                        .noted(AuditNote(.view, results: health.peers.count))
                }),
        ]
    }

    /// What it is narrowed to stands in the bundle that its maker signs, and in the audit log.
    private static let bundleParameters =
        identifierParameters + [
            .repeated(
                BundleNarrowing.memberField, JSONSchema.identifier,
                "Only what one of these members says; of everybody without it."),
            .repeated(
                BundleNarrowing.channelField, JSONSchema.identifier,
                "Only what is said in one of these channels; of all without it."),
            .repeated(
                BundleCaptures.field, JSONSchema.text(pattern: BundleCaptures.pattern),
                "A file of a case, as case and entry, whose name and digest the bundle has; for persons who may see the case."
            ),
        ]

    static let identifierParameters: [RESTOperation.Parameter] = [
        .path(
            "type", JSONSchema.word(IndicatorType.allCases.map(\.name) + [RESTPath.key]),
            "What it is; 'key' before the key of a value that no address can hold, as in 'href'."),
        .path(
            "value",
            JSONSchema.text(
                min: 1, max: StatementLimits.indicatorBytesMax, pattern: JSONSchema.visible),
            "The identifier as one segment, so that a slash in it is written %2F."),
    ]

    /// - Throws: status 404 for a type that there is not, 422 for a value that is none of its type.
    static func indicator(_ call: RESTCall) throws(PeerProblem) -> Indicator {
        let (name, value) = (call.path("type"), call.path("value"))
        if name == RESTPath.key {
            guard let indicator = try? IdentifierLink.indicator(ofKey: value) else {
                throw RESTBody.unidentified("The key names no identifier.")
            }
            return indicator
        }
        guard let type = IndicatorType(name: name) else {
            throw PeerProblem(
                status: 404, keyword: "no-such-type",
                detail: "There is no such type of identifier.")
        }
        return try RESTBody.indicator(type, value)
    }

    // MARK: Handlers

    private func search(_ call: RESTCall) async throws -> DeskAnswer {
        let asked = try IndicatorSearch(call.query)
        let kept = try Self.withoutCursor(call.request.target)
        let page = try await call.reading.search(asked.query)
        let facets = asked.wantsFacets ? try await call.reading.facets(of: asked.query) : nil
        let answer = DeskAnswer.json(IndicatorJSON.page(page, facets: facets).bytes)
            .noted(AuditNote(.search, asked.details, results: page.hits.count))
        return Self.linked(answer, to: page.next, kept, call.request)
    }

    private func linkedSellers(_ call: RESTCall) async throws -> DeskAnswer {
        let page = try call.query.page(
            max: LinkedSellersList.groupsMax, LinkedSellersList.cursor)
        let kept = try Self.withoutCursor(call.request.target)
        let list = try await call.reading.linkedSellers(after: page.after, limit: page.limit)
        let answer = DeskAnswer.json(IndicatorJSON.list(list).bytes)
            .noted(AuditNote(.view, results: list.groups.count))
        return Self.linked(answer, to: list.next, kept, call.request)
    }

    /// With the address of the next page.
    private static func linked(
        _ answer: DeskAnswer, to next: SearchCursor?, _ kept: [Substring], _ request: DeskRequest
    ) -> DeskAnswer {
        guard let next else { return answer }
        let query = (kept + ["cursor=\(next)"]).joined(separator: "&")
        return answer.adding(
            "link", "<\(request.origin)\(request.target.path)?\(query)>; rel=\"next\"")
    }

    /// The parameters of a search, to which the next page's address adds a cursor.
    ///
    /// - Throws: status 422 where no address would have room for it: better on the first page than on the last.
    private static func withoutCursor(
        _ target: RequestTarget
    ) throws(PeerProblem) -> [Substring] {
        let kept = (target.query ?? "").split(separator: "&")
            .filter { !$0.hasPrefix("cursor=") }
        let bytes = kept.reduce(target.path.utf8.count + 1) { $0 + $1.utf8.count + 1 }
        guard bytes + "cursor=".utf8.count + SearchCursor.charactersMax <= RequestTarget.bytesMax
        else {
            throw PeerProblem(
                status: 422, keyword: "query-too-long",
                detail:
                    "The search leaves no room for the address of its next page; narrow it with less."
            )
        }
        return kept
    }

    private func check(_ call: RESTCall) async throws -> DeskAnswer {
        let list = try IdentifierList(call.request)
        let known = try await call.reading.known(list.indicators)
        let marks = try await call.reading.marks(in: list.texts)
        let values = list.values.map(\.text).joined(separator: "\n")
        return DeskAnswer.json(list.answer(known, marks: marks).bytes).noted(
            AuditNote(
                .checkList,
                [
                    .values: String(list.values.count),
                    .sha256: Digest.sha256(Array(values.utf8)).hex,
                ], results: known.count { $0 != nil }))
    }

    private func proof(_ call: RESTCall) async throws -> DeskAnswer {
        let name = ["alliance", "channel", "member", "epoch"].map(call.path).joined(separator: "/")
        guard let log = try? LogOrigin(parsing: name), let index = UInt64(call.path("index")) else {
            throw PeerProblem(
                status: 404, keyword: "no-proof", detail: "The address names no entry of a log.")
        }
        return try await console.proof(
            of: StatementDot(log: log, index: index), call.request, call.reading,
            route: call.route)
    }
}
