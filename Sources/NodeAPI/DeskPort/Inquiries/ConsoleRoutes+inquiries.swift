import AllianceNames
import AuditTrail
import Casework
import Peering
import SignIn
import TransparencyLog

/// Inquiries and outreach: `docs/inquiries.md`.
///
///     GET  /console/inquiries                      what waits; POST asks, with photos
///     GET  /console/inquiries/{id}                 one; POST …/answer, further, assign, manage, note, contact, close
///     GET  /console/inquiries/{id}/photos/{photo}  a photo, for download
///     POST /console/inquiry-rules                  sets the clock
///
/// and what `ConsoleRoutes+outreach.swift` has.
extension ConsoleRoutes {
    static let inquiriesPath = "/console/inquiries"
    static let handOversPath = "/console/hand-overs"
    static let inquiryRulesPath = "/console/inquiry-rules"
    static let onboardingPath = "/console/onboarding"
    static let rightDocumentsPath = "/console/right-documents"
    static let approveAudience = DeskRoute.Access.people(.approve)

    func inquiryRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        let (one, audience) = (Self.inquiriesPath + "/{id}", Self.draftAudience)
        return [
            page(.get, Self.inquiriesPath, for: audience) {
                try await inquiryList($0, $1, inquiries)
            },
            page(.post, Self.inquiriesPath, for: audience, recording: .byHandler) {
                try await ask($0, $1, inquiries)
            },
            page(.get, one, for: audience) {
                let colleague = try $0.colleague()
                let sheet = try await inquiries.inquiry($0.caseworkID(), for: colleague)
                return InquiryPage(
                    $1, sheet, colleague, among: inquiries.colleagues(), at: inquiries.now()
                ).answer()
                    .noted(
                        AuditNote(
                            .view, [.inquiry: sheet.inquiry.id.description],
                            results: sheet.entries.count))
            },
            page(.get, one + "/photos/{photo}", for: Self.exportAudience) { request, _ in
                try await inquiryPhoto(request, inquiries, route: "GET \(one)/photos/{photo}")
            },
            page(.post, Self.inquiryRulesPath, for: Self.approveAudience) {
                try await setClock($0, $1, inquiries)
            },
        ] + inquirySteps(inquiries) + handOverRoutes(inquiries) + onboardingRoutes(inquiries)
            + documentRoutes(inquiries)
    }

    private func setClock(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let rules = try InquiryRules(
                warnHours: fields["warn"].flatMap { Int($0) } ?? 0,
                lateHours: fields["late"].flatMap { Int($0) } ?? 0)
            try await inquiries.set(rules, by: colleague)
            return .redirect(to: request.origin + Self.inquiriesPath, status: 303).noted(
                AuditNote(
                    .keepCase,
                    [
                        .what: "clock of inquiries", .warn: String(rules.warnHours),
                        .late: String(rules.lateHours),
                    ]))
        } again: { problem in
            let context = context.at(Self.inquiriesPath)
            return try await inquiryList(
                request, context, inquiries, RefusedForm(InquiryListPage.timing, problem, fields))
        }
    }

    /// - Parameter refused: a question that is not asked, or a clock that is not set, and why.
    private func inquiryList(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let filter = try InquiryFilter(request.target)
        let after = try request.target.parameter("after").map { text in
            guard let place = InquiryPlace(parsing: text) else {
                throw PeerProblem(
                    status: 400, keyword: "query", detail: "'after' is no place in this list.")
            }
            return place
        }
        let found = try await inquiries.inquiries(for: colleague)
        let list = ListPage<Inquiry, InquiryPlace>(found.filter(filter.takes), after: after)
        let rules = try await inquiries.rules()
        return InquiryListPage(context, own: own, colleague, among: inquiries.colleagues())
            .answer(found, list, filter, rules, at: inquiries.now(), refused)
            .noted(Self.shown(refused, results: list.items.count))
    }

    private func inquirySteps(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        [
            step("answer", "answered", inquiries) { one, fields, colleague, now in
                guard
                    let verdict = fields["verdict"].flatMap(InquiryAnswer.Verdict.init(rawValue:))
                else { throw CaseworkError.text(field: "verdict") }
                return try one.answer(
                    InquiryAnswer(verdict, fields["text"] ?? ""), by: colleague, at: now)
            },
            step("further", "asked further", inquiries) { one, fields, colleague, now in
                try one.askFurther(fields["text"] ?? "", by: colleague, at: now)
            },
            step("assign", "assigned", inquiries) { one, fields, colleague, now in
                try one.assign(to: InquiryForm.person(fields), by: colleague, at: now)
            },
            step("manage", "case manager set", inquiries) { one, fields, colleague, now in
                try one.manage(by: InquiryForm.person(fields), said: colleague, at: now)
            },
            step("note", "noted", inquiries, isOfAnyState: true) { one, fields, colleague, now in
                try one.note(fields["text"] ?? "", by: colleague, at: now)
            },
            step("contact", "contact logged", inquiries, isOfAnyState: true) {
                one, fields, colleague, now in
                try one.contact(
                    with: fields["with"] ?? "", fields["text"] ?? "",
                    next: InquiryForm.day(fields), by: colleague, at: now)
            },
            step("close", "closed", inquiries) { one, _, colleague, now in
                try one.close(by: colleague, at: now)
            },
        ]
    }

    /// What is done to one as it was shown; recorded first. What is refused is shown again.
    ///
    /// - Parameter isOfAnyState: it conflicts with nothing that somebody else does meanwhile, and needs no revision.
    private func step(
        _ name: String, _ what: String, _ inquiries: any DeskInquiries,
        isOfAnyState: Bool = false,
        _ work:
            @escaping @Sendable (inout Inquiry, FormFields, Colleague, UInt64) throws
            -> InquiryEntry
    ) -> DeskRoute {
        let path = "\(Self.inquiriesPath)/{id}/\(name)"
        return page(.post, path, for: Self.draftAudience, recording: .byHandler) {
            request, context in
            let (colleague, id) = (try request.colleague(), try request.caseworkID())
            let fields = try FormFields(parsing: request.body)
            return try await answer {
                let isFree = isOfAnyState && fields["revision"] == nil
                let (revision, now) = (isFree ? nil : try fields.revision(), inquiries.now())
                return try await recorded(
                    Self.inquiryNote(id, what), request, route: "POST \(path)"
                ) {
                    _ = try await inquiries.change(id, revision: revision, for: nil) {
                        try work(&$0, fields, colleague, now)
                    }
                    return .redirect(
                        to: "\(request.origin)\(Self.inquiriesPath)/\(id)", status: 303)
                }
            } again: { problem in
                let context = context.at("\(Self.inquiriesPath)/\(id)")
                let sheet = try await inquiries.inquiry(id, for: colleague)
                return InquiryPage(
                    context, sheet, colleague, among: inquiries.colleagues(), at: inquiries.now()
                ).refused(RefusedForm(name, problem, fields))
                    .noted(
                        Self.refused(
                            problem, [.inquiry: id.description], results: sheet.entries.count))
            }
        }
    }

    static func inquiryNote(_ id: CaseworkID, _ what: String) -> AuditNote {
        AuditNote(.keepCase, [.inquiry: id.description, .what: what])
    }

    private func ask(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try MultipartFields(request)
        return try await answer {
            let form = try InquiryForm(fields)
            let note = AuditNote(
                .keepCase, [.what: "asked", .member: form.member?.rawValue ?? own.rawValue])
            return try await recorded(note, request, route: "POST \(Self.inquiriesPath)") {
                let asked = try await inquiries.ask(
                    form.member, subject: form.subject, about: form.about, form.text,
                    photos: form.photos, by: colleague, for: nil)
                return .redirect(
                    to: "\(request.origin)\(Self.inquiriesPath)/\(asked.inquiry.id)", status: 303)
            }
        } again: { problem in
            try await inquiryList(
                request, context, inquiries,
                RefusedForm(InquiryListPage.asking, problem, fields))
        }
    }

    /// Whatever it is: it opens in no browser, and says of itself nothing that one would believe.
    func inquiryPhoto(
        _ request: DeskRequest, _ inquiries: any DeskInquiries, route: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        guard let sha256 = request.parameters["photo"].flatMap({ Digest(hex: $0) }) else {
            throw CaseworkError.notThere.problem
        }
        let bytes = try await inquiries.photo(sha256, of: id, for: colleague)
        let note = try await admit(
            AuditNote(
                .exportCase, [.inquiry: id.description, .sha256: sha256.hex], rows: 1), request,
            route: route)
        return Self.download(bytes, sha256).noted(note)
    }

    static func download(_ bytes: [UInt8], _ sha256: Digest) -> DeskAnswer {
        DeskAnswer(mediaType: "application/octet-stream", body: bytes)
            .adding("content-disposition", "attachment; filename=\"\(sha256.hex).bin\"")
    }
}

extension DeskRequest {
    /// The member that its path names.
    func member(_ name: String = "member") throws(PeerProblem) -> MemberID {
        guard let id = parameters[name].flatMap({ try? MemberID(parsing: $0) }) else {
            throw CaseworkError.notThere.problem
        }
        return id
    }
}
