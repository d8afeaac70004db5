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
        _ query: SearchQuery, _ details: [AuditDetail: String], _ request: DeskRequest,
        _ reading: any ConsoleReading, route: String
    ) async throws -> DeskAnswer {
        let admitted = try await admit(
            Self.hits(of: query, reading), request, route: route,
            note: { AuditNote(.export, details, results: $0.count, rows: $0.count) },
            asReleased: { held in
                let then = try await Self.hits(of: query, reading) { $0.wasThere(at: held.at) }
                return SearchHit.oldest(Int(clamping: held.rows), of: then)
            })
        let file = ReportedIdentifiersCSV.text(admitted.content)
        return DeskAnswer(mediaType: "text/csv; charset=utf-8", body: Array(file.utf8))
            .adding(
                "content-disposition",
                "attachment; filename=\"reported-identifiers\(admitted.suffix).csv\""
            )
            .noted(admitted.note)
    }

    /// All that a search finds of what is wanted, up to what one file has.
    private static func hits(
        of query: SearchQuery, _ reading: any ConsoleReading,
        where isWanted: (SearchHit) -> Bool = { _ in true }
    ) async throws -> [SearchHit] {
        var query = query
        query.cursor = nil
        query.pageSize = exportPage
        query.documentsMax = SearchPage.documentsMax
        var hits: [SearchHit] = []
        repeat {
            let page = try await reading.search(query)
            hits += page.hits.filter(isWanted).prefix(exportRowsMax - hits.count)
            query.cursor = page.next
        } while query.cursor != nil && hits.count < exportRowsMax
        return hits
    }

    /// The words and filters of a search, for its record.
    static func details(of form: SearchForm, _ request: DeskRequest) -> [AuditDetail: String] {
        let filters = request.target.parameters.filter {
            $0.name != "q" && $0.name != "after" && !$0.value.isEmpty
        }
        return SearchForm.details(form.text, filters: filters.map { ($0.name, $0.value) })
    }
}

extension SearchHit {
    /// When it was first spoken of, as far as it is known still, ms since 1970.
    private var since: UInt64? {
        (state.reports.map(\.since) + state.objections.map(\.issuedAt)
            + state.links.map(\.issuedAt)).min()
    }

    /// Whether somebody had reported, linked or objected to it by a time, ms since 1970.
    fileprivate func wasThere(at time: UInt64) -> Bool { since.map { $0 <= time } ?? false }

    /// Those that were spoken of first, in the order that they have: what came late with an early date goes last.
    fileprivate static func oldest(_ max: Int, of hits: [SearchHit]) -> [SearchHit] {
        guard hits.count > max else { return hits }
        let order = hits.indices.sorted {
            (hits[$0].since ?? .max, hits[$0].indicator) < (
                hits[$1].since ?? .max, hits[$1].indicator
            )
        }
        return order.prefix(max).sorted().map { hits[$0] }
    }
}
