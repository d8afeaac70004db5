/// A day of the Gregorian calendar, in no particular place.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let years = 1970...9999

    /// Since 1 January 1970.
    package let day: Int

    package init(day: Int) { self.day = day }

    /// - Precondition: a day that there is, in `years`.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        precondition(Self.years.contains(year) && (1...12).contains(month))
        precondition((1...Self.days(in: month, of: year)).contains(day), "a day of that month")
        let before = (1..<month).reduce(0) { $0 + Self.days(in: $1, of: year) }
        self.day = Self.daysBefore(year) - Self.daysBefore(1970) + before + day - 1
    }

    /// The day on a wall that is so many seconds ahead of UTC.
    package init(milliseconds: UInt64, offsetSeconds: Int = 0) {
        let seconds = Int(milliseconds / 1_000) + offsetSeconds
        day = seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    }

    package var year: Int {
        var year = 1970 + Int(Double(day) / 365.2425)
        while Self.daysBefore(year) - Self.daysBefore(1970) > day { year -= 1 }
        while Self.daysBefore(year + 1) - Self.daysBefore(1970) <= day { year += 1 }
        return year
    }

    package var monthAndDay: (month: Int, day: Int) {
        let year = year
        var rest = day - (Self.daysBefore(year) - Self.daysBefore(1970))
        var month = 1
        while rest >= Self.days(in: month, of: year) {
            rest -= Self.days(in: month, of: year)
            month += 1
        }
        return (month, rest + 1)
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

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2:
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
                ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func daysBefore(_ year: Int) -> Int {
        let years = year - 1
        return years * 365 + years / 4 - years / 100 + years / 400
    }

    package static func < (left: Self, right: Self) -> Bool { left.day < right.day }
}
