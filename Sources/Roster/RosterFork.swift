package import TransparencyLog

/// Two rosters that the authority made in the place of one: proof against it, whoever shows it.
package struct RosterFork: Hashable, Sendable {
    /// The version that both claim to be.
    package let version: UInt64
    /// The one that was held first.
    package let held: SignedNote
    package let other: SignedNote
    /// Whether as many of the authority's keys signed the other one as it takes now. Where they were handed on since, or
    /// the members have agreed on the one, it shows that keys were misused, and no more.
    package let freezes: Bool

    package init(version: UInt64, held: SignedNote, other: SignedNote, freezes: Bool) {
        self.version = version
        self.held = held
        self.other = other
        self.freezes = freezes
    }

    /// Once the members have agreed on a register that leaves one of the two out.
    var settled: RosterFork {
        RosterFork(version: version, held: held, other: other, freezes: false)
    }
}

extension RosterFork: CustomStringConvertible {
    package var description: String {
        "\(freezes ? "the authority" : "keys that are or were the authority's") signed two rosters as version \(version): \(Roster.digest(of: held).hex) and \(Roster.digest(of: other).hex)"
    }
}
