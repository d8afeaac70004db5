package import AllianceNames
package import AuditTrail
package import Complaints
package import Peering
import Statements

/// Whom a measure is against, as addresses, forms and bodies name it: of a member, an account at this platform and a
/// seller's `marketplace:account`, one.
package enum MeasureParty {
    /// Nil where none is named, or more than one.
    ///
    /// - Parameter platform: whose accounts are meant.
    package static func read(
        member: String?, account: String?, seller: String?, at platform: MemberID
    ) -> LadderParty? {
        let named = [member, account, seller].map { $0 == "" ? nil : $0 }
        guard named.count(where: { $0 != nil }) == 1 else { return nil }
        if let member = named[0] {
            return (try? MemberID(parsing: member)).map { .complainant(.member($0)) }
        }
        if let account = named[1] {
            guard account.utf8.count <= StatementLimits.wordBytesMax else { return nil }
            return .complainant(.hosted(account, at: platform))
        }
        return named[2].flatMap { try? Indicator(.sellerAccount, parsing: $0) }.map {
            .seller($0)
        }
    }

    /// The one name of those three, and its value.
    package static func field(_ party: LadderParty) -> (name: String, value: String) {
        switch party {
        case .complainant(.member(let member)), .complainant(.screening(let member)):
            ("member", member.rawValue)
        case .complainant(.hosted(let account, _)): ("account", account)
        case .seller(let seller): ("seller", seller.value)
        }
    }

    /// For the audit log.
    package static func details(_ party: LadderParty) -> [AuditDetail: String] {
        let value = field(party).value
        return switch party {
        case .complainant(.member), .complainant(.screening): [.member: value]
        case .complainant(.hosted): [.account: value]
        case .seller: [.seller: value]
        }
    }

    package static let unnamed = PeerProblem(
        status: 422, keyword: "party",
        detail: "Name one of 'member', 'account' and 'seller', which is marketplace:account.")
}
