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
///     GET  /console/hand-overs                     shifts; POST hands one's own over
///     GET  /console/onboarding                     members on their way in; …/{member} and its contact log
///     POST /console/onboarding/{member}            logs a contact
///     GET  /console/right-documents                papers of rights; POST keeps one; …/{id} for download
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
                let colleague = try $0.colleague()
                let found = try await inquiries.inquiries(for: colleague)
                let rules = try await inquiries.rules()
                return InquiryListPage($1, own: own, mayApprove: colleague.may(.approve))
                    .answer(found, rules, at: inquiries.now())
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.post, Self.inquiriesPath, for: audience, recording: .byHandler) { request, _ in
                try await ask(request, inquiries)
            },
            page(.get, one, for: audience) {
                let colleague = try $0.colleague()
                let sheet = try await inquiries.inquiry($0.caseworkID(), for: colleague)
                return InquiryPage($1, sheet, colleague, at: inquiries.now()).answer()
                    .noted(
                        AuditNote(
                            .view, ["inquiry": sheet.inquiry.id.description],
                            results: sheet.entries.count))
            },
            page(.get, one + "/photos/{photo}", for: Self.exportAudience) { request, _ in
                try await inquiryPhoto(request, inquiries, route: "GET \(one)/photos/{photo}")
            },
            page(.post, Self.inquiryRulesPath, for: Self.approveAudience) { request, _ in
                let colleague = try request.colleague()
                let fields = try FormFields(parsing: request.body)
                let rules = try InquiryRules(
                    warnHours: fields["warn"].flatMap { Int($0) } ?? 0,
                    lateHours: fields["late"].flatMap { Int($0) } ?? 0)
                try await inquiries.set(rules, by: colleague)
                return .redirect(to: request.origin + Self.inquiriesPath, status: 303).noted(
                    AuditNote(
                        .keepCase,
                        [
                            "what": "clock of inquiries", "warn": String(rules.warnHours),
                            "late": String(rules.lateHours),
                        ]))
            },
        ] + inquirySteps(inquiries) + handOverRoutes(inquiries) + onboardingRoutes(inquiries)
            + documentRoutes(inquiries)
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
            step("note", "noted", inquiries) { one, fields, colleague, now in
                try one.note(fields["text"] ?? "", by: colleague, at: now)
            },
            step("contact", "contact logged", inquiries) { one, fields, colleague, now in
                try one.contact(
                    with: fields["with"] ?? "", fields["text"] ?? "",
                    next: InquiryForm.day(fields), by: colleague, at: now)
            },
            step("close", "closed", inquiries) { one, _, colleague, now in
                try one.close(by: colleague, at: now)
            },
        ]
    }

    /// What is done to one as it was shown; recorded first.
    private func step(
        _ name: String, _ what: String, _ inquiries: any DeskInquiries,
        _ work:
            @escaping @Sendable (inout Inquiry, FormFields, Colleague, UInt64) throws
            -> InquiryEntry
    ) -> DeskRoute {
        let path = "\(Self.inquiriesPath)/{id}/\(name)"
        return page(.post, path, for: Self.draftAudience, recording: .byHandler) { request, _ in
            let (colleague, id) = (try request.colleague(), try request.caseworkID())
            let fields = try FormFields(parsing: request.body)
            let (revision, now) = (try fields.revision(), inquiries.now())
            return try await recorded(
                Self.inquiryNote(id, what), request, route: "POST \(path)"
            ) {
                _ = try await inquiries.change(id, revision: revision) {
                    try work(&$0, fields, colleague, now)
                }
                return .redirect(to: "\(request.origin)\(Self.inquiriesPath)/\(id)", status: 303)
            }
        }
    }

    static func inquiryNote(_ id: CaseworkID, _ what: String) -> AuditNote {
        AuditNote(.keepCase, ["inquiry": id.description, "what": what])
    }

    private func ask(
        _ request: DeskRequest, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let form = try InquiryForm(MultipartFields(request))
        let note = AuditNote(
            .keepCase, ["what": "asked", "member": form.member?.rawValue ?? own.rawValue])
        return try await recorded(note, request, route: "POST \(Self.inquiriesPath)") {
            let asked = try await inquiries.ask(
                form.member, subject: form.subject, about: form.about, form.text,
                photos: form.photos, by: colleague, for: nil)
            return .redirect(
                to: "\(request.origin)\(Self.inquiriesPath)/\(asked.inquiry.id)", status: 303)
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
                .exportCase, ["inquiry": id.description, "sha256": sha256.hex], rows: 1), request,
            route: route)
        return Self.download(bytes, sha256).noted(note)
    }

    private static func download(_ bytes: [UInt8], _ sha256: Digest) -> DeskAnswer {
        DeskAnswer(mediaType: "application/octet-stream", body: bytes)
            .adding("content-disposition", "attachment; filename=\"\(sha256.hex).bin\"")
    }

    // MARK: Shifts

    private func handOverRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        [
            page(.get, Self.handOversPath, for: Self.draftAudience) {
                let found = try await inquiries.handOvers(for: $0.colleague())
                return HandOverPage($1).answer(found)
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.post, Self.handOversPath, for: Self.draftAudience, recording: .byHandler) {
                request, _ in
                let colleague = try request.colleague()
                let fields = try FormFields(parsing: request.body)
                guard let person = try InquiryForm.person(fields) else {
                    throw CaseworkError.handOver
                }
                let note = AuditNote(
                    .keepCase, ["what": "shift handed over", "to": person.rawValue])
                return try await recorded(note, request, route: "POST \(Self.handOversPath)") {
                    _ = try await inquiries.handOver(
                        to: person, note: fields["note"] ?? "", by: colleague)
                    return .redirect(to: request.origin + Self.handOversPath, status: 303)
                }
            },
        ]
    }

    // MARK: Members on their way in

    private func onboardingRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        let one = Self.onboardingPath + "/{member}"
        return [
            page(.get, Self.onboardingPath, for: Self.draftAudience) {
                let found = try await inquiries.onboarding(for: $0.colleague())
                return OnboardingPage($1).list(found, at: inquiries.now())
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.get, one, for: Self.draftAudience) {
                let (colleague, member) = (try $0.colleague(), try $0.member())
                let contacts = try await inquiries.contacts(with: member, for: colleague)
                let found = try await inquiries.onboarding(for: colleague)
                    .first { $0.checklist.member == member }
                return OnboardingPage($1).one(member, found, contacts)
                    .noted(
                        AuditNote(.view, ["member": member.rawValue], results: contacts.count))
            },
            page(.post, one, for: Self.draftAudience, recording: .byHandler) { request, _ in
                let (colleague, member) = (try request.colleague(), try request.member())
                let fields = try FormFields(parsing: request.body)
                let due = try InquiryForm.day(fields)
                // Of who is no member nothing is recorded either.
                _ = try await inquiries.contacts(with: member, for: colleague)
                let note = AuditNote(
                    .keepCase, ["what": "contact logged", "member": member.rawValue])
                return try await recorded(note, request, route: "POST \(one)") {
                    _ = try await inquiries.noteContact(
                        with: member, fields["with"] ?? "", fields["text"] ?? "", next: due,
                        by: colleague)
                    return .redirect(
                        to: "\(request.origin)\(Self.onboardingPath)/\(member)", status: 303)
                }
            },
        ]
    }

    // MARK: Papers of rights

    private func documentRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        [
            page(.get, Self.rightDocumentsPath, for: Self.draftAudience) {
                let documents = try await inquiries.documents(for: $0.colleague())
                let stated = try await rights?.rights(of: [own]) ?? []
                return RightDocumentsPage($1, follows: notices != nil)
                    .answer(stated, documents, at: inquiries.now())
                    .noted(AuditNote(.view, results: documents.count))
            },
            page(.post, Self.rightDocumentsPath, for: Self.draftAudience, recording: .byHandler) {
                request, _ in
                let colleague = try request.colleague()
                let fields = try MultipartFields(request)
                guard let kind = fields.text("kind").flatMap(RightDocument.Kind.init(rawValue:)),
                    let bytes = fields.bytes("file")
                else { throw InquiryForm.wrong("Choose a kind of paper and a file.") }
                let (right, name) = (fields.text("right") ?? "", fields.text("name") ?? "")
                let note = AuditNote(
                    .keepCase,
                    ["what": "paper of a right kept", "sha256": Digest.sha256(bytes).hex])
                return try await recorded(
                    note, request, route: "POST \(Self.rightDocumentsPath)"
                ) {
                    _ = try await inquiries.addDocument(
                        kind, name, bytes, to: right, by: colleague)
                    return .redirect(to: request.origin + Self.rightDocumentsPath, status: 303)
                }
            },
            page(.get, Self.rightDocumentsPath + "/{id}", for: Self.exportAudience) {
                request, _ in
                try await rightDocument(
                    request, inquiries, route: "GET \(Self.rightDocumentsPath)/{id}")
            },
        ]
    }

    func rightDocument(
        _ request: DeskRequest, _ inquiries: any DeskInquiries, route: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let found = try await inquiries.document(id, for: colleague)
        let note = try await admit(
            AuditNote(.exportCase, ["sha256": found.document.sha256.hex], rows: 1), request,
            route: route)
        return Self.download(found.bytes, found.document.sha256).noted(note)
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
