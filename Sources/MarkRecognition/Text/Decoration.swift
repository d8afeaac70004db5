/// Marks that only adorn a letter. The vowel signs of Indic scripts and Thai are letters, and so are
/// the voicing marks of kana.
enum Decoration {
    static func isDecoration(_ scalar: UInt32) -> Bool {
        switch scalar {
        // Combining diacritical marks, their extensions, and those for symbols.
        case 0x300...0x36f, 0x1ab0...0x1aff, 0x1dc0...0x1dff, 0x20d0...0x20ff, 0xfe20...0xfe2f,
            // Titlos of Cyrillic, points of Hebrew, vowels and signs of Arabic.
            0x483...0x489, 0x591...0x5bd, 0x5bf, 0x5c1, 0x5c2, 0x5c4, 0x5c5, 0x5c7,
            0x610...0x61a, 0x64b...0x65f, 0x670, 0x6d6...0x6dc, 0x6df...0x6e8, 0x6ea...0x6ed,
            0x8d3...0x8ff,
            // Tone marks of Thai; nukta and virama stay.
            0xe47...0xe4e,
            // Variation selectors that folding leaves, emoji modifiers.
            0xfe00...0xfe0f, 0x1f3fb...0x1f3ff, 0x302a...0x302d:
            true
        default: false
        }
    }
}
