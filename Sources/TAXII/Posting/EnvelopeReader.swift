import JSON

/// Takes an envelope apart: where each of its objects stands in the bytes. What stands within an object,
/// its own reader judges; all else is read strictly.
///
/// Source: TAXII 2.1 section 3.7 (envelope).
struct EnvelopeReader {
    private let bytes: [UInt8]
    private var offset = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: `TAXIIError`.
    static func objects(
        in bytes: [UInt8], objectsMax: Int
    ) throws(TAXIIError) -> [Range<Int>] {
        var reader = EnvelopeReader(bytes)
        reader.skipSpace()
        guard reader.take("{") else { throw reader.notJSON("an envelope begins with {") }
        var objects: [Range<Int>]?
        var names: Set<[UInt8]> = []
        reader.skipSpace()
        if !reader.take("}") {
            repeat {
                let name = try reader.name()
                guard names.insert(name).inserted else {
                    throw reader.notJSON("a name stands twice")
                }
                if name == Array("objects".utf8) {
                    objects = try reader.list(objectsMax: objectsMax)
                } else {
                    try reader.checkOther(try reader.value())
                }
                reader.skipSpace()
            } while reader.take(",")
            guard reader.take("}") else { throw reader.notJSON("'}' is missing") }
        }
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.notJSON("something follows it") }
        guard let objects, !objects.isEmpty else { throw .envelope("it has no 'objects'") }
        return objects
    }

    private func notJSON(_ problem: String) -> TAXIIError {
        .notJSON("not valid JSON at byte \(offset): \(problem)")
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0a, 0x0d, 0x09: offset += 1
            default: return
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// As it stands between its quotes.
    private mutating func name() throws(TAXIIError) -> [UInt8] {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
            throw notJSON("a name is missing")
        }
        let range = try value()
        guard !bytes[range].contains(UInt8(ascii: "\\")) else {
            throw notJSON("a name with an escape, which no envelope has")
        }
        try checkOther(range)
        skipSpace()
        guard take(":") else { throw notJSON("':' is missing") }
        return Array(bytes[range.dropFirst().dropLast()])
    }

    private func checkOther(_ range: Range<Int>) throws(TAXIIError) {
        do {
            _ = try JSONValue(parsing: Array(bytes[range]))
        } catch {
            throw .notJSON("not valid JSON behind byte \(range.lowerBound): \(error.problem)")
        }
    }

    private mutating func list(objectsMax: Int) throws(TAXIIError) -> [Range<Int>] {
        skipSpace()
        guard take("[") else { throw .envelope("'objects' is not a list") }
        skipSpace()
        if take("]") { return [] }
        var objects: [Range<Int>] = []
        repeat {
            guard objects.count < objectsMax else { throw .objectCount(objectsMax: objectsMax) }
            objects.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw notJSON("']' is missing") }
        return objects
    }

    /// The bytes of the next value, told by brackets and quotes alone.
    private mutating func value() throws(TAXIIError) -> Range<Int> {
        skipSpace()
        let start = offset
        var depth = 0
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""): try skipText()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return try ended(start) }
                depth -= 1
                offset += 1
                if depth == 0 { return start..<offset }
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0a, 0x0d, 0x09:
                if depth == 0 { return try ended(start) }
                offset += 1
            default: offset += 1
            }
        }
        throw notJSON("it ends too soon")
    }

    private func ended(_ start: Int) throws(TAXIIError) -> Range<Int> {
        guard offset > start else { throw notJSON("a value is missing") }
        return start..<offset
    }

    private mutating func skipText() throws(TAXIIError) {
        offset += 1
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 2
            case UInt8(ascii: "\""):
                offset += 1
                return
            default: offset += 1
            }
        }
        throw notJSON("a text does not end")
    }
}
