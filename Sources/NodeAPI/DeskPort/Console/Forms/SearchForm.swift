import AllianceNames
import GS1
package import MergedView
package import Peering
import Statements

/// What the search form asks, as it stands in the address of the page, so that a search can be kept as a
/// bookmark.
package struct SearchForm {
    enum Band: String, CaseIterable {
        case low, medium, high

        /// As `ConfidenceWords` tells it.
        var range: ClosedRange<Int> {
            switch self {
            case .low: 0...49
            case .medium: 50...79
            case .high: 80...100
            }
        }
    }

    static let path = "/console/search"
    static let hitsOnPage = 25
    /// Reports looked at for one page: so many cost some ten milliseconds.
    static let documentsMax = 2_000

    private(set) var text = ""
    private(set) var kinds: Set<IndicatorType> = []
    private(set) var members: Set<MemberID> = []
    private(set) var bands: Set<Band> = []
    private(set) var statuses: Set<IndicatorStatus> = []
    private(set) var confirmation: Confirmation?
    package private(set) var cursor: SearchCursor?

    /// Somebody pressed the button, or came with a filter.
    private(set) var asksSomething = false

    package init(_ target: RequestTarget) throws(PeerProblem) {
        for parameter in target.parameters {
            let value = parameter.value
            if parameter.name == "q" { asksSomething = true }
            guard !value.isEmpty else { continue }
            switch parameter.name {
            case "q": text = value
            case "kind": kinds.insert(try Self.known(value, IndicatorType.init(name:)))
            case "member":
                members.insert(try Self.known(value) { try? MemberID(parsing: $0) })
            case "confidence": bands.insert(try Self.known(value, Band.init(rawValue:)))
            case "status":
                statuses.insert(try Self.known(value, IndicatorStatus.init(rawValue:)))
            case "confirmed":
                confirmation = try Self.known(value, Confirmation.init(rawValue:))
            case "after": cursor = try Self.known(value) { try? SearchCursor(parsing: $0) }
            default: continue
            }
            asksSomething = true
        }
    }

    private static func known<Value>(
        _ text: String, _ read: (String) -> Value?
    ) throws(PeerProblem) -> Value {
        guard let value = read(text) else {
            throw PeerProblem(
                status: 400, keyword: "query",
                detail: "The address asks for what is not understood here; use the form.")
        }
        return value
    }

    var term: SearchQuery.Term? { Self.term(text) }

    /// `=text` is exact, `text*` a beginning, anything else words.
    static func term(_ text: String) -> SearchQuery.Term? {
        let trimmed = trimmed(text)
        guard !trimmed.isEmpty else { return nil }
        if trimmed.first == "=" { return .exact(String(Self.trimmed(trimmed.dropFirst()))) }
        if trimmed.last == "*" { return .prefix(String(trimmed.dropLast())) }
        return .anything(String(trimmed))
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text).drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    var query: SearchQuery {
        var query = SearchQuery(channels: [], term: term, pageSize: Self.hitsOnPage)
        query.types = kinds
        query.members = members
        query.statuses = statuses
        query.confirmation = confirmation
        query.cursor = cursor
        query.documentsMax = Self.documentsMax
        query.confidence = Band.allCases.filter(bands.contains).map(\.range)
        return query
    }

    /// The same search, from a cursor on.
    package func href(after cursor: SearchCursor?) -> String {
        var parts = ["q=\(PercentEncoding.segment(text))"]
        parts += kinds.sorted().map { "kind=\($0.name)" }
        parts += members.sorted().map { "member=\(PercentEncoding.segment($0.rawValue))" }
        parts += Band.allCases.filter(bands.contains).map { "confidence=\($0.rawValue)" }
        parts += IndicatorStatus.allCases.filter(statuses.contains).map { "status=\($0.rawValue)" }
        if let confirmation { parts.append("confirmed=\(confirmation.rawValue)") }
        if let cursor { parts.append("after=\(cursor)") }
        return Self.path + "?" + parts.joined(separator: "&")
    }

    /// All that the search finds, as a file.
    var exportHref: String {
        "/console/export" + href(after: nil).dropFirst(Self.path.count)
    }

    var isNarrowed: Bool {
        !kinds.isEmpty || !members.isEmpty || !bands.isEmpty || !statuses.isEmpty
            || confirmation != nil
    }
}
