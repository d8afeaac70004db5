import Casework
import JSON
import Peering
import TransparencyLog

/// What is in a case: put in, taken out, and files.
extension RESTRoutes {
    static let fileMediaType = "application/octet-stream"

    private static let itemsPath = casePath + "/items"
    private static let filesPath = casePath + "/files"
    private static let itemParameter = RESTOperation.Parameter.path(
        "item", JSONSchema.text(pattern: CaseJSON.idPattern), "As the case has it.")

    func caseItems(_ cases: any DeskCases) -> [RESTOperation] {
        let made = RESTOperation.Success(
            status: 201, schema: JSONSchema.named("CaseItem"), meaning: "As it is kept.",
            isTagged: false)
        return [
            RESTOperation(
                method: .post, path: Self.itemsPath, id: "addToCase",
                summary:
                    "Put an identifier, a note, a task, a person, an event or a link into a case.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter, IdempotencyKey.parameter],
                body: JSONSchema.named("NewCaseItem"), success: made,
                refusals: [404, 409, 411, 413, 415, 422],
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    let body = try CaseItemBody(call.json()).body
                    return try await add(body, nil, to: id, by: colleague, call, cases)
                }),
            RESTOperation(
                method: .post, path: Self.filesPath, id: "addFileToCase",
                summary:
                    "Put a file into a case, at most \(CaseLimits.fileBytesMax) bytes. It is kept as it is, and never shown.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [
                    Self.caseParameter,
                    .query(
                        "name",
                        JSONSchema.text(
                            min: 1, max: CaseLimits.nameCharactersMax, pattern: JSONSchema.visible),
                        "What it is called in the case.", isRequired: true),
                    IdempotencyKey.parameter,
                ], body: JSONSchema.text(format: "binary"), bodyMediaType: Self.fileMediaType,
                success: made, refusals: [404, 409, 411, 413, 415, 422],
                handler: { try await addFile($0, cases) }),
            RESTOperation(
                method: .get, path: Self.filesPath + "/{item}", id: "getFileOfCase",
                summary: "A file of a case, for download; it counts as a row taken away.",
                access: ConsoleRoutes.exportAudience, isForPersons: true,
                parameters: [Self.caseParameter, Self.itemParameter],
                success: .init(
                    mediaType: Self.fileMediaType, schema: JSONSchema.text(format: "binary"),
                    meaning: "As it was put in, named after its SHA-256.", isTagged: false),
                refusals: [404],
                handler: { try await console.caseFile($0.request, cases, route: $0.route) }),
            RESTOperation(
                method: .post, path: Self.itemsPath + "/{item}/done", id: "finishTask",
                summary: "A task is done; once more changes nothing.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter, Self.itemParameter],
                success: .init(
                    schema: JSONSchema.object(["done": JSONSchema.text()]),
                    meaning: "Its name.", isTagged: false),
                refusals: [404, 409],
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    let item = try call.request.caseworkID("item")
                    try await cases.finish(item, in: id, by: colleague)
                    return DeskAnswer.json(
                        JSONValue.object(["done": .string(item.description)]).bytes
                    ).noted(ConsoleRoutes.note(id, "task done"))
                }),
            RESTOperation(
                method: .delete, path: Self.itemsPath + "/{item}", id: "removeFromCase",
                summary: "Take something out of a case, a file with its bytes.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                parameters: [Self.caseParameter, Self.itemParameter], success: Self.removedName,
                refusals: [404, 409],
                recording: .byHandler,
                handler: { call in
                    let (colleague, id) = try Self.asked(call)
                    let item = try call.request.caseworkID("item")
                    return try await console.recorded(
                        ConsoleRoutes.note(id, "entry removed"), call.request, route: call.route
                    ) {
                        try await cases.remove(item, from: id, by: colleague)
                        return Self.removed(item)
                    }
                }),
        ]
    }

    // MARK: Handlers

    private func add(
        _ body: CaseItem.Body, _ file: [UInt8]?, to id: CaseworkID, by colleague: Colleague,
        _ call: RESTCall, _ cases: any DeskCases
    ) async throws -> DeskAnswer {
        let (item, isAgain) = try await cases.add(
            body, file: file, to: id, by: colleague, for: IdempotencyKey.request(call.request))
        let what = isAgain ? "asked for again" : "added"
        return Self.made(
            CaseJSON.item(item, of: id), at: "\(Self.casesPath)/\(id)", isAgain: isAgain, call,
            ConsoleRoutes.note(id, "\(body.kind.rawValue) \(what)"))
    }

    private func addFile(_ call: RESTCall, _ cases: any DeskCases) async throws -> DeskAnswer {
        let (colleague, id) = try Self.asked(call)
        let names = 1...CaseLimits.nameCharactersMax
        let name = try call.query.read("name") {
            names.contains($0.unicodeScalars.count) ? $0 : nil
        }
        guard let name else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "Parameter 'name' is missing.")
        }
        guard MediaTypeField.name(call.request.header("content-type")) == Self.fileMediaType
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(Self.fileMediaType).")
        }
        let bytes = call.request.body
        guard !bytes.isEmpty else {
            throw PeerProblem(status: 422, keyword: "file", detail: "The file is empty.")
        }
        return try await add(
            .file(name: name, sha256: Digest.sha256(bytes), byteCount: bytes.count), bytes, to: id,
            by: colleague, call, cases)
    }
}
