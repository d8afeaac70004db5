/// Times of a generated year are whole seconds from its beginning; what was before it is negative.
package enum YearClock {
    /// Seconds since 1970 at second 0: 2026-01-01 UTC, a Thursday.
    package static let startSeconds1970 = 1_767_225_600
    package static let hourSeconds = 3_600
    package static let daySeconds = 86_400
}
