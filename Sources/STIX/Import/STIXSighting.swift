package import JSON
import Statements

/// What a `sighting` object adds to a total: how often, of what, between when.
///
/// Source: STIX 2.1 section 5.2. `count` may be missing, and is 1 then.
package struct STIXSighting: Equatable, Sendable {
    /// What was seen: the name of an object.
    package let subject: String
    package let count: UInt64
    /// Milliseconds since 1970.
    package let first: UInt64
    package let last: UInt64

    private static let countMax = 999_999_999

    /// Nil for another object, one that was revoked, and one that says of nothing seen, or not when.
    package init?(_ object: JSONValue) {
        guard case .object(let members) = object, members["type"] == .string("sighting"),
            members["revoked"] != .bool(true),
            case .string(let subject)? = members["sighting_of_ref"],
            let created = Self.time("created", members),
            let count = Self.count(members), count > 0
        else { return nil }
        self.subject = subject
        self.count = count
        let last = Self.time("last_seen", members) ?? Self.time("first_seen", members) ?? created
        let first = Self.time("first_seen", members) ?? last
        guard first <= last else { return nil }
        (self.first, self.last) = (first, last)
    }

    private static func count(_ members: [String: JSONValue]) -> UInt64? {
        guard let value = members["count"] else { return 1 }
        guard case .number(let digits) = value, let count = Int(digits), (0...countMax) ~= count
        else { return nil }
        return UInt64(count)
    }

    private static func time(_ name: String, _ members: [String: JSONValue]) -> UInt64? {
        guard case .string(let text)? = members[name] else { return nil }
        return STIXTimestamp(parsing: text)?.milliseconds
    }
}
