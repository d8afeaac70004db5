import ComplaintEvents

/// What is known to happen later, by the day; gives out each day in the order of time.
struct DayCalendar: Sendable {
    private struct Entry {
        let at: Int
        let sequence: Int
        let line: YearLine
    }

    private var days: [[Entry]]
    private var sequence = 0
    private let endSeconds: Int

    init(days: Int) {
        self.days = Array(repeating: [], count: days)
        endSeconds = days * YearClock.daySeconds
    }

    /// What is after the end of the year does not happen.
    mutating func add(at time: Int, _ event: YearEvent, truth: YearLine.Truth? = nil) {
        guard time < endSeconds else { return }
        days[time / YearClock.daySeconds].append(
            Entry(
                at: time, sequence: sequence,
                line: YearLine(TimedEvent(at: time, event), truth: truth))
        )
        sequence += 1
    }

    /// Of what happens in the same second, what was added first comes first.
    mutating func take(_ day: Int) -> [YearLine] {
        let entries = days[day].sorted { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
        days[day] = []
        return entries.map(\.line)
    }
}
