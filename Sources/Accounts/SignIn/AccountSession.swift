package import TransparencyLog

/// A holder of an account at a browser, from sign-in to sign-out.
package struct AccountSession: Hashable, Sendable {
    /// Without a request for so long it is over.
    package static let idleMilliseconds: UInt64 = 60 * 60 * 1_000
    /// However busy: a working day.
    package static let lifetimeMilliseconds: UInt64 = 12 * 60 * 60 * 1_000
    /// Of one account, at once; one more ends the oldest.
    package static let ofAccountMax = 8
    /// How often the time of the last request is written down.
    package static let noteMilliseconds: UInt64 = 60 * 1_000

    /// Of its secret, which only the browser has.
    package let hash: Digest
    package let account: AccountID
    /// Milliseconds since 1970.
    package let begunAt: UInt64
    package var seenAt: UInt64

    package init(hash: Digest, account: AccountID, begunAt: UInt64, seenAt: UInt64) {
        self.hash = hash
        self.account = account
        self.begunAt = begunAt
        self.seenAt = seenAt
    }

    /// A clock that went back ends nothing, and keeps nothing alive beyond its time by its old self.
    package func isOver(at now: UInt64) -> Bool {
        now >= begunAt + Self.lifetimeMilliseconds || now >= seenAt + Self.idleMilliseconds
    }
}
