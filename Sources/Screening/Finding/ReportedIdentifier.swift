package import AllianceNames
package import MergedView
package import Statements

/// What members say of an identifier, as far as a screening needs it.
package struct ReportedIdentifier: Equatable, Sendable {
    package let indicator: Indicator
    /// Whose reports count, each once, ascending.
    package let members: [MemberID]
    /// How many of them have a report that is independently confirmed.
    package let confirmed: Int
    /// At least one member objects.
    package let isDisputed: Bool
    /// The highest of the reports, 0 to 100.
    package let confidence: Int

    package init(
        indicator: Indicator, members: [MemberID], confirmed: Int = 0, isDisputed: Bool = false,
        confidence: Int
    ) {
        self.indicator = indicator
        self.members = members
        self.confirmed = confirmed
        self.isDisputed = isDisputed
        self.confidence = confidence
    }

    /// Nil where no report counts.
    package init?(_ state: IndicatorState) {
        guard !state.asserting.isEmpty else { return nil }
        self.init(
            indicator: state.indicator, members: state.asserting,
            confirmed: state.confirmed.count, isDisputed: !state.disputing.isEmpty,
            confidence: state.confidence ?? 0)
    }
}
