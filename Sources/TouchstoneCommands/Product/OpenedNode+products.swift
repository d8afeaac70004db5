import AllianceNode
import GS1
import Roster

extension OpenedNode {
    /// Whether the number is of a range that this member owns now.
    var ownsProduct: @Sendable (GTIN) -> Bool {
        let (roster, member) = (roster, member)
        return { roster.owners(of: $0).current == member }
    }
}
