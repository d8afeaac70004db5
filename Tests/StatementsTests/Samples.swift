import AllianceNames
import GS1
import Statements
import TransparencyLog

/// One statement of each kind with every field set.
enum Samples {
    /// One of each kind in a complaint's course.
    static func complaints() throws -> [Statement] {
        let brand = try LogOrigin(parsing: "alliance.example/desk-aurum/aurum/e1")
        let platform = try LogOrigin(parsing: "alliance.example/desk-aurum/platform/e1")
        let complaint = EntryReference(origin: brand, index: 7)
        let other = EntryReference(origin: platform, index: .max)
        let file = EvidenceFile(
            digest: .sha256([6]), mediaType: "image/png", byteCount: 9, role: .featurePhotographs,
            title: "stitching")
        let said: [ComplaintStatement] = [
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "018 012-345"), ground: .counterfeitFeatures,
                    listings: [
                        try Indicator(.listing, parsing: "taobao:1"),
                        try Indicator(.listing, parsing: "taobao:2"),
                        try Indicator(.sellerAccount, parsing: "taobao:shop:7"),
                        try Indicator(.listing, parsing: "lazada:1"),
                    ], evidence: [file],
                    items: [
                        ListedItem(
                            listing: 3,
                            item: try ItemIdentifiers(
                                parsing: "(01)09520123456788(17)270430(10)L7(21)12345"))
                    ], goodFaithStatement: "We believe so.",
                    declaredBy: "A. Aurum", explanation: "the stitching", hostedAccount: "acc-1",
                    onBehalfOf: "Aurum S.A.", mends: other, isFromScreening: true)),
            .decision(
                ComplaintDecision(
                    of: complaint, answering: other,
                    parts: [
                        .init(
                            listings: [0, 2], verdict: .takeDown, scope: .storefront,
                            reasons: ["clear"], explanation: "seen",
                            score: DisclosedScore(
                                table: "2026-12",
                                contributions: [
                                    .init(feature: "price", logOddsThousandths: 1_200),
                                    .init(feature: "history", logOddsThousandths: -300),
                                ]), restrictedUntil: 1_900_000_000_000),
                        .init(listings: [1], verdict: .refuse, reasons: ["a", "b"]),
                    ], maker: .person("r-17"))),
            .decision(
                ComplaintDecision(
                    of: complaint,
                    parts: [.init(listings: [3], verdict: .return, reasons: ["duplicate"])],
                    maker: .automatic)),
            .counterNotice(
                CounterNotice(
                    to: complaint, listings: [0], reason: .genuineGoods, text: "real",
                    evidence: [file],
                    items: [
                        ListedItem(
                            listing: 0,
                            item: try ItemIdentifiers(parsing: "(01)09520123456788(21)7"))
                    ], goodFaithStatement: "I believe so.")),
            .withdrawal(ComplaintWithdrawal(of: complaint, listings: [0, 299], text: "settled")),
            .outcome(
                ComplaintOutcome(
                    of: complaint, listings: [1], kind: .takenDown, order: other,
                    reference: "TB-1")),
            .outcome(
                ComplaintOutcome(
                    of: complaint, kind: .seized, items: 40,
                    value: .init(minorUnits: 5, currency: "EUR"), text: "raid")),
            .evidenceRequest(
                EvidenceRequest(
                    on: complaint, listings: [2], roles: [.testBuyReport, .purchaseReceipt],
                    text: "please", due: 1_800_000_000_000)),
            .evidenceSupply(
                EvidenceSupply(on: complaint, request: other, evidence: [file], text: "here")),
            .reinstatement(
                Reinstatement(
                    under: complaint, listings: [0], reason: .courtOrder, text: "12 O 3/26",
                    reviewer: "r-18")),
            .appeal(
                ComplaintAppeal(of: complaint, listings: [1], text: "again", evidence: [file])),
            .operationHold(
                OperationHold(
                    on: complaint, listings: [0], until: 1_800_000_000_000, text: "raid")),
            .clockPause(
                ClockPause(
                    of: complaint, reason: .courtProceedings, until: 1_800_000_000_000, text: "x")),
        ]
        return said.map { .complaint($0) }
    }

    static func all() throws -> [Statement] {
        let shop = try Indicator(.domain, parsing: "shop.example")
        let phone = try Indicator(.phone, parsing: "+4930123456")
        let origin = try LogOrigin(parsing: "alliance.example/alliance/brand-a/e1")
        return try [
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
        ] + complaints() + [
            .misuseMeasure(
                MisuseMeasure(
                    against: .member(try MemberID(parsing: "brand")),
                    .taken(
                        .suspension, from: 5, until: 9,
                        facts: [.init("unfounded", 12), .init("share-percent", 31)]),
                    text: "Twelve complaints had no ground.", reviewer: "p1")),
            .misuseMeasure(
                MisuseMeasure(
                    against: .seller(shop), .taken(.termination, from: 0, until: nil, facts: []),
                    text: "x", reviewer: "p2")),
            .misuseMeasure(
                MisuseMeasure(
                    against: .account("maison"),
                    .lifted(EntryReference(origin: origin, index: 3)), text: "an error",
                    reviewer: "p1")),
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
