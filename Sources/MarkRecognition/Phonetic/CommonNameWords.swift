/// Words that many names have in common, and by which none is told from another.
enum CommonNameWords {
    private static let words: Set<[UInt32]> = Set(
        [
            "bank", "banka", "banco", "banque", "market", "supermarket", "mart", "pizza", "cafe",
            "coffee", "hotel", "hotels", "group", "company", "restaurant", "shop", "store",
            "stores", "bookstore", "books", "insurance", "tea", "cinemas", "securities", "mobile",
            "express", "sport", "sports", "home", "house", "food", "auto", "motors", "oil", "gas",
            "pharmacy", "pharm", "pharma", "airlines", "air", "club", "the", "and",
        ].map { $0.unicodeScalars.map(\.value) })

    static func contains(_ word: ArraySlice<UInt32>) -> Bool { words.contains(Array(word)) }

    /// What the common words of a name weigh as they sound; also where one ends a longer word, as in
    /// 'Bulbank'.
    static func weight(_ letters: ArraySlice<UInt32>, _ gaps: ArraySlice<ReadText.Gap>) -> Int {
        var weight = 0
        var start = letters.startIndex
        for index in letters.indices where index == letters.endIndex - 1 || gaps[index + 1] != .none
        {
            let word = letters[start...index]
            start = index + 1
            if contains(word) {
                weight += Self.weight(LatinSpelling.phones(word))
            } else if word.count > 4, words.contains(Array(word.suffix(4))) {
                weight += Self.weight(LatinSpelling.phones(word.suffix(4)))
            }
        }
        return weight
    }

    private static func weight(_ phones: [UInt8]) -> Int {
        PhoneCosts.weight(Phone.codes(phones))
    }

    // MARK: By ear

    /// Consonants that scripts spell alike, as one; by code, 0 for what does not count.
    private static let groups: [UInt8] = {
        var groups = [UInt8](repeating: 0, count: Phone.codeCount)
        for (group, phones) in ["pb", "fv", "td", "kg", "szc", "SZCJ", "m", "nN", "lr"].enumerated()
        {
            for code in Phone.codes(phones.utf8) { groups[Int(code)] = UInt8(group + 1) }
        }
        return groups
    }()

    /// How the words of more than one consonant sound, coarsely.
    private static let sounds: Set<UInt64> = Set(
        words.compactMap { word in
            let key = key(Phone.codes(LatinSpelling.phones(word))[...])
            return key < 16 ? nil : key
        })

    private static func key(_ codes: ArraySlice<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for code in codes where groups[Int(code)] != 0 && key < 1 << 60 {
            key = key << 4 | UInt64(groups[Int(code)])
        }
        return key
    }

    /// Whether a word may be one of these: languages differ in whether the kind of a business stands before
    /// its name.
    static func mayBe(_ codes: ArraySlice<UInt8>) -> Bool { sounds.contains(key(codes)) }
}
