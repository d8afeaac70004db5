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

    /// Takes back all that this member states of a right in a channel; durable on return.
    ///
    /// - Parameters:
    ///   - key: as `Right.key` prints it.
    ///   - request: where it came with a key; it is done once, however often it comes.
    func withdraw(
        _ key: String, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> SigningOutcome
}

/// A right that counts, the newest that its owner says of a registration and has not taken back, and where it is
/// stated.
package struct StatedRight: Hashable, Sendable {
    package let dot: StatementDot
    package let right: Right

    package init(dot: StatementDot, right: Right) {
        self.dot = dot
        self.right = right
    }
}
