import ProductAuthentication

/// What becomes of an item when the event behind one of its steps is declared wrong: the record is
/// corrected, with the declaration as the stated cause. Undoing has limits that are made for people who
/// change their mind; a correction is for what never was so.
///
/// A number whose issuing was an error is void: whoever asks is answered as about one that was never
/// issued. It comes back by the event that issues it rightly.
enum ErrorCorrection {
    private static let mark = "declared wrong: "

    /// The cause of a correction, which names the wrong event.
    static func cause(of event: String) -> String { mark + event }

    /// - Parameters:
    ///   - wrong: what the event had changed.
    ///   - history: the item's steps, oldest first.
    /// - Returns: nil where it is corrected already.
    /// - Throws: `EPCISError.declaredUnknown` where no step rests on the event, `.declaredOvertaken`
    ///   where later steps rest on what it said.
    static func change(
        of wrong: ItemChange, declared declaration: ErrorDeclaration, _ history: [ItemHistoryEntry]
    ) throws(EPCISError) -> ItemChange? {
        let item = "\(wrong.product) \(wrong.serial)"
        guard let event = wrong.cause else { throw .declaredUnknown(item: item) }
        let cause = cause(of: event)
        if history.contains(where: { $0.cause == cause }) { return nil }
        guard let position = history.lastIndex(where: { $0.cause == event }) else {
            throw .declaredUnknown(item: item)
        }
        guard position == history.count - 1 else { throw .declaredOvertaken(item: item) }
        let declaredAt = UInt64(exactly: declaration.time.milliseconds) ?? 0
        return ItemChange(
            product: wrong.product, serial: wrong.serial, .correction,
            to: position == 0 ? .void : history[position - 1].state,
            // Later than the wrong event, so that the event delivered again is too old to count.
            at: max(declaredAt, history[position].at + 1), by: wrong.by, cause: cause)
    }

    /// The issue of a number as a correction, where its first issue was declared wrong.
    ///
    /// - Returns: nil for another change, and for an item that is void or locked for another cause.
    static func reissue(
        _ change: ItemChange, _ history: [ItemHistoryEntry]
    ) -> ItemChange? {
        guard change.kind == .record, history.count == 2, let issued = history[0].cause,
            history[1].kind == .correction, history[1].cause == cause(of: issued)
        else { return nil }
        var correction = change
        correction.kind = .correction
        correction.to = change.to ?? .active
        return correction
    }
}
