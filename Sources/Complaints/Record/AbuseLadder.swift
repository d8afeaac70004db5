import Statements

/// What is done about complainants whose complaints are false. It weighs how many were, which share of
/// all, how much harm they did and whether that was meant.
package struct AbuseLadder: Sendable {
    package enum Gravity: Int, CaseIterable, Sendable {
        /// Refused before anything was taken down.
        case none = 0
        /// Listings were down for a time.
        case listings = 1
        /// A shop was restricted or closed.
        case shops = 2
        /// Many were, or somebody's trade ended.
        case livelihood = 4
    }

    package enum Intent: Int, CaseIterable, Sendable {
        case unknown = 0
        /// The same was filed again after it was refused, or by several in the same words.
        case suspected = 2
        /// A person has found so, and said why.
        case established = 4
    }

    /// Of the last twelve months.
    package struct Record: Hashable, Sendable {
        package var total: Int
        /// Complaints without any ground, and takedowns found wrong.
        package var unfounded: Int
        package var gravity: Gravity
        package var intent: Intent

        package init(total: Int, unfounded: Int, gravity: Gravity, intent: Intent) {
            precondition(0 <= unfounded && unfounded <= total, "of all")
            self.total = total
            self.unfounded = unfounded
            self.gravity = gravity
            self.intent = intent
        }

        package var sharePercent: Int { total == 0 ? 0 : unfounded * 100 / total }

        /// What is weighed, added up.
        package var weight: Int { numberWeight + shareWeight + gravity.rawValue + intent.rawValue }

        private var numberWeight: Int {
            switch unfounded {
            case ..<3: 0
            case ..<10: 1
            case ..<30: 2
            default: 3
            }
        }

        private var shareWeight: Int {
            switch sharePercent {
            case ..<10: 0
            case ..<25: 1
            case ..<50: 2
            default: 3
            }
        }
    }

    /// From which weight on somebody is warned, and suspended after a warning.
    package static let warningWeight = 3
    package static let suspensionWeight = 5
    package static let unfoundedMin = 3
    /// Days of the first suspension, the second, and any after that.
    package static let suspensionDays: [UInt64] = [30, 90, 180]

    /// Nil where nothing is to be done: also as long as a step that was taken lasts, and where nothing has
    /// happened since the warning.
    ///
    /// - Parameters:
    ///   - unfoundedSinceLastStep: so that one record brings one step.
    package static func proposal(
        _ record: Record, unfoundedSinceLastStep: Int, earlier: [LadderStep], at now: UInt64
    ) -> LadderProposal? {
        // One that was meant is enough; otherwise everybody may err.
        guard record.unfounded >= (record.intent == .established ? 1 : unfoundedMin),
            record.weight >= warningWeight
        else { return nil }
        let steps = LadderStep.remembered(earlier, at: now)
        guard !steps.contains(where: { ($0.until ?? 0) > now }) else { return nil }
        guard steps.isEmpty || unfoundedSinceLastStep > 0 else { return nil }
        let facts = [
            LadderProposal.Fact("complaints", record.total), .init("unfounded", record.unfounded),
            .init("share-percent", record.sharePercent), .init("gravity", record.gravity.rawValue),
            .init("intent", record.intent.rawValue), .init("weight", record.weight),
        ]
        // Nobody is suspended who was not warned.
        guard record.weight >= suspensionWeight, !steps.isEmpty else {
            return LadderProposal(
                step: LadderStep(.warning, from: now), facts: facts, earlier: steps)
        }
        let before = steps.count { $0.measure == .suspension }
        let days = suspensionDays[min(before, suspensionDays.count - 1)]
        return LadderProposal(
            step: LadderStep(.suspension, from: now, until: now + days * CaseRules.dayMilliseconds),
            facts: facts, earlier: steps)
    }
}
