/// What looks alike in Latin: digits and signs for letters, and letters for letters. A candidate that
/// is found by classes is judged letter by letter afterwards.
enum GlyphClass {
    /// The class of the letter that a digit or sign stands for.
    static func leetspeak(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x30: letter("o")
        case 0x31, 0x21, 0x7c, 0xa1, 0xa6: letter("i")
        case 0x32: letter("z")
        case 0x33, 0x20ac: letter("e")
        case 0x34, 0x40: letter("a")
        case 0x35, 0x24: letter("s")
        case 0x36, 0x39: letter("g")
        case 0x37, 0x2b: letter("t")
        case 0x38: letter("b")
        case 0xa3: letter("i")
        case 0xa5: letter("y")
        case 0xa2: letter("c")
        default: nil
        }
    }

    /// Letters that are drawn alike, as one: l as i, m as r and n, w as v and v.
    static func of(_ scalar: UInt32) -> [UInt32] {
        switch scalar {
        case letter("l"): [letter("i")]
        case letter("m"): [letter("r"), letter("n")]
        case letter("w"): [letter("v"), letter("v")]
        case 0x30...0x39: [leetspeak(scalar) ?? scalar]
        default: [scalar]
        }
    }

    /// How many letters `of` gives.
    static func count(of scalar: UInt32) -> Int {
        scalar == letter("m") || scalar == letter("w") ? 2 : 1
    }

    private static func letter(_ letter: Unicode.Scalar) -> UInt32 { letter.value }
}
