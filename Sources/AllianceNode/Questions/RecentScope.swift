package import MergedView
import Synchronization
package import TransparencyLog

/// Which statements count, worked out anew when the register changes, and otherwise once a second at
/// most: asking the record for every question would cost more than the answer.
package final class RecentScope: Sendable {
    /// How long what counts may lag behind a fork that was just found, in milliseconds.
    package static let ageMax: UInt64 = 1_000

    private struct Kept {
        let roster: Digest
        let at: UInt64
        let scope: ViewScope
    }

    private let kept = Mutex<Kept?>(nil)

    package init() {}

    /// - Parameters:
    ///   - roster: digest of the newest roster.
    ///   - now: milliseconds since 1970; a clock that went back keeps nothing.
    package func scope(
        roster: Digest, now: UInt64, read: () throws -> ViewScope
    ) rethrows -> ViewScope {
        let known = kept.withLock { kept in
            kept.flatMap { kept in
                kept.roster == roster && now >= kept.at && now - kept.at < Self.ageMax
                    ? kept.scope : nil
            }
        }
        if let known { return known }
        let scope = try read()
        kept.withLock { $0 = Kept(roster: roster, at: now, scope: scope) }
        return scope
    }
}
