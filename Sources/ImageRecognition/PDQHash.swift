/// What an image looks like, in 256 bits: images that a person takes for the same differ in few of them.
///
/// Source: PDQ, 'The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm' (ThreatExchange),
/// whose text has the highest bit first.
package struct PDQHash: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let bitCount = 256
    package static let hexadecimalDigits = 64
    /// Two hashes this far apart or less are taken for the same image (the reference's recommendation).
    package static let distanceOfTheSame = 31

    /// The lowest 64 bits first.
    let words: SIMD4<UInt64>

    init(words: SIMD4<UInt64>) { self.words = words }

    /// - Parameter words: four, the lowest 64 bits first.
    package init(words: [UInt64]) {
        precondition(words.count == 4, "256 bits are four words")
        self.words = SIMD4(words)
    }

    /// The same with another bit at this place, from the lowest.
    package func flipping(_ bit: Int) -> PDQHash {
        var words = words
        words[bit / 64] ^= 1 << UInt64(bit % 64)
        return PDQHash(words: words)
    }

    /// - Returns: nil for anything but 64 hexadecimal digits.
    package init?(parsing text: some StringProtocol) {
        var words = SIMD4<UInt64>()
        var count = 0
        for digit in text.utf8 {
            guard count < Self.hexadecimalDigits, let value = Self.value(of: digit) else {
                return nil
            }
            let word = 3 - count / 16
            words[word] = words[word] << 4 | value
            count += 1
        }
        guard count == Self.hexadecimalDigits else { return nil }
        self.words = words
    }

    private static func value(of digit: UInt8) -> UInt64? {
        switch digit {
        case 0x30...0x39: UInt64(digit - 0x30)
        case 0x41...0x46: UInt64(digit - 0x41 + 10)
        case 0x61...0x66: UInt64(digit - 0x61 + 10)
        default: nil
        }
    }

    /// 64 hexadecimal digits in lower case, as an `image-pdq` indicator has them.
    package var description: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(Self.hexadecimalDigits)
        for word in [words.w, words.z, words.y, words.x] {
            for shift in stride(from: 60, through: 0, by: -4) {
                let value = UInt8(truncatingIfNeeded: word >> UInt64(shift) & 0xf)
                digits.append(value < 10 ? 0x30 + value : 0x61 + value - 10)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// In how many bits both differ (Hamming).
    package func distance(to other: PDQHash) -> Int {
        let difference = words ^ other.words
        return difference.x.nonzeroBitCount + difference.y.nonzeroBitCount
            + difference.z.nonzeroBitCount + difference.w.nonzeroBitCount
    }

    /// The same where it is at most `limit`, else nil: what is far is seen to be so from its first half.
    @inline(__always)
    func distance(to other: PDQHash, atMost limit: Int) -> Int? {
        let difference = words ^ other.words
        let half = difference.x.nonzeroBitCount + difference.y.nonzeroBitCount
        guard half <= limit else { return nil }
        let whole = half + difference.z.nonzeroBitCount + difference.w.nonzeroBitCount
        return whole <= limit ? whole : nil
    }

    /// - Parameter bits: 16 rows of 16, the first the lowest.
    init(rows: [UInt16]) {
        var words = SIMD4<UInt64>()
        for (place, row) in rows.enumerated() {
            words[place / 4] |= UInt64(row) << UInt64(16 * (place % 4))
        }
        self.init(words: words)
    }

    package static func < (left: PDQHash, right: PDQHash) -> Bool {
        for place in stride(from: 3, through: 0, by: -1)
        where left.words[place] != right.words[place] {
            return left.words[place] < right.words[place]
        }
        return false
    }
}
