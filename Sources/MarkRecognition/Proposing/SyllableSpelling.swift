// Scripts that write syllables.

/// As it sounds, in katakana.
enum KanaSpelling {
    private static let vowels = Array("aiueo".utf8)
    private static let rows: [UInt8: [String]] = [
        "p": "パ ピ プ ペ ポ", "b": "バ ビ ブ ベ ボ", "t": "タ ティ トゥ テ ト", "d": "ダ ディ ドゥ デ ド",
        "k": "カ キ ク ケ コ", "g": "ガ ギ グ ゲ ゴ", "f": "ファ フィ フ フェ フォ", "v": "ヴァ ヴィ ヴ ヴェ ヴォ",
        "s": "サ シ ス セ ソ", "z": "ザ ジ ズ ゼ ゾ", "h": "ハ ヒ フ ヘ ホ", "m": "マ ミ ム メ モ",
        "n": "ナ ニ ヌ ネ ノ", "l": "ラ リ ル レ ロ", "r": "ラ リ ル レ ロ", "w": "ワ ウィ ウ ウェ ウォ",
        "y": "ヤ イ ユ イェ ヨ", "S": "シャ シ シュ シェ ショ", "Z": "ジャ ジ ジュ ジェ ジョ",
        "C": "チャ チ チュ チェ チョ", "J": "ジャ ジ ジュ ジェ ジョ", "c": "ツァ ツィ ツ ツェ ツォ",
    ].reduce(into: [:]) { rows, row in
        rows[row.key.utf8.first ?? 0] = row.value.split(separator: " ").map(String.init)
    }
    /// A consonant without a vowel.
    private static let alone = PhoneTable.byPhone(
        """
        p=プ b=ブ t=ト d=ド k=ク g=グ f=フ v=ヴ s=ス z=ズ h=フ m=ム n=ン l=ル r=ル w=ウ y=イ S=シュ Z=ジュ
        C=チ J=ジ c=ツ N=ング
        """)
    private static let single = PhoneTable.byPhone("a=ア i=イ u=ウ e=エ o=オ")

    static func spell(_ words: [[UInt8]]) -> [String] {
        [words.map(word).joined(separator: "・")]
    }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = ""
        var place = 0
        while place < phones.count {
            let phone = phones[place]
            if let row = rows[phone], place + 1 < phones.count,
                let column = vowels.firstIndex(of: phones[place + 1])
            {
                spelled += row[column]
                place += 2
                continue
            }
            let isLip = place + 1 < phones.count && "pb".utf8.contains(phones[place + 1])
            spelled +=
                phone == Phone.letter("m") && isLip ? "ン" : alone[phone] ?? single[phone] ?? ""
            place += 1
        }
        return spelled
    }
}

/// As it sounds, in Hangul.
enum HangulSpelling {
    /// Places in the order of the Unicode Standard, section 3.12.
    private static let leads: [UInt8: UInt32] = [
        "p": 17, "b": 7, "t": 16, "d": 3, "k": 15, "g": 0, "f": 17, "v": 7, "s": 9, "z": 12,
        "h": 18, "m": 6, "n": 2, "l": 5, "r": 5, "S": 9, "Z": 12, "C": 14, "J": 12, "c": 14,
    ].reduce(into: [:]) { leads, entry in leads[entry.key.utf8.first ?? 0] = UInt32(entry.value) }
    private static let vowels: [UInt8: UInt32] = ofVowels(a: 0, e: 5, i: 20, o: 8, u: 13)
    private static let vowelsAfterY: [UInt8: UInt32] = ofVowels(a: 2, e: 7, i: 20, o: 12, u: 17)
    private static let vowelsAfterW: [UInt8: UInt32] = ofVowels(a: 9, e: 15, i: 16, o: 14, u: 13)
    private static let trails: [UInt8: UInt32] = [
        UInt8(ascii: "n"): 4, UInt8(ascii: "m"): 16, UInt8(ascii: "l"): 8, UInt8(ascii: "N"): 21,
    ]
    /// Stands before a syllable without a consonant.
    private static let silent: UInt32 = 11
    private static let eu: UInt32 = 18
    private static let i: UInt32 = 20

    private static func ofVowels(
        a: UInt32, e: UInt32, i: UInt32, o: UInt32, u: UInt32
    ) -> [UInt8: UInt32] {
        [
            UInt8(ascii: "a"): a, UInt8(ascii: "e"): e, UInt8(ascii: "i"): i,
            UInt8(ascii: "o"): o, UInt8(ascii: "u"): u,
        ]
    }

    static func spell(_ words: [[UInt8]]) -> [String] {
        [words.map(word).joined(separator: " ")]
    }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = String.UnicodeScalarView()
        var place = 0
        while place < phones.count {
            let lead = leads[phones[place]]
            var vowel = lead == nil ? place : place + 1
            var table = vowels
            if vowel < phones.count, vowel + 1 < phones.count,
                Phone.isVowel(phones[vowel + 1])
            {
                if phones[vowel] == Phone.letter("y") { (table, vowel) = (vowelsAfterY, vowel + 1) }
                if phones[vowel] == Phone.letter("w") { (table, vowel) = (vowelsAfterW, vowel + 1) }
            }
            if vowel < phones.count, let middle = table[phones[vowel]] {
                place = vowel + 1
                var trail: UInt32 = 0
                if place < phones.count, let end = trails[phones[place]],
                    place + 1 == phones.count || !isHeardOpen(phones[place + 1])
                {
                    trail = end
                    place += 1
                }
                spelled.append(syllable(lead ?? silent, middle, trail))
            } else {
                place += 1
                guard let lead else {
                    // A glide without a vowel: i for y, u for w.
                    if phones[place - 1] == Phone.letter("y") {
                        spelled.append(syllable(silent, i, 0))
                    } else if phones[place - 1] == Phone.letter("w") {
                        spelled.append(syllable(silent, 13, 0))
                    }
                    continue
                }
                let isSoft = "SZCJ".utf8.contains(phones[place - 1])
                spelled.append(syllable(lead, isSoft ? i : eu, 0))
            }
        }
        return String(spelled)
    }

    /// Whether what stands before it belongs to its syllable.
    private static func isHeardOpen(_ phone: UInt8) -> Bool {
        Phone.isVowel(phone) || phone == Phone.letter("y") || phone == Phone.letter("w")
    }

    private static func syllable(_ lead: UInt32, _ vowel: UInt32, _ trail: UInt32) -> Unicode.Scalar
    {
        let code = Hangul.syllables.lowerBound + (lead * 21 + vowel) * 28 + trail
        return Unicode.Scalar(code) ?? " "
    }
}

/// By the characters that are usual for foreign names in Chinese. It comes near only, and where a brand chose
/// characters for what they mean, it is wrong: that name a person has to add.
enum HanSpelling {
    private static let vowels = Array("aeiou".utf8)
    private static let rows: [UInt8: [Character]] = [
        "b": "巴贝比博布", "p": "帕佩皮波普", "d": "达德迪多杜", "t": "塔特蒂托图", "g": "加格吉戈古",
        "k": "卡克基科库", "f": "法费菲福富", "v": "瓦韦维沃武", "w": "瓦韦威沃伍", "s": "萨塞西索苏",
        "z": "扎泽齐佐祖", "c": "察策齐措楚", "S": "沙谢希肖舒", "Z": "扎热日若茹", "C": "查切奇乔丘",
        "J": "贾杰吉乔朱", "h": "哈赫希霍胡", "m": "马梅米莫穆", "n": "纳内尼诺努", "l": "拉莱利洛卢",
        "r": "拉雷里罗鲁", "y": "亚耶伊约尤",
    ].reduce(into: [:]) { rows, row in rows[row.key.utf8.first ?? 0] = Array(row.value) }
    /// The same with an n behind: an, en, in, on, un.
    private static let rowsWithN: [UInt8: [Character]] = [
        "b": "班本宾邦本", "p": "潘彭平庞彭", "d": "丹登丁东敦", "t": "坦滕廷通通", "g": "甘根金贡贡",
        "k": "坎肯金康昆", "f": "凡芬芬丰丰", "v": "万文温翁文", "w": "万文温翁文", "s": "桑森辛松逊",
        "S": "尚申辛雄顺", "C": "昌琴钦琼春", "J": "詹珍金琼准", "h": "汉亨欣洪洪", "m": "曼门明蒙蒙",
        "n": "南嫩宁农农", "l": "兰伦林隆伦", "r": "兰伦林龙伦",
    ].reduce(into: [:]) { rows, row in rows[row.key.utf8.first ?? 0] = Array(row.value) }
    private static let alone: [UInt8: Character] = [
        "b": "布", "p": "普", "d": "德", "t": "特", "g": "格", "k": "克", "f": "夫", "v": "夫",
        "s": "斯", "z": "兹", "c": "茨", "S": "什", "Z": "日", "C": "奇", "J": "奇", "h": "赫",
        "m": "姆", "n": "恩", "l": "尔", "r": "尔", "N": "恩", "w": "乌", "y": "伊", "a": "阿",
        "e": "埃", "i": "伊", "o": "奥", "u": "乌",
    ].reduce(into: [:]) { alone, entry in alone[entry.key.utf8.first ?? 0] = entry.value.first }

    static func spell(_ words: [[UInt8]]) -> [String] { [words.map(word).joined()] }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = ""
        var place = 0
        while place < phones.count {
            let phone = phones[place]
            if place + 1 < phones.count, let column = vowels.firstIndex(of: phones[place + 1]) {
                let isNasal =
                    place + 2 < phones.count && "nN".utf8.contains(phones[place + 2])
                    && (place + 3 == phones.count || !Phone.isVowel(phones[place + 3]))
                if isNasal, let row = rowsWithN[phone] {
                    spelled.append(row[column])
                    place += 3
                    continue
                }
                if let row = rows[phone] {
                    spelled.append(row[column])
                    place += 2
                    continue
                }
            }
            if let character = alone[phone] { spelled.append(character) }
            place += 1
        }
        return spelled
    }
}
