/// Days of the Gregorian calendar, also of the time before it was made, and their numbers: days since 1970-01-01, before
/// that negative. The one place where the house counts them.
///
/// Source: Howard Hinnant, 'chrono-compatible low-level date algorithms' (`days_from_civil`, `civil_from_days`). Years
/// begin in March there, so that the leap day is the last one.
package enum GregorianCalendar {
    package static let secondsPerDay: UInt64 = 86_400
    package static let millisecondsPerDay: UInt64 = 86_400_000

    private static let daysPerEra = 146_097
    private static let yearsPerEra = 400
    /// From 0000-03-01, with which an era begins, to 1970-01-01.
    private static let daysToEpoch = 719_468

    /// - Parameters:
    ///   - month: 1 to 12.
    ///   - day: from 1; one behind the month's last is a day of the next month.
    package static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floored(year, yearsPerEra)
        let yearOfEra = year - era * yearsPerEra
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * daysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - daysToEpoch
    }

    package static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + daysToEpoch
        let era = floored(shifted, daysPerEra)
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * yearsPerEra + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// - Parameter month: 1 to 12.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floored(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
