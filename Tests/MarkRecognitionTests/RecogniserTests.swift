import MarkRecognition
import Testing

@Suite struct RecogniserTests {
    static let recogniser = Recogniser(of: [
        Mark(
            "Gucci",
            aliases: [
                .init(language: "zh", name: "古驰"), .init(language: "ru", name: "Гуччи"),
            ],
            classes: [18, 25]),
        Mark("Louis Vuitton", aliases: [.init(language: "zh", name: "路易威登")]),
        Mark("Mars", classes: [30]), Mark("Nike", classes: [25]),
        Mark("Rolex", aliases: [.init(language: "zh", name: "勞力士")], classes: [14]),
        Mark("7-Eleven"), Mark("Hermès"), Mark("Coca-Cola"), Mark("Samsung"),
        Mark("Daihatsu", aliases: [.init(language: "ja", name: "ダイハツ")]),
        Mark("Moncler"),
    ])

    @Test(
        "a disguised mark is found, with what was done to it",
        arguments: [
            ("Gucci bag", "Gucci", []),
            ("Gυccí 0utlet", "Gucci", [.decoration, .confusable]),
            ("古驰 包", "Gucci", []),
            ("ＧＵＣＣＩ", "Gucci", [.compatibility]),
            ("𝓖𝓾𝓬𝓬𝓲", "Gucci", [.compatibility]),
            ("g u c c i", "Gucci", [.separators]),
            ("G.U.C.C.I bag", "Gucci", [.separators]),
            ("G🔥u🔥c🔥c🔥i", "Gucci", [.separators]),
            ("Gu\u{200b}cc\u{202e}i", "Gucci", [.invisible]),
            ("G̶u̶c̶c̶i̶", "Gucci", [.decoration]),
            ("Guсci", "Gucci", [.confusable]),
            ("GUCCl", "Gucci", [.confusable]),
            ("Gucc1", "Gucci", [.leetspeak]),
            ("Gucc!", "Gucci", [.leetspeak]),
            ("ɢᴜᴄᴄɪ", "Gucci", [.confusable]),
            ("🅶🆄🅲🅲🅸", "Gucci", [.confusable]),
            ("LouisVuitton", "Louis Vuitton", [.separators]),
            ("L0uis-Vu!tton", "Louis Vuitton", [.leetspeak]),
            ("劳力士", "Rolex", [.scriptVariant]),
            ("RoIex", "Rolex", [.confusable]),
            ("R0l3x watch", "Rolex", [.leetspeak]),
            ("Rolexes", "Rolex", []),
            ("hermes", "Hermès", []),
            ("だいはつ", "Daihatsu", [.scriptVariant]),
            ("ﾀﾞｲﾊﾂ", "Daihatsu", [.compatibility]),
            ("ГУЧЧИ сумка", "Gucci", []),
            ("#GucciOutlet", "Gucci", []),
            ("$a㎳ung", "Samsung", [.compatibility, .leetspeak]),
            ("Gucci2024", "Gucci", []),
            ("Moncler", "Moncler", []),
            ("Monc1er", "Moncler", [.leetspeak]),
            ("rnoncler jacket", "Moncler", [.confusable]),
        ] as [(String, String, [RecognitionRule])])
    func disguises(text: String, mark: String, rules: [RecognitionRule]) throws {
        let hits = try Self.recogniser.recognise(text)
        let hit = try #require(hits.first, "nothing in '\(text)'")
        #expect(hits.count == 1)
        #expect(Self.recogniser.marks[hit.mark].name == mark)
        for rule in rules { #expect(hit.rules.contains(rule), "\(hit.rules)") }
        if rules.isEmpty {
            #expect(hit.rules.first == .mark || hit.rules.first == .alias)
        }
    }

    @Test(
        "a text that only resembles a mark is left alone",
        arguments: [
            "big uccio", "a good bag", "samsun gulf", "Mars is a planet", "nikel plating",
            "Guccione", "11 elephants", "rolled exports", "5even e1even", "hermeneutics",
            "7 eleventh",
            "", " ", "!!!", "0123456789",
        ])
    func honest(text: String) throws {
        #expect(try Self.recogniser.names(in: text) == [])
    }

    @Test("the span is of the original text, in Unicode scalars")
    func span() throws {
        let hit = try #require(
            try Self.recogniser.recognise("👜 new: Gυcci\u{301} bag").first)
        #expect(hit.scalars == 7..<13)
        let wide = try #require(try Self.recogniser.recognise("a\u{301}\u{200b} 古馳").first)
        #expect(wide.scalars == 4..<6)
    }

    @Test("a short mark needs its goods beside it, or to be the whole text")
    func shortMarks() throws {
        #expect(try Self.recogniser.names(in: "Mars chocolate bar") == ["Mars"])
        #expect(try Self.recogniser.names(in: "Mars") == ["Mars"])
        #expect(try Self.recogniser.names(in: "journey to Mars") == [])
        #expect(try Self.recogniser.names(in: "Nike shoes") == ["Nike"])
        #expect(try Self.recogniser.names(in: "Nike of Samothrace") == [])
        // A number of a model promises no copy that is 1:1.
        #expect(try Self.recogniser.names(in: "Nike 11 of Samothrace") == [])
        #expect(try Self.recogniser.names(in: "Nike 1:1 quality") == ["Nike"])
        let hits = try Self.recogniser.recognise("journey to Mars", confidenceMin: 0.1)
        #expect(hits.first?.rules.contains(.noContext) == true)
    }

    @Test("what is only compatible with a mark is left alone, unless the mark is disguised")
    func negativeContexts() throws {
        #expect(try Self.recogniser.names(in: "Charger compatible with Samsung Galaxy") == [])
        #expect(try Self.recogniser.names(in: "Case for Samsung") == [])
        #expect(try Self.recogniser.names(in: "Hülle für Samsung") == [])
        #expect(try Self.recogniser.names(in: "手机壳 适用Samsung") == [])
        #expect(try Self.recogniser.names(in: "Samsung対応ケース") == [])
        #expect(try Self.recogniser.names(in: "Case for S4msung") == ["Samsung"])
        #expect(try Self.recogniser.names(in: "Samsung charger") == ["Samsung"])
    }

    @Test("the longest name of a place is told, and each mark once for a place")
    func longest() throws {
        let recogniser = Recogniser(
            try MarkList([Mark("King"), Mark("Burger King"), Mark("Burger King", aliases: [])]))
        let hits = try recogniser.recognise("new Burger King mug")
        #expect(hits.map(\.mark) == [1, 2])
        #expect(hits.allSatisfy { $0.scalars == 4..<15 })
    }

    @Test("a text over the limit is refused, one at the limit is read")
    func limit() throws {
        let max = Recogniser.textScalarsMax
        let text = "Gucci " + String(repeating: "x", count: max - 6)
        #expect(try Self.recogniser.names(in: text) == ["Gucci"])
        #expect(throws: RecognitionError.textLength(scalarsMax: max)) {
            try Self.recogniser.names(in: text + "x")
        }
    }

    @Test("many marks of one name, all over a text, end in bounded hits")
    func bounded() throws {
        let marks = (0..<2_000).map { _ in Mark("aa") }
        let recogniser = Recogniser(try MarkList(marks))
        let text = String(repeating: "aa ", count: Recogniser.textScalarsMax / 3)
        let hits = try recogniser.recognise(text, confidenceMin: 0)
        #expect(hits.count == Recogniser.hitsMax)
    }
}
