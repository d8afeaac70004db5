package import AllianceNames
package import Casework
package import MarkRecognition
package import MergedView
package import Statements

/// What the desk asks its node about rights.
///
/// - Throws: a `PeerProblem` is shown to who asks.
package protocol DeskRights: Sendable {
    /// Where this member may state one.
    func channels() -> [ChannelID]

    /// Whether what is signed in this member's name needs a second look.
    var secondLook: SecondLook { get }

    /// Those that count, of these members; of all where none is named. By member and registration.
    func rights(of members: Set<MemberID>) async throws -> [StatedRight]

    /// Other names of a mark, for a person to choose from; of `taken` none.
    func proposals(for mark: String, without taken: [String]) async throws -> [AliasProposal]

    /// Signs it into this member's log of a channel; durable on return.
    ///
    /// - Parameter request: where it came with a key; it is done once, however often it comes.
    func state(
        _ right: Right, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> SigningOutcome

    /// What this member states of a right, in each channel where it does and any of it counts, by channel.
    ///
    /// - Parameter key: as `Right.key` prints it.
    func ownRights(_ key: String) async throws -> [OwnRight]

    /// Takes back all that this member states of a right in a channel, and in no other; durable on return.
    ///
    /// - Parameters:
    ///   - key: as `Right.key` prints it.
    ///   - seen: `OwnRight.mark` of what a person looked at; nil where nobody did.
    ///   - request: where it came with a key; it is done once, however often it comes.
    /// - Throws: status 409 where this member states something else of it there than was seen.
    func withdraw(
        _ key: String, in channel: ChannelID, seen: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome
}

/// A right that counts, the newest that its owner says of a registration and has not taken back, and where it is
/// stated.
package struct StatedRight: Hashable, Sendable {
    package let dot: StatementDot
    package let right: Right
    /// All in which its owner states it and that counts, by name; `dot` is in one of them.
    package let channels: [ChannelID]

    package init(dot: StatementDot, right: Right, channels: [ChannelID]) {
        self.dot = dot
        self.right = right
        self.channels = channels
    }
}

/// What this member states of a right in one channel and what counts of it.
package struct OwnRight: Hashable, Sendable {
    package let channel: ChannelID
    /// As it is stated there last.
    package let right: Right
    /// All of it, in order.
    package let dots: [StatementDot]

    package init(channel: ChannelID, right: Right, dots: [StatementDot]) {
        self.channel = channel
        self.right = right
        self.dots = dots
    }

    /// Names what is stated there, and nothing that comes later.
    package var mark: String { SeenStatements.mark(of: dots) }
}
