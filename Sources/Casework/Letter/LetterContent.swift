/// What is sealed is of one length, whatever it says: whoever passes it on cannot tell one kind from another.
package enum LetterContent {
    package static let paddedBytes = 16 * 1024
    private static let lengthBytes = 4
    package static let bytesMax = paddedBytes - lengthBytes

    package static func padded(_ content: [UInt8]) throws(LetterError) -> [UInt8] {
        guard content.count <= bytesMax else { throw .tooLong(found: content.count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(paddedBytes)
        withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes += content
        bytes += [UInt8](repeating: 0, count: paddedBytes - bytes.count)
        return bytes
    }

    /// - Throws: `form` for what `padded` does not make.
    package static func unpadded(_ bytes: [UInt8]) throws(LetterError) -> [UInt8] {
        guard bytes.count == paddedBytes else { throw .form }
        let count = bytes.prefix(lengthBytes).reduce(0) { $0 << 8 | Int($1) }
        guard count <= bytesMax else { throw .form }
        let end = lengthBytes + count
        guard bytes[end...].allSatisfy({ $0 == 0 }) else { throw .form }
        return Array(bytes[lengthBytes..<end])
    }
}
