/// What a character is to the free-text index.
enum ScalarClass {
    case separator
    /// Of a script that puts spaces between words.
    case letter
    /// Goes with the letter before.
    case mark
    /// Of a script that does not: a token of its own.
    case character

    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            let isAlphanumeric =
                (0x61...0x7a).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
            self = isAlphanumeric ? .letter : .separator
            return
        }
        if ScalarClass.standsAlone(scalar) {
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
