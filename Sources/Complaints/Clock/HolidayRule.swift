import CivilTime

/// On which day of each year a holiday is.
package enum HolidayRule: Hashable, Sendable {
    case fixed(month: Int, day: Int)
    /// Days from the Sunday of Easter.
    case easter(Int)
    /// The n-th such weekday of a month, from 1; -1 for the last.
    case weekday(Int, nth: Int, month: Int)

    package func date(in year: Int) -> CivilDate {
        switch self {
        case .fixed(let month, let day): return CivilDate(year, month, day)
        case .easter(let days): return CivilDate.easter(year).adding(days)
        case .weekday(let weekday, let nth, let month):
            if nth < 0 {
                let last = CivilDate(
                    year, month, GregorianCalendar.days(inMonth: month, of: year))
                return last.adding(-((last.weekday - weekday + 7) % 7) + 7 * (nth + 1))
            }
            let first = CivilDate(year, month, 1)
            return first.adding((weekday - first.weekday + 7) % 7 + 7 * (nth - 1))
        }
    }
}

/// What becomes of a holiday that falls on a day without work.
package enum HolidayShift: Hashable, Sendable {
    case lost
    /// From Saturday to Friday, from Sunday to Monday.
    case nearestWeekday
    /// To the next day that is neither a weekend nor a holiday.
    case nextWorkingDay
}
