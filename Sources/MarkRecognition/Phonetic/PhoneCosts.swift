/// What it costs, in hundredths of a consonant, to hear one phone for another; by how a script writes
/// vowels.
struct PhoneCosts: Sendable {
    /// What a script does with the vowels of a foreign name.
    enum Vowels: Int, CaseIterable, Sendable {
        /// Writes them as it hears them.
        case written
        /// Leaves most of them out: Arabic, Hebrew.
        case omitted
        /// Puts one behind each consonant: kana, Hangul.
        case added
        /// Has syllables that only come near: Han.
        case approximated
    }

    private static let all = Vowels.allCases.map { PhoneCosts($0) }
    static func of(_ vowels: Vowels) -> PhoneCosts { all[vowels.rawValue] }

    static let consonant = 100
    /// On top of a vowel, for one at the beginning that only one side has.
    private static let firstVowel = 40

    /// By both codes.
    let exchange: [UInt8]
    /// Of a phone of the text that the name has not, and the other way round; by code.
    let textOmission: [UInt8]
    let nameOmission: [UInt8]

    /// Groups of phones that are exchanged for this much.
    private static let near: [(String, UInt8)] = [
        // Voice, which scripts and languages draw differently.
        ("pb", 20), ("td", 20), ("kg", 20), ("fv", 20), ("sz", 20), ("SZ", 15), ("CJ", 15),
        ("bv", 25), ("pf", 30), ("vw", 15), ("bw", 50), ("fw", 40), ("lr", 15), ("mn", 50),
        ("Nn", 10), ("Nm", 45), ("Ng", 60),
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

    /// What is put between consonants, what is not heard, what stands for a vowel.
    private static let omissions: [(String, UInt8)] = [
        ("a", 30), ("e", 30), ("u", 15), ("i", 20), ("o", 25), ("h", 35), ("y", 25), ("w", 35),
        ("r", 55),
    ]

    /// Instead of those: of vowels in the name that the text has not.
    private static func omissionsOfName(_ vowels: Vowels) -> [(String, UInt8)] {
        vowels == .omitted ? [("a", 10), ("e", 10), ("i", 14), ("o", 14), ("u", 14)] : []
    }

    /// Instead of those: of vowels in the text that the name has not.
    private static func omissionsOfText(_ vowels: Vowels) -> [(String, UInt8)] {
        switch vowels {
        case .written, .omitted: []
        case .added: [("u", 10), ("o", 18), ("i", 16)]
        case .approximated: [("u", 10), ("e", 8), ("i", 8), ("a", 25)]
        }
    }

    private init(_ vowels: Vowels) {
        let size = Phone.codeCount
        var exchange = [UInt8](repeating: 100, count: size * size)
        for code in 0..<size { exchange[code * size + code] = 0 }
        for (pair, cost) in Self.near {
            let codes = Phone.codes(pair.utf8).map(Int.init)
            exchange[codes[0] * size + codes[1]] = cost
            exchange[codes[1] * size + codes[0]] = cost
        }
        self.exchange = exchange
        var text = [UInt8](repeating: 100, count: size)
        for (phone, cost) in Self.omissions { text[Int(Phone.codes(phone.utf8)[0])] = cost }
        var name = text
        for (phone, cost) in Self.omissionsOfText(vowels) {
            text[Int(Phone.codes(phone.utf8)[0])] = cost
        }
        for (phone, cost) in Self.omissionsOfName(vowels) {
            name[Int(Phone.codes(phone.utf8)[0])] = cost
        }
        textOmission = text
        nameOmission = name
    }

    /// What a phone weighs in the length of a name; by code.
    static func weight(_ code: UInt8) -> Int {
        // h, w and y come and go.
        code < Phone.vowelCount ? 35 : code >= Phone.code(Phone.letter("h")) ? 50 : consonant
    }

    static func weight(_ codes: some Sequence<UInt8>) -> Int {
        codes.reduce(0) { $0 + weight($1) }
    }

    // MARK: Distance

    /// The least cost of hearing a text, in codes, for a name; more than `max` is not told apart from it.
    ///
    /// - Parameter isBeginning: whether a vowel that only one side begins with costs more.
    func distance(
        _ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>, max: Int,
        isBeginning: Bool = true
    ) -> Int {
        exchange.withUnsafeBufferPointer { exchange in
            textOmission.withUnsafeBufferPointer { textOmission in
                nameOmission.withUnsafeBufferPointer { nameOmission in
                    withUnsafeTemporaryAllocation(of: Int32.self, capacity: name.count + 1) {
                        Self.distance(
                            text, name, Int32(max), isBeginning ? Int32(Self.firstVowel) : 0,
                            Tables(
                                exchange: exchange, textOmission: textOmission,
                                nameOmission: nameOmission), above: $0)
                    }
                }
            }
        }
    }

    private struct Tables {
        let exchange: UnsafeBufferPointer<UInt8>
        let textOmission: UnsafeBufferPointer<UInt8>
        let nameOmission: UnsafeBufferPointer<UInt8>
    }

    private static func distance(
        _ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>, _ max: Int32,
        _ firstVowel: Int32, _ tables: Tables, above: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
        above.initialize(repeating: 0)
        for (column, phone) in name.enumerated() {
            let first = column == 0 && phone < Phone.vowelCount ? firstVowel : 0
            above[column + 1] = above[column] + Int32(tables.nameOmission[Int(phone)]) + first
        }
        for (row, phone) in text.enumerated() {
            let omission = Int32(tables.textOmission[Int(phone)])
            let costs = Int(phone) * Phone.codeCount
            var diagonal = above[0]
            above[0] += omission + (row == 0 && phone < Phone.vowelCount ? firstVowel : 0)
            var before = above[0]
            var least = before
            for (column, against) in name.enumerated() {
                let over = above[column + 1]
                before = min(
                    diagonal + Int32(tables.exchange[costs + Int(against)]), over + omission,
                    before + Int32(tables.nameOmission[Int(against)]))
                diagonal = over
                above[column + 1] = before
                least = min(least, before)
            }
            if least > max { return Int(max) + 1 }
        }
        return Int(above[name.count])
    }
}
