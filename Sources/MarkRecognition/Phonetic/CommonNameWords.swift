/// Words that many names have in common, and by which none is told from another.
enum CommonNameWords {
    private static let words: Set<[UInt32]> = Set(
        [
            "bank", "banka", "banco", "banque", "market", "supermarket", "mart", "pizza", "cafe",
            "coffee", "hotel", "hotels", "group", "company", "restaurant", "shop", "store",
            "stores",
            "express", "sport", "sports", "home", "house", "food", "auto", "motors", "oil", "gas",
            "pharmacy", "pharm", "pharma", "airlines", "air", "club", "the", "and",
        ].map { $0.unicodeScalars.map(\.value) })

    /// What the common words of a name weigh as they sound; also where one ends a longer word, as in
    /// 'Bulbank'.
    static func weight(_ letters: ArraySlice<UInt32>, _ gaps: ArraySlice<ReadText.Gap>) -> Int {
        var weight = 0
        var start = letters.startIndex
        for index in letters.indices where index == letters.endIndex - 1 || gaps[index + 1] != .none
        {
            let word = letters[start...index]
            start = index + 1
            if words.contains(Array(word)) {
                weight += PhoneCosts.shared.weight(LatinSpelling.phones(word))
            } else if word.count > 5, words.contains(Array(word.suffix(4))) {
                weight += PhoneCosts.shared.weight(LatinSpelling.phones(word.suffix(4)))
            }
        }
        return weight
    }
}
