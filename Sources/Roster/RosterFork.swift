package import TransparencyLog

/// Two rosters that the authority made in the place of one: proof against it, whoever shows it.
package struct RosterFork: Hashable, Sendable {
    /// The version that both claim to be.
    package let version: UInt64
    /// The one that was held first.
    package let held: SignedNote
    package let other: SignedNote
    /// Whether as many of the authority's keys signed the other one as it takes now. Where they were handed on since, it
    /// shows that those before were misused, and no more.
    package let freezes: Bool
}

extension RosterFork: CustomStringConvertible {
    package var description: String {
        "\(freezes ? "the authority" : "keys that were the authority's") signed two rosters as version \(version): \(Roster.digest(of: held)) and \(Roster.digest(of: other))"
    }
}
