import JSON

/// What a search finds, to be taken away.
extension RESTRoutes {
    var exporting: RESTOperation {
        RESTOperation(
            method: .get, path: "/indicators/export", id: "exportIndicators",
            summary:
                "All that a search finds, as a spreadsheet of at most \(ConsoleRoutes.exportRowsMax) rows; each counts as a row taken away.",
            access: ConsoleRoutes.exportAudience, parameters: Self.exportParameters,
            success: .init(
                mediaType: "text/csv", schema: JSONSchema.text(),
                meaning:
                    "RFC 4180, with a line of heads. With more rows than one may take alone it is 403, 'export-held', until another person releases it; then it has what was there when it was held.",
                isTagged: false),
            refusals: [422],
            handler: { call in
                guard call.query["q"] != nil else { throw RESTQuery.missing("q") }
                let asked = try IndicatorSearch(call.query)
                return try await console.export(
                    asked.query, asked.details, call.request, call.reading, route: call.route)
            })
    }

    /// Those of a search. One file has all its pages, and an empty search takes everything: that has to be said.
    private static let exportParameters: [RESTOperation.Parameter] = IndicatorSearch.parameters
        .filter { !["limit", "cursor", "facets"].contains($0.name) }
        .map { parameter in
            var parameter = parameter
            parameter.isRequired = parameter.name == "q"
            return parameter
        }
}
