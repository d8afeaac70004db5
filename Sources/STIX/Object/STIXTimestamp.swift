import CivilTime

/// A STIX timestamp: RFC 3339 in UTC with the `Z`, any number of digits after the second
/// (STIX 2.1 section 2.16, TAXII 2.1 section 2.3). Digits beyond the microsecond are cut.
package struct STIXTimestamp: Hashable, Comparable, Sendable {
    /// The last microsecond of the year 9999, which is the last that can be written.
    package static let microsecondsMax: UInt64 = 253_402_300_799_999_999

    /// Since 1970.
    package let microseconds: UInt64

    package var milliseconds: UInt64 { microseconds / 1_000 }

    /// - Parameter microseconds: since 1970; what is beyond the year 9999 is its end.
    package init(microseconds: UInt64) {
        self.microseconds = min(microseconds, Self.microsecondsMax)
    }

    package init(milliseconds: UInt64) {
        self.init(microseconds: min(milliseconds, Self.microsecondsMax / 1_000) * 1_000)
    }

    /// Nil also for a time before 1970.
    package init?(parsing text: String) {
        guard let microseconds = Self.microseconds(parsing: text), microseconds >= 0 else {
            return nil
        }
        self.init(microseconds: UInt64(microseconds))
    }

    /// The same, with the first microsecond of 1970 for all times before it.
    package static func notBefore1970(parsing text: String) -> STIXTimestamp? {
        microseconds(parsing: text).map { STIXTimestamp(microseconds: UInt64(max($0, 0))) }
    }

    private static func microseconds(parsing text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), hour < 24, minute < 60,
            second <= 60, (1...GregorianCalendar.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        var fraction = 0
        if bytes.count > 20 {
            let digits = bytes[20..<bytes.count - 1]
            guard bytes[19] == UInt8(ascii: "."), !digits.isEmpty,
                let padded = number((digits + zeros).prefix(6)),
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            fraction = padded
        }
        let days = GregorianCalendar.dayNumber(year, month, day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        return seconds * 1_000_000 + fraction
    }

    private static let zeros = [UInt8](repeating: 0x30, count: 6)

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension STIXTimestamp {
    /// With three digits after the second, or with six where three do not tell it.
    package var text: String {
        let fraction = microseconds % 1_000_000
        return fraction.isMultiple(of: 1_000)
            ? text(fraction: fraction / 1_000, digits: 3) : microsecondText
    }

    /// With six digits after the second.
    package var microsecondText: String { text(fraction: microseconds % 1_000_000, digits: 6) }

    private func text(fraction: UInt64, digits: Int) -> String {
        let seconds = Int(microseconds / 1_000_000)
        let (year, month, day) = GregorianCalendar.date(ofDay: seconds / 86_400)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        func append(_ number: Int, _ width: Int, _ end: Unicode.Scalar) {
            var divisor = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                bytes.append(UInt8(0x30 + number / divisor % 10))
                divisor /= 10
            }
            bytes.append(UInt8(ascii: end))
        }
        append(year, 4, "-")
        append(month, 2, "-")
        append(day, 2, "T")
        append(seconds / 3_600 % 24, 2, ":")
        append(seconds / 60 % 60, 2, ":")
        append(seconds % 60, 2, ".")
        append(Int(fraction), digits, "Z")
        return String(decoding: bytes, as: UTF8.self)
    }
}
