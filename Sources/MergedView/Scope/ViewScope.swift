package import AllianceNames
package import CRDT
package import Roster
package import Statements
package import TransparencyLog

/// Which statements count, by the newest roster and the known forks: a filter over rows that are
/// themselves never changed, so the order in which rosters arrive leaves no trace.
package struct ViewScope: Equatable, Sendable {
    /// Logs that are not named are out of scope.
    package var logs: [LogOrigin: LogScope]
    /// Members in quarantine.
    package var suspended: Set<MemberID>
    /// How far into each log statements count, and how far retractions do.
    package var quotas: Roster.Quotas
    /// Entries of each log that are witnessed, from its first. It tells people what is independently
    /// confirmed, and changes neither what counts nor a state root.
    package var witnessed: [LogOrigin: TreeSize] = [:]
    /// The strictest marking that whoever asks may see: what is marked stricter is as if it were not
    /// there. State roots and what programs act by do not depend on it.
    package var markingMax = TLP.red

    package init(
        logs: [LogOrigin: LogScope], suspended: Set<MemberID> = [],
        quotas: Roster.Quotas = .unlimited
    ) {
        self.logs = logs
        self.suspended = suspended
        self.quotas = quotas
    }

    package func scope(of origin: LogOrigin) -> LogScope { logs[origin] ?? .never }

    /// The first entry of a log that does not count, unless it is a retraction.
    package func statementsEnd(of log: LogOrigin) -> EntryIndex {
        switch scope(of: log) {
        case .open: quotas.statementsEnd
        case .until(let size, _): min(size, quotas.statementsEnd)
        case .never: 0
        }
    }

    /// Whether a statement counts that is no retraction.
    package func admits(_ dot: StatementDot) -> Bool { dot.index < statementsEnd(of: dot.log) }

    /// Whether a retraction counts. That it names a dot of the same member and channel, earlier in
    /// the same log or in an earlier epoch, the fold has seen to; an earlier epoch must have ended.
    package func counts(_ remover: StatementDot, removing target: StatementDot) -> Bool {
        remover.index < quotas.retractionsEnd && scope(of: remover.log).admits(remover.index)
            && (remover.log == target.log || scope(of: target.log) != .open)
    }

    package func shows(_ body: RowBody) -> Bool { body.marking.map { $0 <= markingMax } ?? true }

    package func isWitnessed(_ dot: StatementDot) -> Bool {
        dot.index < witnessed[dot.log] ?? 0
    }

    package func standing(of row: ViewRow) -> Standing {
        standing(of: row.dot, removals: row.removals)
    }

    package func standing(of dot: StatementDot, removals: Removals<LogOrigin>) -> Standing {
        if !admits(dot) { return .outOfScope }
        if removals.dots.contains(where: { counts($0, removing: dot) }) { return .retracted }
        return suspended.contains(dot.log.member) ? .suspended : .live
    }
}

/// Whether a statement counts, and if not, why.
package enum Standing: UInt8, Comparable, Sendable, CaseIterable {
    case live
    /// Its author is in quarantine: still found, flagged, not counted.
    case suspended
    case retracted
    /// The roster does not admit it: after the log's end or quota, or of a log that never counts.
    case outOfScope

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
