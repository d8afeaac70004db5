/// Reads what `BodyWriter` wrote. Bytes come from a file that may be damaged, so nothing is assumed.
struct BodyReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func readVarint() throws(BodyFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try readByte()
            guard shift < 63 || byte <= 1 else { throw .numberTooLong }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func readByte() throws(BodyFault) -> UInt8 {
        guard offset < bytes.count else { throw .truncated }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func readPart() throws(BodyFault) -> UnsafeRawBufferPointer {
        let count = try readVarint()
        guard count <= UInt64(bytes.count - offset) else { throw .truncated }
        defer { offset += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(count)])
    }

    mutating func readText() throws(BodyFault) -> String {
        String(decoding: try readPart(), as: UTF8.self)
    }

    mutating func readCount(max: Int) throws(BodyFault) -> Int {
        let count = try readVarint()
        guard count <= UInt64(max) else { throw .tooMany }
        return Int(count)
    }
}

enum BodyFault: String, Error {
    case truncated = "it ends too early"
    case numberTooLong = "a number is too long"
    case tooMany = "a list is too long"
    case unknownCode = "a code is unknown"
    case trailing = "bytes are left over"
}
