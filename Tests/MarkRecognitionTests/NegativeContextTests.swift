import MarkRecognition
import Testing

/// Words such as 'for' and 'like' excuse a name only where they say something about it.
@Suite struct NegativeContextTests {
    private static let recogniser = Recogniser(of: [
        Mark(
            "Gucci",
            aliases: [
                .init(language: "zh", name: "古驰"), .init(language: "ja", name: "グッチ"),
                .init(language: "ko", name: "구찌"),
            ], classes: [18, 25]),
        Mark("Nike", aliases: [.init(language: "ko", name: "나이키")], classes: [25]),
        Mark("Chanel", classes: [25]), Mark("Prada", classes: [18, 25]),
        Mark("Samsung", aliases: [.init(language: "ko", name: "삼성")], classes: [9]),
        Mark("Rolex", classes: [14]), Mark("Apple", classes: [9]), Mark("Makita", classes: [7]),
        Mark("Burberry", classes: [25]),
    ])

    @Test(
        "a plain listing is told whatever word of the kind its title has",
        arguments: [
            ("Like new Gucci bag", "Gucci"), ("Bag, condition like - Gucci", "Gucci"),
            ("Like new: Gucci bag", "Gucci"), ("Fit for a queen: Chanel dress", "Chanel"),
            ("Pro Nike shoes", "Nike"), ("Phone case iPhone 14 Pro Gucci", "Gucci"),
            ("No box, Gucci belt", "Gucci"), ("Box: no, Gucci belt", "Gucci"),
            ("No Prada, Gucci bag", "Gucci"), ("Slim fit Chanel jeans", "Chanel"),
            ("Dri-fit Nike shirt", "Nike"), ("Regular fit Nike watch cap", "Nike"),
            ("Wool suit Gucci size 50", "Gucci"), ("Real fur Gucci coat", "Gucci"),
            ("Fur Gucci coat", "Gucci"), ("5 pcs per Gucci bag", "Gucci"),
            ("Скидка на Gucci", "Gucci"), ("Made for walking, Nike shoes", "Nike"),
            ("Designed for women Gucci bag", "Gucci"), ("Suitable for men Gucci belt", "Gucci"),
            ("Compatible: yes. Gucci bag", "Gucci"), ("MagSafe compatible Gucci case", "Gucci"),
            ("Inspired by nature, Gucci bag", "Gucci"), ("Gucci, type: shoulder bag", "Gucci"),
            ("Gucci Style No. 443497 bag", "Gucci"), ("Gucci style: tote", "Gucci"),
            ("Nike Style DZ5485-612 shoes", "Nike"), ("Gucci - Style tote", "Gucci"),
            ("Gucci, compatible with any dress", "Gucci"),
        ])
    func plain(text: String, mark: String) throws {
        #expect(Set(try Self.recogniser.names(in: text)) == [mark])
    }

    @Test(
        "in scripts without spaces too, where such a word is a part of others",
        arguments: [
            ("Burberry风衣", "Burberry"), ("古驰新款秋冬女风衣", "Gucci"), ("古驰实用大容量包包", "Gucci"),
            ("古驰女用包", "Gucci"), ("Gucci 女性用 バッグ", "Gucci"), ("グッチ レディース用 財布", "Gucci"),
            ("适合送女友的古驰包包", "Gucci"), ("适用于女士的古驰包", "Gucci"), ("男女通用古驰帽子", "Gucci"),
            ("古驰明星街拍同款包", "Gucci"), ("나이키 여성용 운동화", "Nike"), ("나이키 용품 모자", "Nike"),
            ("구찌 ギフト対応", "Gucci"),
        ])
    func plainUnspaced(text: String, mark: String) throws {
        #expect(Set(try Self.recogniser.names(in: text)) == [mark])
    }

    @Test(
        "what is only compatible with a name, or like it, is left alone",
        arguments: [
            "case fits Samsung Galaxy", "strap for Apple Watch", "Strap fits Rolex",
            "Fits Samsung phone", "Battery to fit Makita", "Blades suit Makita drill",
            "Hülle für Samsung", "Hülle fur Samsung Galaxy", "Ladegerät fuer Samsung",
            "Custodia per Samsung", "Etui do Samsung", "Pouzdro pro Samsung", "Skal till Samsung",
            "Cover til Samsung", "Чехол на Samsung", "bag like Gucci", "not Gucci", "Non-Gucci bag",
            "unlike Gucci", "not Gucci or Prada", "Gucci style bag", "Gucci-style bag",
            "Bag Gucci style", "Gucci type bag", "Gucci inspired tote", "inspired by Gucci",
            "Suitable for Samsung Galaxy", "Made for the new Samsung",
            "Compatible with iPhone 15, Samsung", "Strap for: Rolex", "Rolex compatible strap",
        ])
    func excused(text: String) throws {
        #expect(try Self.recogniser.names(in: text) == [])
    }

    @Test(
        "in scripts without spaces too",
        arguments: [
            "适用于Samsung手机壳", "适用华为三星Samsung", "兼容 Samsung 充电器", "古驰风包包", "古驰同款包",
            "Samsung Galaxy用ケース", "Samsung手机专用", "Samsungギャラクシー用 ケース", "삼성 갤럭시용 케이스",
            "구찌 스타일 가방",
        ])
    func excusedUnspaced(text: String) throws {
        #expect(try Self.recogniser.names(in: text) == [])
    }
}
