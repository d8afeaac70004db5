import AllianceNames
import CRDT
import MergedView
import Statements
import Synchronization

/// Which reports are of genuine goods that somebody not authorised sells. They say so by an attribute, which stands in
/// the statement and not in the view, so it is read from the record once.
final class GreyReports: Sendable {
    /// `goods` is `grey-market`.
    static let attribute = (name: "goods", value: "grey-market")
    static let keptMax = 65_536

    private let node: OpenedNode
    private let kept = Mutex<[StatementDot: Bool]>([:])

    init(_ node: OpenedNode) { self.node = node }

    /// Of what cannot be read any more nothing is known, so it counts as it stands in the view.
    func contains(_ dot: StatementDot) throws -> Bool {
        if let known = kept.withLock({ $0[dot] }) { return known }
        var isGrey = false
        if case .assertIndicator(let said)? = try node.statement(at: dot) {
            isGrey = said.attributes.contains {
                $0.name == Self.attribute.name && $0.value == Self.attribute.value
            }
        }
        let found = isGrey
        kept.withLock { kept in
            if kept.count >= Self.keptMax { kept.removeAll() }
            kept[dot] = found
        }
        return found
    }
}
