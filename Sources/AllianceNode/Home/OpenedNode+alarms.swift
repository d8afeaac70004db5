package import AllianceNames
package import Replication
package import Roster
import SQLiteStore

/// What stops this node, or a log of it, until a person has looked: derived here for `peer status`, the metrics, the
/// desk and every command that warns.
extension OpenedNode {
    /// Two registers in the place of one, where no further one is taken up because of that.
    package var registerFork: RosterFork? { register.fork.flatMap { $0.freezes ? $0 : nil } }

    /// What others say of own logs, for as long as nothing is signed in them because of that. Blocks.
    package func standingClaims() throws -> [OwnLogClaim] {
        let roster = roster
        return try logs.ownLogClaims().filter { $0.stands(by: roster) }
    }

    /// Logs whose authors signed two histories, and that the register has not ended. Blocks.
    package func forkedOpenLogs() throws -> [LogOrigin] {
        let roster = roster
        return try logs.forkedLogs().filter { roster.scope(of: $0) == .open }
    }
}
