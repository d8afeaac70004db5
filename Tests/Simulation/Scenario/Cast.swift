package import AllianceNames

/// How a member behaves towards those that ask it.
package enum Conduct: Hashable, Sendable {
    case honest
    /// Signs so many histories of its log, and shows each peer one of them.
    case forking(branches: Int)
    /// Leaves what one member says out of what it shows to others.
    case withholding(from: MemberID)
    /// Shows frontiers and rosters of some time ago.
    case stale
    /// Serves its mirrors with bytes changed, payloads left out and checkpoints forged.
    case lying
    /// Has erasures go round that others have not signed, and leaves out payloads.
    case erasing
    /// Says more than the roster's quotas let count.
    case spamming
    /// Shows old rosters, and new ones that it has made itself.
    case rollingBack
    /// Is put back to an old backup of its database, and of its fence too if `withFence`.
    case restored(withFence: Bool)

    /// Whether it may sign two histories.
    package var mayFork: Bool {
        switch self {
        case .forking, .restored(withFence: true): true
        default: false
        }
    }

    /// Whether what it holds is held to everything that is promised.
    package var isJudged: Bool {
        switch self {
        case .honest, .spamming: true
        default: false
        }
    }
}

/// One member of a scenario.
package struct Cast: Hashable, Sendable {
    package let id: MemberID
    package var conduct: Conduct
    package var isWitness: Bool
    package var readsLuxury: Bool
}

extension MemberID {
    static let hub = MemberID(unchecked: "hub")
}

extension ChannelID {
    static let luxury = ChannelID(unchecked: "luxury")
}

extension Cast: CustomStringConvertible {
    package var description: String {
        "\(id) (\(conduct)\(isWitness ? ", witness" : "")\(readsLuxury ? ", luxury" : ""))"
    }
}
