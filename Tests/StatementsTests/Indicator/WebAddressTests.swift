import Statements
import Testing

@Suite("A web address")
struct WebAddressTests {
    @Test(
        "is what a browser would ask for",
        arguments: [
            ("https://shop.example", "https://shop.example/"),
            ("HTTPS://SHOP.example:443/", "https://shop.example/"),
            ("http://shop.example:80/a", "http://shop.example/a"),
            ("http://shop.example:0443/", "http://shop.example:443/"),
            ("https:shop.example", "https://shop.example/"),
            ("https:\\\\shop.example\\a\\b", "https://shop.example/a/b"),
            ("https://shop.example./a", "https://shop.example/a"),
            ("https://ｓhop。example/", "https://shop.example/"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("https://sh%6Fp.example/", "https://shop.example/"),
            ("https://sh_op.example/", "https://sh_op.example/"),
            ("https://shop.example/a/./b/../c", "https://shop.example/a/c"),
            ("https://shop.example/%2e%2E/a/%2e", "https://shop.example/a/"),
            ("https://shop.example/a/..", "https://shop.example/"),
            ("https://shop.example/../../a", "https://shop.example/a"),
            ("https://shop.example//a//", "https://shop.example//a//"),
            ("https://shop.example/a b\"<>`{}", "https://shop.example/a%20b%22%3C%3E%60%7B%7D"),
            ("https://shop.example/ü?ü='", "https://shop.example/%C3%BC?%C3%BC=%27"),
            ("https://shop.example/%7euser/%c3%bc", "https://shop.example/~user/%C3%BC"),
            ("https://shop.example/100%", "https://shop.example/100%25"),
            ("https://shop.example/%%37", "https://shop.example/%257"),
            ("https://shop.example/?b=2&a=1", "https://shop.example/?b=2&a=1"),
            ("https://shop.example/a?", "https://shop.example/a?"),
            ("https://shop.example/a#part", "https://shop.example/a"),
            ("https://sho\np.exa\tmple/", "https://shop.example/"),
            ("http://192.0.2.1/", "http://192.0.2.1/"), ("http://0xc0.513/", "http://192.0.2.1/"),
            ("http://3221225985/", "http://192.0.2.1/"),
            ("http://0300.0.02.1/", "http://192.0.2.1/"),
            ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/"),
            ("http://[::ffff:192.0.2.1]/", "http://[::ffff:c000:201]/"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.url, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", "url-empty"), ("shop.example/a", "url-scheme"),
            ("ftp://shop.example/", "url-scheme"),
            ("javascript:alert(1)", "url-scheme"), ("https://", "url-host"),
            ("https:///", "url-host"),
            ("https://?q", "url-host"), ("https://user@shop.example/", "url-userinfo"),
            ("https://paypal.example@shop.example/", "url-userinfo"),
            ("https://shop.example:65536/", "url-port"), ("https://shop.example:x/", "url-port"),
            ("https://shop.example:-1/", "url-port"),
            ("https://a b/", "url-host"), ("https://a%00b/", "url-host"),
            ("https://shop.example%/", "url-host"),
            ("https://256.0.0.1/", "url-host"), ("https://1.2.3.4.5/", "url-host"),
            ("https://0x100000000/", "url-host"), ("https://foo.0xfffffffffffffffff/", "url-host"),
            ("https://[::1/", "url-host"), ("https://[::g]/", "url-host"),
            ("https://a..b/", "url-host"), ("https://shop.example../", "url-host"),
            ("https://xn--99999999/", "url-punycode"), ("https://a\u{202e}b/", "url-character"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.url, raw) == keyword)
    }

    @Test("fits 4,096 bytes as it came and in its canonical form")
    func length() {
        let base = "https://shop.example/"
        let longest = base + String(repeating: "a", count: 4_096 - base.utf8.count)
        #expect(canonical(.url, longest) == longest)
        #expect(refusal(.url, longest + "a") == "url-length")
        #expect(refusal(.url, base + String(repeating: "ü", count: 1_000)) == "url-length")
    }
}
