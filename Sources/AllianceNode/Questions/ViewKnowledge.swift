package import AllianceNames
import CRDT
package import MergedView
package import ProductAuthentication
package import Roster
package import Statements

/// The knowledge of a node with a merged view.
package struct ViewKnowledge: ProductKnowledge {
    private let view: any ViewStore
    private let roster: @Sendable () -> VerifiedRoster?
    private let scope: @Sendable () throws -> ViewScope
    private let ownCheckpoint: @Sendable () throws -> Answer.AsOf?

    /// - Parameters:
    ///   - scope: which statements count, by the newest roster and the known forks.
    ///   - ownCheckpoint: size and root of this member's log in the channel that all read.
    package init(
        view: any ViewStore, roster: @escaping @Sendable () -> VerifiedRoster?,
        scope: @escaping @Sendable () throws -> ViewScope,
        ownCheckpoint: @escaping @Sendable () throws -> Answer.AsOf?
    ) {
        self.view = view
        self.roster = roster
        self.scope = scope
        self.ownCheckpoint = ownCheckpoint
    }

    /// Only what an owner of the prefix, now or formerly, has registered; the present owner's word
    /// before a former one's, and of one member the newest.
    package func product(_ product: ProductKey) throws -> Facts.Product? {
        guard case .gtin(let gtin) = product, let roster = roster() else { return nil }
        let owners = roster.owners(of: gtin).all
        let scope = try scope()
        let rows = try view.rows(of: .product(.gtin(gtin)), in: nil)
            .filter { scope.standing(of: $0) == .live }
        for owner in owners {
            let newest = rows.filter { $0.dot.log.member == owner }
                .max { left, right in
                    (left.dot.log.epoch, left.dot.index) < (right.dot.log.epoch, right.dot.index)
                }
            guard let newest, case .product(let body) = try newest.decoded().body else { continue }
            return Facts.Product(isSerialised: body.serialisation != .none)
        }
        return nil
    }

    /// The view finds products of a scheme by scheme and model, and a code names no model: nobody yet.
    package func owners(ofScheme scheme: String) -> [MemberID] { [] }

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

    /// Authorised sellers are statements of a later version.
    package func standing(of seller: Indicator) -> Facts.SellerStanding { .unknown }

    package func asOf() throws -> Answer.AsOf? { try ownCheckpoint() }
}
