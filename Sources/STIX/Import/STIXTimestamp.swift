/// A STIX timestamp as milliseconds since 1970: RFC 3339 in UTC with the `Z`, any number of
/// digits after the second (STIX 2.1 section 2.16). Digits beyond the millisecond are cut.
struct STIXTimestamp {
    let milliseconds: UInt64

    init?(parsing text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
            year >= 1970, (1...12).contains(month), hour < 24, minute < 60,
            second <= 60, (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        var fraction = 0
        if bytes.count > 20 {
            let digits = bytes[20..<bytes.count - 1]
            guard bytes[19] == UInt8(ascii: "."), !digits.isEmpty,
                let padded = Self.number((digits + [0x30, 0x30, 0x30]).prefix(3)),
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            fraction = padded
        }
        let days =
            (1970..<year).reduce(0) { $0 + (Self.isLeap($1) ? 366 : 365) }
            + (1..<month).reduce(0) { $0 + Self.days(in: $1, of: year) } + day - 1
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        milliseconds = UInt64(seconds * 1_000 + fraction)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
