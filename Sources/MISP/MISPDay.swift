import STIX

/// A day of the calendar, in UTC.
package struct MISPDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    private static let milliseconds: UInt64 = 86_400_000

    /// Days since 1970-01-01.
    package let number: UInt64

    package init(number: UInt64) { self.number = number }

    /// - Parameter time: milliseconds since 1970.
    package init(of time: UInt64) { number = time / Self.milliseconds }

    /// `2026-11-26`.
    package var description: String {
        String(STIXTimestamp(milliseconds: number &* Self.milliseconds).text.prefix(10))
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// `2026-11-26T12:00:00.000000+00:00`, as MISP writes when something was seen.
    static func moment(_ milliseconds: UInt64) -> String {
        String(STIXTimestamp(milliseconds: milliseconds).microsecondText.dropLast()) + "+00:00"
    }
}
