import AllianceNames
import CRDT
import MergedView
import NodeAPI
import SQLiteStore
import Synchronization

/// How many statements were made on each of the last days, counted anew once a minute at most: over a
/// million statements counting takes longer than all else on its page.
final class RecentDays: Sendable {
    /// Milliseconds.
    static let ageMax: UInt64 = 60_000
    private static let dayMilliseconds: UInt64 = 86_400_000

    private struct Kept {
        var at: UInt64
        var days: [ConsoleOverview.Day]
    }

    private let kept = Mutex<Kept?>(nil)

    /// - Parameter now: milliseconds since 1970.
    func days(at now: UInt64, in node: OpenedNode) throws -> [ConsoleOverview.Day] {
        let known = kept.withLock { $0 }
        if let known, now >= known.at, now - known.at < Self.ageMax { return known.days }
        let today = now / Self.dayMilliseconds
        let first = today - min(today, UInt64(ConsoleOverview.daysShown - 1))
        let channels = node.channels
        let days = try (first...today).map { day in
            let start = day * Self.dayMilliseconds
            let counts = try node.view.documentCounts(
                in: DocumentPosition.range(issued: start...start + Self.dayMilliseconds - 1))
            var byMember: [MemberID: UInt64] = [:]
            for (log, count) in counts where channels.contains(log.channel) {
                byMember[log.member, default: 0] += count
            }
            return ConsoleOverview.Day(start: start, counts: byMember)
        }
        kept.withLock { $0 = Kept(at: now, days: days) }
        return days
    }
}
