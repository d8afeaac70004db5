/// How many hits a search has by what was said since it was run last: identifiers that are new, or of which
/// somebody said something more that the search finds.
package struct NewHits: Equatable, Sendable {
    package let count: Int
    /// False where counting ended early: the figure is then a lower bound.
    package let isComplete: Bool

    package init(count: Int, isComplete: Bool) {
        self.count = count
        self.isComplete = isComplete
    }

    package static let countMax = 100
    /// Statements looked at, the newest first, and rows read: few, since a page tells it of many searches.
    package static let documentsMax = 500
    package static let rowsMax = 1_000
    /// Identifiers passed by their beginning.
    package static let identifiersMax = 10_000
}
