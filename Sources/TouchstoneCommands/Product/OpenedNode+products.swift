import AllianceNames
import AllianceNode
import ProductAuthentication
import Roster

extension OpenedNode {
    /// Whether the product is this member's to speak for: a GTIN of a range, or a code scheme, that it
    /// owns now.
    var ownsProduct: @Sendable (ProductKey) -> Bool {
        let (roster, member) = (roster, member)
        return { roster.owners(of: $0).current == member }
    }
}
