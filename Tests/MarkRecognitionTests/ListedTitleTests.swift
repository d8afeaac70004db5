import MarkRecognition
import Statements
import Testing

/// Titles as sellers write them, with many names at once.
@Suite struct ListedTitleTests {
    static let recogniser = Recogniser(
        of: [
            "Nike", "Louis Vuitton", "Coca-Cola", "Swatch™", "Samsung", "Michael Kors",
            "The North Face", "Ray-Ban", "L'Oréal", "Toyota", "Burberry", "Chanel",
            "Starbucks", "Amway", "Prada", "Huawei", "Xiaomi", "Makita", "Bosch",
            "iPhone",
            "Verelle", "Dior",
        ].map { Mark($0) })

    @Test(
        "signs behind a name are none of it",
        arguments: [
            ("Nike™ shoes", "Nike"), ("Louis Vuitton™", "Louis Vuitton"),
            ("Coca-Cola℠ tray", "Coca-Cola"),
            ("Swatch watch", "Swatch™"), ("Swаtch™ watch", "Swatch™"), ("Samsung® TV", "Samsung"),
            ("SamsungⓇ TV", "Samsung"), ("Samsung Ⓡ TV", "Samsung"),
            ("Louis VuittonⒸ", "Louis Vuitton"),
            ("samsungⓡ", "Samsung"), ("Toyota\u{1f16b}", "Toyota"), ("Toyota\u{1f12c}", "Toyota"),
            // A short name is whole with a sign behind it, and a word misspelled or heard ends there.
            ("NikeⓇ", "Nike"), ("Nike Ⓡ", "Nike"), ("SamsngⓇ TV", "Samsung"), ("ДиорⓇ", "Dior"),
            // In circles they are letters.
            ("ⓅⓇⒶⒹⒶ", "Prada"), ("BurbeⓇⓇy", "Burberry"), ("Ⓒhanel", "Chanel"),
            ("Ⓒ ⓗ ⓐ ⓝ ⓔ ⓛ", "Chanel"),
        ])
    func signs(text: String, mark: String) throws {
        #expect(try Self.recogniser.names(in: text) == [mark])
    }

    @Test(
        "a name of several words is found letter by letter; letters that are drawn as capitals are read as them",
        arguments: [
            ("L o u i s  V u i t t o n bag", "Louis Vuitton", RecognitionRule.separators),
            ("M i c h a e l  K o r s", "Michael Kors", .separators),
            ("T h e  N o r t h  F a c e jacket", "The North Face", .separators),
            ("R a y - B a n sunglasses", "Ray-Ban", .separators),
            ("C o c a - C o l a", "Coca-Cola", .separators),
            ("L O R E A L", "L'Oréal", .separators),
            ("Louis Vuiттon", "Louis Vuitton", .confusable), ("тoyoтa", "Toyota", .confusable),
            ("вurвerry", "Burberry", .confusable), ("снanel bag", "Chanel", .confusable),
            ("Niкe shoes", "Nike", .confusable), ("Starbuскs", "Starbucks", .confusable),
            ("Aмway", "Amway", .confusable), ("SΛMSUNG", "Samsung", .confusable),
            ("PRΛDΛ bag", "Prada", .confusable), ("Chaпel No 5", "Chanel", .confusable),
            ("Saмsuпg", "Samsung", .confusable),
        ])
    func disguised(text: String, mark: String, rule: RecognitionRule) throws {
        let found = try Self.recogniser.recognise(text)
        #expect(found.map { Self.recogniser.marks[$0.mark].name } == [mark])
        #expect(found.first?.rules.contains(rule) == true)
    }

    @Test(
        "a word of another script alone does not pass for a name by what is drawn only somewhat alike"
    )
    func drawnSomewhatAlike() throws {
        let recogniser = Recogniser(of: [Mark("Nana"), Mark("Napa"), Mark("Chanel")])
        #expect(try recogniser.names(in: "папа") == [])
        #expect(try recogniser.names(in: "пара") == [])
        #expect(try recogniser.names(in: "паna") == ["Nana"])
        // The capital is drawn as no n.
        #expect(try recogniser.names(in: "CHAПEL") == [])
    }

    @Test(
        "what stands before a name disguises nothing",
        arguments: [
            "case for ❤️ Samsung Galaxy", "Case compatible with \u{200e}Samsung",
            "Strap for ⭐️Verelle",
        ])
    func before(text: String) throws {
        #expect(try Self.recogniser.names(in: text).isEmpty)
        let found = try Self.recogniser.recognise(text, confidenceMin: 0.1)
        #expect(found.count == 1 && found[0].rules.contains(.negativeContext))
        #expect(found.first?.rules.contains(.invisible) == false)
    }

    @Test(
        "'for' is said of a whole list, and with 'my' between",
        arguments: [
            "Cover for iPhone, Samsung, Huawei and Xiaomi", "Filter for Bosch and Makita",
            "Чехол для Samsung, Xiaomi, Huawei", "Case for my Samsung Galaxy",
            "Strap for Bosch / Makita",
        ])
    func lists(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "a list that no such word begins is one of marks",
        arguments: [
            ("Shoes for men, Nike", ["Nike"]), ("Case for iPhone Prada", ["Prada"]),
            ("Makita and Prada", ["Makita", "Prada"]), ("Case for iPhone. Prada bag", ["Prada"]),
        ])
    func ownLists(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    @Test(
        "an address is read as a host and as a text",
        arguments: [
            ("https://verelleoutlet.shop/bags", "Verelle", 8..<15),
            ("sales@verelleoutlet.shop", "Verelle", 6..<13),
            ("https://x.example/prada-bags", "Prada", 18..<23),
        ])
    func addresses(text: String, mark: String, span: Range<Int>) throws {
        let found = try Self.recogniser.recognise(text, context: .address)
        #expect(found.map { Self.recogniser.marks[$0.mark].name } == [mark])
        #expect(found.map(\.scalars) == [span])
    }

    @Test("web and e-mail addresses are read as such, accounts as texts")
    func contexts() throws {
        #expect(try Indicator(.url, parsing: "https://a.example/").recognitionContext == .address)
        #expect(try Indicator(.email, parsing: "a@b.example").recognitionContext == .address)
        #expect(try Indicator(.domain, parsing: "b.example").recognitionContext == .domain)
        #expect(try Indicator(.phone, parsing: "+441632960011").recognitionContext == .title)
    }

    @Test(
        "words that are said of names cost no more where there are many of both: it took minutes",
        .timeLimit(.minutes(1)))
    func manyWords() throws {
        let text =
            String(repeating: "for ", count: 2_000) + String(repeating: "nike ", count: 1_500)
        #expect(try Self.recogniser.names(in: text).allSatisfy { $0 == "Nike" })
    }
}
