import CivilTime
import Testing

@Suite struct GregorianCalendarTests {
    @Test(
        "known days have their numbers",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2026, 11, 26, 20_783),
            (2100, 3, 1, 47_541), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
            (0, 3, 1, -719_468), (-1, 12, 31, -719_529),
        ])
    func known(year: Int, month: Int, day: Int, number: Int) {
        #expect(GregorianCalendar.dayNumber(year, month, day) == number)
        #expect(GregorianCalendar.date(ofDay: number) == (year, month, day))
    }

    @Test("every day of twelve hundred years follows on the one before")
    func sequence() {
        var (year, month, day) = (1500, 1, 1)
        let first = GregorianCalendar.dayNumber(year, month, day)
        for number in first..<first + 3 * 146_097 {
            let found = GregorianCalendar.date(ofDay: number)
            guard found == (year, month, day),
                GregorianCalendar.dayNumber(year, month, day) == number
            else {
                Issue.record("day \(number) is \(found), not \(year)-\(month)-\(day)")
                return
            }
            day += 1
            if day > GregorianCalendar.days(inMonth: month, of: year) {
                (month, day) = (month + 1, 1)
            }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (2700, 1, 1))
    }

    @Test("of the turns of centuries only each fourth has a leap day")
    func leapYears() {
        let leap = [1600, 1896, 2000, 2024, 2400]
        let common = [1700, 1900, 2023, 2100, 2200]
        #expect(leap.allSatisfy(GregorianCalendar.isLeap))
        #expect(!common.contains(where: GregorianCalendar.isLeap))
        #expect(GregorianCalendar.days(inMonth: 2, of: 2000) == 29)
        #expect(GregorianCalendar.days(inMonth: 2, of: 2100) == 28)
        #expect((1...12).reduce(0) { $0 + GregorianCalendar.days(inMonth: $1, of: 2026) } == 365)
    }
}
