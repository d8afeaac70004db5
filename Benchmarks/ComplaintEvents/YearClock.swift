/// Times of a generated year are whole seconds from its beginning, 2026-01-01 UTC; what was before it is negative.
package enum YearClock {
    package static let hourSeconds = 3_600
    package static let daySeconds = 86_400
}
