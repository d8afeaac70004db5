package import Statements

/// A step that was taken against somebody, or is proposed. A person decides on it; the notice says why,
/// and how to object.
package struct LadderStep: Hashable, Sendable {
    package typealias Measure = MisuseMeasure.Measure

    package var measure: Measure
    /// Milliseconds since 1970.
    package var from: UInt64
    /// Nil for one without an end, or that is over at once.
    package var until: UInt64?

    package init(_ measure: Measure, from: UInt64, until: UInt64? = nil) {
        self.measure = measure
        self.from = from
        self.until = until
    }

    /// How long a step is remembered.
    package static let rememberedMilliseconds = 365 * CaseRules.dayMilliseconds

    /// Steps that count at a time: a year from their beginning, and always while they last.
    static func remembered(_ steps: [LadderStep], at now: UInt64) -> [LadderStep] {
        steps.filter { step in
            step.from <= now
                && (now - step.from < rememberedMilliseconds || (step.until ?? 0) > now)
        }
    }
}

/// What is proposed, and all that its notice has to say: Regulation (EU) 2022/2065, article 23, asks for
/// a warning first, and for the number, the share, the gravity and the intent to be weighed.
package struct LadderProposal: Hashable, Sendable {
    package var step: LadderStep
    /// Facts in a fixed order, each a code and a figure: `unfounded` 12, `share-percent` 31.
    package var facts: [Fact]
    /// What was said before.
    package var earlier: [LadderStep]

    package typealias Fact = MisuseMeasure.Fact

    package init(step: LadderStep, facts: [Fact], earlier: [LadderStep]) {
        self.step = step
        self.facts = facts
        self.earlier = earlier
    }
}
