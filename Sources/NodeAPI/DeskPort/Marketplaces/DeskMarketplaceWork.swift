package import AllianceNames
package import Complaints
package import Statements

/// What people at a platform do about its marketplaces: what screening proposes, and orders that somebody has to see
/// to (`docs/marketplaces.md`).
///
/// - Throws: a `PeerProblem` is shown to who asks.
package protocol DeskMarketplaceWork: Sendable {
    /// Those that wait, by which most is at stake first.
    func proposals() async throws -> [ProposedCase]

    func proposal(_ number: UInt64) async throws -> ProposedCase?

    /// It is no case.
    /// - Returns: false where it does not wait any more.
    func dismiss(_ number: UInt64) async throws -> Bool

    /// Files a proposal as the platform's own complaint, with all checks at filing, once. The same filing that comes
    /// again, in the same channel, is answered as one that was done before.
    /// - Returns: nil where it does not wait any more, and became no complaint or another one.
    func file(
        _ number: UInt64, _ filing: ProposalFiling, in channel: ChannelID
    ) async throws -> FilingOutcome?

    /// Orders as they stand, the oldest first.
    func orders(_ query: OrderQuery) async throws -> [OutboxOrder]

    func order(_ id: String) async throws -> OutboxOrder?

    /// Has an order brought to its marketplace again that a person was told of.
    /// - Returns: false where there is none, or it needs nobody.
    func tryAgain(_ id: String) async throws -> Bool
}

/// Under which right a proposal is filed, why, and who answers for it.
package struct ProposalFiling: Hashable, Sendable {
    package let right: Complaint.RightReference
    package let ground: Complaint.Ground
    package let goodFaithStatement: String
    package let declaredBy: String
    package let explanation: String
    /// Kept by the node already.
    package let evidence: [EvidenceFile]

    package init(
        right: Complaint.RightReference, ground: Complaint.Ground, goodFaithStatement: String,
        declaredBy: String, explanation: String = "", evidence: [EvidenceFile] = []
    ) {
        self.right = right
        self.ground = ground
        self.goodFaithStatement = goodFaithStatement
        self.declaredBy = declaredBy
        self.explanation = explanation
        self.evidence = evidence
    }
}
