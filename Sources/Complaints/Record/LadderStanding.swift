import Statements

/// Where somebody stands who errs or infringes again and again, and what is proposed. A person decides on it.
package struct LadderStanding: Hashable, Sendable {
    package var party: LadderParty
    /// The strictest step that is remembered or lasts; nil for none.
    package var current: LadderStep?
    /// Nil where nothing is to be done.
    package var proposal: LadderProposal?
    /// All that was weighed, also where nothing is proposed: codes and figures in a fixed order.
    package var facts: [LadderProposal.Fact]
    /// What was done about it, the earliest first, also what was lifted.
    package var measures: [TakenMeasure]

    package init(
        of party: LadderParty, current: LadderStep?, proposal: LadderProposal?,
        facts: [LadderProposal.Fact], measures: [TakenMeasure] = []
    ) {
        self.party = party
        self.current = current
        self.proposal = proposal
        self.facts = facts
        self.measures = measures
    }

    /// Why a person may not take this measure now; nil where it may. Nothing stricter than what is proposed, and for no
    /// longer.
    ///
    /// - Parameter until: nil for as long as is proposed.
    package func refusal(
        of measure: LadderStep.Measure, until: UInt64?, now: UInt64
    ) -> MeasureRefusal? {
        guard let proposal else { return .notDue }
        guard measure <= proposal.step.measure else { return .tooStrict(proposal.step.measure) }
        guard let until else { return nil }
        guard measure.lasts else { return .hasNoEnd }
        guard until > now, until <= (proposal.step.until ?? .max) else { return .end }
        return nil
    }
}

extension LadderStep.Measure {
    /// Whether it has an end.
    package var lasts: Bool { self == .restriction || self == .suspension }
}

package enum MeasureRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case notDue
    /// What is proposed at most.
    case tooStrict(LadderStep.Measure)
    case hasNoEnd
    case end
    case liftedAlready
    case nobodyOfOurs

    package var keyword: String {
        switch self {
        case .notDue: "not-due"
        case .tooStrict: "too-strict"
        case .hasNoEnd: "no-end"
        case .end: "end"
        case .liftedAlready: "lifted"
        case .nobodyOfOurs: "party"
        }
    }

    package var description: String {
        switch self {
        case .notDue: "nothing is due: what was decided does not add up to it, or was answered"
        case .tooStrict(let measure):
            "no more than a \(measure.name) is due: who was not warned is not suspended, and no one complainant ends a trade"
        case .hasNoEnd: "this measure has no end"
        case .end: "its end is to lie ahead, and no later than what is proposed"
        case .liftedAlready: "it was lifted already"
        case .nobodyOfOurs: "it is of no member, account or seller that this platform may speak of"
        }
    }
}
