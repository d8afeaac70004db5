/// Kinds of a business in Chinese, which a name in Latin letters has in English: heard as those.
enum HanKinds {
    private static let kinds: [(String, String)] = [
        ("银行", "bank"), ("超市", "supermarket"), ("超级市场", "supermarket"), ("书店", "bookstore"),
        ("咖啡", "coffee"), ("酒店", "hotel"), ("饭店", "hotel"), ("集团", "group"),
        ("公司", "company"), ("餐厅", "restaurant"), ("商店", "store"), ("药房", "pharmacy"),
        ("航空", "airlines"), ("汽车", "motors"), ("保险", "insurance"), ("影城", "cinemas"),
        ("证券", "securities"), ("披萨", "pizza"),
    ]

    private struct Kind {
        let letters: [UInt32]
        /// In codes.
        let phones: [UInt8]
    }

    /// By the first character, the longest first.
    private static let byFirst: [UInt32: [Kind]] = {
        var byFirst: [UInt32: [Kind]] = [:]
        for (name, word) in kinds {
            let letters = name.unicodeScalars.map(\.value)
            let phones = LatinSpelling.phones(word.unicodeScalars.map(\.value))
            byFirst[letters[0], default: []].append(
                Kind(letters: letters, phones: Phone.codes(phones)))
        }
        return byFirst.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
    }()

    /// The kind that stands at the beginning: its characters, and what is heard, in codes.
    static func kind(_ letters: ArraySlice<UInt32>) -> (count: Int, phones: [UInt8])? {
        guard let first = letters.first, let kinds = byFirst[first] else { return nil }
        guard let kind = kinds.first(where: { letters.starts(with: $0.letters) }) else {
            return nil
        }
        return (kind.letters.count, kind.phones)
    }
}
