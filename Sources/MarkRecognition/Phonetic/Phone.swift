/// How a name sounds, coarsely: the letters that every script has some spelling for. A phone is an ASCII
/// letter: `p b t d k g f v s z h m n l r w y`, `S` as in ship, `Z` as in vision, `C` as in chip, `J` as
/// in gin, `c` as in tsar, and the vowels `a e i o u`.
enum Phone {
    static func isVowel(_ phone: UInt8) -> Bool {
        switch phone {
        case letter("a"), letter("e"), letter("i"), letter("o"), letter("u"): true
        default: false
        }
    }

    /// Consonants that scripts spell alike, as one: what the index is looked up by. Nil for vowels, and for
    /// what comes and goes: h, w, y.
    static func group(_ phone: UInt8) -> UInt8? {
        switch phone {
        case letter("p"), letter("b"), letter("f"), letter("v"): 1
        case letter("t"), letter("d"): 2
        case letter("k"), letter("g"): 3
        case letter("s"), letter("z"), letter("S"), letter("Z"), letter("C"), letter("J"),
            letter("c"):
            4
        case letter("m"), letter("n"): 5
        case letter("l"), letter("r"): 6
        default: nil
        }
    }

    static func letter(_ letter: Unicode.Scalar) -> UInt8 { UInt8(ascii: letter) }
}

/// What it costs, in hundredths of a consonant, to hear one phone for another.
struct PhoneCosts: Sendable {
    static let shared = PhoneCosts()
    static let consonant = 100
    /// On top of a vowel, for one at the beginning that only one side has.
    private static let firstVowel = 40

    private var exchange: [UInt8]
    private var omission: [UInt8]

    func exchanging(_ one: UInt8, _ other: UInt8) -> Int {
        Int(exchange[Int(one & 0x7f) << 7 | Int(other & 0x7f)])
    }

    func omitting(_ phone: UInt8) -> Int { Int(omission[Int(phone & 0x7f)]) }

    /// Groups of phones that are exchanged for this much.
    private static let near: [(String, UInt8)] = [
        // Voice, which scripts and languages draw differently.
        ("pb", 20), ("td", 20), ("kg", 20), ("fv", 20), ("sz", 20), ("SZ", 15), ("CJ", 15),
        ("bv", 25), ("pf", 30), ("vw", 15), ("bw", 50), ("fw", 40), ("lr", 15), ("mn", 50),
        ("cs", 30), ("cz", 25), ("cC", 30), ("cJ", 40), ("sS", 30), ("zZ", 30), ("JZ", 20),
        ("JS", 35),
        ("CS", 30), ("zJ", 35), ("sC", 50), ("ct", 50), ("Ct", 50), ("Jd", 50), ("Jg", 35),
        ("Ck", 50),
        ("hk", 35), ("hg", 35), ("hf", 35), ("hS", 60), ("Jy", 35), ("ts", 60), ("dz", 55),
        ("cd", 55),
        // Letters that are vowel here and consonant there.
        ("yi", 5), ("ye", 20), ("ya", 40), ("wu", 5), ("wo", 10), ("wa", 40), ("ha", 45),
        ("vu", 40), ("vo", 45),
        ("ai", 30), ("ae", 15), ("ao", 25), ("au", 20), ("ei", 12), ("eo", 30), ("eu", 25),
        ("io", 35), ("iu", 25), ("ou", 12),
    ]

    private init() {
        exchange = Array(repeating: 100, count: 1 << 14)
        omission = Array(repeating: 100, count: 1 << 7)
        for phone in UInt8(0)..<128 {
            exchange[Int(phone) << 7 | Int(phone)] = 0
            if Phone.isVowel(phone) { omission[Int(phone)] = 30 }
        }
        for (pair, cost) in Self.near {
            let phones = Array(pair.utf8)
            exchange[Int(phones[0]) << 7 | Int(phones[1])] = cost
            exchange[Int(phones[1]) << 7 | Int(phones[0])] = cost
        }
        // What is put between consonants, what is not heard, what stands for a vowel.
        for (phone, cost) in [("u", 15), ("i", 20), ("o", 25), ("h", 35), ("y", 25), ("w", 35)]
            as [(Unicode.Scalar, UInt8)]
        {
            omission[Int(Phone.letter(phone))] = cost
        }
        omission[Int(Phone.letter("r"))] = 55
    }

    private func first(_ phone: UInt8, _ position: Int) -> Int {
        position == 0 && Phone.isVowel(phone) ? Self.firstVowel : 0
    }

    /// What a phone weighs in the length of a name.
    func weight(_ phone: UInt8) -> Int {
        Phone.isVowel(phone) ? 35 : Phone.group(phone) == nil ? 50 : Self.consonant
    }

    func weight(_ phones: some Sequence<UInt8>) -> Int { phones.reduce(0) { $0 + weight($1) } }

    /// The least cost of hearing one sequence for the other; more than `max` is not told apart from it.
    func distance(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, max: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: other.count + 1) { above in
            above.initialize(repeating: 0)
            return distance(one, other, max: max, above)
        }
    }

    private func distance(
        _ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, max: Int,
        _ above: UnsafeMutableBufferPointer<Int>
    ) -> Int {
        for (column, phone) in other.enumerated() {
            above[column + 1] = above[column] + omitting(phone) + first(phone, column)
        }
        var row = 0
        for phone in one {
            var diagonal = above[0]
            above[0] += omitting(phone) + first(phone, row)
            row += 1
            var least = above[0]
            let omission = omitting(phone)
            var column = 1
            for against in other {
                let best = min(
                    diagonal + exchanging(phone, against), above[column] + omission,
                    above[column - 1] + omitting(against))
                diagonal = above[column]
                above[column] = best
                least = min(least, best)
                column += 1
            }
            if least > max { return max + 1 }
        }
        return above[other.count]
    }
}
