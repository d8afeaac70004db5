import JSON
import STIX
import Statements
import Testing

@Suite struct STIXObservableTests {
    /// Names as the `stix2` library 3.0.2 makes them.
    @Test(
        "an identifier is the observable that everybody makes of it",
        arguments: [
            (
                IndicatorType.domain, "shop.example",
                "domain-name--647d7dd3-2e18-5600-84ec-5f71a27b0eef"
            ),
            (
                .sellerAccount, "shopee:store123",
                "user-account--4f46dda0-1a6c-58e5-a365-3798216e80fb"
            ),
            (.ip, "192.0.2.1", "ipv4-addr--8dded90c-40c0-545a-8027-5b212bb37e8e"),
            (.ip, "2001:db8::1", "ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26"),
            (.email, "a@b.example", "email-addr--20f95e88-019c-5ac7-a027-aba10fdcb3ca"),
            (
                .imageSHA256, String(repeating: "a0", count: 32),
                "file--6a62a110-8fe9-5592-b8b8-299c24996340"
            ),
            (.phone, "+49 30 123456", "phone-number--c44353cd-efe9-5854-8361-4d1bb8e1fa87"),
            (
                .paymentAccount, "DE89 3704 0044 0532 0130 00",
                "bank-account--0b603584-22df-51b2-93f8-694ccbde2623"
            ),
        ])
    func names(type: IndicatorType, value: String, name: String) throws {
        let observable = STIXObservable(try Indicator(type, parsing: value))
        #expect(observable.id.description == name)
        var writer = JSONWriter()
        observable.write(to: &writer)
        let head = try STIXObjectHead(JSONValue(parsing: writer.bytes))
        #expect(head.id == observable.id)
        #expect(head.version == nil)
    }

    @Test(
        "a pattern finds the observable, quotes and backslashes escaped",
        arguments: [
            (IndicatorType.domain, "shop.example", "[domain-name:value = 'shop.example']"),
            (
                .socialAccount, "forum:o'neil\\x",
                #"[user-account:account_type = 'forum' AND user-account:user_id = 'o\'neil\\x']"#
            ),
            (
                .sellerAccount, "shopee:\u{327}store",
                "[user-account:account_type = 'shopee' AND user-account:user_id = '\u{327}store']"
            ),
            (.phone, "+49 30 123456", "[phone-number:value = '4930123456']"),
            (
                .imageSHA256, String(repeating: "a0", count: 32),
                "[file:hashes.'SHA-256' = '\(String(repeating: "a0", count: 32))']"
            ),
            (
                .listing, "taobao:680012345",
                "[reported-identifier:kind = 'listing' AND reported-identifier:value = 'taobao:680012345']"
            ),
        ])
    func patterns(type: IndicatorType, value: String, pattern: String) throws {
        #expect(STIXObservable(try Indicator(type, parsing: value)).pattern == pattern)
    }

    @Test(
        "a pattern of ours is read as the identifier that it is of",
        arguments: [
            (IndicatorType.domain, "shop.example"), (.url, "https://shop.example/a'b"),
            (.sellerAccount, "bazario:goldriver-88"), (.socialAccount, "forum:o'neil\\x"),
            (.listing, "taobao:680012345"), (.email, "a@b.example"), (.phone, "+49 30 123456"),
            (.paymentAccount, "DE89 3704 0044 0532 0130 00"), (.ip, "2001:db8::1"),
            (.paymentAccount, "paypal:shop@b.example"),
            (.imageSHA256, String(repeating: "a0", count: 32)),
        ])
    func roundTrip(type: IndicatorType, value: String) throws {
        let indicator = try Indicator(type, parsing: value)
        let object = JSONValue.object([
            "type": .string("indicator"), "id": .string("indicator--1"),
            "pattern": .string(STIXObservable(indicator).pattern),
            "extensions": .object([
                STIXExtension.statement.description: .object([
                    "identifier_type": .string(type.name)
                ])
            ]),
        ])
        let said = STIXIndicatorMapping(
            object: try STIXObjectProperties(object), original: [], defaults: STIXImportDefaults()
        ).assertions(tlp: .amber)
        #expect(try said.map { try $0.get().indicator } == [indicator])
    }
}
