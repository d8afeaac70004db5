import JSON

/// From when something holds and, once it has ended, until when.
///
/// Both times are at or before the roster's own `issuedAt`, so an `until` that is there has passed:
/// whether something holds is read off the roster, and no clock is asked.
package struct Tenure: Hashable, Sendable {
    package let from: UTCTimestamp
    package internal(set) var until: UTCTimestamp?

    package init(from: UTCTimestamp, until: UTCTimestamp? = nil) {
        self.from = from
        self.until = until
    }

    package var hasEnded: Bool { until != nil }

    /// Whether some moment belongs to both; what ends when another begins does not overlap it.
    func overlaps(_ other: Tenure) -> Bool {
        func precedes(_ until: UTCTimestamp?, _ from: UTCTimestamp) -> Bool {
            until.map { $0 <= from } ?? false
        }
        return !precedes(until, other.from) && !precedes(other.until, from)
    }

    init(reading object: inout JSONObject) throws(RosterError) {
        from = try object.text("from") { try UTCTimestamp(parsing: $0) }
        until = try object.optionalText("until") { try UTCTimestamp(parsing: $0) }
    }

    func write(to members: inout [String: JSONValue]) {
        members["from"] = .string(from.description)
        if let until { members["until"] = .string(until.description) }
    }
}

/// What ends and is never deleted: memberships, seats, roles, prefixes, keys.
protocol Tenured: Sendable {
    /// What it is, unique among its like in one roster, for comparing rosters and for messages:
    /// `role brand since 2026-11-23T00:00:00Z`.
    var identity: String { get }
    var tenure: Tenure { get set }
}

extension [any Tenured] {
    var open: [any Tenured] { filter { !$0.tenure.hasEnded } }
}
