import Roster

/// A day, as a browser's field of a date sends it.
enum FormDay {
    /// When it begins, in milliseconds since 1970; nil for what is no day.
    static func start(_ text: String) -> UInt64? {
        (try? UTCTimestamp(parsing: "\(text)T00:00:00Z"))?.millisecondsSince1970
    }
}
