import Roster

/// Times in lists of items: `2026-11-23T09:30:00Z`, with milliseconds where they are not zero, or a
/// day, which means its beginning (UTC).
package enum ItemTime {
    package static func print(_ milliseconds: UInt64) -> String {
        let second = UTCTimestamp(millisecondsSince1970: milliseconds).description
        let rest = milliseconds % 1_000
        guard rest > 0 else { return second }
        return "\(second.dropLast()).\(rest < 100 ? "0" : "")\(rest < 10 ? "0" : "")\(rest)Z"
    }

    /// Milliseconds since 1970.
    package static func parse(_ text: String) throws(ProductAuthenticationError) -> UInt64 {
        var second = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        var rest: UInt64 = 0
        let bytes = Array(text.utf8)
        if bytes.count == 24, bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z") {
            for byte in bytes[20..<23] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                    throw .time(found: String(text.prefix(40)))
                }
                rest = rest * 10 + UInt64(byte - UInt8(ascii: "0"))
            }
            second = String(decoding: bytes[..<19], as: UTF8.self) + "Z"
        }
        do {
            return try UTCTimestamp(parsing: second).millisecondsSince1970 + rest
        } catch {
            throw .time(found: String(text.prefix(40)))
        }
    }
}
