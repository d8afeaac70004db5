import GS1
import Testing

@Suite struct ItemIdentifiersTests {
    private func full() throws -> ItemIdentifiers {
        ItemIdentifiers(
            gtin: try GTIN(parsing: "09520123456788"), serial: try Serial(parsing: "12345"),
            lot: try Lot(parsing: "ABC1"), expiry: try ExpiryDate(parsing: "270430"))
    }

    @Test(
        "every way of writing an item gives the same item",
        arguments: [
            "(01)09520123456788(17)270430(10)ABC1(21)12345",
            "(21)12345(10)ABC1(01)09520123456788(17)270430",
            "https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=270430",
            "HTTP://brand.example.com:8443/some/stem/01/09520123456788/10/ABC1/21/12345?lang=de&17=270430#x",
            "/01/09520123456788/10/%41BC1/21/12345?17=270430",
        ])
    func spellings(text: String) throws {
        #expect(try ItemIdentifiers(parsing: text) == full())
    }

    @Test("a GTIN alone may be typed in its own length")
    func bare() throws {
        #expect(
            try ItemIdentifiers(parsing: "9520123456788")
                == ItemIdentifiers(gtin: GTIN(parsing: "09520123456788")))
    }

    @Test("a bracket and a slash in a serial survive both forms")
    func escapes() throws {
        let item = ItemIdentifiers(
            gtin: try GTIN(parsing: "09520123456788"), serial: try Serial(parsing: "a(1)/b%+?"))
        #expect(item.elementString == "(01)09520123456788(21)a\\(1)/b%+?")
        #expect(item.digitalLinkPath == "/01/09520123456788/21/a%281%29%2Fb%25%2B%3F")
        #expect(try ItemIdentifiers(parsing: item.elementString) == item)
        #expect(try ItemIdentifiers(parsing: item.digitalLinkPath) == item)
    }

    @Test(
        "text that is no plain item is refused with its reason",
        arguments: [
            ("(21)12345", "missing-gtin"), ("()12345", "element-string"),
            ("(01)09520123456788(21)", "element-string"), ("(01", "element-string"),
            ("(1)2", "element-string"), ("(01)9520123456788", "element-string"),
            ("(01)09520123456788(01)09520123456788", "repeated-identifier"),
            ("(01)09520123456788(11)270430", "unsupported-identifier"),
            ("(01)09520123456789", "gtin-check-digit"),
            ("(01)09520123456788(21)a b", "text-character"),
            ("(01)09520123456788(21)123456789012345678901", "text-length"),
            ("(01)09520123456788(17)270431", "date"), ("(01)09520123456788x(", "element-string"),
            ("https://", "digital-link"), ("https://a", "missing-gtin"),
            ("https:///01/09520123456788", "digital-link"), ("ftp://a/01/x", "digital-link"),
            ("12x", "gtin-length"),
            ("https://a/01/9520123456788", "element-string"),
            ("https://a/01/09520123456788/", "digital-link"),
            ("https://a/01/09520123456788/21/x/10/y", "digital-link"),
            ("https://a/01/09520123456788/21/x/21/y", "digital-link"),
            ("https://a/01/09520123456788/22/x", "unsupported-identifier"),
            ("https://a/01/09520123456788?21=x", "digital-link"),
            ("https://a/01/09520123456788?17=", "digital-link"),
            ("https://a/01/09520123456788?3103=000195", "unsupported-identifier"),
            ("https://a/01/09520123456788?17=270430&17=270430", "repeated-identifier"),
            ("https://a/01/09520123456788/21/%4", "digital-link"),
            ("https://a/01/09520123456788/21/%00", "text-character"),
            ("https://a/01/09520123456788/21/<", "digital-link"),
            ("https://a/8004/1/21/x", "missing-gtin"),
        ])
    func refusals(text: String, keyword: String) {
        do {
            let item = try ItemIdentifiers(parsing: text)
            Issue.record("\(text) was read as \(item.elementString)")
        } catch {
            #expect(error.keyword == keyword, "\(text): \(error)")
        }
    }

    @Test("text of the longest length is looked at and one byte more is not")
    func longest() throws {
        let link = "https://a/01/09520123456788?x="
        let fill = ItemIdentifiers.inputBytesMax - link.utf8.count
        _ = try ItemIdentifiers(parsing: link + String(repeating: "y", count: fill))
        #expect(throws: GS1Error.inputTooLong(found: 2_049, max: 2_048)) {
            try ItemIdentifiers(parsing: link + String(repeating: "y", count: fill + 1))
        }
    }

    @Test(
        "any bytes are read or refused, and what is read prints what is read again",
        arguments: 0..<500)
    func total(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "(01)", "(21)", "(10)", "(17)", "09520123456788", "270430", "AB", "\\(", "/01/", "/21/",
            "/10/", "https://a", "?17=", "&", "%2", "F", "é", "(", ")", "/",
        ]
        let text = (0..<Int.random(in: 0...8, using: &generator))
            .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
        guard let item = try? ItemIdentifiers(parsing: text) else { return }
        #expect(try ItemIdentifiers(parsing: item.elementString) == item, "seed \(seed)")
        #expect(try ItemIdentifiers(parsing: item.digitalLinkPath) == item, "seed \(seed)")
    }
}
