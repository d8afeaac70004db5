/// Which days a country's authorities work, and when their days begin and end.
package struct WorkingDayCalendar: Sendable {
    package struct Holiday: Hashable, Sendable {
        package var name: String
        package var rule: HolidayRule
        /// The first year in which it is one.
        package var since: Int

        package init(_ name: String, _ rule: HolidayRule, since: Int = 1970) {
            self.name = name
            self.rule = rule
            self.since = since
        }
    }

    /// ISO 3166-1 alpha-2.
    package var country: String
    /// The text that says so.
    package var source: String
    package var wallClock: WallClockRule
    /// Days of the week without work: 6 and 7 nearly everywhere.
    package var weekend: Set<Int>
    package var holidays: [Holiday]
    package var shift: HolidayShift
    /// Days without work that were announced for one year: regional ones, funerals, elections.
    package var closed: Set<CivilDate>
    /// Days of work on a weekend or holiday, where a country moves them.
    package var opened: Set<CivilDate>

    package init(
        country: String, source: String, wallClock: WallClockRule, weekend: Set<Int> = [6, 7],
        holidays: [Holiday], shift: HolidayShift = .lost, closed: Set<CivilDate> = [],
        opened: Set<CivilDate> = []
    ) {
        self.country = country
        self.source = source
        self.wallClock = wallClock
        self.weekend = weekend
        self.holidays = holidays
        self.shift = shift
        self.closed = closed
        self.opened = opened
    }

    package func isWorkingDay(_ date: CivilDate) -> Bool {
        if opened.contains(date) { return true }
        if closed.contains(date) || weekend.contains(date.weekday) { return false }
        // A holiday can move over the end of a year.
        let years = [date.year - 1, date.year, date.year + 1].filter(CivilDate.years.contains)
        return !years.contains { freeDays($0).contains(date) }
    }

    /// The holidays of a year, where they are kept.
    package func freeDays(_ year: Int) -> Set<CivilDate> {
        let dates = holidays.filter { $0.since <= year }.map { $0.rule.date(in: year) }.sorted()
        var free: Set<CivilDate> = []
        for date in dates where !weekend.contains(date.weekday) { free.insert(date) }
        for date in dates where weekend.contains(date.weekday) {
            switch shift {
            case .lost: break
            case .nearestWeekday: free.insert(date.adding(date.weekday == 6 ? -1 : 1))
            case .nextWorkingDay:
                var next = date.adding(1)
                while weekend.contains(next.weekday) || free.contains(next) {
                    next = next.adding(1)
                }
                free.insert(next)
            }
        }
        return free
    }

    /// The end of the last of so many working days after the day of the event, which does not count
    /// (Regulation (EEC, Euratom) 1182/71, article 3).
    ///
    /// - Precondition: there are working days in the calendar.
    package func end(ofWorkingDays count: Int, after time: UInt64) -> UInt64 {
        precondition(weekend.count < 7, "some day of the week is one of work")
        var date = CivilDate(
            milliseconds: time, offsetSeconds: wallClock.offsetSeconds(at: time))
        var left = count
        while left > 0 {
            date = date.adding(1)
            if isWorkingDay(date) { left -= 1 }
        }
        return wallClock.beginning(of: date.adding(1))
    }
}
