import CSV
import Testing

/// Short texts, of which each byte tells little: names of shops and banks as the Name Suggestion Index has them
/// (BSD-3-Clause), in GB18030, and in UTF-8 that is cut or has lost a byte.
@Suite struct EncodedNamesTests {
    private static let simplified = """
        一沐日 一点点 一粥面 万达影院 三只松鼠 上海农商银行 东方宫兰州牛肉面 中国人寿 中国光大银行 中国太平 中国邮政储蓄银行 中百仓储 中百仓储超市 中行 丰巢柜
        久久丫鸭脖 乡村基 亮视点 伊夫黎雪 余仁生 佳宝 八方云集 出光 创兴银行 华侨银行 华泰证券 华联 南京大牌档 味爱普思 和合谷 和民 喜来登 嘉和一品
        嘉禾一品 堡狮龙 多米诺披萨 大创百货 大参林 大家乐 大统华 大阪王将 太平洋咖啡 好市多 宁波银行 小僧寿司 小拇指汽修 小林眼镜 尚泰 平安银行
        廖记棒棒鸡 张亮麻辣烫 当当阅界书店 快活 悦来悦喜 日本旅行 有巢氏房屋 李先生牛肉面 渣打 滴滴充电 点都德 白木屋 眉州东坡 移动宽带 紫光园
        美国加州牛肉面 美宜佳 美心 芳珍蔬食 苏宁 袁记云饺 谭仔云南米线 邮政 阿香米线 霸王茶姬 非常泰 鞋全家福 香港上海汇丰银行 香港红十字会 麒麟麦酒 麦德龙
        """

    private static let traditional = """
        三信銀行 上島珈琲店 上海商業粒積銀行 中國石化 中國移動香港 中國聯通 中華書局 中華郵政 中銀香港 佳寶 佳寶食品超級市場 俥亭停車 健身工廠 價真棧
        光南大批發 八十二銀行 創興 創興銀行 十六銀行 可口可樂 台北商銀 台北富邦商業銀行 台北富邦銀行 台新銀行 台灣山葉機車 和雲行動 城南信用金庫 塔可鐘
        夏恩英語學校 大統華 家樂福量販店 寶島銀行 小樽練成会 山岡家 山葉機車 岩見沢練成会 幸楽苑 愛知銀行 拉亞漢堡 文華東方酒店集團 新光銀 新生銀行
        日本経済新聞 日本銀行 日盛銀行 東南旅行社 東大進学会 梁社漢排骨 歇腳亭 毎日新聞 添好運 滙豐銀行 玉山商業銀行 畜大練成会 白洋舎 紀伊國屋書店 美聯物業
        聯邦商銀 臺灣山葉機車 臺灣銀行 英皇戲院 華南商業銀行 華御結 萬家福 萬泰商業銀行 葉露芝 袁記雲餃 西雅圖極品咖啡 雲尚過橋米綫 青森練成会 順豐快遞
        順豐速遞 領域 養老乃瀧 馬可先生 駿河屋 鶴茶樓 齊柏林熱狗
        """

    private static let russian = """
        магазин одежда обувь рынок часы сумка духи аптека книги хлеб молоко мясо рыба игрушки мебель ткани цветы подарки
        техника телефоны запчасти косметика ювелир оптика спорт туризм посуда ковры шторы лампы
        """

    private static let kana = """
        レストラン ホテル デパート スーパー コンビニ ラーメン カメラ バッグ スニーカー ジュエリー アクセサリー シャツ ネクタイ ドレス
        サングラス マフラー ベルト ブーツ
        """

    private static func names(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The two bytes of each character, found by reading all pairs beside a character that all know.
    private static let pairs: [Unicode.Scalar: [UInt8]] = {
        var pairs: [Unicode.Scalar: [UInt8]] = [:]
        for first in UInt8(0x81)...0xfe {
            for second in UInt8(0x40)...0xfe {
                guard let read = EncodedText([first, second, 0xb9, 0xc5]),
                    read.encoding == .gb18030, read.text.unicodeScalars.count == 2,
                    let scalar = read.text.unicodeScalars.first
                else { continue }
                pairs[scalar] = [first, second]
            }
        }
        return pairs
    }()

    private static func encoded(_ name: String) throws -> [UInt8] {
        try name.unicodeScalars.flatMap { try #require(pairs[$0], "\(name)") }
    }

    /// How many of the names are read as they were written.
    private static func read(_ names: [String]) throws -> Int {
        try names.count { name in
            let read = EncodedText(try encoded(name))
            return read?.encoding == .gb18030 && read?.text == name
        }
    }

    @Test(
        "a short name in simplified characters is read, and of those in traditional ones nine in ten"
    )
    func short() throws {
        let simplified = Self.names(Self.simplified)
        #expect(simplified.count == 80)
        #expect(try Self.read(simplified) == 80)
        let traditional = Self.names(Self.traditional)
        #expect(traditional.count == 78)
        #expect(try Self.read(traditional) >= 71)
    }

    @Test(
        "of a name in UTF-8 that lost its end, its beginning or a byte, one in eight passes for Chinese"
    )
    func cut() throws {
        var (all, taken) = (0, 0)
        for name in Self.names(Self.simplified) + Self.names(Self.traditional) {
            let bytes = Array(name.utf8)
            for place in 1..<bytes.count {
                for damaged in [
                    bytes[..<place], bytes[place...], bytes[..<(place - 1)] + bytes[place...],
                ] where String(validating: damaged, as: UTF8.self) == nil {
                    all += 1
                    if EncodedText(Array(damaged)) != nil { taken += 1 }
                }
            }
        }
        #expect(all > 4_000)
        #expect(taken * 100 <= all * 13, "\(taken) of \(all)")
    }

    @Test("lists in Russian or in kana are read too")
    func otherScripts() throws {
        for text in [Self.russian, Self.kana] {
            let words = Self.names(text)
            for place in stride(from: 0, to: words.count - 2, by: 3) {
                let list = words[place..<(place + 3)]
                let bytes = try list.map(Self.encoded).joined(separator: [0x0a])
                let read = EncodedText(Array(bytes))
                #expect(read?.text == list.joined(separator: "\n"))
            }
        }
    }

    @Test("three names, one a line, are read in either script")
    func lines() throws {
        for names in [Self.names(Self.simplified), Self.names(Self.traditional)] {
            let encoded = try names.map(Self.encoded)
            for place in stride(from: 0, to: names.count - 2, by: 3) {
                let bytes = Array(encoded[place..<(place + 3)].joined(separator: [0x0a]))
                let text = names[place..<(place + 3)].joined(separator: "\n")
                #expect(EncodedText(bytes)?.text == text)
            }
        }
    }
}
