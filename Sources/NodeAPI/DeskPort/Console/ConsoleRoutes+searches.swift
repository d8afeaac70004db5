import AuditTrail
import Casework
import MergedView
import Peering
import SignIn

/// Searches that a person keeps.
///
///     POST /console/searches               keeps the search that the form names
///     POST /console/searches/{id}/run      runs it: leads to what it finds
///     POST /console/searches/{id}/rename   gives it another name; /delete throws it away
extension ConsoleRoutes {
    static let searchesPath = "/console/searches"

    func searchRoutes(_ searches: any DeskSearches) -> [DeskRoute] {
        let one = Self.searchesPath + "/{id}"
        return [
            page(.post, Self.searchesPath) { try await keep($0, $1, searches) },
            page(.post, one + "/run") { request, context in
                let colleague = try request.colleague()
                let (search, form) = try await Self.run(
                    request.caseworkID(), context, searches, by: colleague)
                return .redirect(to: request.origin + form.href(after: nil), status: 303)
                    .noted(AuditNote(.use, [.search: search.id.description]))
            },
            page(.post, one + "/rename") { try await rename($0, $1, searches) },
            page(.post, one + "/delete") { request, _ in
                let colleague = try request.colleague()
                try await searches.remove(search: request.caseworkID(), by: colleague)
                return Self.answer(request)
            },
        ]
    }

    private func keep(
        _ request: DeskRequest, _ context: ConsoleContext, _ searches: any DeskSearches
    ) async throws -> DeskAnswer {
        let colleague = try request.colleague()
        let fields = try FormFields(parsing: request.body)
        let form = try Self.savedForm(fields["search"] ?? "")
        return try await answer {
            _ = try await Self.save(
                fields["name"] ?? "", form, context, searches, by: colleague)
            return Self.answer(request)
        } again: { problem in
            try await found(
                form, request, context, RefusedForm(SavedSearches.keeping, problem, fields))
        }
    }

    private func rename(
        _ request: DeskRequest, _ context: ConsoleContext, _ searches: any DeskSearches
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            _ = try await searches.rename(id, to: fields["name"] ?? "", by: colleague)
            return Self.answer(request)
        } again: { problem in
            try await searchesShown(
                SearchForm(RequestTarget(parsing: SearchForm.path)), request, context,
                RefusedForm(SavedSearches.renaming(id), problem, fields))
        }
    }

    private static func answer(_ request: DeskRequest) -> DeskAnswer {
        .redirect(to: request.origin + SearchForm.path, status: 303).noted(AuditNote(.use))
    }

    // MARK: For console and REST alike

    /// What a query that is kept asks.
    ///
    /// - Throws: status 400 for a query that asks nothing, something that is not known, or too much.
    static func savedForm(_ query: String) throws(PeerProblem) -> SearchForm {
        let form = try SearchForm(
            RequestTarget(parsing: SearchForm.path + "?" + query), isStrict: true)
        guard form.asksSomething else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "There is no search to be saved.")
        }
        // What a search refuses is refused here, not each time that the person's page counts what is new.
        guard form.term?.text.utf8.count ?? 0 <= SearchQuery.textBytesMax else {
            throw PeerProblem(
                status: 400, keyword: "query",
                detail: "A search has at most \(SearchQuery.textBytesMax) bytes of text.")
        }
        let first = form.with { _ in }
        // In its one spelling it may be longer than it came.
        _ = try RequestTarget(parsing: SearchForm.path + "?" + first.restQuery)
        return first
    }

    static func save(
        _ name: String, _ form: SearchForm, _ context: ConsoleContext,
        _ searches: any DeskSearches, by colleague: Colleague
    ) async throws -> SavedSearch {
        try await searches.save(
            name, form.restQuery, seen: context.reading.searched(), by: colleague, for: nil
        ).search
    }

    /// What was searched is asked for first: what comes between is new the next time.
    static func run(
        _ id: CaseworkID, _ context: ConsoleContext, _ searches: any DeskSearches,
        by colleague: Colleague
    ) async throws -> (SavedSearch, SearchForm) {
        let form = try savedForm(try await searches.search(id, of: colleague).query)
        let seen = try await context.reading.searched()
        return (try await searches.run(id, seen: seen, by: colleague), form)
    }

    /// Those of who asks, with what is new of each; none for a program.
    func listed(
        _ request: DeskRequest, _ reading: any ConsoleReading
    ) async throws -> [ListedSearch] {
        guard let searches = casework?.searches, request.caller.person != nil else { return [] }
        var listed: [ListedSearch] = []
        for search in try await searches.searches(of: request.colleague()) {
            let form = try? Self.savedForm(search.query)
            var new: NewHits?
            if let form {
                do {
                    new = try await reading.newHits(of: form.query, since: search.seen)
                } catch is MergedViewError {
                    // One that cannot be counted takes the others from nobody.
                }
            }
            listed.append(ListedSearch(search: search, form: form, new: new))
        }
        return listed
    }
}
