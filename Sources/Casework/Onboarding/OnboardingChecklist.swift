package import AllianceNames

/// What this node knows of a member's way into the alliance: when each thing was first seen, in milliseconds since
/// 1970.
package struct OnboardingFacts: Hashable, Sendable {
    package let member: MemberID
    package let isOwn: Bool
    /// Answers for products, so that it has rights and products to state.
    package let isBrand: Bool
    package let admittedAt: UInt64
    package var done: [OnboardingStep: UInt64]

    package init(
        member: MemberID, isOwn: Bool, isBrand: Bool, admittedAt: UInt64,
        done: [OnboardingStep: UInt64] = [:]
    ) {
        self.member = member
        self.isOwn = isOwn
        self.isBrand = isBrand
        self.admittedAt = admittedAt
        self.done = done
    }
}

/// In the order in which one usually comes to them.
package enum OnboardingStep: String, CaseIterable, Sendable {
    /// Its node was reached with a certificate that holds.
    case connected
    /// It has signed something that is held here.
    case log
    /// Somebody may sign in; known of this member's own node alone.
    case people
    case right, product, report, complaint
}

/// Where a member stands on its way in: who is stuck where, and since when.
package struct OnboardingChecklist: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case done(at: UInt64)
        case toDo
        /// Not asked of such a member.
        case notNeeded
        /// Another member's own business.
        case unknown
    }

    /// Longer than this on one step is stuck.
    package static let stuckMilliseconds: UInt64 = 7 * 86_400_000

    package let member: MemberID
    package let steps: [(step: OnboardingStep, state: State)]
    /// The first step that is to be done, and since when it could be.
    package let next: (step: OnboardingStep, since: UInt64)?

    package static func == (left: Self, right: Self) -> Bool {
        left.member == right.member && left.steps.map(\.step) == right.steps.map(\.step)
            && left.steps.map(\.state) == right.steps.map(\.state)
            && left.next?.step == right.next?.step && left.next?.since == right.next?.since
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(member)
        hasher.combine(steps.map(\.state))
    }

    package init(_ facts: OnboardingFacts) {
        member = facts.member
        steps = OnboardingStep.allCases.map { step in
            if let at = facts.done[step] { return (step, .done(at: at)) }
            switch step {
            case .people where !facts.isOwn: return (step, .unknown)
            case .right where !facts.isBrand, .product where !facts.isBrand,
                .complaint where !facts.isBrand:
                return (step, .notNeeded)
            default: return (step, .toDo)
            }
        }
        let first = steps.first { $0.state == .toDo }
        let last = facts.done.values.max() ?? facts.admittedAt
        next = first.map { ($0.step, max(facts.admittedAt, last)) }
    }

    package var doneCount: Int {
        steps.count { if case .done = $0.state { true } else { false } }
    }

    /// Steps that are asked of it and can be seen.
    package var neededCount: Int {
        steps.count { $0.state != .notNeeded && $0.state != .unknown }
    }

    /// - Parameter now: milliseconds since 1970.
    package func isStuck(at now: UInt64) -> Bool {
        next.map { now > $0.since && now - $0.since > Self.stuckMilliseconds } ?? false
    }
}
