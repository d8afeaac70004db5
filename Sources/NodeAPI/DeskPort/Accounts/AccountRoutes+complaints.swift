import Accounts
import AllianceNames
import Complaints
import GS1
import Peering
import Statements

/// Complaints of an account: filed by the platform's node in its name, and seen by its holder alone.
///
///     GET  /account/complaints                  those of this account, newest first
///     GET  /account/complaints/new              the form; POST files it
///     GET  /account/complaints/of/{id}          one of them
///     POST …/evidence, …/appeal, …/withdrawal   what its holder says of it
extension AccountRoutes {
    static let pageSize = 25

    func complaintRoutes(_ complaints: any DeskComplaints) -> [DeskRoute] {
        let one = AccountPath.complaints + "/of/{id}"
        return [
            held(.get, AccountPath.complaints) { try await list($0, $1, complaints) },
            held(.get, AccountPath.file) { request, holder in
                AccountComplaintPages(layout: layout(request, holder))
                    .form(try await accounts.account(holder.id))
            },
            held(
                .post, AccountPath.file,
                collecting: BodyPlaces(bytesMax: AccountComplaintForm.bytesMax, atOnceMax: 2)
            ) { try await file($0, $1, complaints) },
            held(.get, one) { request, holder in
                AccountComplaintPages(layout: layout(request, holder))
                    .complaint(try await state(request, holder, complaints))
            },
            held(
                .post, one + "/evidence",
                collecting: BodyPlaces(bytesMax: AccountComplaintForm.bytesMax, atOnceMax: 2)
            ) { request, holder in
                let state = try await state(request, holder, complaints)
                let fields = try MultipartFields(request)
                let wanted = fields.text("request") ?? ""
                // Only what is open for this complaint.
                guard
                    let open = AccountComplaintPages.openRequests(of: state).first(where: {
                        $0.entry.description == wanted
                    })
                else { throw Self.nothingAsked }
                let files = try await keep(
                    AccountComplaintForm(fields).files(), of: holder, complaints)
                let text = try Self.text(fields.text("text"))
                guard !files.isEmpty || !text.isEmpty else {
                    throw AccountComplaintForm.wrong("Send a file or a text.")
                }
                return try await say(
                    .evidenceSupply(
                        EvidenceSupply(
                            on: state.id, request: open.entry, evidence: files, text: text)),
                    request, complaints)
            },
            held(.post, one + "/appeal") { request, holder in
                let state = try await state(request, holder, complaints)
                let text = try Self.text(FormFields(parsing: request.body)["text"])
                guard !text.isEmpty else { throw AccountComplaintForm.wrong("Say why.") }
                let places = state.listings.filter {
                    Transition.appeal.from.contains($0.stage)
                }.map(\.place)
                guard !places.isEmpty else { throw Self.nothingRefused }
                return try await say(
                    .appeal(ComplaintAppeal(of: state.id, listings: places, text: text)), request,
                    complaints)
            },
            held(.post, one + "/withdrawal") { request, holder in
                let state = try await state(request, holder, complaints)
                let text = try Self.text(FormFields(parsing: request.body)["text"])
                return try await say(
                    .withdrawal(ComplaintWithdrawal(of: state.id, text: text)), request,
                    complaints)
            },
        ]
    }

    // MARK: Reading

    private func complainant(_ holder: DeskAccountHolder) -> Complainant {
        .hosted(holder.id.rawValue, at: own)
    }

    private func list(
        _ request: DeskRequest, _ holder: DeskAccountHolder, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        var query = ComplaintQuery(channels: Set(complaints.channels()))
        query.complainant = complainant(holder)
        query.limit = Self.pageSize
        query.after = try request.target.parameter("after").flatMap(Self.cursor)
        let page = try await complaints.page(query)
        // Whatever was asked for: nobody else's is ever shown.
        let own = page.complaints.filter { $0.complainant == complainant(holder) }
        let older = page.next.map { next in
            "\(AccountPath.complaints)?after=\(PercentEncoding.segment(Self.text(next)))"
        }
        return AccountComplaintPages(layout: layout(request, holder))
            .list(own, older: older, isFiled: try request.target.parameter("filed") != nil)
    }

    /// `1795435200000 alliance/channel/member/e1/7`; without a time where it is not confirmed.
    private static func text(_ cursor: ComplaintCursor) -> String {
        "\(cursor.filedAt.milliseconds.map(String.init) ?? "-") \(cursor.id)"
    }

    private static func cursor(_ text: String) -> ComplaintCursor? {
        let sides = text.split(separator: " ", maxSplits: 1)
        guard sides.count == 2, let id = AccountPath.reference(String(sides[1])) else {
            return nil
        }
        if sides[0] == "-" { return ComplaintCursor(filedAt: .pending, id: id) }
        return UInt64(sides[0]).map { ComplaintCursor(filedAt: .witnessed($0), id: id) }
    }

    /// A complaint of this account; one of anybody else is as if it were not there.
    private func state(
        _ request: DeskRequest, _ holder: DeskAccountHolder, _ complaints: any DeskComplaints
    ) async throws -> CaseState {
        guard let id = AccountPath.reference(request.parameters["id"] ?? ""),
            let state = try await complaints.complaint(id)?.reading.state,
            state.complainant == complainant(holder)
        else {
            throw PeerProblem(
                status: 404, keyword: "no-such-complaint",
                detail: "This account has no such complaint.")
        }
        return state
    }

    // MARK: Saying

    private func file(
        _ request: DeskRequest, _ holder: DeskAccountHolder, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let pages = AccountComplaintPages(layout: layout(request, holder))
        let account = try await accounts.account(holder.id)
        guard account.stage == .verified else { throw Self.notVerified }
        let form = AccountComplaintForm(try MultipartFields(request))
        let outcome: FilingOutcome
        do {
            // All that needs no file is judged before a file is kept.
            let declaration = AccountPageText.goodFaith(.english)
            _ = try form.complaint(of: account, files: [], declaration: declaration)
            let channel = try channel(complaints)
            let files = try await keep(form.files(), of: holder, complaints)
            let complaint = try form.complaint(
                of: account, files: files, declaration: declaration)
            outcome = try await complaints.file(
                complaint, in: channel, for: form.request(of: account.id, complaint))
        } catch let problem as PeerProblem where problem.status == 422 {
            return pages.form(account, form, problem: problem)
        }
        switch outcome {
        case .failed(let failures): return pages.form(account, form, failures: failures)
        case .answered(let answer):
            // While it is being signed no form is shown, since a new one would be filed beside it.
            _ = try RESTRoutes.signed(answer, isForm: true)
            return .redirect(
                to: request.origin + AccountPath.complaints + "?filed=1", status: 303)
        }
    }

    /// The platform's own, of which no brand is a part: what holders of accounts file is read by no member that
    /// they compete with.
    private func channel(_ complaints: any DeskComplaints) throws(PeerProblem) -> ChannelID {
        let name = "desk-\(own)"
        guard let channel = complaints.channels().first(where: { $0.rawValue == name }) else {
            throw PeerProblem(
                status: 503, keyword: "account-channel",
                detail:
                    "This platform takes no complaints of accounts: its register has no channel '\(name)'."
            )
        }
        return channel
    }

    private func keep(
        _ files: [(bytes: [UInt8], role: EvidenceFile.Role)], of holder: DeskAccountHolder,
        _ complaints: any DeskComplaints
    ) async throws -> [EvidenceFile] {
        let bytes = files.reduce(0) { $0 + $1.bytes.count }
        guard uploads.take(bytes, by: holder.id, at: complaints.now()) else {
            throw Self.tooManyFiles
        }
        var kept: [EvidenceFile] = []
        for (bytes, role) in files {
            let file = try await complaints.keep(bytes)
            // The same file twice is one piece of evidence.
            guard !kept.contains(where: { $0.digest == file.digest }) else { continue }
            kept.append(
                EvidenceFile(
                    digest: file.digest, mediaType: file.mediaType, byteCount: file.byteCount,
                    role: role))
        }
        return kept
    }

    private func say(
        _ said: ComplaintStatement, _ request: DeskRequest, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        _ = try RESTRoutes.signed(await complaints.say(said, by: nil, for: nil))
        return .redirect(
            to: request.origin
                + (said.complaint.map(AccountPath.complaint) ?? AccountPath.complaints),
            status: 303)
    }

    private static func text(_ text: String?) throws(PeerProblem) -> String {
        let text = text ?? ""
        guard text.utf8.count <= StatementLimits.textBytesMax else {
            throw AccountComplaintForm.wrong(
                "A text has at most \(StatementLimits.textBytesMax) bytes.")
        }
        return text
    }

    private static let notVerified = PeerProblem(
        status: 403, keyword: "account-not-verified",
        detail:
            "This account may file once a registered owner has answered with its code, and not while it is suspended."
    )
    private static let tooManyFiles = PeerProblem(
        status: 429, keyword: "account-uploads",
        detail:
            "This account has brought \(AccountUploads.bytesMax >> 20) MiB of files in 24 hours; send more tomorrow."
    )
    private static let nothingAsked = PeerProblem(
        status: 409, keyword: "nothing-asked", detail: "Nothing of the kind is asked for now.")
    private static let nothingRefused = PeerProblem(
        status: 409, keyword: "nothing-refused",
        detail: "Nothing of this complaint is refused that could be objected to.")
}
