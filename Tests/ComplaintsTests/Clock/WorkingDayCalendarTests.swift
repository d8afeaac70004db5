import Complaints
import Testing

@Suite("Working days")
struct WorkingDayCalendarTests {
    @Test("days are those of the Gregorian calendar, there and back")
    func dates() {
        for (day, text, weekday) in [
            (0, "1970-01-01", 4), (59, "1970-03-01", 7), (10_956, "1999-12-31", 5),
            (11_016, "2000-02-29", 2), (20_784, "2026-11-27", 5), (47_541, "2100-03-01", 1),
        ] {
            let date = CivilDate(day: day)
            #expect(date.description == text)
            #expect(date.weekday == weekday)
            let (month, dayOfMonth) = date.monthAndDay
            #expect(CivilDate(date.year, month, dayOfMonth) == date)
        }
        for day in stride(from: 0, to: 60_000, by: 1) {
            let date = CivilDate(day: day)
            let (month, dayOfMonth) = date.monthAndDay
            if CivilDate(date.year, month, dayOfMonth).day != day { Issue.record("day \(day)") }
        }
        #expect(CivilDate(milliseconds: 1_790_000_000_000).description == "2026-09-21")
        #expect(CivilDate(milliseconds: 3_600_000, offsetSeconds: -7_200).day == -1)
    }

    @Test(
        "Easter is when the almanacs have it",
        arguments: [
            (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2024, "2024-03-31"),
            (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"), (2038, "2038-04-25"),
        ])
    func easter(year: Int, expected: String) {
        #expect(CivilDate.easter(year).description == expected)
    }

    /// As the governments published them.
    static let published: [(WorkingDayCalendar, Int, [String])] = [
        (
            .germany, 2026,
            [
                "01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "12-25",
            ]
        ),
        (
            .france, 2027,
            [
                "01-01", "03-29", "05-06", "05-17", "07-14", "11-01", "11-11",
            ]
        ),
        (
            .netherlands, 2026,
            [
                "01-01", "04-03", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25",
            ]
        ),
        (
            .englandAndWales, 2021,
            [
                "01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28",
            ]
        ),
        (
            .englandAndWales, 2026,
            ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]
        ),
        (
            .englandAndWales, 2028,
            ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]
        ),
        (
            .unitedStates, 2026,
            [
                "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11",
                "11-26", "12-25",
            ]
        ),
        (
            .unitedStates, 2021,
            [
                "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11",
                "11-25", "12-24",
            ]
        ),
    ]

    @Test("holidays are on the days that were published", arguments: published.indices)
    func holidays(index: Int) {
        let (calendar, year, expected) = Self.published[index]
        #expect(
            calendar.freeDays(year).sorted().map(\.description) == expected.map { "\(year)-\($0)" })
    }

    @Test("New Year's Day on a Saturday is kept in the year before, in the United States")
    func overTheYear() {
        #expect(!WorkingDayCalendar.unitedStates.isWorkingDay(CivilDate(2021, 12, 31)))
        #expect(WorkingDayCalendar.germany.isWorkingDay(CivilDate(2021, 12, 31)))
    }

    @Test("ten working days begin the day after, skip weekends and holidays, and end with the day")
    func tenDays() {
        // Told on 16 December 2026, a Wednesday, at 14:00 in Berlin.
        let told = UInt64(CivilDate(2026, 12, 16).day) * 86_400_000 + 13 * 3_600_000
        let end = WorkingDayCalendar.germany.end(ofWorkingDays: 10, after: told)
        // 17 18 21 22 23 24 28 29 30 31: ends at midnight in Berlin, an hour before that of UTC.
        #expect(end == UInt64(CivilDate(2027, 1, 1).day) * 86_400_000 - 3_600_000)
        let british = WorkingDayCalendar.englandAndWales.end(ofWorkingDays: 10, after: told)
        #expect(CivilDate(milliseconds: british).description == "2027-01-05")
    }

    @Test("the day is that on the wall there, also where the clock was changed in between")
    func wallClocks() {
        // 23:30 UTC on 27 March 2026 is 28 March in Berlin, and the clock goes forward on the 29th.
        let told = UInt64(CivilDate(2026, 3, 27).day) * 86_400_000 + 23 * 3_600_000 + 1_800_000
        let end = WorkingDayCalendar.germany.end(ofWorkingDays: 1, after: told)
        #expect(end == UInt64(CivilDate(2026, 3, 31).day) * 86_400_000 - 2 * 3_600_000)
        let summer = UInt64(CivilDate(2026, 7, 1).day) * 86_400_000
        #expect(WallClockRule.unitedStates(minutes: -300).offsetSeconds(at: summer) == -14_400)
        #expect(WallClockRule.unitedStates(minutes: -300).offsetSeconds(at: told) == -14_400)
        #expect(WallClockRule.european(minutes: 60).offsetSeconds(at: told) == 3_600)
        #expect(WallClockRule.fixed(minutes: 480).offsetSeconds(at: told) == 28_800)
    }

    @Test("a country can close days and open others")
    func exceptions() {
        var calendar = WorkingDayCalendar.germany
        calendar.closed = [CivilDate(2026, 12, 24)]
        calendar.opened = [CivilDate(2026, 12, 26)]
        #expect(!calendar.isWorkingDay(CivilDate(2026, 12, 24)))
        #expect(calendar.isWorkingDay(CivilDate(2026, 12, 26)))
        #expect(WorkingDayCalendar.of("FR")?.country == "FR" && WorkingDayCalendar.of("XX") == nil)
    }

    @Test("customs give ten working days, three for what perishes, twenty with an extension")
    func customs() throws {
        let told = UInt64(CivilDate(2026, 9, 1).day) * 86_400_000 + 36_000_000
        for (goods, isExtended, expected) in [
            (CustomsDetention.Goods.ordinary, false, "2026-09-15"),
            (.perishable, false, "2026-09-04"),
            (.ordinary, true, "2026-09-29"), (.perishable, true, "2026-09-04"),
        ] {
            let detention = CustomsDetention(
                id: "d1", country: "DE", notifiedAt: told, goods: goods, isExtended: isExtended)
            let due = try #require(detention.due(.germany))
            #expect(CivilDate(milliseconds: due - 1, offsetSeconds: 7_200).description == expected)
            let deadlines = detention.deadlines(.germany)
            #expect(deadlines.map(\.kind) == [.customsEscalation, .customsDue])
            #expect(deadlines[0].time < due && deadlines[1].time == due)
        }
        #expect(
            CustomsDetention(id: "d", country: "US", notifiedAt: told).due(.unitedStates) == nil)
        #expect(CustomsDetention(id: "d", country: "FR", notifiedAt: told).due(.germany) == nil)
    }

    @Test(
        "a detention at the end of all years has an end too",
        arguments: [UInt64.max, 253_402_300_799_999, 253_400_000_000_000])
    func endOfYears(told: UInt64) throws {
        for calendar in WorkingDayCalendar.countries where calendar.country != "US" {
            let detention = CustomsDetention(
                id: "d", country: calendar.country, notifiedAt: told, isExtended: true)
            let due = try #require(detention.due(calendar))
            #expect(due > detention.notifiedAt)
            #expect(detention.deadlines(calendar).map(\.time).max() == due)
        }
        #expect(WallClockRule.unitedStates(minutes: -300).offsetSeconds(at: told) == -18_000)
    }
}
