package import AllianceNames
package import Casework
package import Statements

/// What the console asks its node about reports that one member publishes for another, for one of its
/// member's people. Calls that change something are durable when they return; what is to be said to the
/// other member's node is brought there as long as it takes.
///
/// - Throws: `CaseworkError`, shown to who asks.
package protocol DeskEntrusting: Sendable {
    /// Who may report in a channel in this member's place.
    func publishers(in channel: ChannelID) -> [MemberID]

    /// Has another member asked to publish a draft, which is a draft no longer. Whoever could publish it may.
    func entrust(
        _ draft: CaseworkID, revision: UInt64, to publisher: MemberID, message: String,
        by colleague: Colleague
    ) async throws -> Entrustment

    /// Those that the colleague may see, in the order of their places (`CasePlace`).
    ///
    /// - Parameters:
    ///   - side: nil for both.
    ///   - place: where the page before ended.
    func entrustments(
        for colleague: Colleague, on side: Entrustment.Side?, after place: CasePlace?, limit: Int
    ) async throws -> [Entrustment]

    func entrusted(_ id: CaseworkID, for colleague: Colleague) async throws -> EntrustedSheet

    /// Makes a draft of what another member asks for.
    func takeOn(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Entrustment

    func refuse(
        _ id: CaseworkID, revision: UInt64, reason: String, by colleague: Colleague
    ) async throws -> Entrustment

    /// Asks the publisher to take it back.
    func askWithdrawal(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Entrustment
}

extension DeskEntrusting {
    /// A page of them. One more is read, which tells whether it goes on.
    func page(
        for colleague: Colleague, on side: Entrustment.Side?, after place: CasePlace?,
        limit: Int = EntrustmentLimits.listedMax
    ) async throws -> ListPage<Entrustment, CasePlace> {
        ListPage(
            try await entrustments(for: colleague, on: side, after: place, limit: limit + 1),
            by: { CasePlace($0) }, after: place, limit: limit)
    }
}

/// One of them as who decides on it has to see it.
package struct EntrustedSheet: Sendable {
    package struct Row: Sendable {
        package let row: EntrustedRow
        /// Where it stands, by this node's own copy of the publisher's log; nil while it does not.
        package let index: UInt64?
        /// How what stands there belongs to what was asked for.
        package let relation: VerifiedOpening.Relation?

        package init(
            _ row: EntrustedRow, index: UInt64?, relation: VerifiedOpening.Relation?
        ) {
            self.row = row
            self.index = index
            self.relation = relation
        }
    }

    package let entrustment: Entrustment
    package let rows: [Row]

    package init(entrustment: Entrustment, rows: [Row]) {
        self.entrustment = entrustment
        self.rows = rows
    }
}
