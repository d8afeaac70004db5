import AuditTrail
import MergedView
import Peering
import Statements

extension ConsoleRoutes {
    /// Rows of one file, at most.
    static let exportRowsMax = 10_000
    private static let exportPage = 500

    /// What a search finds, as a spreadsheet.
    func export(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let form = try SearchForm(request.target)
        guard form.asksSomething else {
            throw PeerProblem(
                status: 400, keyword: "query",
                detail: "What is to be exported stands in the address, as in that of a search.")
        }
        return try await export(
            form.query, Self.details(of: form, request), request, context.reading,
            route: "GET /console/export")
    }

    /// Lets all that a search finds go as a file, or holds it.
    ///
    /// - Parameter details: of the search, for the record; whoever asks again for what was released asks for these.
    func export(
        _ query: SearchQuery, _ details: [String: String], _ request: DeskRequest,
        _ reading: any ConsoleReading, route: String
    ) async throws -> DeskAnswer {
        var query = query
        query.cursor = nil
        query.pageSize = Self.exportPage
        query.documentsMax = SearchPage.documentsMax
        var hits: [SearchHit] = []
        repeat {
            let page = try await reading.search(query)
            hits += page.hits.prefix(Self.exportRowsMax - hits.count)
            query.cursor = page.next
        } while query.cursor != nil && hits.count < Self.exportRowsMax
        let note = try await admit(
            AuditNote(.export, details, results: hits.count, rows: hits.count), request,
            route: route)
        let file = ReportedIdentifiersCSV.text(hits)
        return DeskAnswer(mediaType: "text/csv; charset=utf-8", body: Array(file.utf8))
            .adding("content-disposition", "attachment; filename=\"reported-identifiers.csv\"")
            .noted(note)
    }

    /// The words and filters of a search, for its record.
    static func details(of form: SearchForm, _ request: DeskRequest) -> [String: String] {
        let filters = request.target.parameters.filter {
            $0.name != "q" && $0.name != "after" && !$0.value.isEmpty
        }.map { "\($0.name)=\($0.value)" }
        var details = ["query": form.text]
        if !filters.isEmpty { details["filters"] = filters.joined(separator: " ") }
        return details
    }
}
