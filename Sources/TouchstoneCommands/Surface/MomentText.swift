import ArgumentParser
import Roster

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
}
