import Complaints
package import Statements

/// Complaints that are looked at again though nothing was said in them: those that could not be judged or wait for the
/// statement of their right, by and by, and those that a report may change which witnesses have not confirmed yet. A
/// value; times in milliseconds since 1970.
package struct RejudgingList: Equatable, Sendable {
    /// Of each kind; what is beyond is with people, and stays there.
    package static let keptMax = 10_000
    /// Looked at again in one round, so that what is new waits for no long list.
    package static let roundMax = 200

    /// Looks in vain until a complaint waits for its right no longer: about an hour.
    package static let waitsMax = 12

    private struct Failing: Equatable {
        var times: Int
        var at: UInt64
    }

    private var failing: [EntryReference: Failing] = [:]
    private var waiting: Set<EntryReference> = []
    /// How often cosignatures had come in when those that wait were looked at last.
    private var cosigned: UInt64?
    /// Those that are left of a round.
    private var due: [EntryReference] = []

    package init() {}

    package var count: Int { failing.count + waiting.count }

    package func isPaused(_ id: EntryReference, at now: UInt64) -> Bool {
        failing[id].map { now < $0.at } ?? false
    }

    /// Whether the right that it rests on may be on its way still.
    package func mayWait(_ id: EntryReference) -> Bool {
        failing[id].map { $0.times < Self.waitsMax } ?? (failing.count < Self.keptMax)
    }

    /// It could not be judged: again after a pause, each twice as long as the one before.
    package mutating func failed(_ id: EntryReference, at now: UInt64) {
        let times = (failing[id]?.times ?? 0) + 1
        guard times > 1 || failing.count < Self.keptMax else { return }
        failing[id] = Failing(times: times, at: now + RetryPause.after(times))
    }

    package mutating func judged(_ id: EntryReference, awaitsWitnesses: Bool) {
        failing[id] = nil
        if !awaitsWitnesses {
            waiting.remove(id)
        } else if waiting.count < Self.keptMax {
            waiting.insert(id)
        }
    }

    /// What is to be looked at again now.
    ///
    /// - Parameter cosigned: how often cosignatures have come in, of all logs together.
    package mutating func next(at now: UInt64, cosigned: UInt64) -> [EntryReference] {
        // A clock that was set back lets nothing wait longer than the longest pause.
        for (id, entry) in failing where entry.at > now + RetryPause.longest {
            failing[id]?.at = now + RetryPause.after(entry.times)
        }
        if self.cosigned != cosigned {
            self.cosigned = cosigned
            // Behind those that are left: cosignatures come in all the time, and the last ones would never be looked at.
            due = due.filter(waiting.contains)
            due += waiting.subtracting(due).sorted()
        }
        // Those that wait longest first, for the same reason.
        let failed = failing.filter { $0.value.at <= now }
            .sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
            .prefix(Self.roundMax).map(\.key)
        let rest = due.prefix(Self.roundMax - failed.count)
        due.removeFirst(rest.count)
        return failed + rest.filter { waiting.contains($0) && !failed.contains($0) }
    }
}
