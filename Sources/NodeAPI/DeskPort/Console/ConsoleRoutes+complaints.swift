import AllianceNames
import AuditTrail
import Complaints
import Peering
import SignIn
import Statements
import TransparencyLog

/// Complaints: `docs/complaints.md`.
///
///     GET  /console/complaints          those that this member reads, narrowed and by page
///     GET  /console/complaints/new      the form for one; ?log=&entry= mends one that was sent back
///     POST /console/complaints/new      looks at all that is wrong with it, or signs it
///     GET  /console/complaints/list     the form for a spreadsheet of them; POST looks at it, or signs it
///     GET  /console/complaint           one of them
///     GET  /console/complaint/file      a file that it names, for download
///     GET  /console/complaint/reasons   why one listing is down, to print
///     POST /console/complaint/{what}    what is said in its course: `SaidForm`, by these names
///     POST /console/complaint/link      an address where a seller answers
///
/// and what `reviewRoutes` and `figureRoutes` have, and for sellers `SellerRoutes`.
extension ConsoleRoutes {
    static let newComplaintPath = "/console/complaints/new"
    static let complaintFilePath = "/console/complaint/file"
    static let reasonsPath = "/console/complaint/reasons"
    static let sellerLinkPath = "/console/complaint/link"

    func complaintRoutes(_ complaints: any DeskComplaints) -> [DeskRoute] {
        [
            page(.get, ComplaintListQuery.path) { request, context in
                let query = try ComplaintListQuery(request.target)
                let found = try await complaints.page(query.query(in: complaints.channels()))
                return ComplaintListPage(context, query, complaints)
                    .answer(found, now: complaints.now())
                    .noted(AuditNote(.view, results: found.complaints.count))
            },
            page(.get, Self.newComplaintPath, for: Self.reportAudience) {
                try await complaintForm($0, $1, complaints)
            },
            page(
                .post, Self.newComplaintPath, for: Self.reportAudience,
                collecting: BodyPlaces(bytesMax: ComplaintForm.bytesMax, atOnceMax: 2),
                recording: .byHandler
            ) { try await fileComplaint($0, $1, complaints) },
            page(.get, BulkFiling.path, for: Self.reportAudience) { _, context in
                BulkFilingPage(context, channels: complaints.channels()).empty()
                    .noted(AuditNote(.use))
            },
            page(
                .post, BulkFiling.path, for: Self.reportAudience,
                collecting: BodyPlaces(bytesMax: BulkFiling.bytesMax + (64 << 10), atOnceMax: 2),
                recording: .byHandler
            ) { try await fileList($0, $1, complaints) },
            page(.get, ComplaintLink.path) { request, context in
                let detail = try await Self.detail(request, complaints)
                let from = try request.target.parameter("from").flatMap { Int($0) } ?? 0
                return ComplaintDetailPage(context, detail, complaints).answer(from: from)
                    .noted(AuditNote(.view, Self.named(detail.id)))
            },
            page(.get, Self.complaintFilePath, for: Self.exportAudience) { request, _ in
                try await evidenceFile(request, complaints)
            },
            page(.get, Self.reasonsPath) { request, context in
                let detail = try await Self.detail(request, complaints)
                guard let state = detail.reading.state,
                    let place = try request.target.parameter("place").flatMap({ Int($0) }),
                    let answer = ReasonsPage(context, detail).answer(state, place: place)
                else { throw ComplaintLink.missing }
                return answer.noted(AuditNote(.view, Self.named(detail.id)))
            },
            page(.post, Self.sellerLinkPath, for: Self.reportAudience, recording: .byHandler) {
                try await linkSeller($0, $1, complaints)
            },
        ] + SaidForm.allCases.map { saidRoute($0, complaints) }
            + reviewRoutes(complaints) + figureRoutes(complaints)
            + SellerRoutes(complaints).routes
    }

    static func detail(
        _ request: DeskRequest, _ complaints: any DeskComplaints
    ) async throws -> ComplaintDetail {
        let id = try ComplaintLink.reference(request.target)
        guard let detail = try await complaints.complaint(id) else { throw ComplaintLink.missing }
        return detail
    }

    /// Which complaint it was; what was said of it stands in the log.
    static func named(_ id: EntryReference) -> [AuditDetail: String] {
        [.complaint: id.description]
    }

    static func note(_ what: String, _ id: EntryReference?) -> AuditNote {
        AuditNote(
            .publishReport, [.what: what].merging(id.map(named) ?? [:]) { first, _ in first })
    }

    // MARK: Filing

    private func ownRights() async throws -> [Right] {
        try await rights?.rights(of: [own]).map(\.right) ?? []
    }

    private func complaintForm(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let page = ComplaintFormPage(
            context, channels: complaints.channels(), rights: try await ownRights())
        guard try request.target.parameter("log") != nil else {
            return page.empty().noted(AuditNote(.use))
        }
        let detail = try await Self.detail(request, complaints)
        guard let state = detail.reading.state else { throw ComplaintLink.missing }
        return page.empty(.init(mending: state))
            .noted(AuditNote(.view, Self.named(detail.id)))
    }

    /// Looks at all that is wrong at once; signs it where nothing is and it is to be filed.
    private func fileComplaint(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        let rights = try await ownRights()
        let context = context.at(Self.newComplaintPath)
        let page = ComplaintFormPage(context, channels: complaints.channels(), rights: rights)
        return try await answer {
            try await file(ComplaintForm(fields), request, complaints, rights, page)
        } again: { problem in
            page.refused(RefusedForm(ComplaintFormPage.filing, problem, fields), fields)
                .noted(Self.refused(problem))
        }
    }

    private func file(
        _ form: ComplaintForm, _ request: DeskRequest, _ complaints: any DeskComplaints,
        _ rights: [Right], _ page: ComplaintFormPage
    ) async throws -> DeskAnswer {
        let channels = complaints.channels()
        let context = page.context
        let files = try await form.evidence.files(kept: complaints)
        guard let channel = form.channel, channels.contains(channel),
            let right = rights.first(where: { $0.key == form.rightKey })
        else { throw ComplaintForm.wrong("Choose a channel and a right of the lists.") }
        guard !form.listed.listings.isEmpty else {
            return page.checked(form, evidence: files, [], missing: [.checkNoListing])
                .noted(AuditNote(.use, [.refused: "nothing"]))
        }
        let complaint = form.complaint(
            on: right, evidence: files, declaration: ComplaintText.declaration(context.language))
        guard form.isToBeFiled, form.isReadable else {
            let failures = try await complaints.check(complaint, in: channel)
            return page.checked(form, evidence: files, failures, missing: [])
                .noted(AuditNote(.use, [.checked: right.key], results: failures.count))
        }
        var note = Self.note("complaint", nil)
        note.details[.right] = right.key
        note.details[.channel] = channel.rawValue
        return try await recorded(note, request, route: "POST \(Self.newComplaintPath)") {
            switch try await complaints.file(complaint, in: channel, for: nil) {
            case .failed(let failures):
                return page.checked(form, evidence: files, failures, missing: [])
            case .answered(.signed(let signed, _)):
                let id = EntryReference(origin: signed.log, index: signed.indexes.lowerBound)
                return .redirect(to: request.origin + ComplaintLink.href(id), status: 303)
            case .answered: throw ComplaintForm.notFiled
            }
        }
    }

    /// A list that was filed in part stands in part: each row says what became of it.
    private func fileList(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        func again(_ problem: PeerProblem) -> DeskAnswer {
            BulkFilingPage(context, channels: complaints.channels())
                .empty(RefusedForm(BulkFilingPage.filing, problem, fields))
                .noted(Self.refused(problem))
        }
        let sent: SentSpreadsheet?
        do {
            sent = try await SentSpreadsheet(fields, by: workbooks)
        } catch let problem as PeerProblem {
            return again(problem)
        }
        return try await answer {
            try await fileList(BulkFiling(fields, sent), request, context, complaints)
        } again: {
            again($0)
        }
    }

    private func fileList(
        _ filing: BulkFiling, _ request: DeskRequest, _ context: ConsoleContext,
        _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        guard complaints.channels().contains(filing.channel) else {
            throw ComplaintForm.wrong("Choose a channel of the list.")
        }
        var note = AuditNote(.use, [.checked: "list"], results: filing.groups.count)
        if filing.isToBeFiled {
            note = Self.note("complaints", nil)
            note.details[.channel] = filing.channel.rawValue
            note.details[.complaints] = String(filing.groups.count)
            try await record(note, before: request, route: "POST \(BulkFiling.path)")
            note.isRecorded = true
        }
        var results: [(ComplaintRows.Group, BulkFiling.Result)] = []
        for group in filing.groups {
            results.append((group, try await filing.result(of: group, at: complaints)))
        }
        return BulkFilingPage(context, channels: complaints.channels())
            .answer(filing, results).noted(note)
    }

    // MARK: In its course

    private func saidRoute(_ said: SaidForm, _ complaints: any DeskComplaints) -> DeskRoute {
        page(
            .post, said.path, for: Self.reportAudience,
            collecting: said.hasFiles
                ? BodyPlaces(bytesMax: ComplaintForm.bytesMax, atOnceMax: 2) : nil,
            recording: .byHandler
        ) { request, context in
            let fields = try MultipartFields(request)
            let (detail, state) = try await Self.state(fields, complaints)
            let person = try Self.person(request).id.rawValue
            return try await answer {
                let files =
                    try await said.hasFiles ? EvidenceField(fields).files(kept: complaints) : []
                let statement = try said.statement(
                    fields, of: detail.id, in: state, files: files,
                    decider: complaints.decider(person), now: complaints.now())
                return try await recorded(
                    Self.note(said.rawValue, detail.id), request, route: "POST \(said.path)"
                ) {
                    _ = try await complaints.say(statement, by: person, for: nil)
                    return .redirect(
                        to: request.origin + ComplaintLink.href(detail.id), status: 303)
                }
            } again: { problem in
                try await Self.shownAgain(
                    fields, context, complaints, RefusedForm(said.rawValue, problem, fields))
            }
        }
    }

    /// The page of a complaint as it is now, with what was typed to be said of it.
    private static func shownAgain(
        _ fields: MultipartFields, _ context: ConsoleContext, _ complaints: any DeskComplaints,
        _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        let (detail, _) = try await state(fields, complaints)
        let context = context.at(ComplaintLink.href(detail.id))
        return ComplaintDetailPage(context, detail, complaints).answer(refused: refused)
            .noted(Self.refused(refused.problem, named(detail.id)))
    }

    static func state(
        _ fields: MultipartFields, _ complaints: any DeskComplaints
    ) async throws -> (ComplaintDetail, CaseState) {
        guard
            let id = ComplaintLink.reference(log: fields.text("log"), entry: fields.text("entry"))
        else { throw ComplaintLink.unnamed }
        guard let detail = try await complaints.complaint(id), let state = detail.reading.state
        else { throw ComplaintLink.missing }
        return (detail, state)
    }

    /// The address is for the seller alone: it stands on this answer and in no log.
    private func linkSeller(
        _ request: DeskRequest, _ context: ConsoleContext, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        let (detail, state) = try await Self.state(fields, complaints)
        return try await answer {
            let named = try PlaceList(
                parsing: fields.text("listings") ?? "", count: state.listings.count)
            let down = state.listings.filter(\.stage.isDown).map(\.place)
            let places = named.places.isEmpty ? down : named.places.filter(down.contains)
            guard !places.isEmpty else {
                throw ComplaintForm.wrong("A seller answers for listings that are down.")
            }
            let context = context.at(ComplaintLink.href(detail.id))
            return try await recorded(
                Self.note("seller-link", detail.id), request, route: "POST \(Self.sellerLinkPath)"
            ) {
                let link = try await complaints.sellerLink(of: detail.id, places: places)
                return ComplaintDetailPage(context, detail, complaints).answer(link: link)
            }
        } again: { problem in
            try await Self.shownAgain(
                fields, context, complaints,
                RefusedForm(ComplaintActions.linking, problem, fields))
        }
    }

    // MARK: Files

    /// Whatever it is: it opens in no browser, and says of itself nothing that one would believe.
    private func evidenceFile(
        _ request: DeskRequest, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let id = try ComplaintLink.reference(request.target)
        guard let digest = try request.target.parameter("sha256").flatMap({ Digest(hex: $0) }),
            let file = try await complaints.evidence(digest, of: id)
        else {
            throw PeerProblem(
                status: 404, keyword: "no-file",
                detail: "No such file of this complaint is held here.")
        }
        let note = try await admit(
            AuditNote(
                .exportCase, Self.named(id).merging([.sha256: digest.hex]) { first, _ in first },
                rows: 1), request, route: "GET \(Self.complaintFilePath)")
        return DeskAnswer(mediaType: "application/octet-stream", body: file.bytes)
            .adding("content-disposition", "attachment; filename=\"\(digest.hex).bin\"")
            .noted(note)
    }
}
