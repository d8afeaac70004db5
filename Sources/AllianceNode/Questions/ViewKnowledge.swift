package import AllianceNames
import CRDT
package import Casework
package import MergedView
package import ProductAuthentication
package import Roster
package import Statements

/// The knowledge of a node with a merged view.
package struct ViewKnowledge: ProductKnowledge {
    private let member: MemberID
    private let view: any ViewStore
    private let house: @Sendable () -> HouseIdentifiers?
    private let roster: @Sendable () -> VerifiedRoster?
    private let scope: @Sendable () throws -> ViewScope
    private let ownCheckpoint: @Sendable () throws -> Answer.AsOf?

    /// - Parameters:
    ///   - member: whose node it is.
    ///   - house: its list of whose identifiers are no counterfeiter's; nil where that cannot be read.
    ///   - scope: which statements count, by the newest roster and the known forks.
    ///   - ownCheckpoint: size and root of this member's log in the channel that all read.
    package init(
        member: MemberID, view: any ViewStore, house: @escaping @Sendable () -> HouseIdentifiers?,
        roster: @escaping @Sendable () -> VerifiedRoster?,
        scope: @escaping @Sendable () throws -> ViewScope,
        ownCheckpoint: @escaping @Sendable () throws -> Answer.AsOf?
    ) {
        self.member = member
        self.view = view
        self.house = house
        self.roster = roster
        self.scope = scope
        self.ownCheckpoint = ownCheckpoint
    }

    /// Only what an owner of the prefix or scheme, now or formerly, has registered; the present owner's
    /// word before a former one's.
    package func product(_ product: ProductKey) throws -> Facts.Product? {
        guard let roster = roster() else { return nil }
        let scope = try scope()
        let rows = try view.rows(of: product.viewKey, in: nil, scope: scope)
            .filter { scope.standing(of: $0) == .live }
        for owner in roster.owners(of: product).all {
            guard let said = try product.serialisation(said: rows, by: owner) else { continue }
            return Facts.Product(isSerialised: said != .none)
        }
        return nil
    }

    package func isAuthority(_ member: MemberID) -> Bool {
        roster()?.has(member, role: .authority) ?? false
    }

    /// A report counts while more members report the identifier than object to it.
    package func reports(
        of indicators: [Indicator], readableBy reader: MemberID, at now: UInt64
    ) throws -> [SellerReport] {
        guard !indicators.isEmpty, let roster = roster() else { return [] }
        let channels = Set(roster.channels(readableBy: reader))
        let scope = try scope()
        return try indicators.compactMap { indicator in
            let state = try view.state(of: indicator, in: channels, scope: scope, at: now)
            guard state.asserting.count > state.disputing.count else { return nil }
            let evidence = state.reports.filter(\.counts).flatMap(\.dots)
                .map { "\($0.log) \($0.index)" }
            return SellerReport(
                indicator: indicator, members: state.asserting, evidence: evidence)
        }
    }

    /// By the member's own list, which has to be a whole one, where no objection of the member's to reports of the
    /// seller says otherwise.
    package func isUnauthorised(
        seller: Indicator, readableBy reader: MemberID, at now: UInt64
    ) throws -> Bool {
        guard let roster = roster(),
            reader == member || roster.has(reader, role: .authority)
                || roster.has(reader, role: .platform),
            house()?.supplies(seller) == false
        else { return false }
        let channels = Set(roster.channels(readableBy: member))
        let state = try view.state(of: seller, in: channels, scope: scope(), at: now)
        return !state.vouching.contains(member)
    }

    package func asOf() throws -> Answer.AsOf? { try ownCheckpoint() }
}
