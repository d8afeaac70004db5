package import Accounts
import Synchronization

/// How much one account's holder may bring in files in a day, so that it fills no room that others need: a file is kept
/// before what it is for is judged, and stays a day where nothing names it.
package final class AccountUploads: Sendable {
    /// In 24 hours.
    package static let bytesMax = 1 << 30

    private let bytesMax: Int
    private let taken = Mutex<[AccountID: (since: UInt64, bytes: Int)]>([:])

    package init(bytesMax: Int = bytesMax) { self.bytesMax = bytesMax }

    /// Counts so many more, where they may be.
    ///
    /// - Parameter now: milliseconds since 1970.
    package func take(_ bytes: Int, by account: AccountID, at now: UInt64) -> Bool {
        taken.withLock { taken in
            // Whoever brought nothing for a day is forgotten; a clock that went back begins anew.
            taken = taken.filter {
                now >= $0.value.since && now - $0.value.since < AccountLimits.dayMilliseconds
            }
            var held = taken[account] ?? (since: now, bytes: 0)
            guard bytes <= bytesMax - held.bytes else { return false }
            held.bytes += bytes
            taken[account] = held
            return true
        }
    }
}
