import Statements
import Testing
import TransparencyLog

@Suite("An indicator")
struct IndicatorTests {
    @Test("has a key of its type's number and its value, hashed by SHA-256")
    func keys() throws {
        let indicator = try Indicator(.domain, parsing: "Shop.example")
        #expect(indicator.keyBytes == [1] + Array("shop.example".utf8))
        let digest = Digest.sha256(indicator.keyBytes)
        let prefix = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(indicator.keyHash == prefix)
    }

    @Test("of one value under two types is two keys, ordered by type and then bytes")
    func order() throws {
        let listing = try Indicator(.listing, parsing: "a:1")
        let account = try Indicator(.sellerAccount, parsing: "a:1")
        #expect(listing != account)
        #expect(account < listing)
        let b = try Indicator(.domain, parsing: "b.example")
        let a = try Indicator(.domain, parsing: "a.example")
        #expect([listing, b, account, a].sorted() == [a, b, account, listing])
    }

    @Test("type has a name and number that never change")
    func types() {
        #expect(
            IndicatorType.allCases.map(\.name) == [
                "domain", "url", "seller-account", "listing", "email", "phone", "payment-account",
                "social-account", "postal-address", "company", "ip", "image-sha256", "image-pdq",
                "item-serial",
            ])
        #expect(IndicatorType.allCases.map(\.rawValue) == Array(1...14))
        for type in IndicatorType.allCases { #expect(IndicatorType(name: type.name) == type) }
        #expect(IndicatorType(name: "Domain") == nil)
    }

    @Test(
        "of more than 4,096 bytes is refused, before and after folding",
        arguments: IndicatorType.allCases)
    func limits(type: IndicatorType) {
        let raw = String(repeating: "a", count: StatementLimits.indicatorBytesMax + 1)
        #expect(refusal(type, raw) == type.name + "-length")
        if type == .company {
            #expect(canonical(type, String(raw.dropLast())) != nil)
            // One character of 3 bytes that folds to 18.
            #expect(refusal(type, String(repeating: "\u{fdfa}", count: 1_000)) == "company-length")
        }
    }
}
