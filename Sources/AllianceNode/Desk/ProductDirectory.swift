import AllianceNames
import CRDT
package import GS1
package import MergedView
package import Roster
package import Statements

/// Which products are registered, and by whom. Calls block.
package struct ProductDirectory: Sendable {
    package struct Entry: Sendable {
        /// The member whose word it is.
        package let owner: Member
        package let registration: ProductRegistration

        package init(owner: Member, registration: ProductRegistration) {
            self.owner = owner
            self.registration = registration
        }
    }

    package enum Finding: Sendable {
        case registered(Entry)
        case notRegistered(owner: Member)
        case notInAlliance
    }

    private let view: any ViewStore
    private let roster: @Sendable () -> VerifiedRoster?
    private let scope: @Sendable () throws -> ViewScope
    private let statement: @Sendable (StatementDot) throws -> Statement?

    /// - Parameter statement: what stands in the record at a dot; the view holds no names.
    package init(
        view: any ViewStore, roster: @escaping @Sendable () -> VerifiedRoster?,
        scope: @escaping @Sendable () throws -> ViewScope,
        statement: @escaping @Sendable (StatementDot) throws -> Statement?
    ) {
        self.view = view
        self.roster = roster
        self.scope = scope
        self.statement = statement
    }

    /// Only what an owner of the prefix, now or formerly, has registered; the present owner's word
    /// before a former one's, and of one member the newest.
    package func find(_ gtin: GTIN) throws -> Finding {
        guard let roster = roster() else { return .notInAlliance }
        let owners = roster.owners(of: gtin).all.compactMap { roster.member($0) }
        guard let first = owners.first else { return .notInAlliance }
        let scope = try scope()
        let rows = try view.rows(of: .product(.gtin(gtin)), in: nil, scope: scope)
            .filter { scope.standing(of: $0) == .live }
        for owner in owners {
            let own = rows.filter { $0.dot.log.member == owner.id }
            guard let newest = try AuthorOrder.newest(of: own),
                case .registerProduct(let body)? = try statement(newest.dot)
            else {
                continue
            }
            return .registered(Entry(owner: owner, registration: body))
        }
        return .notRegistered(owner: first)
    }
}
