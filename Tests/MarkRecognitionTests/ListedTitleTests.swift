import MarkRecognition
import Statements
import Testing

/// Titles as sellers write them, with many names at once.
@Suite struct ListedTitleTests {
    static let recogniser: Recogniser = {
        do {
            return Recogniser(
                try MarkList(
                    [
                        "Nike", "Louis Vuitton", "Coca-Cola", "Swatch™", "Samsung", "Michael Kors",
                        "The North Face", "Ray-Ban", "L'Oréal", "Toyota", "Burberry", "Chanel",
                        "Starbucks", "Amway", "Prada", "Huawei", "Xiaomi", "Makita", "Bosch",
                        "iPhone",
                        "Verelle",
                    ].map { Mark($0) }))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private func hits(_ text: String, _ context: RecognitionContext = .title) throws -> [String] {
        try Self.recogniser.recognise(text, context: context).map {
            Self.recogniser.marks[$0.mark].name
        }
    }

    @Test(
        "signs behind a name are none of it",
        arguments: [
            ("Nike™ shoes", "Nike"), ("Louis Vuitton™", "Louis Vuitton"),
            ("Coca-Cola℠ tray", "Coca-Cola"),
            ("Swatch watch", "Swatch™"), ("Swаtch™ watch", "Swatch™"), ("Samsung® TV", "Samsung"),
        ])
    func signs(text: String, mark: String) throws { #expect(try hits(text) == [mark]) }

    @Test(
        "a name of several words is found letter by letter",
        arguments: [
            ("L o u i s  V u i t t o n bag", "Louis Vuitton"),
            ("M i c h a e l  K o r s", "Michael Kors"),
            ("T h e  N o r t h  F a c e jacket", "The North Face"),
            ("R a y - B a n sunglasses", "Ray-Ban"),
            ("C o c a - C o l a", "Coca-Cola"), ("L O R E A L", "L'Oréal"),
        ])
    func spaced(text: String, mark: String) throws {
        let found = try Self.recogniser.recognise(text)
        #expect(found.map { Self.recogniser.marks[$0.mark].name } == [mark])
        #expect(found.first?.rules.contains(.separators) == true)
    }

    @Test(
        "letters of other scripts that are drawn as capitals are read as them",
        arguments: [
            ("Louis Vuiттon", "Louis Vuitton"), ("тoyoтa", "Toyota"), ("вurвerry", "Burberry"),
            ("снanel bag", "Chanel"), ("Niкe shoes", "Nike"), ("Starbuскs", "Starbucks"),
            ("Aмway", "Amway"),
            ("SΛMSUNG", "Samsung"), ("PRΛDΛ bag", "Prada"),
        ])
    func drawn(text: String, mark: String) throws {
        let found = try Self.recogniser.recognise(text)
        #expect(found.map { Self.recogniser.marks[$0.mark].name } == [mark])
        #expect(found.first?.rules.contains(.confusable) == true)
    }

    @Test(
        "what stands before a name disguises nothing",
        arguments: [
            "case for ❤️ Samsung Galaxy", "Case compatible with \u{200e}Samsung",
            "Strap for ⭐️Verelle",
        ])
    func before(text: String) throws {
        #expect(try hits(text).isEmpty)
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
    func lists(text: String) throws { #expect(try hits(text) == []) }

    @Test(
        "a list that no such word begins is one of marks",
        arguments: [
            ("Shoes for men, Nike", ["Nike"]), ("Case for iPhone Prada", ["Prada"]),
            ("Makita and Prada", ["Makita", "Prada"]), ("Case for iPhone. Prada bag", ["Prada"]),
        ])
    func ownLists(text: String, marks: [String]) throws { #expect(try hits(text) == marks) }

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
        #expect(try hits(text).allSatisfy { $0 == "Nike" })
    }
}
