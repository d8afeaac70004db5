import AllianceNames
import AuditTrail
import Complaints
import JSON
import Peering
import SignIn
import Statements
import TransparencyLog

/// Complaints, on whichever side: filing, following, and what is said in their course.
extension RESTRoutes {
    static let complaintsPath = "/complaints"
    static let complaintPath = complaintsPath + "/{id}"
    /// Who decides has a name.
    static let deciders = DeskRoute.Access.people(.report)

    func complaining(_ complaints: any DeskComplaints) -> [RESTOperation] {
        complaintList(complaints) + complaintFiling(complaints) + complaintSteps(complaints)
            + complaintFiles(complaints) + complaintImport(complaints)
            + figureOperations(complaints)
    }

    static let complaintParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: EntryReference.pathPattern), "Of the complaint.")
    static let channelsParameter = RESTOperation.Parameter.repeated(
        "channel", JSONSchema.identifier, "Of one of these desks; of all without it.")
    static let filedParameters: [RESTOperation.Parameter] = [
        .query("from", JSONSchema.moment, "Filed at this time or later."),
        .query("until", JSONSchema.moment, "Filed before."),
    ]

    /// The complaint that the address names.
    static func complaintID(_ call: RESTCall) throws(PeerProblem) -> EntryReference {
        guard let id = EntryReference(pathName: call.path("id")) else { throw noComplaint }
        return id
    }

    static let noComplaint = PeerProblem(
        status: 404, keyword: "no-complaint",
        detail: "There is no such complaint that this desk may read.")

    /// Those of the desks that are named, or all that this member reads.
    static func complaintChannels(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) throws(PeerProblem) -> Set<ChannelID> {
        let named = Set(try call.query.readAll("channel") { try? ChannelID(parsing: $0) })
        let own = Set(complaints.channels())
        return named.isEmpty ? own : own.intersection(named)
    }

    /// Nil for all times.
    /// - Throws: status 422 for a time that ends before it begins.
    static func filed(_ call: RESTCall) throws(PeerProblem) -> Range<UInt64>? {
        let from = try RESTMoment.read(call.query, "from")
        let until = try RESTMoment.read(call.query, "until")
        guard from != nil || until != nil else { return nil }
        let (start, end) = (from ?? 0, until ?? StatementLimits.timeMillisecondsMax)
        guard start <= end else {
            throw PeerProblem(
                status: 422, keyword: "query", detail: "'from' is after 'until'.")
        }
        return start..<end
    }

    // MARK: Following

    private func complaintList(_ complaints: any DeskComplaints) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.complaintsPath, id: "listComplaints",
                summary: "Complaints, those filed last first.", access: ConsoleRoutes.audience,
                parameters: Self.listParameters,
                success: .init(
                    schema: JSONSchema.named("ComplaintPage"),
                    meaning:
                        "A page. What has no 'filedAt' is not independently confirmed yet, and its clock does not run.",
                    isTagged: false),
                refusals: [422],
                handler: { call in
                    let page = try await complaints.page(Self.listQuery(call, complaints))
                    return DeskAnswer.json(ComplaintJSON.page(page).bytes)
                        .noted(AuditNote(.view, results: page.complaints.count))
                }),
            RESTOperation(
                method: .get, path: Self.complaintPath, id: "getComplaint",
                summary: "Where a complaint stands, listing by listing, with each step.",
                access: ConsoleRoutes.audience, parameters: [Self.complaintParameter],
                success: .init(
                    schema: JSONSchema.named("ComplaintRecord"),
                    meaning:
                        "The same at both sides' nodes. At the platform, its systems and those of its people who may sign also see what it weighed and may not tell.",
                    isTagged: false),
                refusals: [404],
                handler: { call in
                    let id = try Self.complaintID(call)
                    guard let detail = try await complaints.complaint(id) else {
                        throw Self.noComplaint
                    }
                    let json = ComplaintJSON.detail(
                        detail, isOwn: seesAll(call, complaints))
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, [.complaint: id.description]))
                }),
            RESTOperation(
                method: .get, path: Self.complaintsPath + "/queue", id: "getReviewQueue",
                summary:
                    "At the platform: listings that a person has to decide, the most urgent first, without those that whoever asks may not.",
                access: Self.reporters,
                parameters: [
                    Self.channelsParameter,
                    .repeated(
                        "kind", JSONSchema.word(ReviewQuery.Kind.allCases.map(\.rawValue)),
                        "Only of these kinds."),
                    .query(
                        "complaint", JSONSchema.text(pattern: EntryReference.pathPattern),
                        "Only of this one."),
                    .query(
                        "limit",
                        JSONSchema.number(
                            ReviewQuery.limits.lowerBound, ReviewQuery.limits.upperBound),
                        "At most; 100 without it."),
                ],
                success: .init(
                    schema: JSONSchema.object([
                        "items": JSONSchema.list(
                            JSONSchema.named("ReviewItem"), max: ReviewQuery.limits.upperBound)
                    ]), meaning: "As the console's queue has them.", isTagged: false),
                refusals: [404], handler: { try await queue($0, complaints) }),
        ]
    }

    /// What the platform weighed and may not tell is for those who sign in its name, as on the console. All others,
    /// programs with a token too, read what both sides read.
    private func seesAll(_ call: RESTCall, _ complaints: any DeskComplaints) -> Bool {
        complaints.isPlatform
            && AccessPolicy.decide(.reporters, for: call.request.caller.asker(at: console.own))
                == .allowed
    }

    static func requirePlatform(_ complaints: any DeskComplaints) throws(PeerProblem) {
        try requirePlatform(complaints.isPlatform)
    }

    static func requirePlatform(_ isPlatform: Bool) throws(PeerProblem) {
        guard isPlatform else {
            throw PeerProblem(
                status: 404, keyword: "not-the-platform",
                detail: "Only the platform's desk, which decides complaints, has this.")
        }
    }

    private func queue(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        try Self.requirePlatform(complaints)
        var query = ReviewQuery(
            channels: try Self.complaintChannels(call, complaints), now: complaints.now())
        query.kinds = Set(try call.query.readAll("kind", ReviewQuery.Kind.init(rawValue:)))
        query.complaint = try call.query.read("complaint") { EntryReference(pathName: $0) }
        query.limit = try call.query.number("limit", in: ReviewQuery.limits) ?? query.limit
        let items = try await complaints.queue(query, for: call.request.caller.person?.id.rawValue)
        let json = JSONValue.object(["items": .array(items.map(ComplaintJSON.item))])
        return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: items.count))
    }

    private static let listParameters: [RESTOperation.Parameter] =
        [
            channelsParameter,
            .repeated(
                "stage", JSONSchema.word(ListingStage.allCases.map(\.rawValue)),
                "With a listing in one of these stages."),
            .query("open", JSONSchema.flag, "With a listing that awaits somebody, or without."),
            .repeated(
                "ground", JSONSchema.word(Complaint.Ground.allCases.map(\.name)),
                "On one of these grounds."),
            .query("marketplace", JSONSchema.identifier, "With a listing there."),
            .query("member", JSONSchema.identifier, "Filed by this member from its own node."),
            .query(
                "right", JSONSchema.text(pattern: "^[A-Z]{2}/[A-Z0-9]{1,64}$"),
                "On this right, by its key."),
            .query("listing", listedSchema, "That names this listing, marketplace:id."),
            .query(
                "account", listedSchema, "That names this storefront, marketplace:account."
            ),
        ] + filedParameters + [
            .query(
                "limit",
                JSONSchema.number(
                    ComplaintQuery.limits.lowerBound, ComplaintQuery.limits.upperBound),
                "Of one page; 50 without it."),
            .query(
                "cursor", JSONSchema.text(pattern: ComplaintCursor.pattern),
                "The 'next' of the page before."),
        ]

    private static func listQuery(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) throws(PeerProblem) -> ComplaintQuery {
        var query = ComplaintQuery(channels: try complaintChannels(call, complaints))
        query.stages = Set(try call.query.readAll("stage", ListingStage.init(rawValue:)))
        query.isOpen = try call.query.read("open") { ["true": true, "false": false][$0] }
        query.grounds = Set(
            try call.query.readAll("ground") { Complaint.Ground(name: $0) })
        query.marketplace = try call.query.read("marketplace") {
            (try? MarketplaceID(parsing: $0))?.rawValue
        }
        query.complainant = try call.query.read("member") {
            (try? MemberID(parsing: $0)).map(Complainant.member)
        }
        query.right = try call.query.read("right") { isRightKey($0) ? $0 : nil }
        let (listing, account) = (call.query["listing"], call.query["account"])
        guard listing == nil || account == nil else {
            throw PeerProblem(
                status: 422, keyword: "query",
                detail: "Ask for a 'listing' or for an 'account', not for both.")
        }
        if let listing { query.listing = try RESTBody.indicator(.listing, listing) }
        if let account { query.listing = try RESTBody.indicator(.sellerAccount, account) }
        query.filed = try filed(call)
        query.after = try call.query.read("cursor") { ComplaintCursor(parsing: $0) }
        query.limit = try call.query.number("limit", in: ComplaintQuery.limits) ?? query.limit
        return query
    }

    /// No address holds a control character.
    private static let listedSchema = JSONSchema.text(
        min: 1, max: StatementLimits.indicatorBytesMax, pattern: JSONSchema.visible)

    /// As `Right.key` has it: what the description allows and nothing else.
    private static func isRightKey(_ text: String) -> Bool {
        let sides = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isCapital = { (byte: UInt8) in (0x41...0x5a).contains(byte) }
        return sides.count == 2 && sides[0].count == 2 && sides[0].allSatisfy(isCapital)
            && (1...StatementLimits.wordBytesMax).contains(sides[1].count)
            && sides[1].allSatisfy { isCapital($0) || (0x30...0x39).contains($0) }
    }

    // MARK: Filing

    private func complaintFiling(_ complaints: any DeskComplaints) -> [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: Self.complaintsPath + "/check", id: "checkComplaint",
                summary:
                    "All that is wrong with a complaint before it is sent, with what mends it; nothing of it is kept or shared.",
                access: ConsoleRoutes.audience, parameters: [Self.channelParameter],
                body: JSONSchema.named("NewComplaint"),
                success: .init(
                    schema: JSONSchema.object([
                        "failures": JSONSchema.list(JSONSchema.named("FilingFailure"))
                    ]), meaning: "None where nothing is wrong.", isTagged: false),
                refusals: [404, 411, 413, 415, 422],
                recording: .ofAnswer,
                handler: { call in
                    let channel = try Self.desk(call, complaints)
                    let said = try ComplaintBody(call.json()).complaint
                    let found = try await complaints.check(said, in: channel)
                    let json = JSONValue.object(["failures": ComplaintJSON.failures(found)])
                    return DeskAnswer.json(json.bytes).noted(
                        AuditNote(
                            .checkList,
                            [
                                .complaint: said.right.key,
                                .listings: String(said.listings.count),
                            ], results: found.count))
                }),
            RESTOperation(
                method: .post, path: Self.complaintsPath, id: "fileComplaint",
                summary:
                    "File a complaint of up to \(Complaint.listingsMax) listings: signed, for good.",
                access: Self.reporters,
                parameters: [Self.channelParameter, IdempotencyKey.parameter],
                body: JSONSchema.named("NewComplaint"),
                success: .init(
                    status: 201, schema: JSONSchema.named("FiledComplaint"),
                    meaning:
                        "Durable and signed. Where a check fails it is 422 with 'failures', and nothing is signed.",
                    isTagged: false),
                refusals: [404, 409, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await file($0, complaints) }),
        ]
    }

    /// Where a complaint goes.
    /// - Throws: status 404 for a channel that is no desk.
    static func desk(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) throws(PeerProblem) -> ChannelID {
        let channel = try channel(call)
        guard complaints.channels().contains(channel) else {
            throw PeerProblem(
                status: 404, keyword: "no-desk",
                detail: "'\(channel)' is no channel of a desk that this member reads.")
        }
        return channel
    }

    private func file(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let channel = try Self.desk(call, complaints)
        let said = try ComplaintBody(call.json()).complaint
        let key = try IdempotencyKey.request(call.request)
        var details: [AuditDetail: String] = [
            .what: "complaint", .right: said.right.key, .channel: channel.rawValue,
            .listings: String(said.listings.count),
        ]
        try await console.record(
            AuditNote(.publishReport, details), before: call.request, route: call.route)
        details[.said] = details.removeValue(forKey: .what)
        switch try await complaints.file(said, in: channel, for: key) {
        case .failed(let failures):
            details[.failed] = String(failures.count)
            return Self.failed(failures).noted(AuditNote(.use, details))
        case .answered(let outcome):
            let (entries, isAgain) = try Self.signed(outcome)
            let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
            details[.entry] = id.description
            let json = ComplaintJSON.signed(
                entries, and: [("complaint", try await state(of: id, call, complaints))])
            return Self.said(json, at: id, isAgain, call).noted(AuditNote(.use, details))
        }
    }

    /// As it stands now; nil where it is not taken up yet.
    func state(
        of id: EntryReference, _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> JSONValue? {
        try await complaints.complaint(id).map {
            ComplaintJSON.detail($0, isOwn: seesAll(call, complaints))
        }
    }

    static func said(
        _ json: JSONValue, at complaint: EntryReference, _ isAgain: Bool, _ call: RESTCall
    ) -> DeskAnswer {
        let path = "\(root)\(complaintsPath)/\(complaint.pathName)"
        let answer = DeskAnswer.json(json.bytes, status: 201)
            .adding("location", call.request.origin + path)
        return isAgain ? answer.adding("idempotency-replayed", "true") : answer
    }

    /// All that is wrong, as a problem with one member more.
    static func failed(_ failures: [FilingFailure]) -> DeskAnswer {
        let codes = Set(failures.map(\.code)).sorted().joined(separator: ", ")
        let json = JSONValue.members([
            ("title", .string(PeerProblem.title(of: 422))), ("status", .integer(422)),
            (
                "detail",
                .string("The complaint was not sent: \(codes). 'failures' says what mends it.")
            ), ("keyword", .string("complaint-fails")),
            ("failures", ComplaintJSON.failures(failures)),
        ])
        return DeskAnswer.json(json.bytes, status: 422, mediaType: PeerProblem.mediaType)
    }
}
