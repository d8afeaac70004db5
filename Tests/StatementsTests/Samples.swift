import AllianceNames
import GS1
import Statements
import TransparencyLog

/// One statement of each kind with every field set.
enum Samples {
    static func all() throws -> [Statement] {
        let shop = try Indicator(.domain, parsing: "shop.example")
        let phone = try Indicator(.phone, parsing: "+4930123456")
        let origin = try LogOrigin(parsing: "alliance.example/alliance/brand-a/e1")
        return [
            .assertIndicator(
                IndicatorAssertion(
                    indicator: shop, basis: .testBuy, confidence: 90, tlp: .amber,
                    firstSeen: 1_700_000_000_000, lastSeen: 1_700_000_001_000,
                    validUntil: 1_800_000_000_000, naturalPerson: true, marketplace: "ebay.de",
                    marks: ["Aurum", "金"], legalBasis: "Art. 6(1)(f) GDPR", note: "two parcels",
                    attributes: [
                        .init(name: "registrar", value: "x"), .init(name: "b", value: ""),
                    ],
                    originalObject: .init(mediaType: "application/json", bytes: [0, 0xff]))),
            .dispute(
                Dispute(
                    indicator: shop, reason: .sellerReply, text: "not us", onBehalfOfSeller: true,
                    tlp: .green, originalObject: .init(mediaType: "application/json", bytes: [1]))),
            .sight(Sighting(indicator: phone, total: 3, first: 5, last: 9, postedTotal: 2)),
            .link(
                try OperatorLink(
                    shop, phone, basis: .inspection, evidence: "imprint", confidence: 80,
                    originalObject: .init(mediaType: "", bytes: [2]))),
            .right(
                Right(
                    kind: .trademark, office: "EM", registrationNumber: "018 012-345",
                    title: "AURUM", jurisdictions: ["EM", "CH"], niceClasses: [18, 25],
                    validFrom: 1, validUntil: 2,
                    aliases: [.init(language: "zh-Hans", name: "金牌")])),
            .registerProduct(
                ProductRegistration(
                    code: .gtin(try GTIN(parsing: "4006381333931")), brand: "Aurum",
                    names: [.init(language: "en", name: "Bag")], marks: ["AURUM"],
                    images: [.sha256([1])], markets: ["DE", "FR"],
                    serialisation: .serialisedWithSnapshot)),
            .registerProduct(
                ProductRegistration(code: .scheme("chip", model: "M1"), brand: "Aurum")),
            .serialSnapshot(
                PublishedSnapshot(
                    product: .gtin(try GTIN(parsing: "4006381333931")), file: .sha256([2]),
                    fileBytes: 94 + 19 + 36, items: 8, expiresAt: 1_900_000_000_000,
                    keyDigest: .sha256([3]))),
            .serialSnapshot(
                PublishedSnapshot(
                    product: .scheme("chip"), file: .sha256([4]), fileBytes: 1 << 26, items: 1,
                    expiresAt: 0, keyDigest: .sha256([5]))),
            .stixObject(
                STIXObject(
                    objectID: "malware--0", objectType: "malware", json: Array("{}".utf8),
                    tlp: .clear)),
            .retract(
                Retraction(dots: [
                    .init(origin: origin, index: 7), .init(origin: origin, index: 3),
                    .init(origin: try LogOrigin(parsing: "a/alliance/b/e2"), index: .max),
                ])),
            .unknown(EntryKind(rawValue: 0x6f), payload: [1, 2, 3]),
            .unknown(EntryKind(rawValue: 0xf0), payload: []),
        ]
    }
}
