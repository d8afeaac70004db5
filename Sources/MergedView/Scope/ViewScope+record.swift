import AllianceNames
package import Replication
package import Roster
import TransparencyLog

extension ViewScope {
    /// What counts by the newest roster and the forks that the record knows of, found here or proven by
    /// others. Of a forked log that the roster has ended nothing counts while another branch than the
    /// roster's may be held.
    package init(roster: VerifiedRoster, logs: any LogStore) throws {
        let forked = try logs.forkedLogs()
        self.init(roster, origins: roster.logs.map(\.origin), forked: forked)
        for origin in forked {
            guard case .until(let end, let root) = scope(of: origin) else { continue }
            if try !Self.isOfBranch(logs, origin, end, root) { self.logs[origin] = .never }
        }
    }

    /// Whether what is held of a log is surely of the branch that ends so.
    private static func isOfBranch(
        _ logs: any LogStore, _ origin: LogOrigin, _ end: TreeSize, _ root: Digest
    ) throws -> Bool {
        guard let state = try logs.state(of: origin), state.size > 0, !state.isSettled else {
            return true
        }
        guard state.size >= end else { return false }
        return try logs.tree(of: origin, size: end).root() == root
    }
}
