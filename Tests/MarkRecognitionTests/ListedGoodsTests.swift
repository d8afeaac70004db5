import MarkRecognition
import Testing

/// Of a list behind 'for' and the like, which names are there to say what the goods go with, and which offer goods
/// of their own.
@Suite struct ListedGoodsTests {
    private static let recogniser = Recogniser(of: [
        Mark("iPhone", aliases: [.init(language: "zh", name: "苹果手机")], classes: [9]),
        Mark(
            "Samsung",
            aliases: [
                .init(language: "zh", name: "三星"), .init(language: "ja", name: "サムスン"),
                .init(language: "ko", name: "삼성"),
            ], classes: [9]),
        Mark("Huawei", aliases: [.init(language: "zh", name: "华为")], classes: [9]),
        Mark("Xiaomi", aliases: [.init(language: "zh", name: "小米")], classes: [9]),
        Mark("Apple", aliases: [.init(language: "ko", name: "애플")], classes: [9]),
        Mark("Canon", classes: [9]), Mark("Sony", classes: [9]),
        Mark(
            "Gucci",
            aliases: [
                .init(language: "zh", name: "古驰"), .init(language: "ja", name: "グッチ"),
                .init(language: "ko", name: "구찌"),
            ], classes: [18, 25]),
        Mark("Prada", aliases: [.init(language: "ja", name: "プラダ")], classes: [18, 25]),
        Mark("Louis Vuitton", classes: [18, 25]), Mark("Chanel", classes: [3, 18, 25]),
        Mark("Nike", aliases: [.init(language: "ko", name: "나이키")], classes: [25]),
        Mark("Adidas", classes: [25]), Mark("Rolex", classes: [14]),
        Mark("Toyota", classes: [12]), Mark("Honda", classes: [12]),
        Mark("Bosch", aliases: [.init(language: "ja", name: "ボッシュ")], classes: [7]),
        Mark("Makita", aliases: [.init(language: "ja", name: "マキタ")], classes: [7]),
        Mark("Dyson", aliases: [.init(language: "ko", name: "다이슨")], classes: [7]),
        Mark("Nespresso", classes: [30]), Mark("Verelle"), Mark("Arvane"),
    ])

    @Test(
        "a name of other goods, which are named beside it, is in no list of what goods go with",
        arguments: [
            ("Case for iPhone, Gucci bag", ["Gucci"]), ("Case for iPhone and Gucci bag", ["Gucci"]),
            ("Case for iPhone, Gucci Marmont shoulder bag", ["Gucci"]),
            ("Case for iPhone, guccibag", ["Gucci"]),
            ("Case for iPhone, Gucci, Prada bags", ["Gucci", "Prada"]),
            ("Case for iPhone / Nike shoes / Gucci bag", ["Nike", "Gucci"]),
            ("Charger for iPhone, Samsung + Nike socks", ["Nike"]),
            ("Charger compatible with iPhone, Samsung, Prada handbag", ["Prada"]),
            ("Car mats for Toyota, Gucci sunglasses", ["Gucci"]),
            ("Hülle für iPhone, Gucci Tasche", ["Gucci"]),
            ("Hülle für iPhone und Gucci Gürtel", ["Gucci"]),
            ("Cargador compatible con Samsung, zapatillas Nike", ["Nike"]),
            ("Фильтр совместим с Dyson, сумка Prada", ["Prada"]),
            ("手机壳 适用 Samsung, 古驰包", ["Gucci"]), ("适用于苹果手机壳 古驰包包", ["Gucci"]),
            ("适用于小天才手表 古驰包包", ["Gucci"]), ("삼성 호환 충전기 구찌 가방", ["Gucci"]),
        ])
    func otherGoods(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    @Test(
        "a list goes on where the marks are for the same goods, or no others are named",
        arguments: [
            "Insoles for Nike, Adidas shoes", "case for Samsung, Huawei and Xiaomi phones",
            "Dust bag for Gucci, Prada, Chanel handbag", "Strap for Apple, Rolex",
            "Holder for iPhone, Samsung, Toyota", "Ink for Canon / Sony printers",
            "Hülle für Samsung, Huawei Und Xiaomi Handys", "Funda para Samsung, Huawei y Xiaomi",
            "Стельки для Nike, Adidas", "适用华为、三星、小米手机壳", "适用于苹果手机、华为充电器",
            // Whose classes are not known.
            "Charm for Verelle, Gucci bags", "Charm for Gucci, Verelle bags",
        ])
    func sameGoods(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "it goes on over models and names of no mark, to marks for the same goods",
        arguments: [
            "Cover for Samsung Galaxy S23, Huawei P30 Lite, Xiaomi Redmi Note 12",
            "Case for iPhone 15 Pro Max and Samsung S24", "Lens caps for Canon, Nikon, Sony",
            "Organizer for Louis Vuitton Neverfull, Gucci and Chanel bags",
            "Filter für Bosch GEX 125, Makita BO4556 und Dyson V11",
            "Fußmatten für Toyota Corolla, Honda Civic",
            "Чехол для iPhone 13, Samsung A52 и Xiaomi 11", "适用华为P30、小米12手机壳",
        ])
    func models(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "not to goods, nor from a number to a name without one",
        arguments: [
            ("Charger for iPhone 15, Samsung charger", ["Samsung"]),
            ("Case for iPhone 15, Apple original", ["Apple"]),
            ("Cable for iPhone 15, Apple braided", ["Apple"]),
            ("Case for iPhone 15, Gucci Marmont 2", ["Gucci"]),
            ("Case for iPhone 15, charger, Samsung S24", ["Samsung"]),
            ("适用于华为P30手机壳，小米手环", ["Xiaomi"]),
            ("Charm for Verelle Bella, Arvane", ["Arvane"]),
        ])
    func noModels(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    @Test(
        "a word behind the last name of a list is said of those before it",
        arguments: [
            "iPhone, Samsung compatible charger", "Toyota, Honda compatible floor mats",
            "iPhone、サムスン対応ケース", "マキタ、ボッシュ対応 充電器", "삼성, 애플 호환 충전기",
        ])
    func behindLists(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "a word is said of one side only",
        arguments: [
            // Marks for other goods are in no list together.
            ("グッチ、iPhone用ケース", ["Gucci"]), ("Gucci, iPhone compatible case", ["Gucci"]),
            ("Samsung compatible charger, Gucci bag", ["Gucci"]),
            ("Makita compatible filter, Gucci tote", ["Gucci"]),
            ("다이슨 호환 필터 나이키 운동화", ["Nike"]),
            ("Samsung compatible with iPhone", ["Samsung"]),
            ("Chargeur Samsung compatible avec iPhone", ["Samsung"]),
            ("Gucci inspired by the 70s", ["Gucci"]), ("古驰包包 适用于苹果手机壳", ["Gucci"]),
            ("三星充电器适用华为", ["Samsung"]), ("三星充电器 适用华为、小米", ["Samsung"]),
        ])
    func oneSide(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    @Test(
        "said of the name before it, where goods or nothing follow",
        arguments: ["三星适用 充电器", "华为三星适用"])
    func saidBehind(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "what goods are like, and go with, is said in other languages too",
        arguments: [
            "Tasche wie Gucci", "Tasche im Stil von Gucci", "Bolso tipo Gucci", "Sac comme Gucci",
            "Bolso inspirado en Gucci", "Sac inspiré de Gucci", "Сумка в стиле Gucci",
            "Духи по мотивам Chanel", "Capsules compatibles Nespresso",
            "Kapseln kompatibel Nespresso", "Toner for use with Canon printer",
            "グッチ スタイル バッグ", "グッチ タイプ 財布",
        ])
    func languages(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "the same words in other senses excuse nothing",
        arguments: [
            "New style Gucci bag", "Nuevo estilo Gucci bolso", "Wie neu: Gucci Tasche",
            "Comme neuf, sac Gucci", "Bolso tipo: Gucci",
        ])
    func otherSenses(text: String) throws {
        #expect(try Self.recogniser.names(in: text) == ["Gucci"])
    }
}
