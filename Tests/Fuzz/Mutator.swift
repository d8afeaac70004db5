/// Varies bytes: flips, cuts, repeats, words of the grammar, pieces of other inputs, numbers at their
/// limits. The same seed gives the same variations.
struct Mutator {
    static let inputBytesMax = 16 * 1024

    private var state: UInt64
    private let words: [[UInt8]]

    init(seed: UInt64, words: [String]) {
        state = seed
        self.words =
            words.map { Array($0.utf8) }
            + [
                "0", "-1", "18446744073709551615", "9223372036854775808", "%", "%2F", "%00",
                "\u{1d}",
                "\u{0}", "\n", "\r\n", "\"", "\\", "é", "\u{202e}", "😀", "(", ")", "/", "?", "&",
                "=",
            ].map { Array($0.utf8) }
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func vary(_ input: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = input
        for _ in 0...below(4) { step(&bytes, other) }
        if bytes.count > Self.inputBytesMax { bytes.removeLast(bytes.count - Self.inputBytesMax) }
        return bytes
    }

    private mutating func step(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let place = below(bytes.count + 1)
        switch below(10) {
        case 0: if !bytes.isEmpty { bytes[below(bytes.count)] ^= 1 << UInt8(below(8)) }
        case 1: if !bytes.isEmpty { bytes[below(bytes.count)] = UInt8(below(256)) }
        case 2: bytes.insert(UInt8(below(256)), at: place)
        case 3: bytes.removeSubrange(piece(of: bytes))
        case 4: bytes.insert(contentsOf: bytes[piece(of: bytes)], at: place)
        case 5: bytes.insert(contentsOf: words[below(words.count)], at: place)
        case 6: bytes.replaceSubrange(piece(of: bytes), with: words[below(words.count)])
        case 7: bytes.insert(contentsOf: other[piece(of: other)], at: place)
        case 8: bytes = Array(bytes[..<place]) + other[below(other.count + 1)...]
        default:
            // A digit for another: lengths, check digits, dates.
            let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
            if !digits.isEmpty { bytes[digits[below(digits.count)]] = 0x30 + UInt8(below(10)) }
        }
    }

    private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
        let start = below(bytes.count + 1)
        return start..<min(bytes.count, start + below(64))
    }
}
