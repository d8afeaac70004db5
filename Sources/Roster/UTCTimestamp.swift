import CivilTime

/// A second of UTC, written `2026-11-23T20:15:00Z` (RFC 3339 without fraction or offset), so that
/// one time has one spelling. Leap seconds do not exist here, as in POSIX time.
package struct UTCTimestamp: Hashable, Comparable, Sendable {
    /// 0 to the end of the year 9999.
    package let secondsSince1970: UInt64

    package static let secondsMax: UInt64 = 253_402_300_799

    /// Seconds beyond the year 9999 are cut to it.
    package init(secondsSince1970: UInt64) {
        self.secondsSince1970 = min(secondsSince1970, Self.secondsMax)
    }

    package init(millisecondsSince1970: UInt64) {
        self.init(secondsSince1970: millisecondsSince1970 / 1000)
    }

    package var millisecondsSince1970: UInt64 { secondsSince1970 * 1000 }

    package func adding(days: UInt64) -> UTCTimestamp {
        UTCTimestamp(
            secondsSince1970: secondsSince1970 + min(days, 4_000_000)
                * GregorianCalendar.secondsPerDay)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    /// - Throws: `RosterError.time` unless `text` is `YYYY-MM-DDThh:mm:ssZ` of an existing day from
    ///   1970 on.
    package init(parsing text: some StringProtocol) throws(RosterError) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
        }
        let shape = Array("0000-00-00T00:00:00Z".utf8)
        guard bytes.count == shape.count,
            zip(bytes, shape).allSatisfy({ byte, form in
                form == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == form
            })
        else { throw .time(found: String(text.prefix(40))) }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard year >= 1970, (1...12).contains(month),
            (1...GregorianCalendar.days(inMonth: month, of: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { throw .time(found: String(text)) }
        let days = GregorianCalendar.dayNumber(year, month, day)
        secondsSince1970 = UInt64(((days * 24 + hour) * 60 + minute) * 60 + second)
    }
}

extension UTCTimestamp: CustomStringConvertible {
    package var description: String {
        let (days, second) = secondsSince1970.quotientAndRemainder(
            dividingBy: GregorianCalendar.secondsPerDay)
        let (year, month, day) = GregorianCalendar.date(ofDay: Int(days))
        func two(_ number: some BinaryInteger) -> String {
            number < 10 ? "0\(number)" : "\(number)"
        }
        return "\(year)-\(two(month))-\(two(day))"
            + "T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
