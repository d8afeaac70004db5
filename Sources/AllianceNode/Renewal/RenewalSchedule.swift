import Replication
package import Roster

/// When a node asks for its next certificate. A value: whoever asks has the clock and the network.
///
/// Due at two thirds of a certificate's time, up to a twentieth later, so that members that were
/// admitted together do not come together. After a failure it is tried again after ever longer pauses,
/// never longer than a quarter of what is left.
package struct RenewalSchedule: Equatable, Sendable {
    private static let pauseFirst = Duration.seconds(60)
    private static let pauseMax = Duration.seconds(6 * 3_600)
    private static let pauseMin = Duration.seconds(10)

    /// Drawn once.
    private let lot: UInt64
    private var backoff = Backoff(first: pauseFirst, limit: pauseMax)
    private var notBefore: UTCTimestamp?

    /// - Parameter random: 64 random bits.
    package init(random: UInt64) { lot = random }

    /// Whether a certificate with these times is to be followed by another one now.
    /// - Parameter isOvertaken: a key waits that the roster accepts and nobody has certified yet.
    package func isDue(
        from: UTCTimestamp, until: UTCTimestamp, isOvertaken: Bool, at now: UTCTimestamp
    ) -> Bool {
        if let notBefore, now < notBefore { return false }
        return isOvertaken || now >= due(from: from, until: until)
    }

    /// Two thirds of the time, and this node's part of a twentieth.
    package func due(from: UTCTimestamp, until: UTCTimestamp) -> UTCTimestamp {
        let length = until.secondsSince1970 - min(from.secondsSince1970, until.secondsSince1970)
        return UTCTimestamp(
            secondsSince1970: from.secondsSince1970 + length / 3 * 2
                + length / 20 * (lot & 0xffff) / 0xffff)
    }

    /// Nobody has certified it.
    /// - Parameter random: 64 random bits.
    package mutating func failed(until: UTCTimestamp, at now: UTCTimestamp, random: UInt64) {
        let left = until.secondsSince1970 - min(now.secondsSince1970, until.secondsSince1970)
        let pause = min(
            backoff.fail(random: random), max(Self.pauseMin, .seconds(Int64(left / 4))))
        notBefore = UTCTimestamp(
            secondsSince1970: now.secondsSince1970 + UInt64(max(1, pause / .seconds(1))))
    }

    package mutating func succeeded() {
        backoff.succeed()
        notBefore = nil
    }
}
