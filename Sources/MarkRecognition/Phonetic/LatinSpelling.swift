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

    private static let rules = byFirst(habits)
    private static let literalRules = byFirst(literalHabits)
    private static let frenchRules = byFirst(FrenchSpelling.habits)

    /// Whose habits a name is read by.
    enum Habits {
        case shared
        /// As names are read that were put into Latin letters.
        case literal
        case french, english
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

    /// - Parameter letters: of the plain reading, Latin letters and digits.
    static func phones(
        _ letters: some Collection<UInt32>, by habits: Habits = .shared
    ) -> [UInt8] {
        let written = letters.map { $0 < 0x80 ? UInt8($0) : stroke($0) }
        let (text, rules) =
            switch habits {
            case .shared: (written, rules)
            case .literal: (written, literalRules)
            case .french: (FrenchSpelling.withoutMutes(written), frenchRules)
            case .english: (asCalled(written), rules)
            }
        var phones: [UInt8] = []
        var position = 0
        while position < text.count {
            let byte = text[position]
            // A letter twice is heard once, and with an `h` behind it: 'Missha', 'Matthew'.
            if isDoubled(position, text), !Phone.isVowel(byte), byte != UInt8(ascii: "c") {
                position += 1
                continue
            }
            if let digit = digit(byte) {
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
        if habits != .literal, text.count > 4, text.last == UInt8(ascii: "e"),
            text[text.count - 2] != text.last,
            phones.last == UInt8(ascii: "e")
        {
            phones.removeLast()
        }
        Phone.contract(&phones)
        return phones
    }

    /// Whether the same letter stands before it; of one with an `h` behind them, which they are read with, behind it.
    private static func isDoubled(_ position: Int, _ text: [UInt8]) -> Bool {
        func hasMark(_ place: Int) -> Bool {
            place + 1 < text.count && text[place + 1] == UInt8(ascii: "h")
        }
        let next = position + 1
        if next < text.count, text[next] == text[position], hasMark(next) { return true }
        return position > 0 && text[position] == text[position - 1] && !hasMark(position)
    }

    /// With an `i` or `a` before a single consonant and a mute `e` at the end as it is called: 'Nike', 'Lake'.
    private static func asCalled(_ text: [UInt8]) -> [UInt8] {
        let end = Array(text.suffix(4))
        guard end.count == 4, end[3] == UInt8(ascii: "e"), !Phone.isVowel(end[0]),
            !Phone.isVowel(end[2]), !"cg".utf8.contains(end[2]),
            let called = called[end[1]]
        else { return text }
        return text.prefix(text.count - 3) + called + [end[2]]
    }

    private static let called = [
        UInt8(ascii: "i"): Array("ai".utf8), UInt8(ascii: "a"): Array("ei".utf8),
    ]

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
