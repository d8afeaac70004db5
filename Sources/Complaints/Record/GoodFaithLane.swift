/// Who is in the lane in which clear cases are decided without a person.
///
/// One enters with a good record of at least 20 decisions in three months, and leaves as soon as the
/// record of the three months is not good, or empty. Membership depends on what was before, so the whole
/// history is gone through; it is a pure function of the decisions and the time.
package enum GoodFaithLane {
    /// The longest that three months are.
    package static let windowMilliseconds = 92 * CaseRules.dayMilliseconds
    package static let decisionsMin = 20
    package static let upheldPercentMin = 90
    package static let overturnedPercentMax = 5

    private enum Change: Comparable {
        case leaves, decided, overturned
    }

    /// - Parameter decisions: all of one complainant, or all of one ground of it.
    package static func isMember(_ decisions: [DecidedListing], at now: UInt64) -> Bool {
        var changes: [(time: UInt64, change: Change, decision: DecidedListing)] = []
        for decision in decisions {
            let end = decision.decidedAt + windowMilliseconds
            changes.append((decision.decidedAt, .decided, decision))
            changes.append((end, .leaves, decision))
            if let time = decision.overturnedAt, time < end {
                changes.append((max(time, decision.decidedAt), .overturned, decision))
            }
        }
        changes.sort { ($0.time, $0.change) < ($1.time, $1.change) }
        var record = TrackRecord()
        var isMember = false
        for (position, (time, change, decision)) in changes.enumerated() where time <= now {
            switch change {
            case .decided: record.add(decision, isOverturned: false)
            case .overturned: record.overturned += 1
            case .leaves:
                record.decided -= 1
                if decision.isUpheld { record.upheld -= 1 }
                if let overturned = decision.overturnedAt, overturned < time {
                    record.overturned -= 1
                }
            }
            // What happens at one time is one change.
            if position + 1 < changes.count, changes[position + 1].time == time { continue }
            isMember = record.isGood && (isMember || record.decided >= decisionsMin)
        }
        return isMember
    }
}
