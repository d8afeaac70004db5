package import AllianceNames
import CRDT
package import TransparencyLog

/// What can go wrong in the view. A view that is damaged is no loss: it is built again from the logs.
package enum MergedViewError: Error, Equatable, CustomStringConvertible {
    /// Somebody else merged first, or the caller left out entries.
    case notAtFrontier(origin: LogOrigin, frontier: TreeSize, start: EntryIndex)
    /// Bytes of the view that this fold version did not write.
    case rowUnreadable(dot: StatementDot?, reason: String)
    /// Bundles that do not hold what their log said.
    case sliceUnreadable(origin: LogOrigin, start: EntryIndex, reason: String)
    case cursorUnreadable(found: String)
    case pageTooLarge(asked: Int, max: Int)
    case queryTooLong(bytes: Int, max: Int)
    case nothingToSearchFor

    package var description: String {
        switch self {
        case .notAtFrontier(let origin, let frontier, let start):
            "a batch of \(origin) starts at \(start), but the view has \(frontier) entries of it; "
                + "read the frontier again"
        case .rowUnreadable(let dot, let reason):
            "a row of the view\(dot.map { " for entry \($0.index) of \($0.log)" } ?? "") cannot be "
                + "read: \(reason); run 'touchstone view rebuild'"
        case .sliceUnreadable(let origin, let start, let reason):
            "entries of \(origin) from \(start) cannot be read: \(reason); run 'touchstone log audit'"
        case .cursorUnreadable(let found):
            "the page cursor '\(found)' is not one that a search gave out; start again without it"
        case .pageTooLarge(let asked, let max):
            "a page of \(asked) hits was asked for, \(max) is the most"
        case .queryTooLong(let bytes, let max):
            "the search text is \(bytes) bytes long, \(max) is the most"
        case .nothingToSearchFor:
            "the search names no text and no filter; give at least one"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .notAtFrontier: "view-not-at-frontier"
        case .rowUnreadable: "view-row-unreadable"
        case .sliceUnreadable: "view-slice-unreadable"
        case .cursorUnreadable: "search-cursor"
        case .pageTooLarge: "search-page-size"
        case .queryTooLong: "search-query-length"
        case .nothingToSearchFor: "search-empty"
        }
    }
}
