package import Statements

/// What a marketplace is to do with a listing. The newest order is the whole of what is wanted, so one
/// that is repeated, or that an older one follows, does no harm.
package struct MarketplaceOrder: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        case takeDown(ComplaintDecision.Scope, until: UInt64?)
        case restore
    }

    package enum Progress: Equatable, Sendable {
        case outstanding
        case confirmed(by: EntryReference, at: EventTime)
        /// The marketplace did not do it; a person sees to it. It may still be confirmed.
        case escalated(by: EntryReference, at: EventTime)
    }

    package var action: Action
    /// The statement that ordered it.
    package var entry: EntryReference
    package var place: Int
    package var time: EventTime
    package var progress = Progress.outstanding

    package init(
        action: Action, entry: EntryReference, place: Int, time: EventTime,
        progress: Progress = .outstanding
    ) {
        self.action = action
        self.entry = entry
        self.place = place
        self.time = time
        self.progress = progress
    }

    /// The same after a restart, and for no other order: what an outbox and a marketplace know it by.
    package var id: String { "\(entry)#\(place)" }

    /// Whether it may be carried out: not held, not done, and not on a statement that only this node
    /// has seen.
    package func isDue(now: UInt64, heldUntil: UInt64?) -> Bool {
        guard let time = time.milliseconds, time <= now, (heldUntil ?? 0) <= now else {
            return false
        }
        if case .confirmed = progress { return false }
        return true
    }
}
