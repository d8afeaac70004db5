import AllianceNames
import CRDT
package import Complaints
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// Figures made of the logs alone, with no register of complaints: what `touchstone figures verify` compares with.
extension OpenedNode {
    /// Reads every statement of these channels from the record and folds them anew. A channel at a time is held.
    package func loggedFigures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] {
        let scope = try scope()
        let parties = caseParties
        let registers = register.everyVersion
        var fold = FigureFold(now: query.now)
        for channel in query.channels.sorted() {
            for events in try loggedCases(in: channel, scope, registers).values {
                guard case .stands(let state) = events.reading(parties) else { continue }
                if let filed = query.filed {
                    guard let time = state.time.milliseconds, filed.contains(time) else { continue }
                }
                fold.add(state)
            }
        }
        return fold.figures
    }

    /// How far a log was witnessed, and since when, by the witnesses of each time: what was confirmed stays confirmed
    /// when they change, and nobody confirms who is none any more.
    private func witnessed(
        _ origin: LogOrigin, _ registers: [VerifiedRoster]
    ) throws -> WitnessedPrefix {
        let checkpoints = try logs.cosigned(of: origin)
        // A version counts to the end of the second in which the next was made.
        var ends = registers.dropFirst().map {
            $0.roster.issuedAt.millisecondsSince1970 / 1_000 + 1
        }
        ends.append(.max)
        var all = WitnessedPrefix()
        var before: WitnessPolicy?
        for (register, end) in zip(registers, ends).reversed() {
            let policy = register.witnessPolicy(for: origin)
            // Of versions in a row with the same witnesses the last ends latest.
            if policy == before { continue }
            before = policy
            all = all.joined(with: policy.prefix(of: checkpoints).before(end))
        }
        return all
    }

    /// All that was said in a channel, by complaint.
    private func loggedCases(
        in channel: ChannelID, _ scope: ViewScope, _ registers: [VerifiedRoster]
    ) throws -> [EntryReference: CaseEvents] {
        var cases: [EntryReference: CaseEvents] = [:]
        for log in try logs.states() where log.origin.channel == channel {
            let origin = log.origin
            let witnessed = try witnessed(origin, registers)
            try StoredStatement.forEach(of: origin, in: 0..<log.size, from: logs) { stored in
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
