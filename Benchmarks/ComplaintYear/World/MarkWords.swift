import ComplaintEvents

/// Makes up marks with their names in other scripts, from syllables that all of them can write.
enum MarkWords {
    private static let syllables: [(latin: String, cyrillic: String, han: String, kana: String)] = [
        ("ba", "ба", "巴", "バ"), ("be", "бе", "贝", "ベ"), ("da", "да", "达", "ダ"),
        ("do", "до", "多", "ド"), ("fi", "фи", "菲", "フィ"), ("ga", "га", "加", "ガ"),
        ("ka", "ка", "卡", "カ"), ("ki", "ки", "奇", "キ"), ("ko", "ко", "科", "コ"),
        ("la", "ла", "拉", "ラ"), ("li", "ли", "丽", "リ"), ("lo", "ло", "洛", "ロ"),
        ("lu", "лу", "路", "ル"), ("ma", "ма", "玛", "マ"), ("mi", "ми", "米", "ミ"),
        ("mo", "мо", "莫", "モ"), ("na", "на", "娜", "ナ"), ("ne", "не", "内", "ネ"),
        ("ni", "ни", "尼", "ニ"), ("no", "но", "诺", "ノ"), ("pa", "па", "帕", "パ"),
        ("ra", "ра", "兰", "ラ"), ("ro", "ро", "罗", "ロ"), ("sa", "са", "萨", "サ"),
        ("so", "со", "索", "ソ"), ("ta", "та", "塔", "タ"), ("te", "те", "特", "テ"),
        ("ti", "ти", "蒂", "ティ"), ("to", "то", "托", "ト"), ("va", "ва", "瓦", "ヴァ"),
        ("vi", "ви", "维", "ヴィ"), ("zo", "зо", "佐", "ゾ"),
    ]

    /// Three or four syllables. Two brands may have the same mark, as in life, but hardly ever do.
    static func mark(_ random: inout YearRandom) -> (mark: String, aliases: [String]) {
        let parts = (0..<random.whole(3...4)).map { _ in random.pick(syllables) }
        let aliases = [
            capitalised(parts.map(\.cyrillic).joined()), parts.map(\.han).joined(),
            parts.map(\.kana).joined(),
        ]
        return (capitalised(parts.map(\.latin).joined()), aliases)
    }

    private static func capitalised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    /// Words that praise goods: honest titles have them, and rings register them as marks.
    static let praise = [
        "Classic", "Basic", "Comfort", "Premium", "Urban", "Fresh", "Active", "Smart", "Royal",
        "Pure", "Elegant", "Modern", "Vintage", "Deluxe", "Sport", "Nature", "Bright", "Soft",
        "Travel", "Studio", "Everyday", "Golden", "Silver", "Outdoor",
    ]
}

/// Goods of a class of the Nice classification, as titles call them.
struct Goods: Sendable {
    let goodsClass: Int
    let names: [String]
    /// Usual price of the cheapest and the dearest.
    let cents: ClosedRange<Int>

    static let all: [Goods] = [
        Goods(
            goodsClass: 3, names: ["face cream", "面霜", "lipstick", "Parfüm", "крем"],
            cents: 900...12_000),
        Goods(
            goodsClass: 5, names: ["vitamin tablets", "维生素片", "protein powder", "добавка"],
            cents: 1_200...9_000),
        Goods(
            goodsClass: 9, names: ["phone case", "手机壳", "earphones", "耳机", "Ladegerät"],
            cents: 1_500...40_000),
        Goods(
            goodsClass: 14, names: ["watch", "手表", "bracelet", "Ohrringe", "часы"],
            cents: 4_000...500_000),
        Goods(
            goodsClass: 18, names: ["handbag", "手提包", "wallet", "Rucksack", "сумка"],
            cents: 5_000...250_000),
        Goods(
            goodsClass: 25, names: ["shoes", "运动鞋", "jacket", "T-Shirt", "куртка"],
            cents: 2_500...60_000),
        Goods(
            goodsClass: 28, names: ["toy figure", "玩具", "building set", "Puppe", "конструктор"],
            cents: 1_000...20_000),
        Goods(
            goodsClass: 30, names: ["chocolate", "巧克力", "tea", "Kekse", "кофе"],
            cents: 300...5_000),
    ]

    /// Of the class, or of the first where there is none of it: marks that were given have any.
    static func of(_ goodsClass: Int) -> Goods {
        all.first { $0.goodsClass == goodsClass } ?? all[0]
    }
}
