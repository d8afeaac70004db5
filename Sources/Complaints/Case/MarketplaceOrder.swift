package import Statements

/// What a marketplace is to do with a listing. The newest order is the whole of what is wanted, so one
/// that is repeated, or that an older one follows, does no harm.
package struct MarketplaceOrder: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        case takeDown(ComplaintDecision.Scope, until: UInt64?)
        case restore
        /// What is done about a seller by whom it sells; no complaint orders it. The text is for the seller.
        case measure(MisuseMeasure.Measure, until: UInt64?, text: String)
        case endMeasure(text: String)

        /// As marketplaces and programs are told it.
        package var verb: String {
            switch self {
            case .takeDown: "take-down"
            case .restore: "restore"
            case .measure: "measure"
            case .endMeasure: "end-measure"
            }
        }

        /// When it ends by itself; milliseconds since 1970.
        package var until: UInt64? {
            switch self {
            case .takeDown(_, let until), .measure(_, let until, _): until
            case .restore, .endMeasure: nil
            }
        }

        package static let verbs = ["take-down", "restore", "measure", "end-measure"]
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

    package var isOfMeasure: Bool {
        switch action {
        case .takeDown, .restore: false
        case .measure, .endMeasure: true
        }
    }

    /// From when on it may be carried out; nil on a statement that only this node has seen. A hold delays what goes
    /// down, and nothing that comes back: that is owed to the seller.
    package func dueTime(heldUntil: UInt64?) -> UInt64? {
        guard let time = time.milliseconds else { return nil }
        guard case .takeDown = action else { return time }
        return max(time, heldUntil ?? 0)
    }

    /// Whether it may be carried out now: not held, and not done.
    package func isDue(now: UInt64, heldUntil: UInt64?) -> Bool {
        guard let due = dueTime(heldUntil: heldUntil), due <= now else { return false }
        if case .confirmed = progress { return false }
        return true
    }
}
