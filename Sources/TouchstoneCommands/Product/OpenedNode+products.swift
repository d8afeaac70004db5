import AllianceNames
import AllianceNode
import GS1
import ProductAuthentication
import Roster

extension OpenedNode {
    /// Whether the product is this member's to speak for: a GTIN of a range that it owns now, or a
    /// code scheme that no other member has registered.
    var ownsProduct: @Sendable (ProductKey) -> Bool {
        let (roster, member, knowledge) = (roster, member, productKnowledge)
        return { product in
            switch product {
            case .gtin(let gtin): return roster.owners(of: gtin).current == member
            case .scheme(let scheme):
                let owners = (try? knowledge.owners(ofScheme: scheme)) ?? []
                return owners.isEmpty || owners.contains(member)
            }
        }
    }
}
