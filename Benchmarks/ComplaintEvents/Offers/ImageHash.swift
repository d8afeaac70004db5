/// What a picture looks like, in 256 bits (PDQ), as an adapter would compute it.
package struct ImageHash: Hashable, Sendable, CustomStringConvertible {
    package static let bitCount = 256
    /// Four, the lowest 64 bits first.
    package private(set) var words: SIMD4<UInt64>

    package init(words: SIMD4<UInt64>) { self.words = words }

    package func flipping(_ bit: Int) -> ImageHash {
        var other = self
        other.words[bit / 64] ^= 1 << UInt64(bit % 64)
        return other
    }

    /// In how many bits both differ.
    package func distance(to other: ImageHash) -> Int {
        (0..<4).reduce(0) { $0 + (words[$1] ^ other.words[$1]).nonzeroBitCount }
    }

    /// 64 hexadecimal digits, the highest first.
    package var description: String {
        [3, 2, 1, 0].map { Digest(words[$0]).description }.joined()
    }
}

/// What stands for the bytes of a file: the same file has the same.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let bits: UInt64

    package init(_ bits: UInt64) { self.bits = bits }

    /// 16 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = stride(from: 60, through: 0, by: -4).map {
            digits[Int(bits >> UInt64($0) & 0xf)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
