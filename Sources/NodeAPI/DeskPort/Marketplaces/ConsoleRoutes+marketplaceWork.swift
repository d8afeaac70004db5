import AllianceNames
import AuditTrail
import Complaints
import Peering
import SignIn
import Statements

/// What people at a platform do about its marketplaces: `docs/marketplaces.md`.
///
///     GET  /console/proposals           what screening proposes; ?number= one of them, with the form that files it
///     POST /console/proposals/dismiss   it is no case; /file files it
///     GET  /console/orders              orders to marketplaces, ?state=, ?marketplace= and ?after=
///     POST /console/orders/again        tries one again that somebody sees to
extension ConsoleRoutes {
    static let proposalsPath = "/console/proposals"
    static let dismissProposalPath = proposalsPath + "/dismiss"
    static let fileProposalPath = proposalsPath + "/file"
    static let ordersPath = "/console/orders"
    static let orderAgainPath = ordersPath + "/again"

    func marketplaceWorkRoutes(_ work: any DeskMarketplaceWork) -> [DeskRoute] {
        [
            page(.get, Self.proposalsPath) { request, context in
                let pages = ProposalPages(context, channels: complaints?.channels() ?? [])
                guard let text = try request.target.parameter("number") else {
                    let found = try await work.proposals()
                    return pages.list(found, done: try request.target.parameter("done"))
                        .noted(AuditNote(.view, results: found.count))
                }
                let proposal = try await Self.proposal(text, work)
                return pages.one(proposal)
                    .noted(AuditNote(.view, [.proposal: String(proposal.number)]))
            },
            page(.post, Self.dismissProposalPath, for: Self.reportAudience, recording: .byHandler) {
                request, _ in
                try await dismiss(request, work)
            },
            page(
                .post, Self.fileProposalPath, for: Self.reportAudience,
                collecting: BodyPlaces(bytesMax: ComplaintForm.bytesMax, atOnceMax: 2),
                recording: .byHandler
            ) { try await fileProposal($0, $1, work) },
            page(.get, Self.ordersPath) { request, context in
                let query = try Self.orders(request.target)
                let found = try await work.orders(query)
                return OrdersPage(context)
                    .answer(found, query, isDone: try request.target.parameter("done") != nil)
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.post, Self.orderAgainPath, for: Self.reportAudience, recording: .byHandler) {
                request, _ in
                try await tryAgain(request, work)
            },
        ]
    }

    private static func proposal(
        _ number: String?, _ work: any DeskMarketplaceWork
    ) async throws -> ProposedCase {
        guard let number = number.flatMap({ UInt64($0) }),
            let proposal = try await work.proposal(number)
        else { throw missing }
        return proposal
    }

    private static let missing = PeerProblem(
        status: 404, keyword: "no-proposal", detail: "There is no such proposal.")
    private static let settled = PeerProblem(
        status: 409, keyword: "settled", detail: "This proposal does not wait any more.")

    private func dismiss(
        _ request: DeskRequest, _ work: any DeskMarketplaceWork
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        let proposal = try await Self.proposal(fields["number"], work)
        return try await recorded(
            AuditNote(.use, [.what: "dismiss", .proposal: String(proposal.number)]), request,
            route: "POST \(Self.dismissProposalPath)"
        ) {
            guard try await work.dismiss(proposal.number) else { throw Self.settled }
            return .redirect(
                to: request.origin + Self.proposalsPath + "?done=dismissed", status: 303)
        }
    }

    private func fileProposal(
        _ request: DeskRequest, _ context: ConsoleContext, _ work: any DeskMarketplaceWork
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        let proposal = try await Self.proposal(fields.text("number"), work)
        guard let complaints else { throw ComplaintLink.missing }
        let context = context.at(Self.proposalsPath + "?number=\(proposal.number)")
        return try await answer {
            try await file(proposal, fields, at: complaints, request, context, work)
        } again: { problem in
            // What was meant may be settled.
            let proposal = try await Self.proposal(fields.text("number"), work)
            return ProposalPages(context, channels: complaints.channels())
                .refused(
                    proposal, RefusedForm(ProposalPages.filing, problem, fields),
                    kept: (try? EvidenceField(fields))?.kept ?? []
                )
                .noted(Self.refused(problem, [.proposal: String(proposal.number)]))
        }
    }

    private func file(
        _ proposal: ProposedCase, _ fields: MultipartFields, at complaints: any DeskComplaints,
        _ request: DeskRequest, _ context: ConsoleContext, _ work: any DeskMarketplaceWork
    ) async throws -> DeskAnswer {
        let channels = complaints.channels()
        guard let channel = channels.first(where: { $0.rawValue == fields.text("channel") })
        else {
            throw ComplaintForm.wrong("Choose a desk of the list.")
        }
        guard let ground = Complaint.Ground(name: fields.text("ground") ?? "") else {
            throw ComplaintForm.wrong("Choose a ground.")
        }
        let filing = ProposalFiling(
            right: try ProposalFields.right(fields.text("right") ?? ""), ground: ground,
            // What the box says, in the language in which it was read.
            goodFaithStatement: fields.text("goodfaith") == "yes"
                ? ComplaintText.declaration(context.language) : "",
            declaredBy: ComplaintForm.line(
                fields.text("declaredby"), StatementLimits.nameBytesMax),
            explanation: ComplaintForm.text(
                fields.text("explanation"), StatementLimits.textBytesMax),
            evidence: try await EvidenceField(fields).files(kept: complaints))
        return try await recorded(
            AuditNote(
                .publishReport,
                [
                    .what: "proposal", .proposal: String(proposal.number),
                    .channel: channel.rawValue,
                ]),
            request, route: "POST \(Self.fileProposalPath)"
        ) {
            switch try await work.file(proposal.number, filing, in: channel) {
            case nil: throw Self.settled
            case .failed(let failures)?:
                return ProposalPages(context, channels: channels)
                    .one(proposal, filing, in: channel, failures)
            case .answered(let outcome)?:
                let (entries, _) = try RESTRoutes.signed(outcome)
                let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
                return .redirect(to: request.origin + ComplaintLink.href(id), status: 303)
            }
        }
    }

    private static func orders(_ target: RequestTarget) throws(PeerProblem) -> OrderQuery {
        var query = OrderQuery()
        if let text = try target.parameter("state"), !text.isEmpty {
            guard let state = OutboxOrder.State(rawValue: text) else {
                throw PeerProblem(
                    status: 400, keyword: "query", detail: "There is no such state of an order.")
            }
            query.state = state
        }
        if let text = try target.parameter("marketplace"), !text.isEmpty {
            guard let name = try? MarketplaceID(parsing: text) else {
                throw PeerProblem(
                    status: 400, keyword: "query", detail: "This names no marketplace.")
            }
            query.marketplace = name.rawValue
        }
        if let text = try target.parameter("after"), !text.isEmpty {
            guard let id = OrderKey.id(path: text) else { throw OrderKey.missing }
            query.after = id
        }
        return query
    }

    private func tryAgain(
        _ request: DeskRequest, _ work: any DeskMarketplaceWork
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        let id = String((fields["order"] ?? "").prefix(OrderKey.bytesMax))
        // Of one that there is not nothing is said to have been done.
        guard try await work.order(id)?.state == .escalated else { throw OrderKey.missing }
        return try await recorded(
            AuditNote(.use, [.what: "order-again", .order: id]), request,
            route: "POST \(Self.orderAgainPath)"
        ) {
            guard try await work.tryAgain(id) else { throw OrderKey.missing }
            return .redirect(to: request.origin + Self.ordersPath + "?done=1", status: 303)
        }
    }
}
