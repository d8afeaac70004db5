import AllianceNames
import JSON
import Replication

/// How this node stands with the others, for programs.
enum ExchangeJSON {
    static func value(_ health: ExchangeHealth) -> JSONValue {
        .members([
            ("alliance", .string(health.alliance.rawValue)), ("own", standing(health.own)),
            ("members", .array(health.peers.map(standing))),
            ("logs", .integer(UInt64(health.logs))),
            ("staleLogs", .integer(UInt64(health.staleLogs))),
            ("contradictedLogs", .array(health.contradictedLogs.map { .string($0) })),
            ("registerVersion", .integer(health.registerVersion)),
            ("registerExpiresAt", IndicatorJSON.time(health.registerExpiresAt)),
            ("certificateExpiresAt", IndicatorJSON.time(health.certificateExpiresAt)),
            ("entriesMerged", .integer(health.entriesMerged)),
            ("textLag", .integer(health.textLag)),
        ])
    }

    static func value(_ overview: ConsoleOverview) -> JSONValue {
        .members([
            ("newest", .array(overview.newest.map(IndicatorJSON.hit))),
            (
                "days",
                .array(
                    overview.days.map { day in
                        .members([
                            ("begins", IndicatorJSON.time(day.start)),
                            ("statements", .integer(day.total)),
                            (
                                "members",
                                .array(
                                    day.counts.sorted { $0.key < $1.key }.map {
                                        .members([
                                            ("member", .string($0.key.rawValue)),
                                            ("statements", .integer($0.value)),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
            ("exchange", value(overview.health)),
        ])
    }

    private static func standing(_ standing: ExchangeHealth.Standing) -> JSONValue {
        .members([
            ("member", .string(standing.member.rawValue)), ("name", .string(standing.name)),
            ("roles", .array(standing.roles.map { .string($0) })),
            ("entriesHeld", .integer(standing.entriesHeld)),
            ("entriesBehind", .integer(standing.entriesBehind)),
            ("lastHeard", standing.lastHeard.map(IndicatorJSON.time)),
            ("stale", .bool(standing.isStale)),
            ("conflictingRecords", .bool(standing.hasConflictingRecords)),
            ("keepsBack", .bool(standing.keepsBack)),
            ("registerVersion", standing.registerVersion.map { .integer($0) }),
            ("certificateExpiresAt", standing.certificateExpiresAt.map(IndicatorJSON.time)),
            ("lastRefusal", (standing.lastRefusal?.reason).map { .string($0) }),
        ])
    }
}
