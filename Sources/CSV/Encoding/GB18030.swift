/// GB18030, which spreadsheets in China save text in, and GBK, its older part.
///
/// Source: the decoder of the Encoding Standard (WHATWG, 10.2.1), strictly: what it would replace is refused, and so are
/// characters for private use, which nobody could look up.
struct GB18030: Sendable {
    static let table = GB18030()

    private static let secondBytes = 190
    /// For a pair that stands for nothing.
    private static let none: UInt16 = 0
    /// Numbers of four bytes beyond this stand for nothing, up to those beyond the first plane.
    private static let numberMax: UInt32 = 39_419
    private static let numberOfPlanes: UInt32 = 189_000
    /// A character for private use, where an earlier edition has one that moved.
    private static let movedNumber: UInt32 = 7_457

    /// By first byte from 0x81 on and second byte.
    private let pairs: [UInt16]

    private init() {
        var pairs: [UInt16] = []
        pairs.reserveCapacity(126 * Self.secondBytes)
        for scalar in "\(GB18030Table.pairs)".unicodeScalars where scalar != "\n" {
            pairs.append(scalar == "." ? Self.none : UInt16(scalar.value))
        }
        precondition(pairs.count == 126 * Self.secondBytes, "the table has holes")
        self.pairs = pairs
    }

    /// Nil for what is no such text, and for text in an encoding of one byte a letter that would pass for it: there most
    /// pairs would be a letter beyond ASCII with one of ASCII behind it, as in 'Müller', which in Chinese are rare.
    func read(_ bytes: [UInt8]) -> Reading? {
        var reading = Reading()
        var (pairs, likeLetters) = (0, 0)
        var place = 0
        while place < bytes.count {
            let first = bytes[place]
            if first < 0x80 {
                reading.append(ascii: first)
                place += 1
                continue
            }
            // The euro of code page 936.
            if first == 0x80 {
                reading.appendEuro()
                place += 1
                continue
            }
            guard first != 0xff, place + 1 < bytes.count else { return nil }
            let second = bytes[place + 1]
            if (0x30...0x39).contains(second) {
                guard place + 3 < bytes.count,
                    let scalar = Self.scalar(bytes[place..<(place + 4)])
                else { return nil }
                reading.append(scalar, isCommon: false)
                place += 4
                continue
            }
            guard let scalar = pair(first, second) else { return nil }
            reading.append(
                scalar, isCommon: Self.isCommon(first, second),
                isOtherScript: second >= 0xa1 && (0xa4...0xa7).contains(first))
            pairs += 1
            if second < 0x80 { likeLetters += 1 }
            place += 2
        }
        guard likeLetters * 2 <= pairs else { return nil }
        reading.touchesLetters = reading.touchesLetters || likeLetters > 0
        return reading
    }

    /// Whether it is of level 1 of GB 2312, the 3,755 characters that are written most, or of the signs before them.
    private static func isCommon(_ first: UInt8, _ second: UInt8) -> Bool {
        second >= 0xa1 && ((0xb0...0xd7).contains(first) || (0xa1...0xa3).contains(first))
    }

    private func pair(_ first: UInt8, _ second: UInt8) -> Unicode.Scalar? {
        guard (0x40...0x7e).contains(second) || (0x80...0xfe).contains(second) else { return nil }
        let offset = Int(second) - (second < 0x7f ? 0x40 : 0x41)
        let code = pairs[(Int(first) - 0x81) * Self.secondBytes + offset]
        return code == Self.none ? nil : Unicode.Scalar(code)
    }

    /// Of four bytes, of which the first is at least 0x81 and the second a digit.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let four = bytes.map(UInt32.init)
        guard (0x81...0xfe).contains(four[2]), (0x30...0x39).contains(four[3]) else { return nil }
        let number =
            (((four[0] - 0x81) * 10 + four[1] - 0x30) * 126 + four[2] - 0x81) * 10 + four[3] - 0x30
        guard number <= numberMax || number >= numberOfPlanes, number != movedNumber,
            let range = GB18030Table.ranges.last(where: { $0.number <= number })
        else { return nil }
        // Nil beyond the last plane.
        guard let scalar = Unicode.Scalar(range.scalar + number - range.number),
            scalar.properties.generalCategory != .privateUse
        else { return nil }
        return scalar
    }
}

extension GB18030 {
    /// A text, and what tells whether somebody wrote it, or its bytes are those of something else.
    struct Reading {
        private var scalars = String.UnicodeScalarView()
        /// Beyond ASCII.
        private var characters = 0
        private var common = 0
        /// Kana, Greek and Cyrillic, which people write in GB18030 as well.
        private var otherScripts = 0
        private var last = Kind.other
        /// A letter of ASCII stands beside one of them, or is its second byte.
        fileprivate(set) var touchesLetters = false

        private enum Kind {
            case letter, character, other
        }

        var text: String { String(scalars) }

        /// Of what is written in simplified characters it is nearly all, of traditional ones half; of bytes of UTF-8 an
        /// eighth.
        var isChinese: Bool { common * 5 >= characters * 3 && !touchesLetters }
        var isHardlyChinese: Bool { (common + otherScripts) * 4 < characters }
        /// Such bytes would in UTF-8 be letters that hardly anybody writes.
        var isOtherScript: Bool { otherScripts * 5 >= characters * 4 && !touchesLetters }

        fileprivate mutating func append(ascii byte: UInt8) {
            let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            if isLetter, last == .character { touchesLetters = true }
            last = isLetter ? .letter : .other
            scalars.append(Unicode.Scalar(byte))
        }

        fileprivate mutating func appendEuro() {
            last = .other
            scalars.append("\u{20AC}")
        }

        fileprivate mutating func append(
            _ scalar: Unicode.Scalar, isCommon: Bool, isOtherScript: Bool = false
        ) {
            if last == .letter { touchesLetters = true }
            last = .character
            characters += 1
            if isCommon { common += 1 }
            if isOtherScript { otherScripts += 1 }
            scalars.append(scalar)
        }
    }
}
