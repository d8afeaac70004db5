/// When a message that was not taken is sent again, and when its receiver is given up.
///
/// Source: Standard Webhooks, 'Operational considerations': exponential, with jitter, over days; then the endpoint is
/// turned off and its owner told.
package struct RetrySchedule: Sendable {
    /// After the first, second, … attempt; the last stands for all further ones. In milliseconds.
    package let delays: [UInt64]
    /// Added or taken away at most, in hundredths.
    package let jitterPercent: UInt64
    /// With nothing but failures for so long a webhook is turned off.
    package let failingMillisecondsMax: UInt64

    package init(
        delays: [UInt64], jitterPercent: UInt64 = 20, failingMillisecondsMax: UInt64
    ) {
        precondition(!delays.isEmpty && jitterPercent <= 100, "a schedule has a first delay")
        self.delays = delays
        self.jitterPercent = jitterPercent
        self.failingMillisecondsMax = failingMillisecondsMax
    }

    /// 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and then once a day; 5 days.
    package static let standard = RetrySchedule(
        delays: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map { $0 * 1_000 },
        failingMillisecondsMax: 5 * 86_400_000)

    /// - Parameters:
    ///   - attempts: made so far, this one with them; at least one.
    ///   - askedSeconds: how long the receiver asks to be left alone; no longer than the longest delay counts.
    package func next(
        after attempts: Int, at now: UInt64, askedSeconds: UInt64 = 0,
        using generator: inout some RandomNumberGenerator
    ) -> UInt64 {
        let delay = delays[min(max(attempts, 1), delays.count) - 1]
        let span = delay * jitterPercent / 100
        let jittered = delay - span + UInt64.random(in: 0...2 * span, using: &generator)
        let asked = min(askedSeconds, delays[delays.count - 1] / 1_000) * 1_000
        return now + max(jittered, asked)
    }

    /// - Parameter since: of the first failure with nothing taken since.
    package func isGivenUp(failingSince since: UInt64, at now: UInt64) -> Bool {
        now >= since && now - since >= failingMillisecondsMax
    }
}
