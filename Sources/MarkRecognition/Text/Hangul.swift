/// Syllables of Hangul as the letters they are made of, so that both ways of writing them are one (the
/// Unicode Standard, section 3.12).
enum Hangul {
    static let syllables: ClosedRange<UInt32> = 0xac00...0xd7a3
    static let leads: ClosedRange<UInt32> = 0x1100...0x1112
    static let vowels: ClosedRange<UInt32> = 0x1161...0x1175
    static let trails: ClosedRange<UInt32> = 0x11a8...0x11c2

    static func decompose(_ syllable: UInt32, _ body: (UInt32) -> Void) {
        let index = syllable - syllables.lowerBound
        body(leads.lowerBound + index / 588)
        body(vowels.lowerBound + index % 588 / 28)
        if index % 28 > 0 { body(trails.lowerBound + index % 28 - 1) }
    }

    static func isLetter(_ scalar: UInt32) -> Bool { (0x1100...0x11ff).contains(scalar) }
}
