import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import SignIn
import TransparencyLog

/// Inquiries, for the programs of those persons who work on them: the same as on the console.
extension RESTRoutes {
    static let inquiriesPath = "/inquiries"
    private static let inquiryPath = inquiriesPath + "/{id}"
    private static let inquiryParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: CaseJSON.idPattern), "Of the inquiry.")

    func inquiryOperations(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        asking(inquiries) + inquirySteps(inquiries) + inquiryRules(inquiries) + outreach(inquiries)
    }

    private func asking(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.inquiriesPath, id: "listInquiries",
                summary: "What waits for an answer first, the longest waiting first.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    .query(
                        "state", JSONSchema.word(Inquiry.State.allCases.map(\.rawValue)),
                        "Only those; all without it."),
                    .query(
                        "side", JSONSchema.word(Inquiry.Side.allCases.map(\.rawValue)),
                        "Only those; all without it."),
                    .query(
                        "assignee", JSONSchema.identifier,
                        "Only those on which this person works; all without it."),
                ]
                    + RESTParameter.paging(
                        max: InquiryLimits.listedMax, usual: InquiryLimits.listedMax,
                        cursor: InquiryPlace.pattern),
                success: .init(
                    schema: JSONSchema.named("Inquiries"),
                    meaning:
                        "A page; 'truncated' says that there is a next one. What is answered between two pages may come once more.",
                    isTagged: false),
                handler: { try await listInquiries($0, inquiries) }),
            RESTOperation(
                method: .post, path: Self.inquiriesPath, id: "ask",
                summary:
                    "Ask another member, or without one this member's own desk; photos go along.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [IdempotencyKey.parameter], body: JSONSchema.named("NewInquiry"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Inquiry"), meaning: "As it is kept.",
                    isTagged: false), refusals: [404, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await askInquiry($0, inquiries) }),
            RESTOperation(
                method: .get, path: Self.inquiryPath, id: "getInquiry",
                summary: "An inquiry with all that was said and done, in its order.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.inquiryParameter],
                success: .init(
                    schema: JSONSchema.named("InquiryRecord"), meaning: "As it stands now.",
                    isTagged: false), refusals: [404],
                handler: { call in
                    let colleague = try call.request.colleague()
                    let sheet = try await inquiries.inquiry(
                        call.request.caseworkID(), for: colleague)
                    return DeskAnswer.json(InquiryJSON.sheet(sheet, at: inquiries.now()).bytes)
                        .noted(
                            AuditNote(
                                .view, [.inquiry: sheet.inquiry.id.description],
                                results: sheet.entries.count))
                }),
            RESTOperation(
                method: .get, path: Self.inquiryPath + "/photos/{photo}", id: "getInquiryPhoto",
                summary: "A photo of an inquiry, for download; it counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, isForPersons: true,
                parameters: [
                    Self.inquiryParameter,
                    .path("photo", JSONSchema.text(pattern: "^[0-9a-f]{64}$"), "Its SHA-256."),
                ],
                success: .init(
                    mediaType: Self.fileMediaType, schema: JSONSchema.text(format: "binary"),
                    meaning: "As it was put in, named after its SHA-256.", isTagged: false),
                refusals: [404],
                handler: {
                    try await console.inquiryPhoto($0.request, inquiries, route: $0.route)
                }),
            RESTOperation(
                method: .get, path: "/inquiry-figures", id: "getInquiryFigures",
                summary: "How soon questions to this member have their first answer.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    .query("from", JSONSchema.moment, "Of those asked from then on."),
                    .query("to", JSONSchema.moment, "Of those asked before."),
                ],
                success: .init(
                    schema: JSONSchema.named("InquiryFigures"),
                    meaning: "Times in milliseconds, by the clock as it is set now.",
                    isTagged: false), refusals: [422],
                handler: { call in
                    let colleague = try call.request.colleague()
                    let from = try RESTMoment.read(call.query, "from") ?? 0
                    let until = try RESTMoment.read(call.query, "to") ?? .max
                    let rules = try await inquiries.rules()
                    let figures = InquiryFigures(
                        try await inquiries.inquiries(for: colleague),
                        asked: min(from, until)..<until, rules: rules, at: inquiries.now())
                    return DeskAnswer.json(InquiryJSON.figures(figures, rules).bytes)
                        .noted(AuditNote(.view, results: figures.count))
                }),
        ]
    }

    private func inquirySteps(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        let texts = 1...InquiryLimits.textCharactersMax
        return [
            step(
                "answer", "answerInquiry", "Answer it, another member in this one's name.",
                "answered", ["verdict", "text"], "InquiryAnswer", inquiries
            ) { body in
                let verdict = try body.required(
                    "verdict", body.word("verdict", InquiryAnswer.Verdict.init(rawValue:)))
                let answer = InquiryAnswer(verdict, try body.text("text", characters: texts) ?? "")
                return { try $0.answer(answer, by: $1, at: $2) }
            },
            step(
                "further", "askFurther", "Ask further; what was closed is open again.",
                "asked further", ["text"], "InquiryText", inquiries
            ) { body in
                let text = try body.required("text", body.text("text", characters: texts))
                return { try $0.askFurther(text, by: $1, at: $2) }
            },
            step(
                "notes", "noteInquiry", "Note something, for this member alone.", "noted",
                ["text"], "InquiryText", inquiries, isOfAnyState: true
            ) { body in
                let text = try body.required("text", body.text("text", characters: texts))
                return { try $0.note(text, by: $1, at: $2) }
            },
            step(
                "assignment", "assignInquiry", "Say who works on it; nobody without a person.",
                "assigned", ["person"], "InquiryPerson", inquiries
            ) { body in
                let person = try body["person"].map { value throws(PeerProblem) in
                    try CaseItemBody.person(value, "person")
                }
                return { try $0.assign(to: person, by: $1, at: $2) }
            },
            step(
                "manager", "manageInquiry", "Give a complex one a case manager.",
                "case manager set", ["person"], "InquiryPerson", inquiries
            ) { body in
                let person = try body["person"].map { value throws(PeerProblem) in
                    try CaseItemBody.person(value, "person")
                }
                return { try $0.manage(by: person, said: $1, at: $2) }
            },
            step(
                "contacts", "logInquiryContact", "Log a contact, and when the next is due.",
                "contact logged", ["with", "text", "next"], "NewContact", inquiries,
                isOfAnyState: true
            ) { body in
                let (with, text, next) = try Self.contact(body)
                return { try $0.contact(with: with, text, next: next, by: $1, at: $2) }
            },
            step("close", "closeInquiry", "Close it.", "closed", nil, nil, inquiries) { _ in
                { try $0.close(by: $1, at: $2) }
            },
        ]
    }

    private typealias Step =
        @Sendable (inout Inquiry, Colleague, UInt64) throws -> InquiryEntry

    /// What is done to one as it was read; recorded first.
    ///
    /// - Parameters:
    ///   - names: of the members of its body; nil for one without.
    ///   - isOfAnyState: it conflicts with nothing that somebody else does meanwhile, and needs no revision; so it is a
    ///     key that keeps it from being done twice.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ what: String,
        _ names: Set<String>?, _ schema: String?, _ inquiries: any DeskInquiries,
        isOfAnyState: Bool = false,
        _ read: @escaping @Sendable (RESTBody) throws -> Step
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.inquiryPath)/\(name)", id: operation, summary: summary,
            access: ConsoleRoutes.draftAudience, isForPersons: true,
            parameters: [
                Self.inquiryParameter
            ]
                + (isOfAnyState
                    ? [RevisionParameter.optional, IdempotencyKey.parameter]
                    : [RevisionParameter.parameter]),
            body: schema.map { JSONSchema.named($0) },
            success: .init(
                schema: JSONSchema.named("Inquiry"), meaning: "As it is kept now.",
                isTagged: false),
            refusals: names == nil ? [404, 409] : [404, 409, 411, 413, 415, 422],
            recording: .byHandler,
            handler: { call in
                let (colleague, id) = try Self.asked(call)
                let revision =
                    isOfAnyState
                    ? try RevisionParameter.readIfAny(call) : try RevisionParameter.read(call)
                let body =
                    try names.map { names throws(PeerProblem) in
                        try RESTBody(
                            call.request.body, mediaType: call.request.header("content-type"),
                            names: names)
                    } ?? RESTBody(.object([:]), names: [], what: "The body")
                let (work, now) = (try read(body), inquiries.now())
                let key = isOfAnyState ? try IdempotencyKey.request(call.request) : nil
                return try await console.recorded(
                    ConsoleRoutes.inquiryNote(id, what), call.request, route: call.route
                ) {
                    let (one, isAgain) = try await inquiries.change(
                        id, revision: revision, for: key
                    ) { try work(&$0, colleague, now) }
                    let rules = try await inquiries.rules()
                    return DeskAnswer.json(InquiryJSON.inquiry(one, rules, at: now).bytes)
                        .replayed(isAgain)
                }
            })
    }

    static func contact(
        _ body: RESTBody
    ) throws(PeerProblem) -> (with: String, text: String, next: UInt64?) {
        let with = try body.required(
            "with", body.text("with", characters: 1...InquiryLimits.nameCharactersMax))
        let text = try body.required(
            "text", body.text("text", characters: 1...InquiryLimits.textCharactersMax))
        guard let next = try body.text("next", characters: 10...20) else {
            return (with, text, nil)
        }
        return (with, text, try RESTMoment.time(next, "next"))
    }

    // MARK: Handlers

    private func listInquiries(
        _ call: RESTCall, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        var filter = InquiryFilter()
        filter.state = try call.query.read("state") { Inquiry.State(rawValue: $0) }
        filter.side = try call.query.read("side") { Inquiry.Side(rawValue: $0) }
        filter.assignee = try call.query.read("assignee") { try? PersonID(parsing: $0) }
        let page = try call.query.page(max: InquiryLimits.listedMax) { InquiryPlace(parsing: $0) }
        let (rules, now) = (try await inquiries.rules(), inquiries.now())
        let list = ListPage<Inquiry, InquiryPlace>(
            try await inquiries.inquiries(for: colleague).filter(filter.takes), after: page.after,
            limit: page.limit)
        let json = JSONValue.members([
            ("inquiries", .array(list.items.map { InquiryJSON.inquiry($0, rules, at: now) })),
            ("truncated", .bool(list.next != nil)),
            ("next", list.next.map { .string($0.description) }),
        ])
        return DeskAnswer.json(json.bytes).noted(AuditNote(.view, results: list.items.count))
    }

    private func askInquiry(
        _ call: RESTCall, _ inquiries: any DeskInquiries
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let body = try NewInquiryBody(call.json())
        let note = AuditNote(
            .keepCase,
            [.what: "asked", .member: body.member?.rawValue ?? console.own.rawValue])
        let key = try IdempotencyKey.request(call.request)
        return try await console.recorded(note, call.request, route: call.route) {
            let (one, isAgain) = try await inquiries.ask(
                body.member, subject: body.subject, about: body.about, body.text,
                photos: body.photos, by: colleague, for: key)
            let rules = try await inquiries.rules()
            return Self.made(
                InquiryJSON.inquiry(one, rules, at: inquiries.now()),
                at: "\(Self.inquiriesPath)/\(one.id)", isAgain: isAgain, call, note)
        }
    }
}
