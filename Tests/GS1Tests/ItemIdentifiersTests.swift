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
            "^01095201234567881727043010ABC1^2112345",
            "010952012345678810ABC1\u{1D}2112345\u{1D}17270430",
            "]d2010952012345678817270430" + "10ABC1\u{1D}2112345",
            "]Q1https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=270430",
            "(01)09520123456788(10)ABC1(21)12345(17)270430(240)X1(3103)000195(8200)http://a.example/",
            "https://a.example/01/09520123456788/22/2A/10/ABC1/21/12345?3103=000195&17=270430",
            // The price needs a measure beside it, which another symbol of the object may carry.
            "(01)09520123456788(10)ABC1(21)12345(17)270430(3922)0299",
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
            ("(01)09520123456788(21)", "value-missing"), ("(01", "element-string"),
            ("(1)2", "element-string"), ("(01)9520123456788", "value-length"),
            ("(01)09520123456788(01)10614141123459", "different-values"),
            ("(01)09520123456788(12)x", "value-length"),
            ("(01)09520123456788(02)09520123456788", "excluded-pair"),
            ("(01)09520123456788(89)x", "unknown-identifier"),
            ("(01)09520123456789", "incorrect-check-digit"),
            ("(01)09520123456788(21)a b", "invalid-cset82-character"),
            ("(01)09520123456788(21)123456789012345678901", "value-length"),
            ("(01)09520123456788(17)270431", "illegal-day"),
            ("(01)09520123456788x(", "value-length"), ("", "syntax"), ("x", "syntax"),
            ("https://", "digital-link"), ("https://a", "primary-key-missing"),
            ("https:///01/09520123456788", "digital-link"), ("ftp://a/01/x", "digital-link"),
            ("12x", "value-length"), ("952012345678", "gtin-check-digit"),
            ("95201234567", "gtin-length"),
            ("https://a/01/9520123456788", "value-length"),
            ("https://a/01/09520123456788/", "primary-key-missing"),
            ("https://a/01/09520123456788/21/x/10/y", "key-qualifiers"),
            ("https://a/01/09520123456788/21/x/21/y", "key-qualifiers"),
            ("https://a/01/09520123456788?21=x", "not-an-attribute"),
            ("https://a/01/09520123456788?10=x", "belongs-in-path"),
            ("https://a/01/09520123456788?17=", "value-missing"),
            ("https://a/01/09520123456788?17=270430&17=270430", "repeated-identifier"),
            ("https://a/01/09520123456788/21/%00", "invalid-cset82-character"),
            ("https://a/01/09520123456788/21/<", "digital-link"),
            ("https://a/8004/9520614141234567", "missing-gtin"), ("]Q1hello", "plain-data"),
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
