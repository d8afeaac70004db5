import AllianceNames
import AuditTrail
import Complaints
import Peering
import SignIn
import Statements

/// The reviewer's desk, and the figures of complaints.
///
///     GET  /console/review          what people have to decide, most urgent first; ?log=&entry= one complaint
///     POST /console/review/decide   decides a group of its listings, and goes on to what is next
///     GET  /console/figures         figures, with pictures; /csv as a file
extension ConsoleRoutes {
    static let reviewPath = "/console/review"
    static let decidePath = "/console/review/decide"
    static let figuresPath = FiguresQuery.path
    static let figuresCSVPath = "/console/figures/csv"

    func reviewRoutes(_ complaints: any DeskComplaints) -> [DeskRoute] {
        [
            page(.get, Self.reviewPath, for: Self.reportAudience) {
                try await review($0, $1, complaints)
            },
            page(.post, Self.decidePath, for: Self.reportAudience, recording: .byHandler) {
                try await decide($0, $1, complaints)
            },
        ]
    }

    private func review(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        guard complaints.isPlatform else { throw Self.notDecidedHere }
        let person = try Self.person(request).id.rawValue
        let isDone = try request.target.parameter("done") != nil
        if try request.target.parameter("log") != nil {
            let grouping = try Self.grouping(request.target)
            let detail = try await Self.detail(request, complaints)
            guard let state = detail.reading.state else { throw ComplaintLink.missing }
            return ReviewDeskPage(
                context, detail, state, decider: complaints.decider(person)
            )
            .answer(by: grouping, isDone: isDone)
            .noted(AuditNote(.view, Self.named(detail.id)))
        }
        var query = ReviewQuery(channels: Set(complaints.channels()), now: complaints.now())
        query.limit = ReviewQueuePage.itemsMax
        var kind: ReviewQuery.Kind?
        if let text = try request.target.parameter("kind"), !text.isEmpty {
            guard let named = ReviewQuery.Kind(rawValue: text) else {
                throw PeerProblem(
                    status: 400, keyword: "query", detail: "There is no such kind in the queue.")
            }
            kind = named
            query.kinds = [named]
        }
        let items = try await complaints.queue(query, for: person)
        return ReviewQueuePage(context)
            .answer(items, kind: kind, now: complaints.now(), isDone: isDone)
            .noted(AuditNote(.view, results: items.count))
    }

    private func decide(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        guard complaints.isPlatform else { throw Self.notDecidedHere }
        let person = try Self.person(request).id.rawValue
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            try await decide(ReviewForm(fields), request, complaints, by: person)
        } again: { problem in
            try await reviewAgain(
                fields, context, complaints, by: person,
                RefusedForm(
                    ReviewDeskPage.deciding(fields["group"].flatMap { Int($0) } ?? 0), problem,
                    fields))
        }
    }

    /// What waits in the complaint now, with what was decided and is not signed.
    private func reviewAgain(
        _ fields: FormFields, _ context: ConsoleContext, _ complaints: any DeskComplaints,
        by person: String, _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        guard let id = ComplaintLink.reference(log: fields["log"], entry: fields["entry"]) else {
            throw refused.problem
        }
        guard let detail = try await complaints.complaint(id), let state = detail.reading.state
        else { throw ComplaintLink.missing }
        let grouping = ReviewGrouping(rawValue: fields["by"] ?? "") ?? .seller
        let context = context.at(
            ComplaintLink.href(detail.id, at: Self.reviewPath) + "&by=\(grouping.rawValue)")
        return ReviewDeskPage(context, detail, state, decider: complaints.decider(person))
            .answer(by: grouping, isDone: false, refused)
            .noted(Self.refused(refused.problem, Self.named(detail.id)))
    }

    private func decide(
        _ form: ReviewForm, _ request: DeskRequest, _ complaints: any DeskComplaints,
        by person: String
    ) async throws -> DeskAnswer {
        guard let detail = try await complaints.complaint(form.complaint),
            let state = detail.reading.state
        else { throw ComplaintLink.missing }
        guard form.places.allSatisfy(state.listings.indices.contains) else {
            throw ComplaintForm.wrong("The complaint has no such listing.")
        }
        let judgements = Dictionary(
            detail.judgements.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        let decision = form.decision(judgements, decider: complaints.decider(person))
        return try await recorded(
            Self.note("decision", form.complaint), request, route: "POST \(Self.decidePath)"
        ) {
            _ = try await complaints.say(.decision(decision), by: person, for: nil)
            let path = try await next(after: form, person, complaints)
            return .redirect(to: request.origin + path, status: 303)
        }
    }

    /// The same complaint while something waits in it, then the most urgent other one, then the queue.
    private func next(
        after form: ReviewForm, _ person: String, _ complaints: any DeskComplaints
    ) async throws -> String {
        var query = ReviewQuery(channels: Set(complaints.channels()), now: complaints.now())
        query.complaint = form.complaint
        query.limit = 1
        var found = try await complaints.queue(query, for: person).first
        if found == nil {
            query.complaint = nil
            found = try await complaints.queue(query, for: person).first
        }
        guard let found else { return Self.reviewPath + "?done=1" }
        return ComplaintLink.href(found.complaint, at: Self.reviewPath)
            + "&by=\(form.grouping.rawValue)&done=1"
    }

    private static func grouping(_ target: RequestTarget) throws(PeerProblem) -> ReviewGrouping {
        guard let text = try target.parameter("by"), !text.isEmpty else { return .seller }
        guard let grouping = ReviewGrouping(rawValue: text) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "Listings are not put together so.")
        }
        return grouping
    }

    static let notDecidedHere = PeerProblem(
        status: 409, keyword: "not-the-platform", detail: "Complaints are decided by the platform.")

    // MARK: Figures

    func figureRoutes(_ complaints: any DeskComplaints) -> [DeskRoute] {
        [
            page(.get, Self.figuresPath) { request, context in
                let query = try FiguresQuery(request.target)
                let channels = complaints.channels()
                let figures = try await complaints.figures(
                    filed: query.filed, in: try query.channels(of: channels))
                return FiguresPage(context, query, channels: channels).answer(figures)
                    .noted(AuditNote(.view, results: figures.count))
            },
            page(.get, Self.figuresCSVPath, for: Self.exportAudience) { request, _ in
                let query = try FiguresQuery(request.target)
                let figures = try await complaints.figures(
                    filed: query.filed, in: try query.channels(of: complaints.channels()))
                return try await figuresFile(
                    figures, [.figures: query.query], request,
                    route: "GET \(Self.figuresCSVPath)")
            },
        ]
    }

    /// A spreadsheet of figures, for people and for programs alike. They are sums: of what was released go as many rows,
    /// in their order.
    ///
    /// - Parameter details: which figures they are, for the record.
    func figuresFile(
        _ figures: [FigureKey: ComplaintFigures], _ details: [AuditDetail: String],
        _ request: DeskRequest, route: String
    ) async throws -> DeskAnswer {
        let admitted = try await admit(
            figures, request, route: route,
            note: {
                AuditNote(.export, details, results: $0.count, rows: max(1, $0.count))
            },
            asReleased: { held in
                let rows = KeyedFigures.sorted(figures).prefix(Int(clamping: held.rows))
                return Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.figures) })
            })
        return DeskAnswer(
            mediaType: "text/csv; charset=utf-8", body: FiguresCSV.bytes(admitted.content)
        )
        .adding(
            "content-disposition",
            "attachment; filename=\"complaint-figures\(admitted.suffix).csv\""
        )
        .noted(admitted.note)
    }
}
