/// When an order that did not get through is tried again, and when a person is told: always the same times, so that
/// what happened can be told afterwards.
package struct OrderSchedule: Hashable, Sendable {
    package static let hours: ClosedRange<UInt64> = 1...72
    /// A person hears of it before `order-unconfirmed` does (`docs/complaints.md`).
    package static let hoursUsual: UInt64 = 3

    /// After the first, second, … attempt; the last stands for all further ones. In milliseconds.
    package let delays: [UInt64]
    /// How often it is looked whether an order that was taken is answered.
    package let answerPauseMilliseconds: UInt64
    /// From when an order is due until a person sees to it.
    package let patienceMilliseconds: UInt64

    package init(
        delays: [UInt64] = [10, 20, 40, 80, 160, 320, 640].map { $0 * 1_000 },
        answerPauseMilliseconds: UInt64 = 10_000, hours: UInt64 = hoursUsual
    ) {
        precondition(!delays.isEmpty, "a schedule has a first delay")
        self.delays = delays
        self.answerPauseMilliseconds = answerPauseMilliseconds
        patienceMilliseconds = hours * 3_600_000
    }

    /// - Parameter attempts: made so far, this one with them.
    package func next(after attempts: Int, at now: UInt64) -> UInt64 {
        now + delays[min(max(attempts, 1), delays.count) - 1]
    }

    package func isGivenUp(since: UInt64, at now: UInt64) -> Bool {
        now >= since && now - since >= patienceMilliseconds
    }
}
