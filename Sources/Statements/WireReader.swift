/// Walks the fields of a protocol buffer in place: for the one message that is decoded by the
/// million. It reads what a sender normally writes and gives up (`nil`) on the rest, for the
/// general decoder to take over, so there is one answer to what a malformed message is.
///
/// Source: Protocol Buffers, 'Encoding' (base 128 varints, message structure).
struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    /// Field number and wire type, as they stand: `number << 3 | type`.
    mutating func tag() -> UInt64? { varint() }

    mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 63 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    mutating func slice() -> UnsafeRawBufferPointer? {
        guard let length = varint(), length <= UInt64(bytes.count - position) else { return nil }
        let start = position
        position += Int(length)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    /// ASCII is copied as it stands; only other text is validated, which costs more.
    mutating func string() -> String? {
        guard let slice = slice() else { return nil }
        guard !slice.isEmpty else { return "" }
        guard Self.isASCII(slice) else { return String(validating: slice, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: slice.count) { buffer in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: slice)
            return slice.count
        }
    }

    /// Eight bytes at a time.
    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var bits: UInt64 = 0
        var position = 0
        while position + 8 <= bytes.count {
            bits |= bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            position += 8
        }
        while position < bytes.count {
            bits |= UInt64(bytes[position])
            position += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }
}
