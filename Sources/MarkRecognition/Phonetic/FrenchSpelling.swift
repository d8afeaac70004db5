/// How French names sound, which most scripts spell as the French speak them.
enum FrenchSpelling {
    /// Longest sequence first.
    static let habits: [(String, String)] = [
        ("tch", "C"), ("sch", "S"), ("eaux", "o"), ("ault", "o"), ("eau", "o"), ("aux", "o"),
        ("ill", "iy"), ("ch", "S"), ("ou", "u"), ("oi", "wa"), ("oy", "wai"), ("ai", "e"),
        ("ay", "ai"), ("ei", "e"), ("au", "o"), ("gn", "ny"), ("qu", "k"), ("ph", "f"), ("th", "t"),
        ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "Ze"), ("gi", "Zi"), ("gy", "Zi"),
        ("j", "Z"), ("h", ""), ("y", "i"), ("c", "k"), ("q", "k"), ("x", "ks"),
    ]
    /// What makes a word look French.
    private static let signs = ["ch", "ou", "oi", "eau", "ault", "gn"].map { Array($0.utf8) }
    private static let agent = Array("ier".utf8)
    /// Endings whose consonants make the vowel.
    private static let vowels = ["ault", "aux"].map { Array($0.utf8) }
    /// Not heard at the end.
    private static let mutes = Set("stdxzp".utf8)

    /// - Parameter letters: of a word of the plain reading.
    static func resembles(_ letters: some Collection<UInt32>) -> Bool {
        let text = letters.map { $0 < 0x80 ? UInt8($0) : 0 }
        return text.indices.contains { place in signs.contains { text[place...].starts(with: $0) } }
            || endsAsAgent(text)
    }

    private static func endsAsAgent(_ text: [UInt8]) -> Bool {
        text.count > 4 && text.suffix(3).elementsEqual(agent)
    }

    /// Without the consonants at its end that are not heard, three letters at least.
    static func withoutMutes(_ text: [UInt8]) -> [UInt8] {
        var text = endsAsAgent(text) ? text.dropLast() : text[...]
        guard !vowels.contains(where: { text.suffix($0.count).elementsEqual($0) }) else {
            return Array(text)
        }
        while text.count > 3, let last = text.last, mutes.contains(last) { text.removeLast() }
        return Array(text)
    }
}
