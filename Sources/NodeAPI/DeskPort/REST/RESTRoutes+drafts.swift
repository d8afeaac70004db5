import AllianceNames
import AuditTrail
import Casework
import JSON
import Peering
import SignIn
import Statements

/// Reports in preparation, for the programs of those persons who prepare them (`docs/reporting.md`). What decides
/// is the console's own: here it has another form.
extension RESTRoutes {
    static let draftsPath = "/drafts"
    static let draftPath = draftsPath + "/{id}"

    /// None at a desk where nobody prepares anything.
    var drafting: [RESTOperation] {
        guard let casework = console.casework else { return [] }
        return draftReading(casework) + draftBeginning(casework.drafts)
            + draftChanging(casework.drafts) + draftDeciding(casework)
    }

    static let draftID = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: "^[0-9a-f]{32}$"), "Of the draft.")
    private static let titleParameter = RESTOperation.Parameter.query(
        "title",
        JSONSchema.text(max: DraftContent.titleCharactersMax, pattern: JSONSchema.visible),
        "For this member's own people; none without it.")

    private static func title(_ call: RESTCall) throws(PeerProblem) -> String {
        try call.query.read("title") { text in
            text.unicodeScalars.count <= DraftContent.titleCharactersMax ? text : nil
        } ?? ""
    }

    // MARK: Reading

    private func draftReading(_ casework: ConsoleCasework) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.draftsPath, id: "listDrafts",
                summary:
                    "Reports in preparation that one may see, and what was published of them, those begun last first.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    .repeated(
                        "stage", JSONSchema.word(Draft.Stage.allCases.map(\.rawValue)),
                        "In one of these stages.")
                ]
                    + RESTParameter.paging(
                        max: DraftLimits.listedMax, usual: DraftLimits.listedMax,
                        cursor: CasePlace.pattern),
                success: .init(
                    schema: JSONSchema.named("Drafts"),
                    meaning: "A page; each draft that was there is given once.", isTagged: false),
                handler: { try await listDrafts($0, casework.drafts) }),
            RESTOperation(
                method: .get, path: Self.draftPath, id: "getDraft",
                summary:
                    "One of them: who will be able to read it, what is known of each identifier, and what to look at twice.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.draftID],
                success: .init(
                    schema: JSONSchema.named("DraftSheet"),
                    meaning:
                        "As it stands now, with the steps that one may take. What is published is read from the log; what was erased there is missing.",
                    isTagged: false), refusals: [404],
                handler: { try await draft($0, casework) }),
        ]
    }

    private func listDrafts(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let stages = Set(try call.query.readAll("stage", Draft.Stage.init(rawValue:)))
        let found = try await drafts.drafts(for: colleague).filter {
            stages.isEmpty || stages.contains($0.stage)
        }
        let page = try call.query.page(max: DraftLimits.listedMax) { CasePlace(parsing: $0) }
        let list = ListPage<Draft, CasePlace>(found, after: page.after, limit: page.limit)
        return DeskAnswer.json(DraftJSON.list(list).bytes)
            .noted(AuditNote(.view, results: list.items.count))
    }

    private func draft(_ call: RESTCall, _ casework: ConsoleCasework) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let sheet = try await casework.drafts.sheet(call.request.caseworkID(), for: colleague)
        let publishers = casework.entrusting?.publishers(in: sheet.draft.channel) ?? []
        let json = DraftJSON.sheet(
            sheet, may: sheet.steps(for: colleague), publishers,
            names: console.reading.memberNames())
        return DeskAnswer.json(json.bytes).noted(
            AuditNote(
                .view, ConsoleRoutes.details(of: sheet.draft), results: sheet.rows.count))
    }

    // MARK: Beginning

    private func draftBeginning(_ drafts: any DeskDrafts) -> [RESTOperation] {
        let parameters = [Self.channelParameter, Self.titleParameter, IdempotencyKey.parameter]
        return [
            RESTOperation(
                method: .post, path: Self.draftsPath, id: "beginDraft",
                summary: "Begin a draft of one report; nothing is signed.",
                access: ConsoleRoutes.draftAudience, isForPersons: true, parameters: parameters,
                body: JSONSchema.named("NewReport"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Draft"), meaning: "As it stands now.",
                    isTagged: false), refusals: [404, 411, 413, 415, 422],
                handler: { try await beginDraft($0, drafts) }),
            RESTOperation(
                method: .post, path: Self.draftsPath + "/import", id: "beginDraftOfList",
                summary:
                    "Begin one draft of a whole list: one report a line, at most \(DraftList.linesMax); nothing is signed.",
                access: ConsoleRoutes.draftAudience, isForPersons: true, parameters: parameters,
                body: JSONSchema.text(), bodyMediaType: ReportImport.mediaType,
                success: .init(
                    status: 201, schema: JSONSchema.named("BegunList"),
                    meaning: "The draft of all lines that are reports, and the others by number.",
                    isTagged: false), refusals: [404, 411, 413, 415, 422],
                handler: { try await beginDraftOfList($0, drafts) }),
        ]
    }

    private func beginDraft(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let (channel, title) = (try Self.channel(call), try Self.title(call))
        let said = try ReportBody(call.json()).assertion
        let content = DraftContent(channel: channel, title: title, reports: [said])
        return try await begin(content, call, drafts, by: colleague) { DraftJSON.draft($0) }
    }

    private func beginDraftOfList(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let (channel, title) = (try Self.channel(call), try Self.title(call))
        guard MediaTypeField.name(call.request.header("content-type")) == ReportImport.mediaType
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(ReportImport.mediaType).")
        }
        let list = try DraftList(call.request.body, in: channel)
        let content = DraftContent(channel: channel, title: title, reports: list.reports)
        return try await begin(content, call, drafts, by: colleague) { DraftJSON.begun($0, list) }
    }

    private func begin(
        _ content: DraftContent, _ call: RESTCall, _ drafts: any DeskDrafts,
        by colleague: Colleague, _ json: (Draft) -> JSONValue
    ) async throws -> DeskAnswer {
        let begun = try await drafts.begin(
            content, by: colleague, for: IdempotencyKey.request(call.request))
        let draft = begun.draft
        let answer = DeskAnswer.json(json(draft).bytes, status: 201)
            .adding("location", call.request.origin + DraftJSON.path(of: draft.id))
            .noted(
                AuditNote(
                    .draftReport, ConsoleRoutes.details(of: draft), results: draft.rowCount))
        return begun.isAgain ? answer.adding("idempotency-replayed", "true") : answer
    }

    // MARK: Changing

    private func draftChanging(_ drafts: any DeskDrafts) -> [RESTOperation] {
        let changed = RESTOperation.Success(
            schema: JSONSchema.named("Draft"), meaning: "As it stands now.", isTagged: false)
        return [
            RESTOperation(
                method: .put, path: Self.draftPath, id: "changeDraft",
                summary:
                    "Say something else of all its rows. What they are about stays, and their attributes where none are named. Where rows say something of their own it is 409, 'draft-rows-differ', with how many, until 'differing' says what becomes of it.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    Self.draftID, RevisionParameter.parameter, Self.channelParameter,
                    Self.titleParameter,
                    .query(
                        "differing", JSONSchema.word(DifferingRows.allCases.map(\.rawValue)),
                        "Whether rows keep what they say otherwise than the first, each member of the body by itself, or all say the same."
                    ),
                ],
                body: JSONSchema.named("ReportSaying"), success: changed,
                refusals: [404, 409, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await changeDraft($0, drafts) }),
            changingAttributes(drafts),
            RESTOperation(
                method: .post, path: Self.draftPath + "/omission", id: "leaveRowsOut",
                summary: "Leave rows out.", access: ConsoleRoutes.draftAudience,
                isForPersons: true, parameters: [Self.draftID, RevisionParameter.parameter],
                body: JSONSchema.named("RowsLeftOut"), success: changed,
                refusals: [404, 409, 411, 413, 415, 422],
                recording: .byHandler, handler: { try await leaveRowsOut($0, drafts) }),
        ]
    }

    private func changeDraft(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        _ = try call.request.colleague()
        let (channel, title) = (try Self.channel(call), try Self.title(call))
        let differing = try call.query.read("differing", DifferingRows.init(rawValue:))
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"),
            names: ReportBody.sayingNames)
        let said = try ReportBody.saying(body)
        let parts = body.has("attributes") ? Set(SayingPart.allCases) : SayingPart.typed
        return try await takingStep(call, .draftReport) { id, revision, colleague in
            try await drafts.rewrite(id, revision: revision, by: colleague) { content in
                content.channel = channel
                content.title = title
                guard let first = content.reports.first else { return }
                try content.say(said(first.indicator), in: parts, differing: differing)
            }
        }
    }

    private func leaveRowsOut(
        _ call: RESTCall, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        _ = try call.request.colleague()
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"), names: ["rows"])
        let rows = try body.required(
            "rows",
            body.numbers("rows", in: 1...DraftContent.rowsMax, countMax: DraftContent.rowsMax))
        return try await takingStep(call, .draftReport) { id, revision, colleague in
            try await drafts.rewrite(id, revision: revision, by: colleague) { content in
                // Who names a row that is not there has read another draft.
                guard rows.allSatisfy({ $0 <= content.reports.count }) else {
                    throw PeerProblem(
                        status: 422, keyword: "draft-rows",
                        detail: "The draft has \(content.reports.count) rows.")
                }
                content.leaveOut { rows.contains($0 + 1) }
            }
        }
    }
}
