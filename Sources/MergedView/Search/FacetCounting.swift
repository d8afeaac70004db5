import AllianceNames
import CRDT
import Statements

/// Counts the hits of a search by what they could be narrowed to.
///
/// Each is resolved from rows, scope and time as on a page, so that nothing is counted that the asker could
/// not be shown. That takes time, so it ends after so many hits, statements and rows.
struct FacetCounting {
    /// Keys whose rows are read in one call: more is read in vain where there is room for few.
    private static let readAtOnceMax = 32

    private let search: Search
    /// Statements that are passed over, since they were there before.
    private let before: ViewFrontier
    private var hits: [Indicator: Hit] = [:]
    private var found = 0
    private let hitsMax: Int
    private var documentsLeft: Int
    private var rowsLeft: Int
    private var identifiersLeft: Int
    private var isComplete = true

    /// What is known of one indicator that was met.
    fileprivate struct Hit {
        /// Nil where the filters leave it out.
        let state: IndicatorState?
        /// Channels in which it would be a hit by what is said there alone.
        let channels: Set<ChannelID>
        /// It is one without a statement that the filters allow.
        var isByItself = false
        var standings: Set<Standing> = []
        var spokenIn: Set<ChannelID> = []
        var members: Set<MemberID> = []
        var marketplaces: Set<String> = []
        /// Each by what it is compared by.
        var marks: [String: String] = [:]
    }

    init(store: any ViewStore, query: SearchQuery, scope: ViewScope, time: UInt64) {
        self.init(
            Search(
                store: store, query: query, scope: scope, time: time, rule: LinkedSellers.Rule()),
            before: ViewFrontier(), hitsMax: SearchFacets.hitsMax,
            documentsMax: SearchFacets.documentsMax, rowsMax: SearchFacets.rowsMax,
            identifiersMax: query.identifiersMax)
    }

    private init(
        _ search: Search, before: ViewFrontier, hitsMax: Int, documentsMax: Int, rowsMax: Int,
        identifiersMax: Int
    ) {
        self.search = search
        self.before = before
        self.hitsMax = hitsMax
        documentsLeft = documentsMax
        rowsLeft = rowsMax
        identifiersLeft = identifiersMax
    }

    /// Hits by what was said since `before`.
    static func newHits(_ search: Search, since before: ViewFrontier) throws -> NewHits {
        var counting = FacetCounting(
            search, before: before, hitsMax: NewHits.countMax, documentsMax: NewHits.documentsMax,
            rowsMax: NewHits.rowsMax,
            identifiersMax: min(NewHits.identifiersMax, search.query.identifiersMax))
        try counting.meetAll()
        return NewHits(count: counting.found, isComplete: counting.isComplete)
    }

    mutating func facets() throws -> SearchFacets {
        try meetAll()
        return summary()
    }

    private mutating func meetAll() throws {
        try search.query.checkLength()
        switch search.query.term {
        case .exact(let text): try lookUp(text)
        case .prefix(let text): try walk(prefix: text)
        case .words(let text): try walk(words: text)
        case .anything(let text):
            try lookUp(text)
            try walk(words: text)
        case nil: try walk(words: nil)
        }
    }

    /// Whether there is room for one more.
    private mutating func mayGoOn() -> Bool {
        if found < hitsMax && documentsLeft > 0 && rowsLeft > 0 { return true }
        isComplete = false
        return false
    }

    /// Only what who asks is shown uses up room: where counting ends tells of nothing else. What is read of a key beside
    /// it has its own limit (`ViewRow.readOfEachLogMax`).
    private func shownCount(_ rows: [ViewRow]) throws -> Int {
        guard search.scope.markingMax < .red else { return rows.count }
        return try rows.count { search.scope.shows(try $0.decoded().body) }
    }

    // MARK: Meeting hits

    private mutating func lookUp(_ text: String) throws {
        for indicator in Search.readings(of: text, types: search.query.types) {
            let rows = try search.store.rows(
                underHash: ViewKey(indicator).hash, in: search.query.channels, scope: search.scope)
            rowsLeft -= try shownCount(rows)
            try take(indicator, rows)
        }
    }

    private mutating func walk(prefix text: String) throws {
        let prefixes = Search.prefixes(of: text)
        guard !prefixes.isEmpty else { return }
        var after: Indicator?
        while true {
            let chunk = try search.identifiers(
                withAnyOf: prefixes, after: after, lookedMax: identifiersLeft)
            identifiersLeft -= chunk.looked
            let isThrough = try forEach(chunk.found, { ViewKey($0).hash }) { try $0.take($1, $2) }
            guard isThrough, let last = chunk.last else { return }
            guard identifiersLeft > 0 else {
                isComplete = false
                return
            }
            after = last
        }
    }

    private mutating func walk(words text: String?) throws {
        guard
            let expression = search.filter.expression(
                words: text, upTo: search.scope.markingMax)
        else { return }
        let all =
            search.query.issued.map { DocumentPosition.range(issued: $0) } ?? DocumentPosition.all
        var last = all.upperBound
        while true {
            let chunk = try search.store.documents(
                matching: expression, in: all.lowerBound...last, limit: Search.chunkSize)
            let isThrough = try forEach(chunk, \.keyHash) { try $0.take($1, $2) }
            guard isThrough else { return }
            guard chunk.count == Search.chunkSize, let lowest = chunk.last?.position,
                lowest > all.lowerBound
            else { return }
            last = lowest - 1
        }
    }

    /// Those that there is room for, each with its rows, which are read of many in one call.
    /// - Returns: whether there was room for all.
    private mutating func forEach<Met>(
        _ chunk: [Met], _ keyHash: (Met) -> UInt64,
        _ take: (inout Self, Met, [ViewRow]) throws -> Void
    ) throws -> Bool {
        var start = 0
        while start < chunk.count {
            guard mayGoOn() else { return false }
            let part = chunk[start..<min(chunk.count, start + Self.readAtOnceMax)]
            let rows = try search.store.rows(
                underHashes: Set(part.map(keyHash)), in: search.query.channels, scope: search.scope)
            for met in part {
                guard mayGoOn() else { return false }
                let own = rows[keyHash(met)] ?? []
                rowsLeft -= try shownCount(own)
                try take(&self, met, own)
            }
            start = part.endIndex
        }
        return true
    }

    /// With all that is said of it, as when an identifier is looked up.
    private mutating func take(_ indicator: Indicator, _ rows: [ViewRow]) throws {
        documentsLeft -= 1
        guard !rows.isEmpty else { return }
        var hit = try hits[indicator] ?? resolve(indicator, rows)
        // What is new is so by something that was said.
        if before.logs.isEmpty && !search.filter.asksStatements { hit.isByItself = true }
        for row in rows where !before.contains(row.dot) {
            if let said = try search.accepted(row), said.indicator == indicator { hit.add(said) }
        }
        keep(hit, indicator)
    }

    private mutating func take(_ document: IndexedDocument, _ rows: [ViewRow]) throws {
        documentsLeft -= 1
        guard search.query.channels.contains(document.dot.log.channel),
            !before.contains(document.dot)
        else { return }
        guard let row = rows.first(where: { $0.dot == document.dot }),
            let said = try search.accepted(row)
        else { return }
        var hit = try hits[said.indicator] ?? resolve(said.indicator, rows)
        hit.add(said)
        keep(hit, said.indicator)
    }

    private mutating func keep(_ hit: Hit, _ indicator: Indicator) {
        if hit.isFound && hits[indicator]?.isFound != true { found += 1 }
        hits[indicator] = hit
    }

    private func resolve(_ indicator: Indicator, _ rows: [ViewRow]) throws -> Hit {
        func accepted(_ rows: [ViewRow]) throws -> IndicatorState? {
            let state = try IndicatorState(
                resolving: indicator, rows: rows, scope: search.scope, at: search.time)
            return !state.isEmpty && search.filter.accepts(state) ? state : nil
        }
        let channels = Set(rows.map(\.dot.log.channel))
        let state = try accepted(rows)
        guard channels.count > 1 else {
            return Hit(state: state, channels: state == nil ? [] : channels)
        }
        // A report in one channel and an objection in another say something else together than apart.
        let alone = try channels.filter { channel in
            try accepted(rows.filter { $0.dot.log.channel == channel }) != nil
        }
        return Hit(state: state, channels: alone)
    }

    // MARK: Counting

    private func summary() -> SearchFacets {
        var facets = SearchFacets()
        facets.isComplete = isComplete
        var marks: [String: (spelling: String, count: Int)] = [:]
        for hit in hits.values {
            // What is said in one channel alone may be a hit where all that is said together is none.
            let channels = hit.isByItself ? hit.channels : hit.channels.intersection(hit.spokenIn)
            for channel in channels { facets.channels[channel, default: 0] += 1 }
            guard hit.isFound, let state = hit.state else { continue }
            facets.total += 1
            facets.types[state.indicator.type, default: 0] += 1
            if hit.isFoundByStatus(search.query) { facets.statuses[state.status, default: 0] += 1 }
            for member in hit.members { facets.members[member, default: 0] += 1 }
            for place in hit.marketplaces { facets.marketplaces[place, default: 0] += 1 }
            for (folded, spelling) in hit.marks {
                let before = marks[folded] ?? (spelling, 0)
                marks[folded] = (min(before.spelling, spelling), before.count + 1)
            }
            if let confirmation = state.confirmation {
                facets.confirmations[confirmation, default: 0] += 1
            }
            if let marking = state.tlp { facets.markings[marking, default: 0] += 1 }
            if let confidence = state.confidence {
                facets.confidences[confidence, default: 0] += 1
            }
        }
        // Spellings that Swift takes for one text may be folded apart: by the order of their marks, or since the tables
        // of this project are of an older Unicode.
        facets.marks = Dictionary(
            marks.values.map { ($0.spelling, $0.count) }, uniquingKeysWith: max)
        return facets
    }
}

extension FacetCounting.Hit {
    fileprivate var isFound: Bool { state != nil && (isByItself || !standings.isEmpty) }

    fileprivate mutating func add(_ said: Search.Accepted) {
        standings.insert(said.standing)
        spokenIn.insert(said.dot.log.channel)
        members.insert(said.dot.log.member)
        guard case .assertion(let body) = said.body else { return }
        if let place = body.marketplace, (try? MarketplaceID(parsing: place)) != nil {
            marketplaces.insert(place)
        }
        for mark in body.marks.prefix(SearchFacet.marksMax) {
            let folded = FoldedText.of(mark)
            marks[folded] = marks[folded].map { min($0, mark) } ?? mark
        }
    }

    /// Whether a search for its status alone finds it too: what was taken back counts only where that is
    /// asked for, and what nobody reports is found in other ways.
    fileprivate func isFoundByStatus(_ query: SearchQuery) -> Bool {
        switch state?.status {
        case .unreported where query.statuses.isEmpty: false
        case .withdrawn where standings.contains(.retracted): true
        case .outOfScope where standings.contains(.outOfScope): true
        default:
            isByItself || standings.contains(.live) || standings.contains(.suspended)
        }
    }
}
