/// The two syllabaries of Japanese as one.
enum Kana {
    /// The hiragana of a katakana, full-sized: `ヴァ` and `ヴア` are typed for one another.
    static func hiragana(of scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x30a1...0x30f6: full(scalar - 0x60)
        case 0x3041...0x3096:
            full(scalar) == scalar ? nil : full(scalar)
        default: nil
        }
    }

    private static func full(_ hiragana: UInt32) -> UInt32 {
        switch hiragana {
        // Small a, i, u, e, o; ya, yu, yo; wa. Small tsu doubles a consonant and stays.
        case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3083, 0x3085, 0x3087, 0x308e: hiragana + 1
        default: hiragana
        }
    }

    static func isKana(_ scalar: UInt32) -> Bool { (0x3041...0x30ff).contains(scalar) }
}
