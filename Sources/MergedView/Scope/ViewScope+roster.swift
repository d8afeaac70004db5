package import AllianceNames
package import Roster

extension ViewScope {
    /// The scope that `roster` gives to `origins`. A member is suspended while a log of its own that
    /// is known to be forked is still open; the roster ends that by giving the log its end.
    package init(
        _ roster: VerifiedRoster, origins: some Sequence<LogOrigin>,
        forked: some Sequence<LogOrigin> = EmptyCollection()
    ) {
        self.init(
            logs: [:],
            suspended: Set(forked.filter { roster.scope(of: $0) == .open }.map(\.member)),
            quotas: roster.roster.quotas)
        for origin in origins { logs[origin] = roster.scope(of: origin) }
    }
}
