/// How a name in Latin letters sounds, by the habits that most languages of brands share.
enum LatinSpelling {
    private struct Rule {
        let spelling: [UInt8]
        let phones: [UInt8]
    }

    /// Longest sequence first.
    private static let habits: [(String, String)] = [
        ("tsch", "C"), ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dge", "J"), ("dzh", "J"),
        ("eau", "o"), ("chr", "kr"),
        ("tion", "Son"), ("sion", "Zon"), ("ght", "t"), ("igh", "ai"), ("oux", "u"),
        ("cce", "Ce"), ("cci", "Ci"), ("cch", "k"), ("sce", "se"), ("sci", "Si"),
        ("ch", "C"), ("sh", "S"), ("zh", "Z"), ("th", "t"), ("ph", "f"), ("gh", "g"), ("kh", "h"),
        ("dj", "J"),
        ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "Je"), ("gi", "Ji"),
        ("gy", "Ji"),
        ("qu", "kw"), ("wh", "w"), ("wr", "r"), ("kn", "n"), ("ts", "c"), ("tz", "c"), ("zz", "c"),
        ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ea", "i"), ("ie", "i"), ("ai", "ai"), ("ay", "ai"),
        ("ey", "ei"), ("oy", "oi"), ("au", "o"), ("aw", "o"), ("ow", "o"), ("eu", "u"), ("ew", "u"),
        ("oa", "o"), ("ue", "u"), ("ui", "ui"), ("ng", "ng"), ("mc", "mak"), ("x", "ks"),
        ("q", "k"), ("c", "k"),
        ("j", "J"), ("y", "i"),
    ]

    /// Of names that were put into Latin letters from other scripts: all other letters are themselves.
    private static let literalHabits: [(String, String)] = [
        ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("ch", "C"), ("sh", "S"),
        ("zh", "Z"), ("kh", "h"), ("th", "t"), ("ph", "f"), ("dj", "J"), ("ck", "k"), ("tz", "c"),
        ("qu", "kw"), ("x", "ks"), ("q", "k"), ("c", "c"), ("j", "y"), ("y", "i"),
    ]

    /// Of French names, which most scripts spell as the French speak them.
    private static let frenchHabits: [(String, String)] = [
        ("tch", "C"), ("sch", "S"), ("eaux", "o"), ("ault", "o"), ("eau", "o"), ("aux", "o"),
        ("ill", "iy"), ("ch", "S"), ("ou", "u"), ("oi", "wa"), ("oy", "wai"), ("ai", "e"),
        ("ay", "ai"), ("ei", "e"), ("au", "o"), ("gn", "ny"), ("qu", "k"), ("ph", "f"), ("th", "t"),
        ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "Ze"), ("gi", "Zi"), ("gy", "Zi"),
        ("j", "Z"), ("h", ""), ("y", "i"), ("c", "k"), ("q", "k"), ("x", "ks"),
    ]
    /// What makes a name look French.
    private static let frenchSigns = ["ch", "ou", "oi", "eau", "ault", "gn"].map {
        Array($0.utf8)
    }
    /// Not heard at the end of such a name, behind a vowel.
    private static let frenchMutes = Set("stdxzp".utf8)

    private static let rules = byFirst(habits)
    private static let literalRules = byFirst(literalHabits)
    private static let frenchRules = byFirst(frenchHabits)

    /// Whose habits a name is read by.
    enum Habits {
        case shared
        /// As names are read that were put into Latin letters.
        case literal
        case french
        /// With the vowel before a consonant and a mute `e` as it is called: 'Nike', 'Lake'.
        case english
    }

    /// By the first letter.
    private static func byFirst(_ habits: [(String, String)]) -> [[Rule]] {
        var rules = [[Rule]](repeating: [], count: 128)
        for (spelling, phones) in habits {
            let spelling = Array(spelling.utf8)
            rules[Int(spelling[0])].append(Rule(spelling: spelling, phones: Array(phones.utf8)))
        }
        return rules
    }

    private static let digits = [
        "siro", "wan", "tu", "sri", "for", "faiv", "siks", "sevn", "eit", "nain",
    ].map { Array($0.utf8) }

    /// - Parameters:
    ///   - letters: of the plain reading, Latin letters and digits.
    static func phones(
        _ letters: some Collection<UInt32>, by habits: Habits = .shared
    ) -> [UInt8] {
        var text = letters.map { $0 < 0x80 ? UInt8($0) : stroke($0) }
        let rules =
            switch habits {
            case .shared, .english: rules
            case .literal: literalRules
            case .french: frenchRules
            }
        if habits == .french { dropMutes(&text) }
        let called = habits == .english ? vowelAsCalled(text) : nil
        var phones: [UInt8] = []
        var position = 0
        while position < text.count {
            let byte = text[position]
            // A letter twice is heard once.
            if position > 0, byte == text[position - 1], byte != UInt8(ascii: "c"),
                !Phone.isVowel(byte)
            {
                position += 1
                continue
            }
            if let called, position == called {
                phones += byte == UInt8(ascii: "i") ? Array("ai".utf8) : Array("ei".utf8)
                position += 1
            } else if let digit = digit(byte) {
                phones += digits[digit]
                position += 1
            } else if let rule = rules[Int(byte)].first(where: {
                text[position...].starts(with: $0.spelling)
            }) {
                phones += rule.phones
                position += rule.spelling.count
            } else {
                phones.append(byte)
                position += 1
            }
        }
        // `e` at the end of a longer word is seldom heard.
        if habits != .literal, text.count > 4 || called != nil, text.last == UInt8(ascii: "e"),
            text[text.count - 2] != text.last,
            phones.last == UInt8(ascii: "e")
        {
            phones.removeLast()
        }
        Phone.contract(&phones)
        return phones
    }

    /// Whether a word looks French, so that it is read as such too.
    static func looksFrench(_ letters: some Collection<UInt32>) -> Bool {
        let text = letters.map { $0 < 0x80 ? UInt8($0) : 0 }
        return text.indices.contains { place in
            frenchSigns.contains { text[place...].starts(with: $0) }
        } || text.count > 4 && text.suffix(3).elementsEqual("ier".utf8)
    }

    private static func dropMutes(_ text: inout [UInt8]) {
        if text.count > 4, text.suffix(3).elementsEqual("ier".utf8) { text.removeLast() }
        guard !text.suffix(4).elementsEqual("ault".utf8), !text.suffix(3).elementsEqual("aux".utf8)
        else { return }
        while text.count > 3, let last = text.last, frenchMutes.contains(last) { text.removeLast() }
    }

    /// The place of an `i` or `a` before a single consonant and an `e` at the end.
    private static func vowelAsCalled(_ text: [UInt8]) -> Int? {
        guard text.count >= 4, text.last == UInt8(ascii: "e"), !Phone.isVowel(text[text.count - 2]),
            text[text.count - 2] != UInt8(ascii: "c"), text[text.count - 2] != UInt8(ascii: "g")
        else { return nil }
        let vowel = text.count - 3
        return text[vowel] == UInt8(ascii: "i") || text[vowel] == UInt8(ascii: "a")
            ? vowel > 0 && Phone.isVowel(text[vowel - 1]) ? nil : vowel : nil
    }

    /// Without the `r` that follows a vowel and is not followed by one, which many do not speak; nil where there is
    /// none.
    static func withoutR(_ phones: [UInt8]) -> [UInt8]? {
        let kept = phones.indices.filter { index in
            phones[index] != UInt8(ascii: "r") || index == 0 || !Phone.isVowel(phones[index - 1])
                || index + 1 < phones.count && Phone.isVowel(phones[index + 1])
        }
        return kept.count == phones.count ? nil : kept.map { phones[$0] }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
    }

    /// Letters that decompose to nothing simpler.
    private static func stroke(_ letter: UInt32) -> UInt8 {
        switch letter {
        case 0xf8, 0x153: UInt8(ascii: "o")
        case 0xe6, 0x259: UInt8(ascii: "e")
        case 0x111, 0xf0: UInt8(ascii: "d")
        case 0x142: UInt8(ascii: "l")
        case 0x131: UInt8(ascii: "i")
        case 0xfe: UInt8(ascii: "t")
        default: UInt8(ascii: "h")
        }
    }
}
