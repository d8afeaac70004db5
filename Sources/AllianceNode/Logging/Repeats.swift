import Synchronization

/// When something was said last, by what it is about, so that nobody outside can have it said, or written, as often as
/// it likes.
final class Repeats<Subject: Hashable & Sendable>: Sendable {
    /// In milliseconds.
    private static var interval: UInt64 { 5_000 }
    private let times = Mutex<[Subject: UInt64]>([:])

    /// Whether it is time to say it again, and then it counts as said.
    ///
    /// - Parameters:
    ///   - subject: one of a number that nobody outside can make larger.
    ///   - now: milliseconds since 1970.
    func isDue(_ subject: Subject, at now: UInt64) -> Bool {
        times.withLock { times in
            if let last = times[subject], now >= last, now - last < Self.interval { return false }
            times[subject] = now
            return true
        }
    }
}
