import AllianceNames
package import Replication
package import Roster

extension ViewScope {
    /// What counts by the newest roster and the forks that the record knows of, found here or proven by
    /// others.
    package init(roster: VerifiedRoster, logs: any LogStore) throws {
        self.init(roster, origins: roster.logs.map(\.origin), forked: try logs.forkedLogs())
    }
}
