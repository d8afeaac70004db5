package import Statements

/// One indicator found, with what explains it.
package struct SearchHit: Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case exact
        case prefix
        /// The statement whose words or filters matched.
        case statement(StatementDot)
    }

    package var state: IndicatorState
    package var reason: Reason
    /// One group for each channel in which the indicator is linked with others.
    package var linkedSellers: [LinkedSellers]

    package init(state: IndicatorState, reason: Reason, linkedSellers: [LinkedSellers]) {
        self.state = state
        self.reason = reason
        self.linkedSellers = linkedSellers
    }

    package var indicator: Indicator { state.indicator }
}

/// A page of hits. Hits of free text come newest statement first, those of a prefix by value.
package struct SearchPage: Equatable, Sendable {
    package var hits: [SearchHit]
    /// Nil on the last page. A page may be short, even empty, and still have a next one: the search
    /// looks at no more than `SearchQuery.documentsMax` statements and passes no more than
    /// `SearchQuery.identifiersMax` identifiers a page, or a few more.
    package var next: SearchCursor?
    /// Entries that free text and prefix do not find yet.
    package var lag: UInt64

    package init(hits: [SearchHit], next: SearchCursor? = nil, lag: UInt64) {
        self.hits = hits
        self.next = next
        self.lag = lag
    }

    package static let documentsMax = 20_000
    /// Of each list that one stands in: to pass one costs a microsecond.
    package static let identifiersMax = 50_000
}
