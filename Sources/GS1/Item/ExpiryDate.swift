/// The date after which a product is not to be used, as AI 17 carries it: two digits of the year,
/// month, day; day 00 means the last of the month. The century is settled where the time is known.
///
/// Source: GS1 General Specifications, sections 3.4.7 (AI 17) and 7.12 (century).
package struct ExpiryDate: Hashable, Sendable, Codable, CustomStringConvertible {
    /// 0...99.
    package let yearOfCentury: UInt8
    /// 1...12.
    package let month: UInt8
    /// 1...31, or 0 for the last day of the month.
    package let day: UInt8

    /// - Parameter text: `YYMMDD`, or `YYYY-MM-DD` with a year from 1951 to 2099.
    /// - Throws: `GS1Error.date` for anything else and for days that no calendar has.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        let bytes = Array(text.utf8.prefix(11))
        let start: Int
        let dash = UInt8(ascii: "-")
        switch bytes.count {
        case 6: start = 0
        case 10 where bytes[4] == dash && bytes[7] == dash: start = 2
        default: throw .date(found: String(text.prefix(20)))
        }
        var digits: [UInt8] = []
        for (offset, byte) in bytes.enumerated() where start == 0 || (offset != 4 && offset != 7) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                throw .date(found: String(text.prefix(20)))
            }
            digits.append(byte - UInt8(ascii: "0"))
        }
        if start == 2 {
            let year = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
            guard (1951...2099).contains(year) else { throw .date(found: String(text.prefix(20))) }
        }
        yearOfCentury = digits[start] * 10 + digits[start + 1]
        month = digits[start + 2] * 10 + digits[start + 3]
        day = digits[start + 4] * 10 + digits[start + 5]
        // 2000 was a leap year, and no other turn of a century comes into question.
        let isLeap = yearOfCentury % 4 == 0
        guard (1...12).contains(month), start == 0 || day > 0,
            day <= Self.daysInMonth(month, isLeap: isLeap)
        else { throw .date(found: String(text.prefix(20))) }
    }

    /// The same, where the present is known: a year that is written in full must be the one as which its
    /// last two digits are read, else a date in 2099 would have passed in 1999.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Throws: `GS1Error.date`, `.year`.
    package init(parsing text: some StringProtocol, seenAt now: UInt64) throws(GS1Error) {
        try self.init(parsing: text)
        let current = CivilDate.year(ofDay: Int(now / CivilDate.millisecondsPerDay))
        guard text.utf8.count == 6 || Int(text.prefix(4)) == year(seenIn: current) else {
            throw .year(
                found: String(text.prefix(20)), from: current - Self.yearsBack,
                to: current + Self.yearsAhead)
        }
    }

    /// The six digits of AI 17.
    package var description: String {
        [yearOfCentury, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    }

    private static let (yearsBack, yearsAhead) = (49, 50)

    /// The full year, in the century that lies nearest: at most `yearsBack` back, `yearsAhead` ahead.
    package func year(seenIn current: Int) -> Int {
        let century = current / 100 * 100
        return switch Int(yearOfCentury) - current % 100 {
        case 51...99: century - 100 + Int(yearOfCentury)
        case -99 ... -50: century + 100 + Int(yearOfCentury)
        default: century + Int(yearOfCentury)
        }
    }

    /// Whether both mean the same day of a year: day 00 is the last of the month.
    package func isSameDay(as other: ExpiryDate) -> Bool {
        (yearOfCentury, month, dayMeant) == (other.yearOfCentury, other.month, other.dayMeant)
    }

    private var dayMeant: UInt8 {
        day == 0 ? Self.daysInMonth(month, isLeap: yearOfCentury % 4 == 0) : day
    }

    /// The first instant (UTC) at which the product is expired: the midnight that ends the day.
    ///
    /// - Parameter now: milliseconds since 1970, from which the century follows.
    /// - Returns: milliseconds since 1970; 0 for what ended before.
    package func end(seenAt now: UInt64) -> UInt64 {
        let year = year(seenIn: CivilDate.year(ofDay: Int(now / CivilDate.millisecondsPerDay)))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let last = Self.daysInMonth(month, isLeap: isLeap)
        let lastDay = day == 0 ? last : min(day, last)
        let next = CivilDate.day(year: year, month: Int(month), day: Int(lastDay)) + 1
        return UInt64(max(next, 0)) * CivilDate.millisecondsPerDay
    }

    static func daysInMonth(_ month: UInt8, isLeap: Bool) -> UInt8 {
        switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Days since 1970-01-01 in the Gregorian calendar, years beginning in March so that the leap day is
/// the last one.
enum CivilDate {
    static let millisecondsPerDay: UInt64 = 86_400_000

    static func day(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    static func year(ofDay day: Int) -> Int {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        return yearOfEra + era * 400 + (dayOfYear >= 306 ? 1 : 0)
    }
}
