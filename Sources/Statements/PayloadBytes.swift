import SwiftProtobuf

/// A payload where it lies in its bundle, so that decoding copies nothing.
struct PayloadBytes: SwiftProtobufContiguousBytes {
    private let buffer: UnsafeRawBufferPointer

    init(_ buffer: UnsafeRawBufferPointer) { self.buffer = buffer }

    var count: Int { buffer.count }

    func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(buffer)
    }

    // The protocol also serves encoding. These values are only ever read.
    init(repeating: UInt8, count: Int) {
        preconditionFailure("a payload is decoded in place, never encoded into")
    }

    init<Bytes: Sequence>(_ sequence: Bytes) where Bytes.Element == UInt8 {
        preconditionFailure("a payload is decoded in place, never encoded into")
    }

    mutating func withUnsafeMutableBytes<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        preconditionFailure("a payload is decoded in place, never encoded into")
    }
}
