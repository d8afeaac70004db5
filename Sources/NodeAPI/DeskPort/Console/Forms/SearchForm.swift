import AllianceNames
package import AuditTrail
import GS1
package import MergedView
package import Peering
import Statements

/// What the search form asks, as it stands in the address of the page, so that a search can be kept as a
/// bookmark.
package struct SearchForm {
    static let path = "/console/search"
    static let hitsOnPage = 25
    /// Reports looked at for one page: so many cost some ten milliseconds.
    static let documentsMax = 256

    /// Characters of a mark that a search can be narrowed to.
    static let markCharacters = 1...128

    var text = ""
    var kinds: Set<IndicatorType> = []
    var members: Set<MemberID> = []
    var bands: Set<ConfidenceBand> = []
    var statuses: Set<IndicatorStatus> = []
    var confirmation: Confirmation?
    var markings: Set<TLP> = []
    var channels: Set<ChannelID> = []
    var marketplaces: Set<MarketplaceID> = []
    var marks: Set<String> = []
    package var cursor: SearchCursor?

    /// Somebody pressed the button, or came with a filter.
    private(set) var asksSomething = false

    package init(_ target: RequestTarget) throws(PeerProblem) {
        try self.init(target, isStrict: false)
    }

    /// - Parameter isStrict: refuses what it does not know, instead of passing it over.
    init(_ target: RequestTarget, isStrict: Bool) throws(PeerProblem) {
        for parameter in target.parameters {
            let value = parameter.value
            if parameter.name == "q" { asksSomething = true }
            guard !value.isEmpty else { continue }
            switch parameter.name {
            case "q": text = value
            // REST calls it the type, as STIX does.
            case "kind", "type": kinds.insert(try Self.known(value, IndicatorType.init(name:)))
            case "member":
                members.insert(try Self.known(value) { try? MemberID(parsing: $0) })
            case "confidence": bands.insert(try Self.known(value, ConfidenceBand.init(rawValue:)))
            case "status":
                statuses.insert(try Self.known(value, IndicatorStatus.init(rawValue:)))
            case "confirmed":
                confirmation = try Self.known(value, Confirmation.init(rawValue:))
            case "tlp": markings.insert(try Self.known(value, Self.marking))
            case "channel":
                channels.insert(try Self.known(value) { try? ChannelID(parsing: $0) })
            case "marketplace":
                marketplaces.insert(try Self.known(value) { try? MarketplaceID(parsing: $0) })
            case "mark": marks.insert(try Self.known(value, Self.mark))
            case "after": cursor = try Self.known(value) { try? SearchCursor(parsing: $0) }
            case _ where isStrict: throw Self.unknown
            default: continue
            }
            asksSomething = true
        }
    }

    private static func known<Value>(
        _ text: String, _ read: (String) -> Value?
    ) throws(PeerProblem) -> Value {
        guard let value = read(text) else { throw unknown }
        return value
    }

    private static let unknown = PeerProblem(
        status: 400, keyword: "query",
        detail: "The address asks for what is not understood here; use the form.")

    /// By its one spelling.
    static func marking(_ name: String) -> TLP? { TLP.allCases.first { $0.name == name } }

    static func mark(_ text: String) -> String? {
        markCharacters.contains(text.unicodeScalars.count) ? text : nil
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
        var query = SearchQuery(channels: channels, term: term, pageSize: Self.hitsOnPage)
        query.types = kinds
        query.members = members
        query.statuses = statuses
        query.confirmation = confirmation
        query.markings = markings
        query.marketplaces = Set(marketplaces.map(\.rawValue))
        query.marks = marks
        query.cursor = cursor
        query.documentsMax = Self.documentsMax
        query.confidence = ConfidenceBand.allCases.filter(bands.contains).map(\.range)
        return query
    }

    /// The same search, from a cursor on.
    package func href(after cursor: SearchCursor?) -> String {
        let after = cursor.map { ["after=\($0)"] } ?? []
        return Self.path + "?" + (parts(kind: "kind") + after).joined(separator: "&")
    }

    /// The search as REST and what is saved have it, without a place in its pages.
    var restQuery: String { parts(kind: "type").joined(separator: "&") }

    private func parts(kind: String) -> [String] {
        func all(_ name: String, _ values: [String]) -> [String] {
            values.map { "\(name)=\(PercentEncoding.segment($0))" }
        }
        var parts = all("q", [text])
        parts += all(kind, kinds.sorted().map(\.name))
        parts += all("member", members.sorted().map(\.rawValue))
        parts += all("confidence", ConfidenceBand.allCases.filter(bands.contains).map(\.rawValue))
        parts += all("status", IndicatorStatus.allCases.filter(statuses.contains).map(\.rawValue))
        parts += all("confirmed", confirmation.map { [$0.rawValue] } ?? [])
        parts += all("tlp", markings.sorted().map(\.name))
        parts += all("channel", channels.sorted().map(\.rawValue))
        parts += all("marketplace", marketplaces.map(\.rawValue).sorted())
        return parts + all("mark", marks.sorted())
    }

    /// All that the search finds, as a file.
    var exportHref: String {
        "/console/export" + href(after: nil).dropFirst(Self.path.count)
    }

    var isNarrowed: Bool {
        !kinds.isEmpty || !members.isEmpty || !bands.isEmpty || !statuses.isEmpty
            || confirmation != nil || !markings.isEmpty || !channels.isEmpty
            || !marketplaces.isEmpty || !marks.isEmpty
    }

    /// The same, changed, from its first page on.
    func with(_ change: (inout SearchForm) -> Void) -> SearchForm {
        var form = self
        form.cursor = nil
        change(&form)
        return form
    }
}

extension SearchForm {
    /// What was released is asked for again by these words, so none of them passes for another one: what stands
    /// between two filters, or parts one, is escaped within them.
    package static func details(
        _ text: String, filters: [(name: String, value: String)]
    ) -> [AuditDetail: String] {
        var details: [AuditDetail: String] = [.query: text]
        if !filters.isEmpty { details[.filters] = Self.filters(filters) }
        return details
    }

    /// The filters alone, of whatever list.
    package static func filters(_ filters: [(name: String, value: String)]) -> String {
        func escaped(_ text: String) -> String {
            text.replacing("%", with: "%25").replacing(" ", with: "%20")
        }
        return filters.map { filter in
            "\(escaped(filter.name).replacing("=", with: "%3D"))=\(escaped(filter.value))"
        }.joined(separator: " ")
    }
}
