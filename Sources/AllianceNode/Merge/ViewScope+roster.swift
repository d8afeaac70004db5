package import AllianceNames
package import MergedView
package import Replication
package import Roster

extension ViewScope {
    /// What counts by the newest roster and the forks in the record.
    ///
    /// A member that was caught signing two histories is in quarantine until the roster ends the log
    /// in question, and it continues under a new epoch.
    package init(roster: VerifiedRoster, frozen: [LogOrigin]) {
        self.init(
            logs: Dictionary(uniqueKeysWithValues: roster.logs.map { ($0.origin, $0.scope) }),
            suspended: Set(frozen.filter { roster.scope(of: $0) == .open }.map(\.member)))
    }

    package init(roster: VerifiedRoster, logs: any LogStore) throws {
        self.init(
            roster: roster,
            frozen: try logs.states().filter { $0.frozen != nil }.map(\.origin))
    }
}
