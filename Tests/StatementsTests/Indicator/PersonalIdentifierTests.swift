import Statements
import Testing

@Suite("An e-mail address")
struct EmailAddressTests {
    @Test(
        "has one form",
        arguments: [
            ("sales@shop.example", "sales@shop.example"),
            (" Sales@SHOP.Example. ", "sales@shop.example"),
            ("ｓales＠ｓhop．example", "sales@shop.example"),
            ("\"sales\"@shop.example", "sales@shop.example"),
            ("a.b+tag@shop.example", "a.b+tag@shop.example"),
            ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
            ("o'neil!#$%&*/=?^_`{|}~-@shop.example", "o'neil!#$%&*/=?^_`{|}~-@shop.example"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.email, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("shop.example", "email-at-sign"), ("@shop.example", "email-local-empty"),
            ("a b@shop.example", "email-local-character"),
            ("Shop <a@shop.example>", "email-local-character"),
            ("\"a b\"@shop.example", "email-local-character"),
            ("a@b@shop.example", "email-local-character"),
            (".a@shop.example", "email-local-dot"), ("a.@shop.example", "email-local-dot"),
            ("a..b@shop.example", "email-local-dot"), ("a@[192.0.2.1]", "email-literal"),
            ("a@192.0.2.1", "email-ip"), ("a@localhost", "email-single-label"),
            ("a@", "email-empty"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.email, raw) == keyword)
    }

    @Test("has at most 64 bytes before the @ and 254 in all")
    func lengths() {
        let local = String(repeating: "a", count: 64)
        #expect(canonical(.email, local + "@shop.example") != nil)
        #expect(refusal(.email, local + "a@shop.example") == "email-local-length")
        let label = String(repeating: "b", count: 62)
        let domain = [label, label, label].joined(separator: ".")
        let address = local + "@" + String(domain.dropLast(0)) + "."
        let rest = 254 - address.utf8.count
        #expect(rest < 2)
        let shorter = String(local.dropLast(8)) + "@" + domain + "."
        let fill = String(repeating: "c", count: 254 - shorter.utf8.count)
        #expect(canonical(.email, shorter + fill)?.utf8.count == 254)
        #expect(refusal(.email, shorter + fill + "c") == "email-length")
    }
}

@Suite("A phone number")
struct PhoneNumberTests {
    @Test(
        "has one form",
        arguments: [
            ("+4930123456", "+4930123456"), ("+49 (0)30 12-34.56", "+4930123456"),
            ("0049 30/123456", "+4930123456"), ("＋４９ ３０ １２３４５６", "+4930123456"),
            ("00 49 (30) 123456", "+4930123456"), ("0049 (0) 30 123456", "+4930123456"),
            ("DE:030 123456", "+4930123456"), ("de：030 123456", "+4930123456"),
            ("DE:+49 30 123456", "+4930123456"), ("IT:06 1234567", "+39061234567"),
            ("US:(212) 555-0100", "+12125550100"), ("US:1 212 555 0100", "+12125550100"),
            ("CN:138 0013 8000", "+8613800138000"), ("RU:8 912 345-67-89", "+79123456789"),
            ("+٩٧١ ٥٠ ١٢٣٤٥٦٧", "+971501234567"),
            ("+86\u{a0}138\u{2010}0013\u{2011}8000", "+8613800138000"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.phone, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("030 123456", "phone-country-code"), ("", "phone-country-code"),
            ("+0 30 123456", "phone-country-code"), ("XX:030 123456", "phone-region"),
            ("+49 30 123456 ext 5", "phone-character"), ("+49 800 FLOWERS", "phone-character"),
            ("+49+30123456", "phone-plus"), ("49+30123456", "phone-plus"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.phone, raw) == keyword)
    }

    @Test("has 7 to 15 digits")
    func lengths() {
        #expect(refusal(.phone, "+290123") == "phone-length")
        #expect(canonical(.phone, "+2901234") == "+2901234")
        #expect(canonical(.phone, "+123456789012345") == "+123456789012345")
        #expect(refusal(.phone, "+1234567890123456") == "phone-length")
    }
}

@Suite("A payment account")
struct PaymentAccountTests {
    @Test(
        "has one form",
        arguments: [
            ("DE89370400440532013000", "DE89370400440532013000"),
            ("iban: de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
            ("IBAN： DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
            ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
            ("ＮＯ93 8601 1117 947", "NO9386011117947"),
            ("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
            ("PayPal:Sales@Shop.Example.", "paypal:sales@shop.example"),
            ("btc:1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "btc:1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
            ("Alipay：  138 0013 ", "alipay:138 0013"), ("iBank:12", "ibank:12"),
            ("ibaniban:/e:/e", "ibaniban:/e:/e"),
        ])
    func forms(raw: String, expected: String) {
        #expect(canonical(.paymentAccount, raw) == expected)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", "payment-account-form"), ("1234567", "payment-account-country"),
            ("DE89 3704 0044 0532 0130 0", "payment-account-length"),
            ("DE88370400440532013000", "payment-account-check-digits"),
            ("DEX9370400440532013000", "payment-account-check-digits"),
            ("ZZ89370400440532013000", "payment-account-country"),
            ("DE89_70400440532013000", "payment-account-form"),
            ("pay pal:x", "payment-account-scope"), ("paypal:", "payment-account-identifier"),
            ("paypal:a@b", "payment-account-single-label"),
            ("btc:a\u{7}b", "payment-account-character"),
            ("iban:/e:/e", "payment-account-form"), ("IBAN： paypal:x", "payment-account-form"),
            ("iban iban:/e", "payment-account-scope"),
        ])
    func refusals(raw: String, keyword: String) {
        #expect(refusal(.paymentAccount, raw) == keyword)
    }
}
