import NIOCore

/// The rest of a payload bundle, for a reader that holds its first entries.
enum PayloadTail {
    /// Skips `from` payloads: each is a length (uint32, big endian) and as many bytes.
    static func of(_ payloads: [UInt8], from: Int) throws(CutShort) -> ByteBuffer {
        var buffer = ByteBuffer(bytes: payloads)
        for _ in 0..<from {
            guard let length = buffer.readInteger(as: UInt32.self),
                buffer.readableBytes >= Int(length)
            else { throw CutShort(bytes: payloads.count) }
            buffer.moveReaderIndex(forwardBy: Int(length))
        }
        return buffer
    }

    /// Our own store handed out a bundle that ends within a payload.
    struct CutShort: Error, CustomStringConvertible {
        let bytes: Int
        var description: String {
            "a stored payload bundle of \(bytes) bytes ends within a payload; run 'touchstone log audit'"
        }
    }
}
