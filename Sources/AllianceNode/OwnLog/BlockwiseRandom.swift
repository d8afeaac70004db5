#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Random numbers drawn from a source that is dear to ask, a block at a time. No byte is given twice.
package struct BlockwiseRandom: RandomNumberGenerator, Sendable {
    private static let blockBytes = 4096
    private let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void
    private var block = [UInt64](repeating: 0, count: blockBytes / 8)
    private var used = blockBytes / 8

    package init(fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        self.fill = fill
    }

    package mutating func next() -> UInt64 {
        if used == block.count {
            block.withUnsafeMutableBytes { fill($0) }
            used = 0
        }
        // What was given away is not kept: it is the salt of an erasable payload.
        defer {
            block[used] = 0
            used += 1
        }
        return block[used]
    }

    /// Fills a buffer from the operating system's source for cryptographic use.
    package static let system: @Sendable (UnsafeMutableRawBufferPointer) -> Void = { buffer in
        let pieceBytesMax = 256
        for start in stride(from: 0, to: buffer.count, by: pieceBytesMax) {
            let piece = UnsafeMutableRawBufferPointer(
                rebasing: buffer[start..<min(buffer.count, start + pieceBytesMax)])
            let result = getentropy(piece.baseAddress, piece.count)
            precondition(result == 0, "the system gives no random bytes")
        }
    }
}
