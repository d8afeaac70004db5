import Statements

/// What a set of statements comes to.
package enum CaseReading: Equatable, Sendable {
    /// Statements about a complaint that has not arrived, or whose payload was erased.
    case complaintAbsent
    /// There is one, and it counts for nothing.
    case refused(TransitionRefusal)
    case stands(CaseState)

    package var state: CaseState? {
        if case .stands(let state) = self { state } else { nil }
    }
}

extension CaseEvents {
    /// Reads all statements in their one order.
    package func reading(_ parties: CaseParties) -> CaseReading {
        guard let root = events[complaint], case .complaint(let said) = root.said else {
            return .complaintAbsent
        }
        let complainant: Complainant
        do {
            complainant = try Complainant(of: said, by: complaint.author, parties)
        } catch {
            return .refused(error)
        }
        var fold = CaseFold(
            state: CaseState(
                id: complaint, complaint: said, complainant: complainant, time: root.time),
            parties: parties)
        let (counted, early) = divided()
        for entry in early { fold.state.refuse(entry, place: nil, .complaintUnknown) }
        for item in CaseOrder(counted, root: complaint).items() where item.entry != complaint {
            fold.apply(item.event.said, at: item.entry, time: item.time)
        }
        return .stands(fold.state)
    }

    /// The statements that are read, and those that speak of the complaint before it was written.
    private func divided() -> (counted: [EntryReference: CaseEvent], early: [EntryReference]) {
        var counted: [EntryReference: CaseEvent] = [:]
        var early: [EntryReference] = []
        var ofLog = 0
        var last: EntryReference?
        for entry in events.keys.sorted() {
            if last?.origin != entry.origin { ofLog = 0 }
            last = entry
            if entry.origin == complaint.origin, entry.index < complaint.index {
                if early.count < CaseState.refusedMax { early.append(entry) }
                continue
            }
            ofLog += 1
            if ofLog <= Self.ofOneLogMax { counted[entry] = events[entry] }
        }
        return (counted, early)
    }
}
