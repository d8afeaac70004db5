import AllianceNode
import Credentials
import MergedView
import Roster

extension HomeOption {
    /// Opens the member's folder; says so when its register has expired.
    /// - Parameter isMerged: bring the view up to the record first, for commands that ask the view.
    func open(isMerged: Bool = true) throws -> OpenedNode {
        let node = try OpenedNode(HomeFolder(path))
        if node.isRosterExpired() {
            Output.remark(
                "warning: the member register expired at \(node.roster.roster.expiresAt); answers may be out of date"
            )
        }
        if let fork = node.register.fork {
            Output.remark(
                "warning: \(fork); answers go by version \(node.roster.version), and no further one is taken up until the members have settled it ('touchstone alliance conflict')"
            )
        }
        if isMerged {
            // What a crash left, where no node is running to finish it.
            try node.eraser.run()
            try node.merger.catchUp()
        }
        return node
    }
}
