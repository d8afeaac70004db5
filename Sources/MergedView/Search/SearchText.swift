/// Splits text in any script into the tokens that the free-text index holds.
///
/// Scripts that put no spaces between words (Han, kana, Hangul, Thai, Lao, Khmer, Myanmar) give one
/// token for each character, so that a name of two characters is found as a phrase; everything else
/// gives a token for each run of letters and digits. Trigram indexes find neither.
package enum SearchText {
    /// Stands between texts that no phrase may span. No text gives it.
    package static let gap = "|"
    /// Longest token, in scalars; longer runs are cut into pieces of it.
    package static let tokenScalarsMax = 64
    /// Most tokens taken from one text.
    package static let tokensMax = 2_000

    package static func tokens(of text: some StringProtocol) -> [String] {
        var tokens: [String] = []
        var word = String.UnicodeScalarView()
        func endWord() {
            if !word.isEmpty {
                tokens.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        for scalar in FoldedText.of(text).unicodeScalars {
            if tokens.count >= tokensMax { return tokens }
            switch ScriptClass(scalar) {
            case .separator: endWord()
            case .character:
                endWord()
                tokens.append(String(scalar))
            case .letter:
                word.append(scalar)
                if word.count == tokenScalarsMax { endWord() }
            case .mark: if !word.isEmpty { word.append(scalar) }
            }
        }
        endWord()
        return tokens
    }

    /// Every three neighbouring letters or digits of a name, run by run with a gap between, so that a
    /// phrase of them is exactly a substring of a run: 'gucci' is found in 'cheapguccibags.com'.
    package static func trigrams(of text: some StringProtocol) -> [String] {
        var grams: [String] = []
        for token in tokens(of: text) {
            let scalars = Array(token.unicodeScalars)
            guard scalars.count >= 3 else { continue }
            if !grams.isEmpty { grams.append(gap) }
            for start in 0...scalars.count - 3 {
                var gram = String.UnicodeScalarView()
                gram.append(contentsOf: scalars[start..<start + 3])
                grams.append(String(gram))
            }
        }
        return grams
    }

    private enum ScriptClass {
        case separator, letter, mark, character

        init(_ scalar: Unicode.Scalar) {
            if scalar.isASCII {
                let isAlphanumeric =
                    (0x61...0x7a).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
                self = isAlphanumeric ? .letter : .separator
                return
            }
            if ScriptClass.standsAlone(scalar) {
                self = .character
                return
            }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
                self = .letter
            case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
            default: self = .separator
            }
        }

        /// By block (Unicode 16, Blocks.txt): the scripts that are written without spaces.
        private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0e01...0x0e2e, 0x0e81...0x0eae, 0x1000...0x102a,  // Thai, Lao, Myanmar
                0x1780...0x17b3,  // Khmer
                0x2e80...0x2fdf,  // radicals
                0x3005...0x3007, 0x3041...0x3096, 0x309d...0x309f, 0x30a1...0x30fa,  // kana
                0x30fc...0x30ff, 0x3105...0x312f, 0x31a0...0x31bf, 0x31f0...0x31ff,
                0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff,  // Han
                0xac00...0xd7a3,  // Hangul syllables
                0x20000...0x3ffff:  // Han, supplementary planes
                true
            default: false
            }
        }
    }
}
