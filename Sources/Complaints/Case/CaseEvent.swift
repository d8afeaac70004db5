package import AllianceNames
package import CRDT
package import Statements

/// One statement in a complaint's course, and since when it is confirmed.
package struct CaseEvent: Equatable, Sendable {
    package var said: ComplaintStatement
    package var time: EventTime

    /// - Parameter time: one beyond all that a statement may name is the last of those, so that no sum of
    ///   times can overflow, whatever witnesses say.
    package init(_ said: ComplaintStatement, time: EventTime) {
        self.said = said
        self.time =
            time.milliseconds.map { .witnessed(min($0, StatementLimits.timeMillisecondsMax)) }
            ?? .pending
    }
}

extension EntryReference {
    package init(_ dot: Dot<LogOrigin>) { self.init(origin: dot.log, index: dot.index) }

    package var author: MemberID { origin.member }
}

extension ComplaintStatement {
    /// The complaints in whose course it stands: its own, and the one that it replaces.
    package func cases(at entry: EntryReference) -> [EntryReference] {
        switch self {
        case .complaint(let said): [entry] + (said.mends.map { [$0] } ?? [])
        default: complaint.map { [$0] } ?? []
        }
    }
}
