import AllianceNode
import Credentials
import Foundation
import MergedView
import Roster
import SQLiteStore

extension HomeOption {
    /// Opens the member's folder; says so when its register has expired.
    /// - Parameter isMerged: bring the view up to the record first, for commands that ask the view.
    func open(isMerged: Bool = true) throws -> OpenedNode {
        let node = try OpenedNode(
            HomeFolder(path), environment: ProcessInfo.processInfo.environment)
        if node.isRosterExpired() {
            Output.remark(
                "warning: the member register expired at \(node.roster.roster.expiresAt); answers may be out of date"
            )
        }
        for refusal in node.register.passedOver { Output.remark("warning: \(refusal)") }
        if let fork = node.registerFork {
            Output.remark(
                "warning: \(fork); answers go by version \(node.roster.version), and no further one is taken up until the members have agreed on one ('touchstone alliance conflict', 'touchstone alliance follow')"
            )
        }
        if isMerged {
            // What a crash left, where no node is running to finish it.
            try node.eraser().run()
            try node.merger.catchUp()
        }
        return node
    }

    /// Opens the folder for a command that shows single reports: on a full disk those are right that the
    /// view has, and it says that some may be lacking. Not for what sums up the view, such as its roots.
    func openForReports() throws -> OpenedNode {
        let node = try open(isMerged: false)
        try node.eraser().run()
        try Self.withRoomIfAny { try node.merger.catchUp() }
        return node
    }

    /// Does what brings the view up to date. A full disk keeps it from what came last, and from
    /// answering what it has it does not.
    static func withRoomIfAny(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch SQLiteStoreError.diskFull(let path) {
            Output.remark(
                "warning: no space left to write \(path); answers may lack what came last")
        }
    }
}
