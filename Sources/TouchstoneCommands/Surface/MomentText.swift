import ArgumentParser
import CivilTime
import Roster
import Statements

/// Times as people and JSON read them: ISO 8601 in UTC, whole seconds.
enum MomentText {
    static func print(_ milliseconds: UInt64) -> String {
        UTCTimestamp(millisecondsSince1970: milliseconds).description
    }

    /// The day alone, for tables.
    static func day(_ milliseconds: UInt64) -> String { String(print(milliseconds).prefix(10)) }

    /// Reads `2026-11-23` or `2026-11-23T09:30:00Z`, in ms since 1970.
    static func parse(_ text: String) throws -> UInt64 {
        let full = text.utf8.count == 10 ? "\(text)T00:00:00Z" : text
        do {
            return try UTCTimestamp(parsing: full).millisecondsSince1970
        } catch {
            throw ValidationError(
                "'\(text)' is no date; write a day such as 2026-01-31, or 2026-01-31T09:30:00Z")
        }
    }

    /// When what `--until` names is over, in ms since 1970: a day belongs to it, as in the console's forms.
    static func end(_ text: String) throws -> UInt64 {
        let start = try parse(text)
        guard text.utf8.count == 10 else { return start }
        return min(
            start + GregorianCalendar.millisecondsPerDay, StatementLimits.timeMillisecondsMax)
    }

    /// What `--since` and `--until` name together; nil where neither is given.
    static func range(since: String?, until: String?) throws -> Range<UInt64>? {
        guard since != nil || until != nil else { return nil }
        let start = try since.map(parse) ?? 0
        let end = try until.map(Self.end) ?? StatementLimits.timeMillisecondsMax
        guard start < end else {
            throw ValidationError("no time lies between --since and --until")
        }
        return start..<end
    }
}
