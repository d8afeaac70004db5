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

    package var indicator: Indicator { state.indicator }
}

/// A page of hits. Hits of free text come newest statement first, those of a prefix by value.
package struct SearchPage: Equatable, Sendable {
    package var hits: [SearchHit]
    /// Nil on the last page. A page may be short, even empty, and still have a next one: the search
    /// looks at no more than `documentsMax` statements a page.
    package var next: SearchCursor?
    /// Entries that free text and prefix do not find yet.
    package var lag: UInt64

    package static let documentsMax = 20_000
}
