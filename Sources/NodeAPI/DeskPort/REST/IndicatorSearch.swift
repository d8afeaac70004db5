import AllianceNames
import AuditTrail
import JSON
package import MergedView
package import Peering
import Roster
import Statements

/// What a search over REST asks: the words of the console's field, and the filters of console and command.
package struct IndicatorSearch: Sendable {
    package static let hitsDefault = 25
    package static let hitsMax = 100
    static let textCharactersMax = 256
    static let cursorCharactersMax = SearchCursor.charactersMax

    package let query: SearchQuery
    let wantsFacets: Bool
    /// For the audit log.
    let details: [AuditDetail: String]

    static let parameters: [RESTParameter] = [
        .query(
            "q", JSONSchema.text(max: textCharactersMax, pattern: JSONSchema.visible),
            "Words that must all be there, in any script; '=text' is exactly this identifier in any spelling, 'text*' one that begins so."
        ),
        .repeated(
            "type", JSONSchema.word(IndicatorType.allCases.map(\.name)), "One of these types."),
        .repeated("member", JSONSchema.identifier, "Said by one of these members."),
        .repeated(
            "status", JSONSchema.word(IndicatorStatus.allCases.map(\.rawValue)),
            "In one of these states; without it all but withdrawn, outOfScope and unreported."),
        .query(
            "confirmed", JSONSchema.word(Confirmation.allCases.map(\.rawValue)),
            "Only what a quorum of witnesses covers, or only what awaits that."),
        .repeated(
            "confidence", JSONSchema.word(ConfidenceBand.allCases.map(\.rawValue)),
            "The highest confidence of the reports that count: below 50, below 80, or more."),
        .repeated(
            "tlp", JSONSchema.word(TLP.allCases.map(\.name)),
            "The strictest marking of the reports that count."),
        .repeated(
            "mark", JSONSchema.text(min: 1, max: 128, pattern: JSONSchema.visible),
            "One of these marks is misused."),
        .repeated("marketplace", JSONSchema.identifier, "Met on one of these marketplaces."),
        .repeated("channel", JSONSchema.identifier, "Said in one of these channels."),
        .query("since", JSONSchema.moment, "Said at this time or later."),
        .query("until", JSONSchema.moment, "Said at this time or before."),
        .query(
            "limit", JSONSchema.number(1, hitsMax), "Hits on a page; \(hitsDefault) without it."),
        .query(
            "cursor",
            JSONSchema.text(min: 1, max: cursorCharactersMax, pattern: "^[a-z0-9]+$"),
            "Where the page before ended: its 'next'."),
        .query(
            "facets", JSONSchema.word(["true", "false"]),
            "With 'true' the answer also has 'facets': how the hits of all pages divide."),
    ]

    /// - Throws: as below.
    package init(_ target: RequestTarget) throws(PeerProblem) {
        let repeated = Set(Self.parameters.filter(\.isRepeated).map(\.name))
        let once = Set(Self.parameters.map(\.name)).subtracting(repeated)
        try self.init(RESTQuery(target, once: once, repeated: repeated))
    }

    /// - Throws: status 400 for what is of another form, 422 for what means nothing.
    package init(_ query: RESTQuery) throws(PeerProblem) {
        let text = query["q"] ?? ""
        guard text.unicodeScalars.count <= Self.textCharactersMax else {
            throw PeerProblem(
                status: 400, keyword: "query",
                detail: "A search has at most \(Self.textCharactersMax) characters.")
        }
        var search = SearchQuery(
            channels: [], term: SearchForm.term(text),
            pageSize: try query.number("limit", in: 1...Self.hitsMax) ?? Self.hitsDefault)
        search.types = Set(try query.readAll("type", IndicatorType.init(name:)))
        search.members = Set(try query.readAll("member") { try? MemberID(parsing: $0) })
        search.statuses = Set(try query.readAll("status", IndicatorStatus.init(rawValue:)))
        search.confirmation = try query.read("confirmed", Confirmation.init(rawValue:))
        let bands = try query.readAll("confidence", ConfidenceBand.init(rawValue:))
        search.confidence = ConfidenceBand.allCases.filter(bands.contains).map(\.range)
        search.markings = Set(try query.readAll("tlp", SearchForm.marking))
        search.marks = Set(try query.readAll("mark", SearchForm.mark))
        search.marketplaces = Set(
            try query.readAll("marketplace") { try? MarketplaceID(parsing: $0) }.map(\.rawValue))
        search.channels = Set(try query.readAll("channel") { try? ChannelID(parsing: $0) })
        search.documentsMax = SearchForm.documentsMax
        search.issued = try Self.issued(query)
        search.cursor = try Self.cursor(query)
        self.query = search
        wantsFacets = try query.read("facets") { ["true": true, "false": false][$0] } ?? false
        let filters = Self.parameters.map(\.name).filter { !Self.notFilters.contains($0) }
        details = SearchForm.details(
            text, filters: filters.flatMap { name in query.all(name).map { (name, $0) } })
    }

    private static let notFilters: Set<String> = ["q", "limit", "cursor", "facets"]

    private static func issued(_ query: RESTQuery) throws(PeerProblem) -> ClosedRange<UInt64>? {
        let since = try RESTMoment.read(query, "since")
        let until = try RESTMoment.read(query, "until")
        guard since != nil || until != nil else { return nil }
        let (from, to) = (since ?? 0, until ?? StatementLimits.timeMillisecondsMax)
        guard from <= to else {
            throw PeerProblem(
                status: 422, keyword: "query", detail: "'since' is after 'until'.")
        }
        return from...to
    }

    private static func cursor(_ query: RESTQuery) throws(PeerProblem) -> SearchCursor? {
        guard let text = query["cursor"] else { return nil }
        guard (1...cursorCharactersMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) })
        else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "'cursor' is what an answer gave as 'next'.")
        }
        do throws(MergedViewError) {
            return try SearchCursor(parsing: text)
        } catch {
            throw PeerProblem(
                status: 422, keyword: error.keyword,
                detail: "The cursor is not one that a search gave out; begin again without it.")
        }
    }
}

/// Times as requests write them: `2026-11-23` or `2026-11-23T09:30:00Z`.
enum RESTMoment {
    /// Milliseconds since 1970; nil for no time that there is.
    static func parse(_ text: String) -> UInt64? {
        let full = text.utf8.count == 10 ? "\(text)T00:00:00Z" : text
        return (try? UTCTimestamp(parsing: full))?.millisecondsSince1970
    }

    static func read(_ query: RESTQuery, _ name: String) throws(PeerProblem) -> UInt64? {
        guard let text = query[name] else { return nil }
        return try time(text, name)
    }

    static func time(_ text: String, _ name: String) throws(PeerProblem) -> UInt64 {
        guard let time = parse(text) else {
            throw PeerProblem(
                status: 422, keyword: "time",
                detail:
                    "'\(name)' is no time; write a day such as 2026-01-31, or 2026-01-31T09:30:00Z."
            )
        }
        return time
    }
}
