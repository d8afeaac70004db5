import AuditTrail
import Casework
import JSON
import MergedView
import Peering

/// Searches that a person keeps, where the desk keeps such things. A program has its own place for them.
extension RESTRoutes {
    func keepingSearches(_ searches: any DeskSearches) -> [RESTOperation] {
        let one = JSONSchema.named("SavedSearch")
        let changes = [404, 411, 413, 415, 422]
        return [
            RESTOperation(
                method: .get, path: "/saved-searches", id: "listSavedSearches",
                summary: "The searches that one keeps, by name, with how much would be new.",
                access: ConsoleRoutes.audience, isForPersons: true,
                success: .init(
                    schema: JSONSchema.object([
                        "searches": JSONSchema.list(one, max: SavedSearch.ofPersonMax)
                    ]), meaning: "Those of who asks, and nobody else's.", isTagged: false),
                handler: { call in
                    _ = try call.request.colleague()
                    let listed = try await console.listed(call.request, call.reading)
                    let json = JSONValue.members([
                        ("searches", .array(listed.map { Self.json($0.search, $0.new) }))
                    ])
                    return DeskAnswer.json(json.bytes)
                        .noted(AuditNote(.view, results: listed.count))
                }),
            RESTOperation(
                method: .post, path: "/saved-searches", id: "saveSearch",
                summary: "Keep a search.", access: ConsoleRoutes.audience, isForPersons: true,
                parameters: [IdempotencyKey.parameter],
                body: JSONSchema.named("NewSavedSearch"),
                success: .init(status: 201, schema: one, meaning: "As it is kept."),
                refusals: [411, 413, 415, 422],
                handler: { try await save($0, searches) }),
            RESTOperation(
                method: .put, path: "/saved-searches/{id}", id: "renameSavedSearch",
                summary: "Give a search that one keeps another name.",
                access: ConsoleRoutes.audience, isForPersons: true,
                parameters: [Self.savedSearch],
                body: JSONSchema.object(["name": Self.searchName], isClosed: true),
                success: .init(schema: one, meaning: "As it is kept now."), refusals: changes,
                handler: { call in
                    let colleague = try call.request.colleague()
                    let body = try Self.body(call, ["name"])
                    let name = try body.required("name", Self.name(body))
                    let search = try await searches.rename(
                        call.request.caseworkID(), to: name, by: colleague)
                    return Self.answer(search)
                }),
            RESTOperation(
                method: .delete, path: "/saved-searches/{id}", id: "deleteSavedSearch",
                summary: "Throw a search away that one keeps.", access: ConsoleRoutes.audience,
                isForPersons: true, parameters: [Self.savedSearch],
                success: .init(schema: one, meaning: "As it was kept.", isTagged: false),
                refusals: [404],
                handler: { call in
                    let colleague = try call.request.colleague()
                    let id = try call.request.caseworkID()
                    let search = try await searches.search(id, of: colleague)
                    try await searches.remove(search: id, by: colleague)
                    return Self.answer(search)
                }),
            RESTOperation(
                method: .post, path: "/saved-searches/{id}/run", id: "runSavedSearch",
                summary: "The first page of a search that one keeps; what came is new no longer.",
                access: ConsoleRoutes.audience, isForPersons: true,
                parameters: [Self.savedSearch],
                success: .init(
                    schema: JSONSchema.named("IndicatorPage"),
                    meaning: "As GET /indicators answers it; 'next' goes there too.",
                    isTagged: false), refusals: [404, 411, 422],
                handler: { try await run($0, searches) }),
        ]
    }

    static let savedSearch = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: "^[0-9a-f]{32}$"), "Of the search.")
    static let searchName = JSONSchema.text(min: 1, max: SavedSearch.nameCharactersMax)
    static let savedSearchSchemas: [(String, JSONValue)] = [
        (
            "NewSavedSearch",
            JSONSchema.object(
                [
                    "name": searchName,
                    "query": JSONSchema.text(
                        min: 1, max: SavedSearch.queryBytesMax, pattern: "^[!-~]+$"),
                ], isClosed: true)
        ),
        (
            "SavedSearch",
            JSONSchema.object(
                [
                    "id": JSONSchema.text(), "name": JSONSchema.text(), "query": JSONSchema.text(),
                    "href": JSONSchema.text(), "createdAt": JSONSchema.time,
                    "ranAt": JSONSchema.time,
                ],
                optional: [
                    "new": JSONSchema.object([
                        "count": JSONSchema.number(0, NewHits.countMax),
                        "complete": JSONSchema.flag,
                    ])
                ])
        ),
    ]

    static func json(_ search: SavedSearch, _ new: NewHits?) -> JSONValue {
        .members([
            ("id", .string(search.id.description)), ("name", .string(search.name)),
            ("query", .string(search.query)),
            ("href", .string("\(root)/indicators?\(search.query)")),
            ("createdAt", IndicatorJSON.time(search.createdAt)),
            ("ranAt", IndicatorJSON.time(search.ranAt)),
            (
                "new",
                new.map {
                    .members([
                        ("count", .integer(UInt64($0.count))), ("complete", .bool($0.isComplete)),
                    ])
                }
            ),
        ])
    }

    private static func answer(_ search: SavedSearch, status: Int = 200) -> DeskAnswer {
        DeskAnswer.json(json(search, nil).bytes, status: status)
            .noted(AuditNote(.use, [.search: search.id.description]))
    }

    private static func body(_ call: RESTCall, _ names: Set<String>) throws(PeerProblem) -> RESTBody
    {
        try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"), names: names)
    }

    private static func name(_ body: RESTBody) throws(PeerProblem) -> String? {
        try body.text("name", characters: 1...SavedSearch.nameCharactersMax)
    }

    private func save(_ call: RESTCall, _ searches: any DeskSearches) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let body = try Self.body(call, ["name", "query"])
        let name = try body.required("name", Self.name(body))
        let query = try body.required(
            "query", body.text("query", characters: 1...SavedSearch.queryBytesMax))
        let form: SearchForm
        do throws(PeerProblem) {
            form = try ConsoleRoutes.savedForm(query)
            // As it is run: what the console takes may be more than the interface does.
            _ = try IndicatorSearch(
                RequestTarget(parsing: "\(Self.root)/indicators?\(form.restQuery)"))
        } catch {
            throw PeerProblem(
                status: 422, keyword: "query",
                detail:
                    "'query' is no search as the address of GET /indicators has it, without since, until, limit, cursor and facets."
            )
        }
        let (search, isAgain) = try await searches.save(
            name, form.restQuery, seen: call.reading.searched(), by: colleague,
            for: IdempotencyKey.request(call.request))
        return Self.answer(search, status: 201).replayed(isAgain)
    }

    private func run(_ call: RESTCall, _ searches: any DeskSearches) async throws -> DeskAnswer {
        let colleague = try call.request.colleague()
        let id = try call.request.caseworkID()
        let query = try await searches.search(id, of: colleague).query
        let asked = try IndicatorSearch(RequestTarget(parsing: "\(Self.root)/indicators?\(query)"))
        let seen = try await call.reading.searched()
        let page = try await call.reading.search(asked.query)
        let search = try await searches.run(id, seen: seen, by: colleague)
        var details = asked.details
        details[.search] = search.id.description
        return DeskAnswer.json(IndicatorJSON.page(page, facets: nil).bytes)
            .noted(AuditNote(.search, details, results: page.hits.count))
    }
}
