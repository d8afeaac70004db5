import CivilTime

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
        guard (1...12).contains(month), start == 0 || day > 0, day <= lastOfMonth else {
            throw .date(found: String(text.prefix(20)))
        }
    }

    /// The same, where the present is known: a year that is written in full must be the one as which its
    /// last two digits are read, else a date in 2099 would have passed in 1999.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Throws: `GS1Error.date`, `.year`.
    package init(parsing text: some StringProtocol, seenAt now: UInt64) throws(GS1Error) {
        try self.init(parsing: text)
        let current = Self.year(at: now)
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
        day == 0 ? lastOfMonth : day
    }

    /// Of the turns of centuries only 2000 comes into question, which was a leap year.
    private var lastOfMonth: UInt8 {
        UInt8(GregorianCalendar.days(inMonth: Int(month), of: 2_000 + Int(yearOfCentury)))
    }

    private static func year(at now: UInt64) -> Int {
        GregorianCalendar.date(ofDay: Int(now / GregorianCalendar.millisecondsPerDay)).year
    }

    /// The first instant (UTC) at which the product is expired: the midnight that ends the day.
    ///
    /// - Parameter now: milliseconds since 1970, from which the century follows.
    /// - Returns: milliseconds since 1970; 0 for what ended before.
    package func end(seenAt now: UInt64) -> UInt64 {
        let year = year(seenIn: Self.year(at: now))
        let last = GregorianCalendar.days(inMonth: Int(month), of: year)
        let lastDay = day == 0 ? last : min(Int(day), last)
        let next = GregorianCalendar.dayNumber(year, Int(month), lastDay) + 1
        return UInt64(max(next, 0)) * GregorianCalendar.millisecondsPerDay
    }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
