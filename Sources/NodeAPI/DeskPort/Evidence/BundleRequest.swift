package import Evidence
package import MergedView
package import Statements

/// What an evidence bundle is to be of, and what it says of its making.
package struct BundleRequest: Sendable {
    /// Everything that is said of it; nil for single entries.
    package var indicator: Indicator?
    /// Beside that. What is erased is found by its entry alone.
    package var entries: [StatementDot]
    /// What travels beside the bundle.
    package var captures: [Capture]
    /// Who makes it, as the audit log names it.
    package var person: String
    package var purpose: String

    package init(
        _ indicator: Indicator?, entries: [StatementDot] = [], captures: [Capture] = [],
        person: String, purpose: String
    ) {
        self.indicator = indicator
        self.entries = entries
        self.captures = captures
        self.person = person
        self.purpose = purpose
    }
}
