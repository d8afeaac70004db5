/// The scripts that the recogniser tells apart, by the letters of the `plain` reading.
enum Script: UInt8, Sendable {
    case digit, latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, thai, georgian
    case hangul, kana, han, other

    init(of scalar: UInt32) {
        self =
            switch scalar {
            // Those first that are asked for most: the ranges are compared in their order.
            case 0x30...0x39: .digit
            case 0...0x24f: .latin
            case 0x1100...0x11ff: .hangul
            case 0x3400...0x9fff: .han
            case 0x3041...0x30ff: .kana
            case 0x400...0x52f: .cyrillic
            case 0x600...0x6ff: .arabic
            case 0x250...0x2af, 0x1d00...0x1dbf, 0x1e00...0x1eff: .latin
            case 0x370...0x3ff, 0x1f00...0x1fff: .greek
            case 0x1c80...0x1c8f, 0xa640...0xa69f: .cyrillic
            case 0x530...0x58f: .armenian
            case 0x590...0x5ff: .hebrew
            case 0x750...0x77f, 0x8a0...0x8ff: .arabic
            case 0x900...0x97f: .devanagari
            case 0xe00...0xe7f: .thai
            case 0x10a0...0x10ff, 0x1c90...0x1cbf, 0x2d00...0x2d2f: .georgian
            case 0x3005, 0xf900...0xfaff, 0x20000...0x3ffff: .han
            default: .other
            }
    }

    /// Whether words are written without spaces between them.
    var isUnspaced: Bool { self == .kana || self == .han || self == .thai }

    /// Letters that make a name long enough to stand for itself.
    var longNameLetters: Int {
        switch self {
        case .han: 2
        case .kana, .thai: 3
        // Two syllables without a consonant at their end.
        case .hangul: 4
        default: 5
        }
    }
}
