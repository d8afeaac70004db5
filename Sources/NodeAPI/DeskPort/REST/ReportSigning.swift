package import AllianceNames
package import MergedView
package import Statements
package import TransparencyLog

/// What the desk port asks its node about statements that it is to sign. A `PeerProblem` that is thrown is
/// shown to the caller.
package protocol ReportSigning: Sendable {
    /// Signs statements into this member's log of a channel. Durable on return, and in what is read here.
    ///
    /// - Parameters:
    ///   - request: where it came with a key; it is done once, however often it comes.
    ///   - statements: asked only where they are to be signed.
    func sign(
        in channel: ChannelID, for request: KeyedRequest?,
        _ statements: @escaping @Sendable () async throws -> [Statement]
    ) async throws -> SigningOutcome

    /// What this member says of an identifier in a channel and what counts of it, in order and whatever its
    /// marking: it is its own to take back.
    func ownStatements(
        _ kind: EntryKind, of indicator: Indicator, in channel: ChannelID
    ) async throws -> [StatementDot]

    /// What this member said last of how often it saw an identifier, in one channel.
    func ownSighting(
        of indicator: Indicator, in channel: ChannelID
    ) async throws -> Sighting?

    /// Signs as many as can be signed, together and in their order. Durable on return.
    func signEach(_ statements: [Statement], in channel: ChannelID) async throws -> EachSigned
}

/// What became of statements that were given together.
package struct EachSigned: Sendable {
    package let log: LogOrigin
    /// Of the first that was signed; the others that were follow on it.
    package let first: UInt64
    /// Why others were not, by their place among those given.
    package let refused: [Int: StatementError]
    /// Of the tree that was signed with them; nil where none was.
    package let treeSize: UInt64?

    package init(
        log: LogOrigin, first: UInt64, refused: [Int: StatementError], treeSize: UInt64?
    ) {
        self.log = log
        self.first = first
        self.refused = refused
        self.treeSize = treeSize
    }
}

package enum SigningOutcome: Hashable, Sendable {
    /// - Parameter isAgain: by an earlier request with this key.
    case signed(SignedEntries, isAgain: Bool)
    /// There was nothing to say.
    case nothing
    /// The key came with another request.
    case keyUsedOtherwise
    /// The request that the key came with is not done yet.
    case keyInUse
    case tooManyKeys
}

/// Where statements stand that were signed together.
package struct SignedEntries: Hashable, Sendable {
    package let log: LogOrigin
    package let indexes: Range<UInt64>
    /// Of the first.
    package let leafHash: Digest
    /// Of the tree that was signed with them.
    package let treeSize: UInt64

    package init(log: LogOrigin, indexes: Range<UInt64>, leafHash: Digest, treeSize: UInt64) {
        self.log = log
        self.indexes = indexes
        self.leafHash = leafHash
        self.treeSize = treeSize
    }
}
