import AllianceNames
import CRDT
import Statements
import TransparencyLog

/// Answers one query from a store.
///
/// The index only proposes: every hit is resolved from rows, scope and time, so nothing that was
/// retracted, suspended or is not shared with the asker shows through an index that lags.
struct Search {
    let store: any ViewStore
    let query: SearchQuery
    let scope: ViewScope
    let time: UInt64
    let rule: LinkedSellers.Rule
    let filter: SearchFilter
    private var hits: [SearchHit] = []
    private var found: Set<Indicator> = []

    init(
        store: any ViewStore, query: SearchQuery, scope: ViewScope, time: UInt64,
        rule: LinkedSellers.Rule
    ) {
        self.store = store
        self.query = query
        self.scope = scope
        self.time = time
        self.rule = rule
        filter = SearchFilter(query)
    }

    mutating func page() throws -> SearchPage {
        guard (1...SearchQuery.pageSizeMax).contains(query.pageSize) else {
            throw MergedViewError.pageTooLarge(asked: query.pageSize, max: SearchQuery.pageSizeMax)
        }
        try query.checkLength()
        let next: SearchCursor? =
            switch query.term {
            case .exact(let text): try findExact(text)
            case .prefix(let text): try findPrefix(text)
            case .words(let text): try findWords(text, apartFrom: [])
            case .anything(let text): try findAnything(text)
            case nil: try findWords(nil, apartFrom: [])
            }
        return SearchPage(hits: hits, next: next, lag: try store.textIndexProgress().lag)
    }

    // MARK: Exact

    private mutating func findExact(_ text: String) throws -> SearchCursor? {
        for indicator in Search.readings(of: text, types: query.types) {
            try offer(indicator, reason: .exact)
        }
        return nil
    }

    /// The identifiers that `text` can be, in the order of the types.
    static func readings(of text: String, types: Set<IndicatorType>) -> [Indicator] {
        var readings: [Indicator] = []
        for type in IndicatorType.allCases where types.isEmpty || types.contains(type) {
            if let indicator = try? Indicator(type, parsing: text) { readings.append(indicator) }
        }
        return readings
    }

    private mutating func findAnything(_ text: String) throws -> SearchCursor? {
        let exact = Search.readings(of: text, types: query.types)
        if query.cursor == nil { _ = try findExact(text) }
        return try findWords(text, apartFrom: Set(exact))
    }

    // MARK: Prefix

    /// Only what was said where who asks reads, with a marking that they may see, is walked (`IdentifierList`). So a page
    /// ends after as many as it may look at, whatever the filters leave of them, and its cursor tells of nothing else.
    private mutating func findPrefix(_ text: String) throws -> SearchCursor? {
        var after = try query.cursor.map { try indicator(at: $0) }
        let prefixes = Search.prefixes(of: text)
        guard !prefixes.isEmpty else { return nil }
        var (looked, passed) = (0, 0)
        while true {
            let chunk = try identifiers(
                withAnyOf: prefixes, after: after, lookedMax: query.identifiersMax - passed)
            for indicator in chunk.found {
                looked += 1
                try offer(indicator, reason: .prefix)
                if hits.count == query.pageSize { return SearchCursor(after: indicator) }
            }
            guard let last = chunk.last else { return nil }
            passed += chunk.looked
            if looked >= query.documentsMax || passed >= query.identifiersMax {
                let ends = [last] + chunk.found.reversed()
                return SearchCursor(after: try ends.first(where: isShown) ?? last)
            }
            after = last
        }
    }

    /// Whether what who asks is shown of it is among the rows that are read, so that a cursor's digest leads back to it
    /// (`indicator(at:)`). It is not where its author has said so much of it since, marked for fewer, that no more is read.
    private func isShown(_ indicator: Indicator) throws -> Bool {
        let rows = try store.rows(of: ViewKey(indicator), in: query.channels, scope: scope)
        return try rows.contains { try scope.shows($0.decoded().body) }
    }

    /// - Throws: `MergedViewError.cursorUnreadable`, also where all that was said of it was erased meanwhile. Of what who
    ///   asks is not shown no cursor was given, and whoever makes one up learns nothing by it.
    private func indicator(at cursor: SearchCursor) throws -> Indicator {
        switch cursor.place {
        case .position: break
        case .key(let bytes): if let indicator = Indicator(keyBytes: bytes) { return indicator }
        case .digest(let digest):
            let rows = try store.rows(
                underHash: KeyHash.of(sha256: digest), in: query.channels, scope: scope)
            for row in rows {
                let (head, body) = try row.decoded()
                if scope.shows(body),
                    let key = head.keys.first(where: { Digest.sha256($0) == digest }),
                    let indicator = Indicator(keyBytes: key)
                {
                    return indicator
                }
            }
        }
        throw MergedViewError.cursorUnreadable(found: cursor.description)
    }

    static let chunkSize = 256

    /// - Parameter prefixes: in order, and none with another's beginning.
    func identifiers(
        withAnyOf prefixes: [[UInt8]], after: Indicator?, lookedMax: Int
    ) throws -> IdentifierPage {
        var all = IdentifierPage()
        for prefix in prefixes {
            let page = try store.indicators(
                withPrefix: prefix, types: query.types, in: query.channels,
                upTo: scope.markingMax, after: after, limit: Search.chunkSize - all.found.count,
                lookedMax: max(1, lookedMax - all.looked))
            all.found += page.found
            all.looked += page.looked
            all.last = page.last
            if all.last != nil { break }
        }
        return all
    }

    /// The ways in which canonical forms may write the beginning that was typed, in order, and none that another begins.
    static func prefixes(of text: String) -> [[UInt8]] {
        let trimmed = text.drop(while: \.isWhitespace)
        guard !trimmed.isEmpty else { return [] }
        var forms = [String(trimmed), FoldedText.of(trimmed)]
        let digits = trimmed.filter { !" -()./".contains($0) }
        if digits.first == "+" || digits.first?.isNumber == true { forms.append(digits) }
        let compact = trimmed.filter { $0 != " " }
        forms.append(compact.uppercased())
        let ordered = forms.filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        return ordered.reduce(into: []) { kept, form in
            if let last = kept.last, form.starts(with: last) { return }
            kept.append(form)
        }
    }

    // MARK: Words

    private mutating func findWords(
        _ text: String?, apartFrom exact: Set<Indicator>
    ) throws -> SearchCursor? {
        guard let expression = filter.expression(words: text, upTo: scope.markingMax) else {
            return nil
        }
        let all = query.issued.map { DocumentPosition.range(issued: $0) } ?? DocumentPosition.all
        var last = all.upperBound
        if let cursor = query.cursor {
            guard case .position(let position) = cursor.place else {
                throw MergedViewError.cursorUnreadable(found: cursor.description)
            }
            guard position > all.lowerBound else { return nil }
            last = min(last, position - 1)
        }
        // What stands above was on an earlier page.
        let seen: ClosedRange<UInt64>? =
            query.cursor != nil && last < all.upperBound ? last + 1...all.upperBound : nil
        var looked = 0
        while true {
            let chunk = try store.documents(
                matching: expression, in: all.lowerBound...last, limit: Search.chunkSize)
            for document in chunk {
                looked += 1
                try offer(document, matching: expression, seen: seen, apartFrom: exact)
                if hits.count >= query.pageSize {
                    return SearchCursor(.position(document.position))
                }
            }
            guard chunk.count == Search.chunkSize, let lowest = chunk.last?.position,
                lowest > all.lowerBound
            else { return nil }
            if looked >= query.documentsMax { return SearchCursor(.position(lowest)) }
            last = lowest - 1
        }
    }

    /// Takes the indicator of a document as a hit, unless an earlier page had it.
    private mutating func offer(
        _ document: IndexedDocument, matching expression: SearchExpression,
        seen: ClosedRange<UInt64>?, apartFrom exact: Set<Indicator>
    ) throws {
        guard query.channels.contains(document.dot.log.channel) else { return }
        let rows = try store.rows(
            underHash: document.keyHash, in: query.channels, scope: scope)
        guard let indicator = try accepted(document.dot, among: rows), !exact.contains(indicator),
            !found.contains(indicator)
        else { return }
        if let seen {
            let others = try store.documents(
                ofKeyHash: document.keyHash, matching: expression, in: seen,
                limit: Search.chunkSize)
            for other in others {
                if try accepted(other.dot, among: rows) == indicator { return }
            }
        }
        try offer(indicator, reason: .statement(document.dot), rows: rows)
    }

    /// The indicator that the statement at `dot` is about, if statement and filters allow.
    private func accepted(_ dot: StatementDot, among rows: [ViewRow]) throws -> Indicator? {
        guard let row = rows.first(where: { $0.dot == dot }) else { return nil }
        return try accepted(row)?.indicator
    }

    /// A statement that the filters allow, and what it is about.
    struct Accepted {
        var indicator: Indicator
        var dot: StatementDot
        var standing: Standing
        var body: RowBody
    }

    func accepted(_ row: ViewRow) throws -> Accepted? {
        let standing = scope.standing(of: row)
        guard filter.accepts(standing) else { return nil }
        let (head, body) = try row.decoded()
        guard scope.shows(body), filter.accepts(row.dot, head, body),
            let key = head.keys.first(where: { KeyHash.of($0) == row.keyHash }),
            let indicator = Indicator(keyBytes: key), filter.accepts(indicator)
        else { return nil }
        return Accepted(indicator: indicator, dot: row.dot, standing: standing, body: body)
    }

    // MARK: Hits

    private mutating func offer(_ indicator: Indicator, reason: SearchHit.Reason) throws {
        let rows = try store.rows(
            underHash: ViewKey(indicator).hash, in: query.channels, scope: scope)
        guard !rows.isEmpty, !found.contains(indicator) else { return }
        if filter.asksStatements {
            let key = ViewKey(indicator)
            let hasOne = try rows.contains { row in
                guard filter.accepts(scope.standing(of: row)) else { return false }
                let (head, body) = try row.decoded()
                return head.keys.contains(key.bytes) && scope.shows(body)
                    && filter.accepts(row.dot, head, body)
            }
            guard hasOne else { return }
        }
        try offer(indicator, reason: reason, rows: rows)
    }

    private mutating func offer(
        _ indicator: Indicator, reason: SearchHit.Reason, rows: [ViewRow]
    ) throws {
        let state = try IndicatorState(
            resolving: indicator, rows: rows, scope: scope, at: time)
        guard !state.isEmpty, filter.accepts(state) else { return }
        found.insert(indicator)
        hits.append(
            SearchHit(
                state: state, reason: reason,
                linkedSellers: try store.linkedSellers(of: state, scope: scope, rule: rule)))
    }
}
