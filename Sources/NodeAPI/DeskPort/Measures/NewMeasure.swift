package import Complaints

/// A measure that a person decides on.
package struct NewMeasure: Hashable, Sendable {
    package let party: LadderParty
    package let measure: LadderStep.Measure
    /// Milliseconds since 1970; nil for as long as is proposed.
    package let until: UInt64?
    /// For the party to read: why, and how to object.
    package let text: String
    /// The person has found that it was meant.
    package let isIntentEstablished: Bool

    package init(
        _ measure: LadderStep.Measure, against party: LadderParty, until: UInt64? = nil,
        text: String, isIntentEstablished: Bool = false
    ) {
        self.party = party
        self.measure = measure
        self.until = until
        self.text = text
        self.isIntentEstablished = isIntentEstablished
    }
}
