import GS1

/// What a change does to the registry, once the rules have let it through.
package enum ItemDecision: Hashable, Sendable {
    case add(ItemRecord)
    /// - isStep: whether the history gets an entry.
    case update(ItemRecord, isStep: Bool)
    case unchanged
}

extension ItemTransitions {
    /// Puts one change to the rules.
    ///
    /// - Parameters:
    ///   - item: what is known, with its lot; nil for a number that is not there.
    ///   - history: the item's newest steps, oldest first; looked at for an undo, which needs the last two,
    ///     and for a change of the very time of the last one, which needs those of that time.
    package func decide(
        _ change: ItemChange, on item: ItemRecord?, history: [ItemHistoryEntry] = []
    ) throws(ItemChangeRefusal) -> ItemDecision {
        try checkTexts(change)
        if change.kind == .correction, change.cause == nil { throw .causeMissing }
        guard let item else {
            // What was never on record cannot have been recorded by mistake: a slip in a list adds nothing.
            guard change.kind == .record || change.kind == .correction, change.to != .void else {
                throw .unknownItem
            }
            return .add(
                ItemRecord(
                    state: change.to ?? .active, lot: change.lot, expiry: change.expiry,
                    market: change.market, updatedAt: change.at))
        }
        // A list that says no state would leave it void, and its owner would not know.
        if item.state == .void, change.kind == .correction ? change.to == nil : change.to != .void {
            throw .isVoid
        }
        switch change.kind {
        case .record, .move: return try move(item, change, history)
        case .undo: return try undo(item, change, history)
        case .correction: return correct(item, change)
        }
    }

    private func move(
        _ item: ItemRecord, _ change: ItemChange, _ history: [ItemHistoryEntry]
    ) throws(ItemChangeRefusal) -> ItemDecision {
        var record = item
        if let lot = change.lot {
            if let known = item.lot, known != lot {
                throw .otherDetail("lot", recorded: known.text, found: lot.text)
            }
            record.lot = lot
        }
        if let expiry = change.expiry {
            if let known = item.expiry, !known.isSameDay(as: expiry) {
                throw .otherDetail(
                    "expiry date", recorded: known.description, found: expiry.description)
            }
            record.expiry = item.expiry ?? expiry
        }
        record.market = change.market ?? item.market
        guard let state = change.to, state != item.state else {
            return record == item ? .unchanged : .update(record, isStep: false)
        }
        guard change.at >= item.updatedAt else {
            throw .older(recorded: item.updatedAt, found: change.at)
        }
        // Told again, one of several steps of one moment would count once more.
        if change.at == item.updatedAt, history.contains(where: { $0.rests(on: change) }) {
            return record == item ? .unchanged : .update(record, isStep: false)
        }
        guard allows(state, after: item.state) else {
            throw .notAllowed(from: item.state, to: state, allowed: states(after: item.state))
        }
        if let recall = item.lotRecord?.recall, state != .recalled,
            !allows(state, after: .recalled)
        {
            throw .lotRecalled(to: state, cause: recall.cause)
        }
        record.state = state
        record.updatedAt = change.at
        return .update(record, isStep: true)
    }

    private func undo(
        _ item: ItemRecord, _ change: ItemChange, _ history: [ItemHistoryEntry]
    ) throws(ItemChangeRefusal) -> ItemDecision {
        if let undone = change.undone, undone != item.state {
            throw .undoOfOther(item.state, expected: undone)
        }
        guard let rule = undoRule(of: item.state) else { throw .notUndone(item.state) }
        guard history.count >= 2, let last = history.last else {
            throw .nothingBefore(item.state)
        }
        guard last.kind == .record || last.kind == .move else { throw .lastIsNoMove(last.kind) }
        guard change.at >= item.updatedAt else {
            throw .older(recorded: item.updatedAt, found: change.at)
        }
        if let days = rule.daysMax, change.at - last.at > days * Self.millisecondsPerDay {
            throw .undoTooLate(item.state, since: last.at, daysMax: days)
        }
        if rule.isBoundToPlace {
            guard change.by == last.by else { throw .undoElsewhere(by: last.by) }
            if let expiry = item.effectiveExpiry, change.at >= expiry.end(seenAt: change.at) {
                throw .undoExpired(expiry)
            }
            if let recall = item.lotRecord?.recall {
                throw .lotRecalled(to: nil, cause: recall.cause)
            }
        }
        if rule.needsCause, change.cause == nil { throw .causeMissing }
        let before = history[history.count - 2].state
        if let expected = change.to, expected != before {
            throw .undoLeadsElsewhere(to: before, expected: expected)
        }
        var record = item
        record.state = before
        record.updatedAt = change.at
        return .update(record, isStep: true)
    }

    private func correct(_ item: ItemRecord, _ change: ItemChange) -> ItemDecision {
        var record = item
        record.state = change.to ?? item.state
        record.lot = change.lot ?? item.lot
        record.expiry = change.expiry ?? item.expiry
        record.market = change.market ?? item.market
        if record == item { return .unchanged }
        // The steps of an item stay in the order of their times.
        record.updatedAt = max(change.at, item.updatedAt)
        return .update(record, isStep: true)
    }

    private func checkTexts(_ change: ItemChange) throws(ItemChangeRefusal) {
        do throws(ProductAuthenticationError) {
            _ = try BoundedText.check(
                change.serial, field: "serial number", bytesMax: ItemChange.serialBytesMax)
            if let by = change.by {
                _ = try BoundedText.check(by, field: "by", bytesMax: ItemChange.textBytesMax)
            }
            if let cause = change.cause {
                _ = try BoundedText.check(cause, field: "cause", bytesMax: ItemChange.textBytesMax)
            }
        } catch {
            throw .text(error.description)
        }
        // What a database holds: a signed number.
        guard change.at <= UInt64(Int64.max) else { throw .time(found: change.at) }
    }

    private static let millisecondsPerDay: UInt64 = 86_400_000
}
