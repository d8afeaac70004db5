package import Statements

/// Complaints that are looked at again though nothing was said in them: those that could not be judged, and those about
/// whose goods an owner has not answered, by and by; and those that a report may change which witnesses have not
/// confirmed yet. A value; times in milliseconds since 1970.
package struct RejudgingList: Equatable, Sendable {
    package static let firstPause: UInt64 = 5_000
    package static let longestPause: UInt64 = 600_000
    /// Of each kind; what is beyond is with people, and stays there.
    package static let keptMax = 10_000
    /// Looked at again in one round, so that what is new waits for no long list.
    package static let roundMax = 200

    private struct Failing: Equatable {
        var pause: UInt64
        var at: UInt64
    }

    private var failing: [EntryReference: Failing] = [:]
    /// About their goods an owner is asked again. What is said in them meanwhile is judged at once.
    private var asking: [EntryReference: Failing] = [:]
    private var waiting: Set<EntryReference> = []
    /// How often cosignatures had come in when those that wait were looked at last.
    private var cosigned: UInt64?
    /// Those that are left of a round.
    private var due: [EntryReference] = []

    package init() {}

    package var count: Int { failing.count + asking.count + waiting.count }

    package func isPaused(_ id: EntryReference, at now: UInt64) -> Bool {
        failing[id].map { now < $0.at } ?? false
    }

    /// It could not be judged: again after a pause, each twice as long as the one before.
    package mutating func failed(_ id: EntryReference, at now: UInt64) {
        Self.pause(id, in: &failing, at: now)
    }

    private static func pause(
        _ id: EntryReference, in list: inout [EntryReference: Failing], at now: UInt64
    ) {
        let last = list[id]?.pause
        guard last != nil || list.count < keptMax else { return }
        let pause = last.map { min($0 * 2, longestPause) } ?? firstPause
        list[id] = Failing(pause: pause, at: now + pause)
    }

    /// About the goods of one that was judged an owner has not answered: again after a pause, in the same way.
    package mutating func unanswered(_ id: EntryReference, at now: UInt64) {
        Self.pause(id, in: &asking, at: now)
    }

    package mutating func answered(_ id: EntryReference) { asking[id] = nil }

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
        Self.shorten(&failing, at: now)
        Self.shorten(&asking, at: now)
        if self.cosigned != cosigned {
            self.cosigned = cosigned
            // Behind those that are left: cosignatures come in all the time, and the last ones would never be looked at.
            due = due.filter(waiting.contains)
            due += waiting.subtracting(due).sorted()
        }
        // Those that wait longest first, for the same reason.
        let paused = (Array(failing) + Array(asking)).filter { $0.value.at <= now }
            .sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
            .prefix(Self.roundMax).map(\.key)
        let rest = due.prefix(Self.roundMax - paused.count)
        due.removeFirst(rest.count)
        return paused + rest.filter { waiting.contains($0) && !paused.contains($0) }
    }

    private static func shorten(_ list: inout [EntryReference: Failing], at now: UInt64) {
        for (id, entry) in list where entry.at > now + longestPause {
            list[id]?.at = now + entry.pause
        }
    }
}
