import Crypto

/// A SHA-256 value: 32 bytes held inline, so that a million of them cost no allocation.
///
/// Ordered as the bytes are. Printed in base64, as C2SP formats write hashes.
package struct Digest: Hashable, Sendable {
    package static let byteCount = 32

    /// Thirty-two zero bytes: no hash that anybody knows a preimage of.
    package static let zero = Digest(words: (0, 0, 0, 0))

    // Big-endian words, so that comparing words compares bytes.
    private var word0: UInt64
    private var word1: UInt64
    private var word2: UInt64
    private var word3: UInt64

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (word0, word1, word2, word3) = words
    }

    /// Reads 32 bytes of `buffer` from `offset`; they must be there.
    package init(loading buffer: UnsafeRawBufferPointer, at offset: Int = 0) {
        precondition(
            offset >= 0 && buffer.count - offset >= Self.byteCount, "a digest has 32 bytes")
        func word(_ number: Int) -> UInt64 {
            UInt64(
                bigEndian: buffer.loadUnaligned(
                    fromByteOffset: offset + number * 8, as: UInt64.self))
        }
        self.init(words: (word(0), word(1), word(2), word(3)))
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { Digest(loading: $0) }
    }

    /// Nil unless `text` is the one base64 form of 32 bytes.
    package init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.decode(text) else { return nil }
        self.init(bytes)
    }

    /// Nil unless `text` is 64 lower-case hexadecimal digits.
    package init?(hex text: some StringProtocol) {
        guard let bytes = Hex.decode(text) else { return nil }
        self.init(bytes)
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
    package var base64: String { withUnsafeBytes { Base64.encode($0) } }
    package var hex: String { withUnsafeBytes { Hex.encode($0) } }

    package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try Swift.withUnsafeBytes(
            of: (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian), body)
    }

    /// Appends the 32 bytes.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Writes the 32 bytes into `buffer` from `offset`; there must be room.
    package func store(into buffer: UnsafeMutableRawBufferPointer, at offset: Int = 0) {
        precondition(
            offset >= 0 && buffer.count - offset >= Self.byteCount, "a digest has 32 bytes")
        buffer.storeBytes(of: word0.bigEndian, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: word1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
        buffer.storeBytes(of: word2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
        buffer.storeBytes(of: word3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
    }

    package static func sha256(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { sha256($0) }
    }

    package static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize().withUnsafeBytes { Digest(loading: $0) }
    }
}

extension Digest: Comparable {
    package static func < (left: Digest, right: Digest) -> Bool {
        (left.word0, left.word1, left.word2, left.word3)
            < (right.word0, right.word1, right.word2, right.word3)
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { base64 }
}

extension Digest: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(base64: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a digest is 32 bytes in base64")
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(base64)
    }
}
