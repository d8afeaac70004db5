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
        UTCTimestamp(secondsSince1970: secondsSince1970 + min(days, 4_000_000) * 86_400)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    /// - Throws: `RosterError.time` unless `text` is `YYYY-MM-DDThh:mm:ssZ` of an existing day from
    ///   1970 on.
    package init(parsing text: some StringProtocol) throws(RosterError) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 * 10 + UInt64($1 &- UInt8(ascii: "0")) }
        }
        let shape = Array("0000-00-00T00:00:00Z".utf8)
        guard bytes.count == shape.count,
            zip(bytes, shape).allSatisfy({ byte, form in
                form == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == form
            })
        else { throw .time(found: String(text.prefix(40))) }
        let days = Self.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard let days, hour < 24, minute < 60, second < 60 else {
            throw .time(found: String(text))
        }
        secondsSince1970 = days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// Days since 1970-01-01 in the Gregorian calendar; nil for a day that does not exist.
    private static func days(year: UInt64, month: UInt64, day: UInt64) -> UInt64? {
        guard year >= 1970, (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [UInt64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400 - 477  // 477 up to 1969
        return (year - 1970) * 365 + leapDays + lengths[..<(Int(month) - 1)].reduce(0, +) + day - 1
    }
}

extension UTCTimestamp: CustomStringConvertible {
    package var description: String {
        var days = secondsSince1970 / 86_400
        var year: UInt64 = 1970
        // By whole years: at most some thousand steps for a far date, fifty for today's.
        while true {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length: UInt64 = isLeap ? 366 : 365
            if days < length { break }
            days -= length
            year += 1
        }
        var month: UInt64 = 1
        while let start = Self.days(year: year, month: month + 1, day: 1),
            let first = Self.days(year: year, month: 1, day: 1), start - first <= days
        { month += 1 }
        if let start = Self.days(year: year, month: month, day: 1),
            let first = Self.days(year: year, month: 1, day: 1)
        {
            days -= start - first
        }
        let second = secondsSince1970 % 86_400
        func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(days + 1))"
            + "T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
