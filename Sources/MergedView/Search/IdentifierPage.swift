package import Statements

/// Identifiers with one beginning, by `Indicator.precedesByName`, as far as was looked.
package struct IdentifierPage: Equatable, Sendable {
    package var found: [Indicator] = []
    /// The last one that was passed, found or not; nil where there is none behind it.
    package var last: Indicator?
    /// How many were looked at, in each list that was walked.
    package var looked = 0

    package init() {}
}
