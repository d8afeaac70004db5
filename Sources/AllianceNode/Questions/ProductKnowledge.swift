package import AllianceNames
package import ProductAuthentication
package import Statements

/// What the node knows that bears on product questions, from the view and the register.
///
/// Calls block. What is told to a member rests only on channels that the member reads, so that
/// nothing of a narrow channel shows through an answer.
package protocol ProductKnowledge: Sendable {
    /// What the owner of the product registered; nil if nothing is.
    func product(_ product: ProductKey) throws -> Facts.Product?

    /// Whether the member may ask as an authority: customs, police, market surveillance.
    func isAuthority(_ member: MemberID) -> Bool

    /// Who reports these identifiers at present, as far as `reader` may know.
    func reports(
        of indicators: [Indicator], readableBy reader: MemberID, at now: UInt64
    ) throws -> [SellerReport]

    /// Whether the brand says that it does not supply this seller, as far as `reader` may know: its own people,
    /// platforms and authorities. Whom a brand supplies is nothing for its rivals.
    func isUnauthorised(
        seller: Indicator, readableBy reader: MemberID, at now: UInt64
    ) throws -> Bool

    /// The state of this node's own log that an answer rests on.
    func asOf() throws -> Answer.AsOf?
}

/// Reports of one identifier of a seller: who, and where to look it up.
package struct SellerReport: Hashable, Sendable {
    package let indicator: Indicator
    /// Members whose report counts, each once.
    package let members: [MemberID]
    /// The statements, as `<origin> <index>`.
    package let evidence: [String]

    package init(indicator: Indicator, members: [MemberID], evidence: [String]) {
        self.indicator = indicator
        self.members = members
        self.evidence = evidence
    }
}

extension [SellerReport] {
    /// Distinct members over all of them: one loud member is one voice.
    package var memberCount: Int { Set(flatMap(\.members)).count }
}
