package import TransparencyLog

/// Two rosters that the authority made in the place of one: proof against it, whoever shows it.
package struct RosterFork: Hashable, Sendable {
    /// The version that both claim to be.
    package let version: UInt64
    /// The one that was held first.
    package let held: SignedNote
    package let other: SignedNote
}

extension RosterFork: CustomStringConvertible {
    package var description: String {
        "the authority signed two rosters as version \(version): \(Roster.digest(of: held)) and \(Roster.digest(of: other))"
    }
}
