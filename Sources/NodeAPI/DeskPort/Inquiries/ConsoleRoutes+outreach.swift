import AllianceNames
import AuditTrail
import Casework
import SignIn
import TransparencyLog

/// Shifts, members on their way in, and papers of rights: `docs/inquiries.md`.
///
///     GET  /console/hand-overs           shifts; POST hands one's own over
///     GET  /console/onboarding           members on their way in; …/{member} and its contact log
///     POST /console/onboarding/{member}  logs a contact
///     GET  /console/right-documents      papers of rights; POST keeps one; …/{id} for download
extension ConsoleRoutes {
    // MARK: Shifts

    func handOverRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        [
            page(.get, Self.handOversPath, for: Self.draftAudience) {
                let colleague = try $0.colleague()
                let after = try $0.target.parameter("after").map(CasePlace.init(shown:))
                let list = try await inquiries.handOverPage(for: colleague, after: after)
                return HandOverPage($1)
                    .answer(list, to: Self.others(than: colleague, inquiries))
                    .noted(AuditNote(.view, results: list.items.count))
            },
            page(.post, Self.handOversPath, for: Self.draftAudience, recording: .byHandler) {
                try await handOver($0, $1, inquiries)
            },
        ]
    }

    private func handOver(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            guard let person = try InquiryForm.person(fields) else { throw CaseworkError.handOver }
            let note = AuditNote(.keepCase, [.what: "shift handed over", .to: person.rawValue])
            return try await recorded(note, request, route: "POST \(Self.handOversPath)") {
                _ = try await inquiries.handOver(
                    to: person, note: fields["note"] ?? "", by: colleague, for: nil)
                return .redirect(to: request.origin + Self.handOversPath, status: 303)
            }
        } again: { problem in
            let list = try await inquiries.handOverPage(for: colleague, after: nil)
            return HandOverPage(context).answer(
                list, to: Self.others(than: colleague, inquiries),
                RefusedForm(HandOverPage.handingOver, problem, fields)
            ).noted(Self.refused(problem, results: list.items.count))
        }
    }

    private static func others(
        than colleague: Colleague, _ inquiries: any DeskInquiries
    ) -> [Person] { inquiries.colleagues().filter { $0.id != colleague.id } }

    // MARK: Members on their way in

    func onboardingRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        let one = Self.onboardingPath + "/{member}"
        return [
            page(.get, Self.onboardingPath, for: Self.draftAudience) {
                let found = try await inquiries.onboarding(for: $0.colleague())
                return OnboardingPage($1).list(found, at: inquiries.now())
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.get, one, for: Self.draftAudience) {
                try await onboarding($0, $1, inquiries)
            },
            page(.post, one, for: Self.draftAudience, recording: .byHandler) {
                try await noteContact($0, $1, inquiries, route: "POST \(one)")
            },
        ]
    }

    /// - Parameter refused: a contact that is not logged, and why.
    private func onboarding(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let (colleague, member) = (try request.colleague(), try request.member())
        let after = try request.target.parameter("after").map(CasePlace.init(shown:))
        let contacts = try await inquiries.contactPage(with: member, for: colleague, after: after)
        let count = contacts.items.count
        let found = try await inquiries.onboarding(for: colleague)
            .first { $0.checklist.member == member }
        let details: [AuditDetail: String] = [.member: member.rawValue]
        return OnboardingPage(context).one(member, found, contacts, refused)
            .noted(Self.shown(refused, details, results: count))
    }

    private func noteContact(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries,
        route: String
    ) async throws -> DeskAnswer {
        let (colleague, member) = (try request.colleague(), try request.member())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let due = try InquiryForm.day(fields)
            // Of who is no member nothing is recorded either.
            _ = try await inquiries.contacts(with: member, for: colleague, after: nil, limit: 1)
            let note = AuditNote(.keepCase, [.what: "contact logged", .member: member.rawValue])
            return try await recorded(note, request, route: route) {
                _ = try await inquiries.noteContact(
                    with: member, fields["with"] ?? "", fields["text"] ?? "", next: due,
                    by: colleague, for: nil)
                return .redirect(
                    to: "\(request.origin)\(Self.onboardingPath)/\(member)", status: 303)
            }
        } again: { problem in
            try await onboarding(
                request, context, inquiries,
                RefusedForm(OnboardingPage.contacting, problem, fields))
        }
    }

    // MARK: Papers of rights

    func documentRoutes(_ inquiries: any DeskInquiries) -> [DeskRoute] {
        [
            page(.get, Self.rightDocumentsPath, for: Self.draftAudience) {
                try await documentList($0, $1, inquiries)
            },
            page(.post, Self.rightDocumentsPath, for: Self.draftAudience, recording: .byHandler) {
                try await keepDocument($0, $1, inquiries)
            },
            page(.get, Self.rightDocumentsPath + "/{id}", for: Self.exportAudience) {
                request, _ in
                try await rightDocument(
                    request, inquiries, route: "GET \(Self.rightDocumentsPath)/{id}")
            },
        ]
    }

    /// - Parameter refused: a paper that is not kept, and why.
    private func documentList(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let documents = try await inquiries.documents(for: request.colleague())
        let stated = try await rights?.rights(of: [own]) ?? []
        return RightDocumentsPage(context, follows: notices != nil)
            .answer(stated, documents, at: inquiries.now(), refused)
            .noted(Self.shown(refused, results: documents.count))
    }

    private func keepDocument(
        _ request: DeskRequest, _ context: ConsoleContext, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try MultipartFields(request)
        return try await answer {
            guard let kind = fields.text("kind").flatMap(RightDocument.Kind.init(rawValue:)),
                let bytes = fields.bytes("file")
            else { throw InquiryForm.wrong("Choose a kind of paper and a file.") }
            let (right, name) = (fields.text("right") ?? "", fields.text("name") ?? "")
            let note = AuditNote(
                .keepCase,
                [.what: "paper of a right kept", .sha256: Digest.sha256(bytes).hex])
            return try await recorded(note, request, route: "POST \(Self.rightDocumentsPath)") {
                _ = try await inquiries.addDocument(
                    kind, name, bytes, to: right, by: colleague, for: nil)
                return .redirect(to: request.origin + Self.rightDocumentsPath, status: 303)
            }
        } again: { problem in
            try await documentList(
                request, context, inquiries,
                RefusedForm(RightDocumentsPage.adding, problem, fields))
        }
    }

    func rightDocument(
        _ request: DeskRequest, _ inquiries: any DeskInquiries, route: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let found = try await inquiries.document(id, for: colleague)
        let note = try await admit(
            AuditNote(.exportCase, [.sha256: found.document.sha256.hex], rows: 1), request,
            route: route)
        return Self.download(found.bytes, found.document.sha256).noted(note)
    }
}
