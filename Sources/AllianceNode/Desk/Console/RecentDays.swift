import AllianceNames
import CRDT
import MergedView
import NodeAPI
import SQLiteStore
import Statements
import Synchronization

/// How many statements were made on each of the last days, counted anew once a minute at most: over a
/// million statements counting takes longer than all else on its page.
final class RecentDays: Sendable {
    /// Milliseconds.
    static let ageMax: UInt64 = 60_000
    private static let dayMilliseconds: UInt64 = 86_400_000

    private struct Kept {
        var at: UInt64
        var days: [(start: UInt64, counts: [LogOrigin: UInt64])]
    }

    /// By the strictest marking that is counted: no figure tells of what who asks may not see.
    private let kept = Mutex<[TLP: Kept]>([:])

    /// Of what a search would show, in the channels and up to the marking that the asker may see.
    ///
    /// - Parameter now: milliseconds since 1970.
    func days(
        at now: UInt64, in node: OpenedNode, _ channels: Set<ChannelID>, _ scope: ViewScope
    ) throws -> [ConsoleOverview.Day] {
        try counts(at: now, in: node, upTo: scope.markingMax).map { day in
            var byMember: [MemberID: UInt64] = [:]
            for (log, count) in day.counts
            where channels.contains(log.channel) && scope.statementsEnd(of: log) > 0 {
                byMember[log.member, default: 0] += count
            }
            return ConsoleOverview.Day(start: day.start, counts: byMember)
        }
    }

    private func counts(
        at now: UInt64, in node: OpenedNode, upTo markingMax: TLP
    ) throws -> [(start: UInt64, counts: [LogOrigin: UInt64])] {
        let known = kept.withLock { $0[markingMax] }
        if let known, now >= known.at, now - known.at < Self.ageMax { return known.days }
        let today = now / Self.dayMilliseconds
        let first = today - min(today, UInt64(ConsoleOverview.daysShown - 1))
        let days = try (first...today).map { day in
            let start = day * Self.dayMilliseconds
            return (
                start: start,
                counts: try node.view.documentCounts(
                    in: DocumentPosition.range(issued: start...start + Self.dayMilliseconds - 1),
                    upTo: markingMax)
            )
        }
        kept.withLock { $0[markingMax] = Kept(at: now, days: days) }
        return days
    }
}
