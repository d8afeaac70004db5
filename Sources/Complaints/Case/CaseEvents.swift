import CRDT
package import Statements

/// What was said in the course of one complaint: a set that only grows. Two nodes with the same
/// statements hold the same set, whatever came first, and so the same state.
///
/// A statement here cannot be taken back by `retract`: what was decided was decided. What the roster
/// puts out of scope, and what a forked log says, the caller does not insert.
package struct CaseEvents: JoinSemilattice, Sendable {
    /// Statements of one log in one case; what a log says after that does not count. A prefix of the
    /// log, so that nobody can push out what another said, or what was said before.
    package static let ofOneLogMax = 2_048

    package let complaint: EntryReference
    private(set) var events: [EntryReference: CaseEvent] = [:]

    package init(of complaint: EntryReference) { self.complaint = complaint }

    package var count: Int { events.count }

    /// - Returns: whether it belongs here. One entry says one thing, so a second time only its time is
    ///   looked at.
    @discardableResult
    package mutating func insert(
        _ said: ComplaintStatement, at entry: EntryReference, time: EventTime
    ) -> Bool {
        guard said.cases(at: entry).contains(complaint) else { return false }
        if events[entry] == nil {
            events[entry] = CaseEvent(said, time: time)
        } else {
            events[entry]?.time.join(time)
        }
        return true
    }

    package mutating func join(_ other: Self) {
        precondition(complaint == other.complaint, "events of one complaint are joined")
        events.merge(other.events) { mine, theirs in
            CaseEvent(mine.said, time: mine.time.joined(with: theirs.time))
        }
    }
}
