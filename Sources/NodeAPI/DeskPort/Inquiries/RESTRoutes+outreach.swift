import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import SignIn
import TransparencyLog

/// Shifts, members on their way in, and papers of rights, for the programs of persons.
extension RESTRoutes {
    private static let handOversPath = "/hand-overs"
    private static let contactsPath = "/members/{id}/contacts"
    private static let documentsPath = "/right-documents"
    private static let memberParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.identifier, "Of the member.")

    func outreach(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        handOvers(inquiries) + members(inquiries) + papers(inquiries)
    }

    private func handOvers(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.handOversPath, id: "listHandOvers",
                summary: "Shifts that were handed over, the newest first.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: RESTParameter.paging(
                    max: HandOver.listedMax, usual: HandOver.listedMax,
                    cursor: CasePlace.pattern),
                success: .init(
                    schema: Self.page("handOvers", "HandOver", max: HandOver.listedMax),
                    meaning: "A page, with what was open.", isTagged: false),
                handler: { call in
                    let colleague = try call.request.colleague()
                    let (limit, after) = try call.query.page(max: HandOver.listedMax) {
                        CasePlace(parsing: $0)
                    }
                    let list = try await inquiries.handOverPage(
                        for: colleague, after: after, limit: limit)
                    return Self.page("handOvers", list, InquiryJSON.handOver)
                        .noted(AuditNote(.view, results: list.items.count))
                }),
            RESTOperation(
                method: .post, path: Self.handOversPath, id: "handOver",
                summary: "Hand all that is open and one's own to who comes next.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [IdempotencyKey.parameter], body: JSONSchema.named("NewHandOver"),
                success: .init(
                    status: 201, schema: JSONSchema.named("HandOver"), meaning: "What went over.",
                    isTagged: false), refusals: [411, 413, 415, 422],
                recording: .byHandler,
                handler: { call in
                    let colleague = try call.request.colleague()
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["to", "note"])
                    let to = try CaseItemBody.person(body.required("to", body["to"]), "to")
                    let text = try body.text(
                        "note", characters: 1...InquiryLimits.textCharactersMax)
                    let note = AuditNote(
                        .keepCase, [.what: "shift handed over", .to: to.rawValue])
                    let key = try IdempotencyKey.request(call.request)
                    return try await console.recorded(note, call.request, route: call.route) {
                        let (done, isAgain) = try await inquiries.handOver(
                            to: to, note: text ?? "", by: colleague, for: key)
                        return DeskAnswer.json(InquiryJSON.handOver(done).bytes, status: 201)
                            .replayed(isAgain)
                    }
                }),
        ]
    }

    /// - Parameters:
    ///   - name: of its list.
    ///   - item: what the list is of, by its name in the description.
    private static func page(_ name: String, _ item: String, max: Int) -> JSONValue {
        JSONSchema.object(
            [
                name: JSONSchema.list(JSONSchema.named(item), max: max),
                "truncated": JSONSchema.flag,
            ], optional: ["next": JSONSchema.text(pattern: CasePlace.pattern)])
    }

    private static func page<Item>(
        _ name: String, _ list: ListPage<Item, CasePlace>, _ json: (Item) -> JSONValue
    ) -> DeskAnswer {
        let page = JSONValue.members([
            (name, .array(list.items.map(json))), ("truncated", .bool(list.next != nil)),
            ("next", list.next.map { .string($0.description) }),
        ])
        return DeskAnswer.json(page.bytes)
    }

    private func members(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/onboarding", id: "listOnboarding",
                summary: "How far each member is on its way in, and when it is to be contacted.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                success: .init(
                    schema: JSONSchema.object([
                        "members": JSONSchema.list(JSONSchema.named("Onboarding"))
                    ]), meaning: "By member, as this node sees it now.", isTagged: false),
                handler: { call in
                    let found = try await inquiries.onboarding(for: call.request.colleague())
                    let now = inquiries.now()
                    let json = JSONValue.object([
                        "members": .array(found.map { InquiryJSON.onboarding($0, at: now) })
                    ])
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, results: found.count))
                }),
            RESTOperation(
                method: .get, path: "/members/{id}/onboarding", id: "getOnboarding",
                summary: "How far a member is on its way in, and when it is to be contacted.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.memberParameter],
                success: .init(
                    schema: JSONSchema.named("Onboarding"),
                    meaning: "As this node sees it now.", isTagged: false), refusals: [404],
                handler: { call in
                    let (colleague, member) = (
                        try call.request.colleague(), try call.request.member("id")
                    )
                    let found = try await inquiries.onboarding(for: colleague)
                        .first { $0.checklist.member == member }
                    guard let found else { throw CaseworkError.notThere }
                    let json = InquiryJSON.onboarding(found, at: inquiries.now())
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, [.member: member.rawValue], results: 1))
                }),
            RESTOperation(
                method: .get, path: Self.contactsPath, id: "listContacts",
                summary: "The log of contacts with a member, the newest first.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.memberParameter]
                    + RESTParameter.paging(
                        max: MemberContact.listedMax, usual: MemberContact.listedMax,
                        cursor: CasePlace.pattern),
                success: .init(
                    schema: Self.page(
                        "contacts", "MemberContact", max: MemberContact.listedMax),
                    meaning: "A page; what is next due is what the newest says.", isTagged: false),
                refusals: [404],
                handler: { call in
                    let (colleague, member) = (
                        try call.request.colleague(), try call.request.member("id")
                    )
                    let (limit, after) = try call.query.page(max: MemberContact.listedMax) {
                        CasePlace(parsing: $0)
                    }
                    let list = try await inquiries.contactPage(
                        with: member, for: colleague, after: after, limit: limit)
                    return Self.page("contacts", list, InquiryJSON.contact).noted(
                        AuditNote(
                            .view, [.member: member.rawValue], results: list.items.count))
                }),
            RESTOperation(
                method: .post, path: Self.contactsPath, id: "logContact",
                summary: "Log a contact with a member, and when the next is due.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.memberParameter, IdempotencyKey.parameter],
                body: JSONSchema.named("NewContact"),
                success: .init(
                    status: 201, schema: JSONSchema.named("MemberContact"),
                    meaning: "As it is kept.", isTagged: false),
                refusals: [404, 411, 413, 415, 422],
                recording: .byHandler,
                handler: { call in
                    let (colleague, member) = (
                        try call.request.colleague(), try call.request.member("id")
                    )
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["with", "text", "next"])
                    let (with, text, next) = try Self.contact(body)
                    _ = try await inquiries.contacts(
                        with: member, for: colleague, after: nil, limit: 1)
                    let note = AuditNote(
                        .keepCase, [.what: "contact logged", .member: member.rawValue])
                    let key = try IdempotencyKey.request(call.request)
                    return try await console.recorded(note, call.request, route: call.route) {
                        let (made, isAgain) = try await inquiries.noteContact(
                            with: member, with, text, next: next, by: colleague, for: key)
                        return DeskAnswer.json(InquiryJSON.contact(made).bytes, status: 201)
                            .replayed(isAgain)
                    }
                }),
        ]
    }

    private func papers(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        let document = RESTOperation.Parameter.path(
            "id", JSONSchema.text(pattern: CaseJSON.idPattern), "Of the paper.")
        return [
            RESTOperation(
                method: .get, path: Self.documentsPath, id: "listRightDocuments",
                summary: "The papers of this member's rights.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                success: .init(
                    schema: JSONSchema.object([
                        "documents": JSONSchema.list(JSONSchema.named("RightDocument"))
                    ]), meaning: "By right, the oldest first.", isTagged: false),
                handler: { call in
                    let found = try await inquiries.documents(for: call.request.colleague())
                    let json = JSONValue.object([
                        "documents": .array(found.map(InquiryJSON.document))
                    ])
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, results: found.count))
                }),
            RESTOperation(
                method: .post, path: Self.documentsPath, id: "addRightDocument",
                summary:
                    "Keep a paper of a right that is stated: PDF, JPEG, PNG or WebP, at most \(RightDocument.bytesMax) bytes.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    .query(
                        "right",
                        JSONSchema.text(
                            min: 1, max: RightDocument.rightCharactersMax,
                            pattern: JSONSchema.visible),
                        "Its key, as rights have it.", isRequired: true),
                    .query(
                        "kind", JSONSchema.word(RightDocument.Kind.allCases.map(\.rawValue)),
                        "What it is.", isRequired: true),
                    .query(
                        "name",
                        JSONSchema.text(
                            min: 1, max: InquiryLimits.nameCharactersMax,
                            pattern: JSONSchema.visible), "What it is called.",
                        isRequired: true), IdempotencyKey.parameter,
                ], body: JSONSchema.text(format: "binary"), bodyMediaType: Self.fileMediaType,
                success: .init(
                    status: 201, schema: JSONSchema.named("RightDocument"),
                    meaning: "As it is kept.", isTagged: false),
                refusals: [404, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await addDocument($0, inquiries) }),
            RESTOperation(
                method: .get, path: Self.documentsPath + "/{id}", id: "getRightDocument",
                summary: "A paper of a right, for download; it counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, isForPersons: true,
                parameters: [document],
                success: .init(
                    mediaType: Self.fileMediaType, schema: JSONSchema.text(format: "binary"),
                    meaning: "As it was put in, named after its SHA-256.", isTagged: false),
                refusals: [404],
                handler: {
                    try await console.rightDocument($0.request, inquiries, route: $0.route)
                }),
        ]
    }

    private func addDocument(
        _ call: RESTCall, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let kind = try call.query.read("kind") { RightDocument.Kind(rawValue: $0) }
        guard let right = call.query["right"], let kind, let name = call.query["name"] else {
            throw RESTQuery.missing(
                call.query["right"] == nil ? "right" : kind == nil ? "kind" : "name")
        }
        guard MediaTypeField.name(call.request.header("content-type")) == Self.fileMediaType
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(Self.fileMediaType).")
        }
        let bytes = call.request.body
        let note = AuditNote(
            .keepCase, [.what: "paper of a right kept", .sha256: Digest.sha256(bytes).hex])
        let key = try IdempotencyKey.request(call.request)
        return try await console.recorded(note, call.request, route: call.route) {
            let (made, isAgain) = try await inquiries.addDocument(
                kind, name, bytes, to: right, by: colleague, for: key)
            return DeskAnswer.json(InquiryJSON.document(made).bytes, status: 201)
                .replayed(isAgain)
        }
    }
}
