import Casework
import Statements

/// What of a list that was checked becomes a draft.
struct ListedReports {
    /// What the form's button chose.
    enum Choice: String, CaseIterable {
        /// What this member has not reported yet.
        case new
        case all
    }

    /// Each once, in the order of the list.
    let indicators: [Indicator]
    init(_ list: CheckedList) {
        var seen: Set<Indicator> = []
        var indicators: [Indicator] = []
        // What could be several things is none: whoever reports says what its columns hold.
        for value in list.values where value.readings.count == 1 {
            if seen.insert(value.readings[0]).inserted { indicators.append(value.readings[0]) }
        }
        self.indicators = indicators
    }

    /// With what can be said before anybody has looked: sure of nothing, and for members only.
    static func report(of indicator: Indicator) -> IndicatorAssertion {
        IndicatorAssertion(
            indicator: indicator, basis: .customerReport, confidence: 50, tlp: .amber)
    }
}
