import JSON
import Testing

/// Whatever is posted to the REST interface may be sent again when its answer was lost.
@Suite(.timeLimit(.minutes(30))) struct RESTKeyTests {
    /// What takes no key, no revision and nothing like one, and why it may come twice.
    private static let exempt: [(why: String, paths: Set<String>)] = [
        (
            "it looks at something, and changes nothing",
            [
                "/complaints/check", "/images/search", "/indicators/check",
                "/indicators/check-list", "/marks/check", "/products/check", "/products/photo",
                "/screenings",
            ]
        ),
        ("what is said twice counts once", ["/indicators/import"]),
        ("what is filed again is a duplicate, and refused as one", ["/complaints/import"]),
        ("a file is kept under its digest", ["/complaints/files"]),
        (
            "what is filed is known by what it says, and answered as it was",
            ["/screening/proposals/{number}/complaint"]
        ),
        (
            "whoever has a link may answer, so none is kept; one more takes nothing from another",
            ["/complaints/{id}/seller-link"]
        ),
        ("who follows already changes only where it is told", ["/subscriptions"]),
        (
            "once more changes nothing",
            ["/cases/{id}/items/{item}/done", "/notices/read", "/webhooks/{id}/on"]
        ),
        ("a search is run as often as it is asked for", ["/saved-searches/{id}/run"]),
        (
            "it is done in one state, which it ends: the second time is refused",
            [
                "/accounts/{id}/closing", "/accounts/{id}/resumption",
                "/accounts/{id}/suspension", "/audit/exports/{number}/release",
                "/marketplace-orders/{id}/attempt", "/screening/proposals/{number}/dismissal",
            ]
        ),
    ]

    /// Of an account, `seen` is what a revision is elsewhere.
    private static let means: Set<String> = ["Idempotency-Key", "revision", "seen"]

    @Test("each POST takes a key or a revision, or stands on the list with its reason")
    func everyPost() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let document = try await desk.browser().get("/api/v1/openapi.json")
            let json = try JSONValue(parsing: document.bytes, depthMax: 32)
            let paths = try #require(json.members?["paths"]?.members)
            var (posts, without): (Int, Set<String>) = (0, [])
            for (path, operations) in paths {
                guard let post = operations.members?["post"]?.members else { continue }
                posts += 1
                var parameters: [JSONValue] = []
                if case .array(let listed)? = post["parameters"] { parameters = listed }
                let names = Set(parameters.compactMap { $0.members?["name"]?.text })
                if names.isDisjoint(with: Self.means) { without.insert(path) }
            }
            #expect(posts > 50)
            let exempt = Self.exempt.reduce(into: Set<String>()) { $0.formUnion($1.paths) }
            #expect(without.subtracting(exempt).sorted() == [], "let it take a key")
            #expect(exempt.subtracting(without).sorted() == [], "it takes one")
        }
    }
}
