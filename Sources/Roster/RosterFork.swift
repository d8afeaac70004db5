package import TransparencyLog

/// Two rosters that the authority made in the place of one: proof against it, whoever shows it.
package struct RosterFork: Hashable, Sendable {
    /// The version that both claim to be.
    package let version: UInt64
    /// The one that was held first.
    package let held: SignedNote
    package let other: SignedNote
}
