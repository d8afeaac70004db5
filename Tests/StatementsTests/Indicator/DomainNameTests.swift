import Statements
import Testing

@Suite("A domain")
struct DomainNameTests {
    @Test(
        "is one key in whatever spelling it was reported",
        arguments: [
            ("shop.example", "shop.example"), ("SHOP.Example.", "shop.example"),
            (" shop.example\n", "shop.example"), ("\u{feff}shop.example", "shop.example"),
            // Full-width letters and the dots of other scripts.
            ("ｓｈｏｐ．ｅｘａｍｐｌｅ", "shop.example"), ("shop。example", "shop.example"),
            ("shop｡example", "shop.example"),
            // Unicode, either normal form, upper case, and both spellings of Punycode.
            ("bücher.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("XN--BCHER-KVA.EXAMPLE", "xn--bcher-kva.example"),
            ("中国.中国", "xn--fiqs8s.xn--fiqs8s"),
            // Non-transitional: sharp s and final sigma stay what they are.
            ("faß.de", "xn--fa-hia.de"), ("FAẞ.de", "xn--fa-hia.de"), ("fass.de", "fass.de"),
            ("βόλος.com", "xn--nxasmm1c.com"),
            // Invisible characters go; a joiner that a script needs stays.
            ("sh\u{ad}op.exam\u{200b}ple", "shop.example"),
            ("क्\u{200d}ष.example", "xn--11b2ezcw70k.example"),
            // Emoji are registered and resolved.
            ("💩.la", "xn--ls8h.la"), ("i❤.ws", "xn--i-7iq.ws"),
            ("r3---sn-abc.example", "r3---sn-abc.example"), ("1.2.3.4.example", "1.2.3.4.example"),
        ])
    func spellings(raw: String, expected: String) {
        #expect(canonical(.domain, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", "domain-empty"), ("  ", "domain-empty"), (".", "domain-empty"),
            ("localhost", "domain-single-label"), ("com.", "domain-single-label"),
            ("a..example", "domain-label-empty"), (".example.com", "domain-label-empty"),
            ("shop.example..", "domain-label-empty"),
            ("-shop.example", "domain-hyphen"), ("shop-.example", "domain-hyphen"),
            ("sh op.example", "domain-character"), ("sh_op.example", "domain-character"),
            ("shop!.example", "domain-character"),
            ("192.0.2.1", "domain-ip"), ("１９２。0.2.1", "domain-ip"), ("a.0x1f", "domain-ip"),
            ("shop.example/x", "domain-path"), ("https://shop.example", "domain-colon"),
            ("shop.example:8080", "domain-colon"), ("[::1]", "domain-colon"),
            ("a@shop.example", "domain-at-sign"), ("*.shop.example", "domain-wildcard"),
            // Punycode: overflow, of nothing, of ASCII only, not shortest, of capitals, twice.
            ("xn--99999999.example", "domain-punycode"), ("xn--.example", "domain-punycode"),
            ("xn--shop-.example", "domain-punycode"), ("xn--a.example", "domain-character"),
            ("xn--ü.example", "domain-punycode"), ("xn--ASCII-.example", "domain-punycode"),
            ("xn--xn--a--gua.pt", "domain-punycode"),
            // Joiners where no script needs them, marks in front, mixed directions.
            ("a\u{200d}b.example", "domain-joiner"), ("a\u{200c}b.example", "domain-joiner"),
            ("\u{301}a.example", "domain-combining-mark"), ("אa.example", "domain-bidi"),
            ("0א.example", "domain-bidi"), ("א.0a", "domain-bidi"),
            ("a\u{202e}b.example", "domain-character"), ("\u{fffd}.example", "domain-character"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.domain, raw) == keyword)
    }

    @Test("has labels of 1 to 63 bytes and 253 in all")
    func lengths() {
        let label = String(repeating: "a", count: 63)
        #expect(canonical(.domain, label + ".example") == label + ".example")
        #expect(refusal(.domain, label + "a.example") == "domain-label-length")
        let tail = [label, label, label].joined(separator: ".")
        let longest = String(repeating: "b", count: 253 - tail.utf8.count - 1) + "." + tail
        #expect(longest.utf8.count == 253)
        #expect(canonical(.domain, longest) == longest)
        #expect(canonical(.domain, longest + ".") == longest)
        #expect(refusal(.domain, "b" + longest) == "domain-length")
        // 63 bytes count in Punycode.
        #expect(
            refusal(.domain, String(repeating: "ü", count: 60) + ".example")
                == "domain-label-length")
    }

    @Test("says in its refusal what is wrong and what is accepted")
    func sentence() {
        #expect(throws: IndicatorError.self) { try Indicator(.domain, parsing: "shop") }
        do {
            _ = try Indicator(.domain, parsing: "shop")
        } catch {
            #expect(
                error.description
                    == "domain 'shop' is refused because it has one label only, so it is no "
                    + "registered domain; accepted is a domain name with at least two labels, "
                    + "such as shop.example")
        }
    }
}
