/// How far the clock on the wall is ahead of UTC.
package enum WallClockRule: Hashable, Sendable {
    case fixed(minutes: Int)
    /// One hour more between 01:00 UTC of the last Sundays of March and October (Directive 2000/84/EC).
    case european(minutes: Int)
    /// One hour more from 02:00 of the second Sunday of March to 02:00 of the first Sunday of November
    /// (15 U.S.C. 260a).
    case unitedStates(minutes: Int)

    /// Seconds at a time, in milliseconds since 1970.
    package func offsetSeconds(at time: UInt64) -> Int {
        let seconds = Int(time / 1_000)
        // After the last year of the calendar the clock goes on as in that.
        let year = min(CivilDate(milliseconds: time).year, CivilDate.years.upperBound)
        func sunday(_ nth: Int, _ month: Int) -> Int {
            HolidayRule.weekday(7, nth: nth, month: month).date(in: year).day * 86_400
        }
        switch self {
        case .fixed(let minutes): return minutes * 60
        case .european(let minutes):
            let summer = sunday(-1, 3) + 3_600..<sunday(-1, 10) + 3_600
            return minutes * 60 + (summer.contains(seconds) ? 3_600 : 0)
        case .unitedStates(let minutes):
            // Winter time before, summer time after.
            let summer =
                sunday(2, 3) + 7_200 - minutes * 60..<sunday(1, 11) + 3_600 - minutes * 60
            return minutes * 60 + (summer.contains(seconds) ? 3_600 : 0)
        }
    }

    /// When a day begins, in milliseconds since 1970.
    package func beginning(of date: CivilDate) -> UInt64 {
        let wall = date.day * 86_400
        let guess = UInt64(max(0, wall)) * 1_000
        // The offset of the time itself, which is not known before the time is. No rule here changes
        // the clock at midnight.
        let first = UInt64(max(0, wall - offsetSeconds(at: guess))) * 1_000
        return UInt64(max(0, wall - offsetSeconds(at: first))) * 1_000
    }
}
