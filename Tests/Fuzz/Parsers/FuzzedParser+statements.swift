import AllianceNames
import GS1
import MergedView
import Statements
import TransparencyLog

extension FuzzedParser {
    static let statements = [statement, indicator, searchText]

    private static func said() throws -> [Statement] {
        let shop = try Indicator(.domain, parsing: "shop.example")
        let phone = try Indicator(.phone, parsing: "+4930123456")
        let gtin = try GTIN(parsing: "4006381333931")
        let origin = try LogOrigin(parsing: Sample.origin)
        var assertion = IndicatorAssertion(
            indicator: shop, basis: .testBuy, confidence: 90, tlp: .amber, firstSeen: 5,
            lastSeen: 9, validUntil: 1_800_000_000_000, naturalPerson: true, marketplace: "ebay.de",
            marks: ["Aurum", "金"], legalBasis: "order", note: "two parcels")
        let short = assertion
        assertion.attributes = [.init(name: "registrar", value: "x"), .init(name: "b", value: "")]
        assertion.originalObject = .init(mediaType: "application/json", bytes: [0, 0xff])
        return [
            .assertIndicator(short), .assertIndicator(assertion),
            .dispute(
                Dispute(
                    indicator: shop, reason: .sellerReply, text: "not us", onBehalfOfSeller: true,
                    tlp: .green)),
            .sight(Sighting(indicator: phone, total: 3, first: 5, last: 9)),
            .link(
                try OperatorLink(
                    shop, phone, basis: .inspection, evidence: "imprint", confidence: 80)),
            .right(
                Right(
                    kind: .trademark, office: "EM", registrationNumber: "018 012-345",
                    title: "AURUM", jurisdictions: ["EM", "CH"], niceClasses: [18, 25],
                    validFrom: 1, validUntil: 2,
                    aliases: [.init(language: "zh-Hans", name: "金牌")])),
            .registerProduct(
                ProductRegistration(
                    code: .gtin(gtin), brand: "Aurum", names: [.init(language: "en", name: "Bag")],
                    marks: ["AURUM"], images: [.sha256([1])], markets: ["DE", "FR"],
                    serialisation: .serialisedWithSnapshot)),
            .serialSnapshot(
                PublishedSnapshot(
                    product: .gtin(gtin), file: .sha256([2]), fileBytes: 149, items: 8,
                    expiresAt: 1_900_000_000_000, keyDigest: .sha256([3]))),
            .stixObject(
                STIXObject(
                    objectID: "malware--0", objectType: "malware", json: Array("{}".utf8),
                    tlp: .clear)),
            .misuseMeasure(
                MisuseMeasure(
                    against: .account("maison"),
                    .taken(.warning, from: 5, until: nil, facts: [.init("unfounded", 3)]),
                    text: "why", reviewer: "p1")),
            .complaint(
                .complaint(
                    Complaint(
                        right: .init(office: "EM", number: "018 012-345"), ground: .testBuy,
                        listings: [
                            try Indicator(.listing, parsing: "taobao:1"),
                            try Indicator(.sellerAccount, parsing: "taobao:shop"),
                        ],
                        evidence: [
                            EvidenceFile(
                                digest: .sha256([3]), mediaType: "image/png", byteCount: 9,
                                role: .testBuyReport)
                        ], goodFaithStatement: "We believe so.", declaredBy: "A. Aurum",
                        mends: EntryReference(origin: origin, index: 3)))),
            .complaint(
                .decision(
                    ComplaintDecision(
                        of: EntryReference(origin: origin, index: 7),
                        parts: [
                            .init(
                                listings: [0, 1], verdict: .takeDown, reasons: ["clear"],
                                score: DisclosedScore(
                                    table: "t1",
                                    contributions: [
                                        .init(feature: "price", logOddsThousandths: -7)
                                    ]))
                        ], maker: .person("r-1")))),
            .retract(
                Retraction(dots: [
                    .init(origin: origin, index: 7), .init(origin: origin, index: .max),
                ])),
        ]
    }

    /// The kind, then the payload.
    private static let statement = FuzzedParser(
        "statement",
        bytes: ((try? said()) ?? []).map { [$0.kind.rawValue] + $0.payload() } + [[0x6f, 1, 2, 3]],
        words: ["shop.example", "ebay.de", "\u{8}\u{1}", "\u{12}", "zh-Hans", "\u{1a}\u{0}"]
    ) { input in
        guard let kind = input.first.map(EntryKind.init(rawValue:)) else { return false }
        let payload = Array(input.dropFirst())
        guard
            let statement = try understood({
                try Statement.decode(kind: kind, payload: payload)
            })
        else { return false }
        try promise(statement.kind == kind, "it is of another kind")
        let printed = statement.payload()
        // A canonical form can be longer than what it is of.
        if printed.count <= PayloadBundle.payloadBytesMax {
            try readsAgain(
                statement, { $0.payload() }, { try Statement.decode(kind: kind, payload: $0) })
        }
        try checkBothWays(statement, payload)
        return true
    }

    /// Assertions are read on a way of their own; a field that it does not know leads to the general
    /// one, which has to read the same.
    private static func checkBothWays(_ statement: Statement, _ payload: [UInt8]) throws {
        guard case .assertIndicator(var fast) = statement,
            payload.count + 3 <= PayloadBundle.payloadBytesMax
        else { return }
        // Field 1000, a number: 0.
        let other = try understood {
            try Statement.decode(kind: .assertIndicator, payload: payload + [0xc0, 0x3e, 0])
        }
        guard case .assertIndicator(var slow) = other else {
            throw BrokenPromise("the general way refuses what the fast one takes")
        }
        fast.unknownFields = UnknownFields()
        slow.unknownFields = UnknownFields()
        try promise(fast == slow, "the general way reads another assertion")
    }

    /// The type, then the value as somebody typed it.
    private static let indicator = FuzzedParser(
        "indicator",
        samples: [
            "\u{1}Shop.Example.", "\u{1}bücher.example", "\u{1}xn--bcher-kva.example",
            "\u{2}HTTP://user@Shop.example:80/a/../b?q=%7e#f", "\u{2}https://[2001:db8::1]/",
            "\u{3}Shopee:Store 123", "\u{4}taobao:680012345", "\u{5}Sales@Shop.example",
            "\u{6}+49 (30) 123-456", "\u{7}DE89 3704 0044 0532 0130 00", "\u{7}paypal:a@b.example",
            "\u{7}ibaniban:/e:/e",
            "\u{8}instagram:@shop_example", "\u{9}1 Street\nTown", "\u{a}ACME Ltd.",
            "\u{b}::ffff:192.0.2.1", "\u{c}" + String(repeating: "A0", count: 32),
            "\u{e}04006381333931/ABC123",
        ],
        words: ["xn--", "%41", "://", "..", "::", "ß", "\u{200d}", "\u{301}", "ﷺ", "．", "İ", "٠"]
    ) { input in
        guard let type = input.first.flatMap(IndicatorType.init(rawValue:)) else { return false }
        guard let raw = text(input.dropFirst()),
            let indicator = try understood({ try Indicator(type, parsing: raw) })
        else { return false }
        let again = try understood { try Indicator(type, parsing: indicator.value) }
        try promise(again == indicator, "'\(indicator.value)' has a canonical form of its own")
        try promise(!indicator.readableValue.isEmpty, "nothing is shown of it")
        return true
    }

    /// Words to be searched for, and the words of notes: what they are cut into goes to an index that has
    /// a language of its own.
    private static let searchText = FuzzedParser(
        "search-text",
        samples: ["Gucci bags, 50% off!", "金牌 LV店 ｶﾞ", "cheapguccibags.com", "a\u{301}b\u{200d}c"],
        words: ["\"", " NEAR ", "*", "|", "ß", "\u{301}", "ﷺ", "가", "ก", "İ"]
    ) { input in
        guard let all = text(input) else { return false }
        // More than a payload has is never looked for.
        let text = String(all.unicodeScalars.prefix(PayloadBundle.payloadBytesMax))
        let tokens = SearchText.tokens(of: text)
        try promise(tokens.count <= SearchText.tokensMax, "\(tokens.count) tokens")
        for token in tokens {
            try promise(
                !token.isEmpty && token.utf8.allSatisfy { !" \"*|()^:+-".utf8.contains($0) },
                "token '\(token)' says something to the index")
            try promise(
                token.unicodeScalars.count <= SearchText.tokenScalarsMax, "a token is too long")
            try promise(SearchText.tokens(of: token) == [token], "'\(token)' is other tokens")
        }
        for gram in SearchText.trigrams(of: text) where gram != SearchText.gap {
            try promise(gram.unicodeScalars.count == 3, "'\(gram)' is no three letters")
        }
        return !tokens.isEmpty
    }
}
