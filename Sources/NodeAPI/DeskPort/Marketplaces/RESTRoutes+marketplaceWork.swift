import AllianceNames
import AuditTrail
import Complaints
import JSON
import Peering
import SignIn
import Statements
import TransparencyLog

/// What people at a platform do about its marketplaces.
extension RESTRoutes {
    private static let proposalsPath = "/screening/proposals"
    private static let proposalPath = proposalsPath + "/{number}"
    private static let ordersPath = "/marketplace-orders"
    private static let numberParameter = RESTOperation.Parameter.path(
        "number", JSONSchema.text(pattern: "^[1-9][0-9]{0,17}$"), "Of the proposal.")

    func marketplaceWork(_ work: any DeskMarketplaceWork) -> [RESTOperation] {
        [
            proposals(work), proposal(work), dismissal(work), filing(work), orders(work),
            again(work),
        ]
    }

    // MARK: Proposals

    private func proposals(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.proposalsPath, id: "listProposals",
            summary:
                "Listings that screening proposes before anybody complained, by which most is at stake first.",
            access: ConsoleRoutes.audience,
            success: .init(
                schema: JSONSchema.object([
                    "proposals": JSONSchema.list(JSONSchema.named("ProposedCase"))
                ]), meaning: "Those that wait, 500 at most.", isTagged: false),
            handler: { _ in
                let found = try await work.proposals()
                let json = JSONValue.object([
                    "proposals": .array(found.map(MarketplaceWorkJSON.proposal))
                ])
                return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: found.count))
            })
    }

    private static func proposal(
        _ call: RESTCall, _ work: any DeskMarketplaceWork
    ) async throws -> ProposedCase {
        guard let number = UInt64(call.path("number")),
            let proposal = try await work.proposal(number)
        else {
            throw PeerProblem(
                status: 404, keyword: "no-proposal", detail: "There is no such proposal.")
        }
        return proposal
    }

    private func proposal(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.proposalPath, id: "getProposal",
            summary: "One proposal, with what was found.", access: ConsoleRoutes.audience,
            parameters: [Self.numberParameter],
            success: .init(
                schema: JSONSchema.named("ProposedCase"), meaning: "As it was proposed last.",
                isTagged: false), refusals: [404],
            handler: { call in
                let found = try await Self.proposal(call, work)
                return DeskAnswer.json(MarketplaceWorkJSON.proposal(found).bytes)
                    .noted(AuditNote(.view, [.proposal: String(found.number)]))
            })
    }

    private static let settled = PeerProblem(
        status: 409, keyword: "settled", detail: "This proposal does not wait any more.")

    private func dismissal(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.proposalPath + "/dismissal", id: "dismissProposal",
            summary: "It is no case; it is not proposed again for half a year.",
            access: Self.deciders, isForPersons: true, parameters: [Self.numberParameter],
            success: .init(
                schema: JSONSchema.named("ProposedCase"), meaning: "It does not wait any more.",
                isTagged: false), refusals: [404, 409],
            recording: .byHandler,
            handler: { call in
                let found = try await Self.proposal(call, work)
                let details: [AuditDetail: String] = [
                    .what: "dismiss", .proposal: String(found.number),
                ]
                try await console.record(
                    AuditNote(.use, details), before: call.request, route: call.route)
                guard try await work.dismiss(found.number) else { throw Self.settled }
                var (note, now) = (AuditNote(.use, details), found)
                note.isRecorded = true
                now.state = .dismissed
                return DeskAnswer.json(MarketplaceWorkJSON.proposal(now).bytes).noted(note)
            })
    }

    private func filing(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.proposalPath + "/complaint", id: "fileProposal",
            summary: "File a proposal as the platform's own complaint, once.",
            access: Self.deciders, isForPersons: true,
            parameters: [Self.numberParameter, Self.channelParameter],
            body: JSONSchema.named("ProposalFiling"),
            success: .init(
                status: 201, schema: JSONSchema.named("FiledComplaint"),
                meaning:
                    "Durable and signed. Where a check fails it is 422 with 'failures', and nothing is signed. The same that comes again is answered by the complaint that it made, with Idempotency-Replayed; another is 409.",
                isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler, handler: { try await file($0, work) })
    }

    private func file(
        _ call: RESTCall, _ work: any DeskMarketplaceWork
    ) async throws -> DeskAnswer {
        let found = try await Self.proposal(call, work)
        let channel = try Self.channel(call)
        guard console.complaints?.channels().contains(channel) == true else {
            throw PeerProblem(
                status: 404, keyword: "no-desk",
                detail: "'\(channel)' is no channel of a desk that this member reads.")
        }
        let filing = try MarketplaceWorkJSON.filing(call.json())
        var details: [AuditDetail: String] = [
            .what: "proposal", .proposal: String(found.number), .channel: channel.rawValue,
        ]
        try await console.record(
            AuditNote(.publishReport, details), before: call.request, route: call.route)
        details[.said] = details.removeValue(forKey: .what)
        switch try await work.file(found.number, filing, in: channel) {
        case nil: throw Self.settled
        case .failed(let failures)?:
            details[.failed] = String(failures.count)
            return Self.failed(failures).noted(AuditNote(.use, details))
        case .answered(let outcome)?:
            let (entries, isAgain) = try Self.signed(outcome)
            let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
            details[.entry] = id.description
            return Self.said(ComplaintJSON.signed(entries), at: id, isAgain, call).noted(
                AuditNote(.use, details))
        }
    }

    // MARK: Orders

    private func orders(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .get, path: Self.ordersPath, id: "listMarketplaceOrders",
            summary: "Orders on their way to marketplaces, the oldest first.",
            access: ConsoleRoutes.audience,
            parameters: [
                .query(
                    "state", JSONSchema.word(OutboxOrder.State.allCases.map(\.rawValue)),
                    "In this state; without it, what is to be done or seen to."),
                .query("marketplace", JSONSchema.identifier, "To this one."),
                .query(
                    "after", JSONSchema.text(pattern: OrderKey.pattern),
                    "Behind this one; 'next' of the page before."),
                .query(
                    "limit",
                    JSONSchema.number(OrderQuery.limits.lowerBound, OrderQuery.limits.upperBound),
                    "At most; 100 without it."),
            ],
            success: .init(
                schema: JSONSchema.object(
                    [
                        "orders": JSONSchema.list(
                            JSONSchema.named("MarketplaceOrder"), max: OrderQuery.limits.upperBound)
                    ], optional: ["next": JSONSchema.text(pattern: OrderKey.pattern)]),
                meaning: "As they stand in the outbox.", isTagged: false),
            handler: { call in
                let query = OrderQuery(
                    state: try call.query.read("state", OutboxOrder.State.init(rawValue:)),
                    marketplace: try call.query.read("marketplace") {
                        (try? MarketplaceID(parsing: $0))?.rawValue
                    },
                    after: try call.query.read("after", OrderKey.id(path:)),
                    limit: try call.query.number("limit", in: OrderQuery.limits) ?? 100)
                let found = try await work.orders(query)
                let next =
                    found.count == query.limit ? found.last.flatMap { OrderKey.path($0.id) } : nil
                let json = JSONValue.members([
                    ("orders", .array(found.map(MarketplaceWorkJSON.order))),
                    ("next", next.map { .string($0) }),
                ])
                return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: found.count))
            })
    }

    private func again(_ work: any DeskMarketplaceWork) -> RESTOperation {
        RESTOperation(
            method: .post, path: Self.ordersPath + "/{id}/attempt", id: "tryOrderAgain",
            summary: "Has an order brought again that a person was told of.",
            access: Self.deciders, isForPersons: true,
            parameters: [.path("id", JSONSchema.text(pattern: OrderKey.pattern), "Of the order.")],
            success: .init(
                schema: JSONSchema.object(["id": JSONSchema.text(pattern: OrderKey.pattern)]),
                meaning: "It is tried again.", isTagged: false), refusals: [404],
            recording: .byHandler,
            handler: { call in
                guard let id = OrderKey.id(path: call.path("id")),
                    try await work.order(id)?.state == .escalated
                else { throw OrderKey.missing }
                let details: [AuditDetail: String] = [.what: "order-again", .order: id]
                try await console.record(
                    AuditNote(.use, details), before: call.request, route: call.route)
                guard try await work.tryAgain(id) else { throw OrderKey.missing }
                var note = AuditNote(.use, details)
                note.isRecorded = true
                let json = JSONValue.object(["id": .string(call.path("id"))])
                return DeskAnswer.json(json.bytes).noted(note)
            })
    }
}
