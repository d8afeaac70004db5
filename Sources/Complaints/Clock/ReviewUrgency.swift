package import Statements

/// What a person looks at next: the risk that a deadline is missed first, then the harm of waiting.
package struct ReviewUrgency: Hashable, Comparable, Sendable {
    /// How near the deadline is, nearest first.
    package enum Band: Int, Comparable, Sendable {
        case escalated, warned, inTime

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Harm to buyers and owners of waiting, as whoever scores sees it.
    package static let harmRange = 0...100

    package let band: Band
    package let harm: Int
    /// Milliseconds since 1970; nil while the complaint is not confirmed.
    package let due: UInt64?
    package let entry: EntryReference
    package let place: Int

    /// Nil where no person is to decide anything. An objection has a deadline of its own.
    package init?(
        of listing: ListingState, in state: CaseState, harm: Int, now: UInt64,
        _ settings: ClockSettings = ClockSettings()
    ) {
        self.harm = min(max(harm, Self.harmRange.lowerBound), Self.harmRange.upperBound)
        place = listing.place
        if listing.stage.awaitsDecision {
            entry = state.id
            guard let clock = state.clock(of: listing) else {
                (band, due) = (.inTime, nil)
                return
            }
            let ran = clock.running(at: now)
            due = clock.time(afterRunning: CaseRules.decisionMilliseconds)
            band =
                ran >= settings.escalationMilliseconds
                ? .escalated : ran >= settings.warningMilliseconds ? .warned : .inTime
        } else if let objection = listing.openObjection {
            entry = objection.entry
            guard let start = objection.time.milliseconds else {
                (band, due) = (.inTime, nil)
                return
            }
            due = start + settings.objectionMilliseconds
            band =
                now >= start + settings.objectionEscalationMilliseconds ? .escalated : .inTime
        } else {
            return nil
        }
    }

    /// Nearest band, greatest harm, earliest deadline; then by name, so that everybody sees one order.
    package static func < (left: Self, right: Self) -> Bool {
        if left.band != right.band { return left.band < right.band }
        if left.harm != right.harm { return left.harm > right.harm }
        if left.due != right.due { return (left.due ?? .max) < (right.due ?? .max) }
        return (left.entry, left.place) < (right.entry, right.place)
    }
}
