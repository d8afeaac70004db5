package import JSON

/// Why a document or one event of it was not taken.
package enum EPCISError: Error, Equatable, CustomStringConvertible {
    // The document
    case notADocument(found: String)
    case json(JSONError)
    case xml(offset: Int, problem: String)
    case documentLength(bytesMax: Int)
    case truncated(events: Int)
    case headerLength(bytesMax: Int)
    case contextAfterEvents(bytesMax: Int)
    case version(found: String)
    case context(String)
    // An event
    case eventLength(bytesMax: Int)
    case eventType(found: String)
    case field(String, expected: String, found: String)
    case time(field: String, found: String)
    case future(found: String)
    case identifier(String)
    case itemCount(max: Int)
    // What became of it
    case declaredUnknown(item: String)
    case declaredOvertaken(item: String)
    case notOwned(String)
    // A question about events
    case parameter(String, problem: String)
    case pageToken

    package var description: String {
        switch self {
        case .notADocument(let found):
            "not an EPCIS 2.0 document: \(found); give an EPCISDocument or EPCISQueryDocument in JSON-LD or XML, or a single event in JSON-LD"
        case .json(let error): error.description
        case .xml(let offset, let problem): "not valid XML at byte \(offset): \(problem)"
        case .documentLength(let bytesMax):
            "the document has more than \(bytesMax) bytes, which is the most that is read of XML: send JSON-LD"
        case .truncated(let events):
            "the document ends after \(events) events without its closing brackets: fetch it again"
        case .headerLength(let bytesMax):
            "what stands around the events has more than \(bytesMax) bytes, which is the most that is read"
        case .contextAfterEvents(let bytesMax):
            "'@context' stands after more than \(bytesMax) bytes of events: put it before them"
        case .version(let found):
            "schemaVersion is '\(found.prefix(40))', this program reads 2.0"
        case .context(let problem): "'@context': \(problem)"
        case .eventLength(let bytesMax):
            "the event has more than \(bytesMax) bytes, which is the most that is read"
        case .eventType(let found):
            "type '\(found.prefix(60))' is no event of EPCIS 2.0: ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent or AssociationEvent"
        case .field(let field, let expected, let found):
            "'\(field)' should be \(expected), found \(found.prefix(80))"
        case .time(let field, let found):
            "'\(field)' is '\(found.prefix(40))', not a time such as 2026-01-31T12:00:00.000+01:00"
        case .future(let found):
            "'eventTime' is \(found), which has not come yet: what happens to the items before would be too old to count"
        case .identifier(let found):
            "'\(found.prefix(80))' is no number of one item: expected an SGTIN or a Digital Link with GTIN and serial"
        case .itemCount(let max): "the event names more than \(max) items"
        case .declaredUnknown(let item):
            "no step of item \(item) rests on the event that is declared wrong: take that event in first, or pass over this one if it changed nothing"
        case .declaredOvertaken(let item):
            "item \(item) has gone on since the event that is declared wrong: look at 'touchstone product item show' and correct the record with a cause"
        case .notOwned(let number): "\(number) is not of this member's number ranges"
        case .parameter(let name, let problem): "query parameter '\(name.prefix(60))': \(problem)"
        case .pageToken:
            "nextPageToken is not one that this node gave: ask for the first page again"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .notADocument: "epcis-not-a-document"
        case .json: "epcis-json"
        case .xml: "epcis-xml"
        case .documentLength: "epcis-document-length"
        case .truncated: "epcis-truncated"
        case .headerLength: "epcis-header-length"
        case .contextAfterEvents: "epcis-context-after-events"
        case .version: "epcis-version"
        case .context: "epcis-context"
        case .eventLength: "epcis-event-length"
        case .eventType: "epcis-event-type"
        case .field: "epcis-field"
        case .time: "epcis-time"
        case .future: "epcis-future"
        case .identifier: "epcis-identifier"
        case .itemCount: "epcis-items"
        case .declaredUnknown: "epcis-error-unknown"
        case .declaredOvertaken: "epcis-error-overtaken"
        case .notOwned: "epcis-not-owned"
        case .parameter: "epcis-parameter"
        case .pageToken: "epcis-page-token"
        }
    }
}
