package import AllianceNames
package import SignIn
package import Statements

/// The channels whose statements an asker may see, or take away, with the strictest marking of them.
package struct AskerSight: Equatable, Sendable {
    package let channels: Set<ChannelID>
    package let markingMax: TLP

    /// What it may see.
    ///
    /// - Parameter readable: the channels that this member reads.
    package init(of asker: Asker, in readable: Set<ChannelID>) {
        let policy = AccessPolicy(channels: readable)
        self.init(readable) { policy.maySee($0, in: $1, asker) }
    }

    /// What it may take away.
    ///
    /// - Parameter outside: for somebody who is not of this member.
    package init(
        exportingTo outside: Bool, of asker: Asker, in readable: Set<ChannelID>
    ) {
        let policy = AccessPolicy(channels: readable)
        self.init(readable) { policy.mayExport($0, in: $1, toOutside: outside, asker) }
    }

    private init(_ readable: Set<ChannelID>, where may: (TLP, ChannelID) -> Bool) {
        let channels = readable.filter { may(.clear, $0) }
        self.channels = channels
        markingMax =
            TLP.allCases.last { marking in channels.allSatisfy { may(marking, $0) } } ?? .clear
    }
}
