package import JSON

/// One page of scans as an EPCIS query document. It may have fewer than were asked for where they name
/// many items, and the last page may have none.
///
/// Source: EPCIS 2.0, sections 10.2 (query document) and 12.7 (paging).
package struct QueryAnswer: Equatable, Sendable {
    package let scans: [ScanEvent]
    /// Nil on the last page.
    package let next: PageToken?

    /// - Throws: what the log throws.
    package init(_ query: EventQuery, from log: any ScanEventLog) throws {
        let found = try log.scans(matching: query, limit: query.perPage + 1)
        scans = Array(found.prefix(query.perPage))
        let items = scans.reduce(0) { $0 + $1.numbers.count }
        let isCut = found.count > query.perPage || items >= ScanEvent.itemsMax
        next = isCut ? scans.last.map(PageToken.init) : nil
    }

    /// - Parameter createdAt: when the page was made.
    package func document(createdAt: EventTime) -> JSONValue {
        .object([
            "@context": .array([
                .string("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                .object(["gs1": .string("https://gs1.org/voc/")]),
            ]),
            "type": .string("EPCISQueryDocument"), "schemaVersion": .string("2.0"),
            "creationDate": .string(createdAt.description),
            "epcisBody": .object([
                "queryResults": .object([
                    "queryName": .string("SimpleEventQuery"),
                    "resultsBody": .object(["eventList": .array(scans.map(\.json))]),
                ])
            ]),
        ])
    }
}
