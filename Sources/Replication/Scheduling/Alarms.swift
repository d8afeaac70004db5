/// When who wants to be woken. A value: the one sleep at a time that it needs is elsewhere.
package struct Alarms<Sleeper: Hashable & Sendable>: Sendable {
    private var times: [Sleeper: Duration] = [:]
    /// Sleeps under way, each earlier than those before it.
    private var sleeps: [Duration] = []

    package init() {}

    /// Replaces the time at which `sleeper` is to be woken.
    package mutating func set(_ sleeper: Sleeper, at time: Duration) { times[sleeper] = time }

    package mutating func cancel(_ sleeper: Sleeper) { times[sleeper] = nil }

    /// The sleep to begin now; nil while one that is under way ends early enough.
    package mutating func sleep() -> Duration? {
        guard let next = times.values.min(), sleeps.last.map({ next < $0 }) ?? true else {
            return nil
        }
        sleeps.append(next)
        return next
    }

    /// A sleep has ended: takes out those whose time has come, in the order of their times.
    package mutating func awake(from sleep: Duration, at now: Duration) -> [Sleeper] {
        sleeps.removeAll { $0 == sleep }
        let due = times.filter { $0.value <= now }
        for sleeper in due.keys { times[sleeper] = nil }
        return due.sorted { $0.value < $1.value }.map(\.key)
    }
}
