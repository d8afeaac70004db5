package import AllianceNames
import CRDT
package import Complaints
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

/// Figures made of the logs alone, with no register of complaints: what `touchstone figures verify` compares with.
extension OpenedNode {
    /// Channels of desks are called so.
    private static let deskPrefix = "desk-"

    /// The channels of desks that this member reads.
    package var loggedDesks: Set<ChannelID> {
        channels.filter { $0.rawValue.hasPrefix(Self.deskPrefix) }
    }

    /// Reads every statement of these channels from the record and folds them anew. A channel at a time is held.
    package func loggedFigures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] {
        let scope = try scope()
        let parties = CaseParties(
            platforms: Set(roster.roster.members.filter { $0.has(.platform) }.map(\.id)))
        var fold = FigureFold(now: query.now)
        for channel in query.channels.sorted() {
            for events in try loggedCases(in: channel, scope).values {
                guard case .stands(let state) = events.reading(parties) else { continue }
                if let filed = query.filed {
                    guard let time = state.time.milliseconds, filed.contains(time) else { continue }
                }
                fold.add(state)
            }
        }
        return fold.figures
    }

    /// All that was said in a channel, by complaint.
    private func loggedCases(
        in channel: ChannelID, _ scope: ViewScope
    ) throws -> [EntryReference: CaseEvents] {
        var cases: [EntryReference: CaseEvents] = [:]
        for origin in scope.logs.keys.filter({ $0.channel == channel }).sorted() {
            guard !scope.suspended.contains(origin.member),
                let size = try logs.state(of: origin)?.size
            else { continue }
            let witnessed = try logs.witnessedPrefix(
                of: origin, by: roster.witnessPolicy(for: origin))
            try StoredStatement.forEach(of: origin, in: 0..<size, from: logs) { stored in
                guard case .complaint(let said)? = stored.statement,
                    scope.admits(StatementDot(log: origin, index: stored.index))
                else { return }
                let entry = EntryReference(origin: origin, index: stored.index)
                let seconds = witnessed.time(of: stored.index)
                let time: EventTime =
                    seconds.map { .witnessed(min($0, UInt64.max / 1_000) * 1_000) } ?? .pending
                for id in said.cases(at: entry) where id.origin.channel == channel {
                    cases[id, default: CaseEvents(of: id)].insert(said, at: entry, time: time)
                }
            }
        }
        return cases
    }
}
