package import AllianceNames

/// Something that happens at a time of a scenario, besides what the nodes do by themselves. Each makes sense
/// whatever others are left out, so that a failure can be shrunk.
package struct Step: Sendable, CustomStringConvertible {
    package var at: Duration
    package var action: Action

    package init(at: Duration, action: Action) {
        self.at = at
        self.action = action
    }

    package var description: String { "\(at.seconds) \(action)" }

    package enum Action: Sendable {
        /// A member appends statements to its log in a channel and signs. Of a forking one, to
        /// `branch`.
        case say(MemberID, ChannelID, [Saying], branch: Int)
        /// From now on a forking member's branches go apart.
        case part(MemberID)
        /// A forking member shows the next branch to a peer.
        case turn(MemberID, to: MemberID)
        case cutPower(MemberID, for: Duration)
        /// A member's clock is wrong by so many seconds from now on, ahead where positive.
        case setClock(MemberID, off: Int64)
        case disk(MemberID, SimulatedDisk.Fault, after: Int)
        /// Nothing gets from one to the other.
        case cutOff(from: MemberID, to: MemberID, for: Duration)
        case roster(RosterChange, to: MemberID)
        /// A certificate of author and authority over the entry `place` entries behind the end.
        case erase(MemberID, ChannelID, place: Int, to: MemberID)
        /// The same, signed by the author alone, or by a stranger.
        case eraseAlone(MemberID, ChannelID, place: Int, isForged: Bool, to: MemberID)
        case backUp(MemberID)
        case restore(MemberID)
        /// A node folds what it holds.
        case merge(MemberID)
    }
}

/// A statement of a scenario, by the number of what it is about.
package enum Saying: Hashable, Sendable {
    case report(Int)
    case dispute(Int)
    case seen(Int, times: UInt64)
    case link(Int, Int)
    /// Of the entry so many before the end of the log.
    case retract(back: Int)
    /// Of an entry of the same member's log in its other channel, which it must not take back.
    case retractElsewhere(index: Int)
}

/// What the authority does next.
package enum RosterChange: Hashable, Sendable {
    case renew
    /// Valid for so many seconds only.
    case renewBriefly(UInt64)
    /// Ends the fork of a member at the branch that a node holds, and lets it begin a new epoch.
    case endFork(of: MemberID, at: MemberID)
    case seat(MemberID)
    /// Ends the logs of a member where its node has them, and begins a new epoch with a new key.
    case newEpoch(of: MemberID)
    case quotas(entries: UInt64, retractions: UInt64)
}

extension Duration {
    /// In thousandths, as a trace shows times.
    var seconds: String {
        let thousandths = self / .milliseconds(1)
        let whole = Int(thousandths)
        return "\(whole / 1_000).\(String(1_000 + whole % 1_000).dropFirst())s"
    }
}
