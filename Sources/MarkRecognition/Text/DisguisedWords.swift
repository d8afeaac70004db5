import Statements

/// Words of a text that pass for others at a glance, as what they pass for: `Gυccí` for `gucci`, `0utlet` for
/// `outlet`. For an index that is asked for the plain word.
package enum DisguisedWords {
    /// Of one text.
    package static let likenessesMax = 64
    /// Letters that such a word has at least, and digits at most: more is a number or a code.
    private static let lettersMin = 3
    private static let digitsMax = 2
    private static let wordScalarsMax = 64

    /// In small ASCII letters, each once, in the order in which they stand in the text.
    package static func likenesses(in text: String) -> [String] {
        guard text.utf8.contains(where: { $0 >= 0x80 || isDigit(UInt32($0)) }) else { return [] }
        var likenesses: [String] = []
        func add(_ found: [String]) {
            for likeness in found
            where likenesses.count < likenessesMax && !likenesses.contains(likeness) {
                likenesses.append(likeness)
            }
        }
        guard text.utf8.contains(where: { $0 >= 0x80 }) else {
            // Most texts: every identifier and note that is indexed comes by here.
            let bytes = text.utf8.prefix(ReadingTraps.scalarsMax)
            for word in bytes.split(whereSeparator: { !isLetter($0) && !isDigit(UInt32($0)) })
            where (lettersMin...wordScalarsMax).contains(word.count)
                && word.contains(where: { isDigit(UInt32($0)) })
            { add(withoutDigits(word.map { isLetter($0) ? $0 | 0x20 : $0 })) }
            return likenesses
        }
        let scalars = text.unicodeScalars.prefix(ReadingTraps.scalarsMax).map(\.value)
        for word in scalars.split(whereSeparator: { !TextFolding.isWordCharacter($0) })
        where (lettersMin...wordScalarsMax).contains(word.count) {
            add(Self.likenesses(of: word))
        }
        return likenesses
    }

    private static func likenesses(of word: ArraySlice<UInt32>) -> [String] {
        let isForeign = word.contains { $0 >= 0x80 && Script(of: $0) != .latin }
        guard isForeign || word.contains(where: isDigit) else { return [] }
        let folded = TextFolding.decomposedFold(Array(word))
        // A capital may look like another letter than the small one does.
        let looks =
            isForeign
            ? [look(of: TextFolding.decomposed(Array(word))), look(of: folded)] : [folded]
        var likenesses: [String] = []
        for look in looks {
            let text = TextFolding.unaccented(
                String(String.UnicodeScalarView(look.compactMap { Unicode.Scalar($0) })))
            guard text.utf8.allSatisfy({ (0x61...0x7a).contains($0) || isDigit(UInt32($0)) })
            else { continue }
            likenesses += withoutDigits(Array(text.utf8))
        }
        return likenesses
    }

    /// ASCII letters stay as they are: a skeleton has 'rn' for 'm', and 'l' for a capital 'I'.
    private static func look(of scalars: [UInt32]) -> [UInt32] {
        scalars.flatMap { scalar -> [UInt32] in
            guard scalar >= 0x80, !(0x300...0x36f).contains(scalar) else { return [scalar] }
            let prototype = Skeleton.of([scalar])
            let isCapital = TextFolding.decomposedFold([scalar]) != [scalar]
            return prototype == [0x6c] && isCapital ? [0x69] : prototype
        }
    }

    /// A one stands for an i and for an l.
    private static func withoutDigits(_ word: [UInt8]) -> [String] {
        let digits = word.count { isDigit(UInt32($0)) }
        guard digits <= digitsMax, word.count - digits >= lettersMin else { return [] }
        var readings: [[UInt8]] = [[]]
        for byte in word {
            var letters = [byte]
            if isDigit(UInt32(byte)) {
                guard let letter = GlyphClass.leetspeak(UInt32(byte)) else { return [] }
                letters = [UInt8(truncatingIfNeeded: letter)]
                if byte == UInt8(ascii: "1") { letters.append(UInt8(ascii: "l")) }
            }
            readings = readings.flatMap { reading in letters.map { reading + [$0] } }
        }
        return readings.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Of ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

    private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }
}
