import AllianceNode
import Credentials

extension HomeOption {
    /// Opens the member's folder, with what it holds merged; says so when its register has expired.
    func open() throws -> OpenedNode {
        let node = try OpenedNode(HomeFolder(path))
        if node.isRosterExpired() {
            Output.remark(
                "warning: the member register expired at \(node.roster.roster.expiresAt); answers may be out of date"
            )
        }
        try node.merger.catchUp()
        return node
    }
}
