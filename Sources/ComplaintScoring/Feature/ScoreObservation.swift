/// How much of a feature there is in one listing of one complaint.
package struct ScoreObservation: Hashable, Sendable {
    package let feature: ScoreFeature
    /// From 0 to the feature's most.
    package let value: Double
    /// Whether this fact may be told to both sides, of a feature that may be.
    package let isDisclosable: Bool

    /// What is above the feature's most counts as that, what is below 0 or no number as 0.
    package init(_ feature: ScoreFeature, _ value: Double, isDisclosable: Bool = true) {
        self.feature = feature
        self.value = value > 0 ? min(value, feature.valueMax) : 0
        self.isDisclosable = isDisclosable && feature.isDisclosable
    }
}
