package import AllianceNames

/// What came of asking whose number it is about goods that a complaint names. This node's own: it is in no log.
package struct ItemAnswer: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The owner's signed answer, verified when it came, and the question as it was sent: both prove themselves.
        case answered(by: MemberID, question: [UInt8], answer: [UInt8])
        /// The number is no member's.
        case unowned
        /// The owner was away, or would not say: it is asked again.
        case unanswered
    }

    /// As `ListedItem` writes it.
    package var elementString: String
    /// Milliseconds since 1970.
    package var askedAt: UInt64
    package var outcome: Outcome

    package init(elementString: String, askedAt: UInt64, outcome: Outcome) {
        self.elementString = elementString
        self.askedAt = askedAt
        self.outcome = outcome
    }

    package var isOpen: Bool { outcome == .unanswered }
}
