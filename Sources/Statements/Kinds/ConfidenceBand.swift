/// How sure somebody is in a word, which people are told beside the figure.
package enum ConfidenceBand: String, CaseIterable, Sendable {
    case low, medium, high

    private static let mediumMin = 50
    private static let highMin = 80

    /// - Parameter confidence: 0 to 100.
    package init(_ confidence: Int) {
        self =
            switch confidence {
            case ..<Self.mediumMin: .low
            case ..<Self.highMin: .medium
            default: .high
            }
    }

    /// The figures that it is said of.
    package var range: ClosedRange<Int> {
        switch self {
        case .low: 0...Self.mediumMin - 1
        case .medium: Self.mediumMin...Self.highMin - 1
        case .high: Self.highMin...StatementLimits.confidenceMax
        }
    }
}
