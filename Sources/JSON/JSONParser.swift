/// Reads JSON (RFC 8259) strictly: no key twice in one object, no lone surrogate, nothing after
/// the value, bounded depth. The caller bounds the length.
struct JSONParser {
    private let bytes: [UInt8]
    private let depthMax: Int
    private var offset = 0

    /// - Throws: `JSONError` with the byte offset.
    static func parse(_ bytes: [UInt8], depthMax: Int) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depthMax: depthMax)
        let value = try parser.value(depth: 1)
        parser.skipSpace()
        guard parser.offset == parser.bytes.count else {
            throw parser.problem("something follows the value")
        }
        return value
    }

    private init(bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func problem(_ what: String) -> JSONError {
        JSONError(offset: offset, problem: what)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            offset += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func take(word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw problem("no value here") }
        offset += word.utf8.count
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= depthMax else {
            throw problem("nested deeper than \(depthMax) levels")
        }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try take(word: "true", .bool(true))
        case UInt8(ascii: "f"): return try take(word: "false", .bool(false))
        case UInt8(ascii: "n"): return try take(word: "null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: JSONValue] {
        offset += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem("a key is missing") }
            let key = try string()
            guard members[key] == nil else { throw problem("the key '\(key)' stands twice") }
            skipSpace()
            guard take(":") else { throw problem("':' is missing") }
            members[key] = try value(depth: depth + 1)
            skipSpace()
        } while take(",")
        guard take("}") else { throw problem("'}' is missing") }
        return members
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        offset += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return values }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw problem("']' is missing") }
        return values
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    private mutating func number() throws(JSONError) -> String {
        let start = offset
        _ = take("-")
        let leadingZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadingZero || whole == 1 else { throw problem("no value here") }
        if take("."), digits() == 0 { throw problem("a digit is missing") }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            if digits() == 0 { throw problem("a digit is missing") }
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            offset += 1
        }
        return offset - start
    }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        // Stretches without escapes, which is most texts, are taken whole.
        var text: [UInt8] = []
        var start = offset
        while let byte = next {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<offset - 1]
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw problem("a text is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                text += bytes[start..<offset - 1]
                text += try escape()
                start = offset
            case ..<0x20: throw problem("a control character in a text")
            default: break
            }
        }
        throw problem("a text does not end")
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw problem("a text does not end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xd800..<0xdc00).contains(code), take("\\"), take("u") {
                let low = try hexadecimal()
                guard (0xdc00..<0xe000).contains(low) else { throw problem("half a surrogate") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw problem("half a surrogate") }
            return Array(String(scalar).utf8)
        default: throw problem("an unknown escape")
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard bytes.count - offset >= 4,
            bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(
                String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw problem("an unknown escape") }
        offset += 4
        return code
    }
}
