import CivilTime

/// A day of the Gregorian calendar, in no particular place.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let years = 1970...9999

    /// Since 1 January 1970.
    package let day: Int

    package init(day: Int) { self.day = day }

    /// - Precondition: a day that there is, in `years`.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        precondition(Self.years.contains(year) && (1...12).contains(month))
        precondition(
            (1...GregorianCalendar.days(inMonth: month, of: year)).contains(day),
            "a day of that month")
        self.day = GregorianCalendar.dayNumber(year, month, day)
    }

    /// The day on a wall that is so many seconds ahead of UTC.
    package init(milliseconds: UInt64, offsetSeconds: Int = 0) {
        let seconds = Int(milliseconds / 1_000) + offsetSeconds
        day = seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    }

    package var year: Int { GregorianCalendar.date(ofDay: day).year }

    package var monthAndDay: (month: Int, day: Int) {
        let (_, month, day) = GregorianCalendar.date(ofDay: day)
        return (month, day)
    }

    /// From 1, Monday, to 7, Sunday (ISO 8601).
    package var weekday: Int {
        // 1 January 1970 was a Thursday.
        ((day + 3) % 7 + 7) % 7 + 1
    }

    package func adding(_ days: Int) -> CivilDate { CivilDate(day: day + days) }

    /// `2026-11-27`.
    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let (month, day) = monthAndDay
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Sunday of Easter in the Gregorian calendar (Meeus, Jones, Butcher).
    package static func easter(_ year: Int) -> CivilDate {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let f = (b + 8) / 25
        let g = (b - f + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return CivilDate(year, n / 31, n % 31 + 1)
    }

    package static func < (left: Self, right: Self) -> Bool { left.day < right.day }
}
