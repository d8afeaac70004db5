package import AllianceNames
import CRDT
package import Statements

extension ViewStore {
    /// The rows of `key`, and of no other key under its hash.
    /// - Parameter scope: as `rows(underHash:in:scope:)`; nil only where all that a log says is looked at.
    package func rows(
        of key: ViewKey, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [ViewRow] {
        try rows(underHash: key.hash, in: channels, scope: scope).filter {
            try $0.belongs(to: key)
        }
    }

    /// The row of one entry that says this, however many there are under its key; nil for what stands under none, is not
    /// merged yet, or was erased.
    package func row(of statement: Statement, at dot: StatementDot) throws -> ViewRow? {
        guard let keyHash = Fold.keyHash(of: statement, at: dot) else { return nil }
        return try rows(underHash: keyHash, of: dot.log, before: dot.index + 1, limit: 1)
            .first { $0.dot == dot }
    }

    /// What is said of `indicator` in the channels that the asker reads, at `time` (ms since 1970).
    package func state(
        of indicator: Indicator, in channels: Set<ChannelID>, scope: ViewScope, at time: UInt64
    ) throws -> IndicatorState {
        try IndicatorState(
            resolving: indicator,
            rows: rows(underHash: ViewKey(indicator).hash, in: channels, scope: scope),
            scope: scope, at: time)
    }

    /// The groups that an indicator is in, one at most for each channel that has a link of it.
    package func linkedSellers(
        of state: IndicatorState, scope: ViewScope, rule: LinkedSellers.Rule = LinkedSellers.Rule()
    ) throws -> [LinkedSellers] {
        let channels = Set(state.links.filter { $0.standing == .live }.map(\.dot.log.channel))
        return try channels.sorted().compactMap { channel in
            try LinkedSellers.group(
                of: state.indicator, in: channel, rule: rule, scope: scope
            ) { key in
                try rows(of: key, in: [channel], scope: scope)
            }
        }
    }

    /// - Throws: `MergedViewError` for a query over its limits; what the store throws.
    package func search(
        _ query: SearchQuery, scope: ViewScope, at time: UInt64,
        rule: LinkedSellers.Rule = LinkedSellers.Rule()
    ) throws -> SearchPage {
        var search = Search(store: self, query: query, scope: scope, time: time, rule: rule)
        return try search.page()
    }

    /// How many hits the search has over all its pages, and how they divide.
    ///
    /// - Throws: `MergedViewError` for a text over its limit; what the store throws.
    package func facets(
        of query: SearchQuery, scope: ViewScope, at time: UInt64
    ) throws -> SearchFacets {
        var counting = FacetCounting(store: self, query: query, scope: scope, time: time)
        return try counting.facets()
    }

    /// Hits of the search that are so by something that was said after `frontier`, as it was returned by
    /// `textFrontier` before the search was run.
    package func newHits(
        of query: SearchQuery, since frontier: ViewFrontier, scope: ViewScope, at time: UInt64
    ) throws -> NewHits {
        try FacetCounting.newHits(
            Search(store: self, query: query, scope: scope, time: time, rule: LinkedSellers.Rule()),
            since: frontier)
    }
}
