/// Which scans are asked for: the parameters of `GET /events` that this program takes. A scan must
/// match every parameter; within a list of values one is enough.
///
/// An event that was declared wrong is given like any other, and so is the one that declares it.
///
/// Source: EPCIS 2.0, sections 8.2.7.1 (SimpleEventQuery) and 12.7 (REST bindings): values of a list are
/// separated by `|`.
package struct EventQuery: Equatable, Sendable {
    package static let valuesMax = 100
    package static let perPageDefault = 30
    package static let perPageMax = 1_000

    package private(set) var types: [String] = []
    /// At or after.
    package private(set) var from: EventTime?
    /// Before.
    package private(set) var to: EventTime?
    /// Web URIs.
    package private(set) var bizSteps: [String] = []
    package private(set) var dispositions: [String] = []
    package private(set) var readPoints: [String] = []
    /// Of each list an event names one at least: `MATCH_epc` and `MATCH_anyEPC` both hold.
    package private(set) var numbers: [[ItemNumber]] = []
    package private(set) var eventIDs: [EventID] = []
    package private(set) var declaration = DeclarationQuery()
    package private(set) var perPage = perPageDefault
    package private(set) var after: PageToken?

    package init() {}

    /// - Throws: `EPCISError.parameter` for one that is not known, stands twice or is malformed, so
    ///   that no answer is wider than was asked for; `.pageToken`.
    package init(_ parameters: [(name: String, value: String)]) throws(EPCISError) {
        var seen: Set<String> = []
        for (name, value) in parameters {
            guard seen.insert(name).inserted else {
                throw .parameter(name, problem: "stands twice")
            }
            switch name {
            case "eventType": types = try Self.list(name, value)
            case "GE_eventTime": from = try Self.time(name, value)
            case "LT_eventTime": to = try Self.time(name, value)
            case "EQ_bizStep": bizSteps = try Self.terms(name, value, "bizStep")
            case "EQ_disposition": dispositions = try Self.terms(name, value, "disposition")
            case "EQ_readPoint":
                readPoints = try Self.list(name, value).map(CanonicalValue.of)
            case "MATCH_epc", "MATCH_anyEPC":
                numbers.append(try Self.numbers(name, value))
            case "EQ_eventID": eventIDs = try Self.events(name, value)
            case "EXISTS_errorDeclaration":
                guard value == "true" || value == "false" else {
                    throw .parameter(name, problem: "expected true or false")
                }
                declaration.isWanted = value == "true"
            case "GE_errorDeclarationTime": declaration.from = try Self.time(name, value)
            case "LT_errorDeclarationTime": declaration.to = try Self.time(name, value)
            case "EQ_errorReason":
                declaration.reasons = try Self.terms(
                    name, value, "reason", in: ErrorDeclaration.field)
            case "EQ_correctiveEventID":
                declaration.correctiveEventIDs = try Self.events(name, value)
            case "perPage": perPage = try Self.pageSize(name, value)
            case "nextPageToken":
                guard let token = PageToken(parsing: value) else { throw .pageToken }
                after = token
            default: throw .parameter(name, problem: "is not one that this node answers")
            }
        }
    }

    package func matches(_ scan: ScanEvent) -> Bool {
        if !types.isEmpty, !types.contains(EPCISEvent.Kind.object.rawValue) { return false }
        if let from, scan.time < from { return false }
        if let to, scan.time >= to { return false }
        if !bizSteps.isEmpty, !bizSteps.contains(scan.bizStep) { return false }
        if !dispositions.isEmpty, !(scan.disposition.map(dispositions.contains) ?? false) {
            return false
        }
        if !readPoints.isEmpty, !(scan.readPoint.map(readPoints.contains) ?? false) {
            return false
        }
        if !eventIDs.isEmpty, !eventIDs.contains(scan.eventID) { return false }
        guard declaration.matches(scan.declaration) else { return false }
        return numbers.allSatisfy { scan.numbers.contains(where: $0.contains) }
    }

    /// Number of events of a page.
    package static func pageSize(_ name: String, _ value: String) throws(EPCISError) -> Int {
        guard let count = Int(value), (1...perPageMax).contains(count) else {
            throw .parameter(name, problem: "expected 1 to \(perPageMax)")
        }
        return count
    }

    private static func events(
        _ name: String, _ value: String
    ) throws(EPCISError) -> [EventID] {
        var found: [EventID] = []
        for text in try list(name, value) {
            found.append(try EventID(parsing: text, field: name))
        }
        return found
    }

    private static func numbers(
        _ name: String, _ value: String
    ) throws(EPCISError) -> [ItemNumber] {
        var found: [ItemNumber] = []
        for uri in try list(name, value) {
            guard let number = ItemNumber(uri) else {
                throw .parameter(
                    name, problem: "'\(uri.prefix(80))' is no number of one item")
            }
            found.append(number)
        }
        return found
    }

    private static func list(_ name: String, _ value: String) throws(EPCISError) -> [String] {
        let values = value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard values.count <= valuesMax, values.allSatisfy({ !$0.isEmpty }) else {
            throw .parameter(name, problem: "expected 1 to \(valuesMax) values with | between them")
        }
        return values
    }

    private static func terms(
        _ name: String, _ value: String, _ field: String, in parent: String = ""
    ) throws(EPCISError) -> [String] {
        try list(name, value).map {
            let word = LinkedDataContext().expanded(value: $0)
            return CoreVocabulary.webURI(
                CoreVocabulary.expanded(word, field: field, parent: parent))
        }
    }

    private static func time(_ name: String, _ value: String) throws(EPCISError) -> EventTime {
        guard let time = EventTime(parsing: value) else {
            throw .parameter(name, problem: "'\(value.prefix(40))' is no time with a zone")
        }
        return time
    }
}
