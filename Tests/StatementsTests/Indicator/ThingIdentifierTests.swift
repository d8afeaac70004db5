import Statements
import Testing

@Suite("An account or listing of a marketplace or platform")
struct ScopedIdentifierTests {
    @Test(
        "has one form, without case",
        arguments: [
            ("Shopee:Store123", "shopee:store123"), ("shopee : Store123 ", "shopee:store123"),
            ("ebay.de：Best  Deals", "ebay.de:best deals"), ("taobao:品牌店", "taobao:品牌店"),
            ("a:b:c", "a:b:c"), ("ebay:ＡＢＣ", "ebay:abc"), ("x:@name", "x:@name"),
        ])
    func accounts(raw: String, expected: String) {
        #expect(canonical(.sellerAccount, raw) == expected)
        #expect(canonical(.listing, raw) == expected)
    }

    @Test("of a platform loses the @ before the handle, and keeps case where case counts")
    func handles() {
        #expect(canonical(.socialAccount, "Instagram:@Shop_Example") == "instagram:shop_example")
        #expect(canonical(.socialAccount, "instagram:＠shop") == "instagram:shop")
        #expect(canonical(.socialAccount, "youtube-channel:UCabC") == "youtube-channel:UCabC")
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("store123", "listing-scope"), ("", "listing-scope"), (":store", "listing-scope"),
            ("my shop:1", "listing-scope"), ("-a:1", "listing-scope"), ("a:", "listing-identifier"),
            ("a:  ", "listing-identifier"), ("a:b\u{1b}c", "listing-character"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.listing, raw) == keyword)
    }
}

@Suite("A postal address")
struct PostalAddressTests {
    @Test(
        "is its words",
        arguments: [
            ("12, Baker St.\nLondon", "12 baker st london"), ("Straße 1", "strasse 1"),
            ("１２３　东莞市，长安镇", "123 东莞市 长安镇"), ("STRASSE-1", "strasse 1"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.postalAddress, raw) == expected)
    }

    @Test("without a letter is refused", arguments: ["", "12345", "-,-"])
    func refusals(raw: String) {
        #expect(refusal(.postalAddress, raw) == "postal-address-form")
    }
}

@Suite("A company")
struct CompanyNameTests {
    @Test(
        "keeps its punctuation and legal form",
        arguments: [
            ("Meyer  &  Söhne GmbH", "meyer & söhne gmbh"), ("ＭＥＹＥＲ AG", "meyer ag"),
            ("Foo Co., Ltd.", "foo co., ltd."), ("㈱東芝", "(株)東芝"), ("Mey\u{200b}er", "meyer"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.company, raw) == expected)
    }

    @Test("of nothing that can be read is refused")
    func refusals() {
        #expect(refusal(.company, " . ") == "company-form")
        #expect(refusal(.company, "a\u{7}b") == "company-character")
    }
}

@Suite("An IP address")
struct IPAddressTests {
    @Test(
        "has one form",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), (" 192.0.2.1 ", "192.0.2.1"), ("１９２.0.2.1", "192.0.2.1"),
            ("2001:DB8::1", "2001:db8::1"), ("2001:0db8:0:0:0:0:0:0001", "2001:db8::1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("[::1]", "::1"), ("::", "::"), ("1::", "1::"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("::ffff:c000:201", "192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.ip, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", "ip-empty"), ("192.0.2", "ip-form"), ("192.0.2.256", "ip-form"),
            ("192.0.2.01", "ip-form"), ("192.0.2.0/24", "ip-network"), ("fe80::1%eth0", "ip-zone"),
            ("1::2::3", "ip-form"), ("1:2:3:4:5:6:7", "ip-form"), ("1:2:3:4:5:6:7:8:9", "ip-form"),
            ("12345::", "ip-form"), ("::1.2.3", "ip-form"), ("1.2.3.4::", "ip-form"),
            (":1", "ip-form"),
            ("1:2:3:4:5:6:7::8", "ip-form"), (":::", "ip-form"), ("+1::", "ip-form"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.ip, raw) == keyword)
    }
}

@Suite("An image hash")
struct ImageHashTests {
    @Test("is 64 hexadecimal digits in lower case")
    func forms() {
        let upper = String(repeating: "AB", count: 32)
        for type in [IndicatorType.imageSHA256, .imagePDQ] {
            #expect(canonical(type, upper) == upper.lowercased())
            #expect(refusal(type, upper + "0") == type.name + "-length")
            #expect(refusal(type, String(upper.dropLast())) == type.name + "-length")
            #expect(refusal(type, upper.dropLast() + "g") == type.name + "-digit")
            #expect(refusal(type, "") == type.name + "-length")
        }
    }
}

@Suite("An item's serial")
struct ItemSerialTests {
    @Test(
        "is its GTIN-14 and its serial number",
        arguments: [
            ("4006381333931/ABC123", "04006381333931/ABC123"),
            ("04006381333931/a/b", "04006381333931/a/b"),
            ("(01)04006381333931(21)ABC", "04006381333931/ABC"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.itemSerial, raw) == expected)
    }

    @Test("is refused with a wrong check digit, without serial, or with one too long")
    func refusals() {
        #expect(refusal(.itemSerial, "4006381333931") == "item-serial-form")
        #expect(refusal(.itemSerial, "4006381333932/1")?.contains("check-digit") == true)
        #expect(refusal(.itemSerial, "4006381333931/") != nil)
        #expect(canonical(.itemSerial, "4006381333931/" + String(repeating: "1", count: 20)) != nil)
        #expect(refusal(.itemSerial, "4006381333931/" + String(repeating: "1", count: 21)) != nil)
    }
}
