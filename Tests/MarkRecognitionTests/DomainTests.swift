import MarkRecognition
import Testing

@Suite struct DomainTests {
    private func hits(_ domain: String) throws -> [MarkHit] {
        try RecogniserTests.recogniser.recognise(domain, context: .domain)
    }

    private func name(_ hit: MarkHit) -> String { RecogniserTests.recogniser.marks[hit.mark].name }

    @Test(
        "a mark is found in a domain name, with how it stands there",
        arguments: [
            ("gucci.com", "Gucci", [.mark, .registrable]),
            ("gucci-outlet.co.uk", "Gucci", [.mark, .registrable, .addedWords]),
            ("www.cheapguccibags.shop", "Gucci", [.mark, .registrable, .addedWords]),
            ("login.samsung.example.com", "Samsung", [.mark, .subdomain]),
            ("samsung-login.pages.dev", "Samsung", [.mark, .registrable, .addedWords]),
            ("xn--guci-m6d.com", "Gucci", [.mark, .confusable, .registrable, .punycode]),
            ("https://louis-vuitton.example/path?gucci", "Louis Vuitton", [.mark, .registrable]),
            ("samsumg.net", "Samsung", [.mark, .typo, .registrable]),
            ("monclerxyz.com", "Moncler", [.mark, .embedded, .registrable]),
            ("g0ld-r0lex.com", "Rolex", [.mark, .leetspeak, .registrable]),
        ] as [(String, String, [RecognitionRule])])
    func found(domain: String, mark: String, rules: [RecognitionRule]) throws {
        let hit = try #require(try hits(domain).first, "nothing in \(domain)")
        #expect(name(hit) == mark)
        #expect(hit.rules == rules)
    }

    @Test(
        "a domain name without a mark in it is left alone",
        arguments: [
            "example.com", "mars.rover.example", "marshmallow.org", "thermal.co.uk", "com", ".", "",
            "xn--.com", "xn--a.com", "...", "http://", "a@b",
        ])
    func leftAlone(domain: String) throws {
        #expect(try hits(domain).filter { $0.confidence >= 0.8 } == [])
    }

    @Test("a name of five letters within a longer word is not told, also where an m looks like two")
    func embedded() throws {
        let recogniser = Recogniser(try MarkList([Mark("Smart"), Mark("Rolex"), Mark("Moncler")]))
        #expect(try recogniser.recognise("smartmonessen.shop", context: .domain) == [])
        #expect(try recogniser.recognise("rolexian.shop", context: .domain) == [])
        #expect(try recogniser.recognise("monclerian.shop", context: .domain).count == 1)
    }

    @Test("the span is of the whole text; of a label in punycode it is the label")
    func spans() throws {
        #expect(try hits("https://my-gucci.com/").first?.scalars == 11..<16)
        #expect(try hits("www.xn--guci-m6d.com").first?.scalars == 4..<16)
    }
}
