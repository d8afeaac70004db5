/// One step in what became of an item, for its owner to explain the state that it has now.
package struct ItemHistoryEntry: Hashable, Sendable {
    /// Steps kept for one item; of more, the oldest are dropped.
    package static let entriesMax = 1_000

    package let kind: ItemChange.Kind
    /// The state from then on.
    package let state: ItemState
    /// Milliseconds since 1970.
    package let at: UInt64
    package let by: String?
    package let cause: String?

    package init(
        kind: ItemChange.Kind, state: ItemState, at: UInt64, by: String? = nil,
        cause: String? = nil
    ) {
        self.kind = kind
        self.state = state
        self.at = at
        self.by = by
        self.cause = cause
    }

    /// What a change that was let through leaves behind.
    package init(_ change: ItemChange, of record: ItemRecord) {
        self.init(
            kind: change.kind, state: record.state, at: record.updatedAt, by: change.by,
            cause: change.cause)
    }

    /// Whether the change is what led to this step, as far as its cause, place and time tell. Without a cause
    /// they do not.
    func rests(on change: ItemChange) -> Bool {
        cause != nil && cause == change.cause && by == change.by && at == change.at
            && state == change.to
    }

    /// How an item began that has only its record.
    package init(beginning record: ItemRecord) {
        self.init(kind: .record, state: record.state, at: record.updatedAt)
    }
}
