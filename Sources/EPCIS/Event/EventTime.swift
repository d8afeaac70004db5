import CivilTime

/// A time as EPCIS writes it (`xsd:dateTimeStamp`: with a zone, any number of digits after the
/// second), rounded to the millisecond.
package struct EventTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970; before that negative.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// - Returns: nil for anything else, for days and hours that no calendar has, and for what in UTC is
    ///   not in the years 1 to 9999: it could not be printed so that it is read again.
    package init?(parsing text: String) {
        let bytes = Array(text.utf8.prefix(64))
        guard bytes.count >= 20, bytes.count < 64,
            let year = Self.number(bytes, 0, 4, then: "-"),
            let month = Self.number(bytes, 5, 2, then: "-"),
            let day = Self.number(bytes, 8, 2, then: "T"),
            let hour = Self.number(bytes, 11, 2, then: ":"),
            let minute = Self.number(bytes, 14, 2, then: ":"),
            let second = Self.number(bytes, 17, 2, then: nil),
            year >= 1, (1...12).contains(month), hour < 24, minute < 60, second < 60,
            (1...GregorianCalendar.days(inMonth: Int(month), of: Int(year))).contains(Int(day))
        else { return nil }
        var offset = 19
        var fraction: Int64 = 0
        if bytes[offset] == UInt8(ascii: ".") {
            let digits = bytes[(offset + 1)...].prefix { Self.isDigit($0) }
            guard !digits.isEmpty else { return nil }
            // The third digit is rounded up if the fourth is 5 or more (CBV 2.0, section 8.9).
            for place in 0..<3 {
                fraction =
                    fraction * 10
                    + (place < digits.count ? Int64(digits[digits.startIndex + place] - 48) : 0)
            }
            if digits.count > 3, digits[digits.startIndex + 3] >= UInt8(ascii: "5") {
                fraction += 1
            }
            offset = digits.endIndex
        }
        guard let zone = Self.zoneMinutes(bytes[offset...]) else { return nil }
        let seconds =
            (Self.dayNumber(Int(year), Int(month), Int(day)) * 24 + hour) * 3_600 + (minute - zone)
            * 60 + second
        let milliseconds = seconds * 1_000 + fraction
        guard Self.printable.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// Times of the years 1 to 9999.
    private static let printable =
        dayNumber(1, 1, 1) * 86_400_000..<dayNumber(10_000, 1, 1) * 86_400_000

    /// In UTC, to the millisecond: `2026-01-31T12:00:00.000Z`.
    package var description: String {
        let days = Self.floored(milliseconds, 86_400_000)
        let rest = milliseconds - days * 86_400_000
        let (year, month, day) = GregorianCalendar.date(ofDay: Int(days))
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + "T"
            + Self.padded(rest / 3_600_000, 2) + ":" + Self.padded(rest / 60_000 % 60, 2) + ":"
            + Self.padded(rest / 1_000 % 60, 2) + "." + Self.padded(rest % 1_000, 3) + "Z"
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// `+01:00` as its minutes; nil for what is no offset.
    package static func zoneMinutes(_ text: some Collection<UInt8>) -> Int64? {
        let bytes = Array(text)
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let hours = number(bytes, 1, 2, then: ":"),
            let minutes = number(bytes, 4, 2, then: nil),
            hours <= 14, minutes < 60
        else { return nil }
        return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    // MARK: Parts

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// `count` digits at `start`, and the sign that must follow.
    private static func number(
        _ bytes: [UInt8], _ start: Int, _ count: Int, then sign: Unicode.Scalar?
    ) -> Int64? {
        guard start + count <= bytes.count else { return nil }
        var number: Int64 = 0
        for byte in bytes[start..<start + count] {
            guard isDigit(byte) else { return nil }
            number = number * 10 + Int64(byte - 48)
        }
        if let sign {
            guard start + count < bytes.count, bytes[start + count] == UInt8(ascii: sign) else {
                return nil
            }
        }
        return number
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        Int64(GregorianCalendar.dayNumber(year, month, day))
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
