import AllianceNames
import Complaints
import JSON
import Marketplaces
import Statements
import Testing
import TransparencyLog

@Suite struct MarketplaceFormTests {
    private static let digest = String(repeating: "ab", count: 32)
    private static let likeness = String(repeating: "c3", count: 32)

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as MarketplaceFormError {
            return error.keyword
        } catch {
            return "another: \(error)"
        }
    }

    // MARK: Captures

    private static let whole = """
        {"marketplace":"bazario","listing":"1001","title":"Bag","seller":"Store123",\
        "images":[{"sha256":"\(digest)","pdq":"\(likeness)","url":"https://img.example/1.jpg"},{"url":"https://img.example/2.jpg"}],\
        "price":{"minorUnits":1990,"currency":"EUR"},"capturedAt":"2026-11-27T08:00:00Z",\
        "niceClasses":[18,25],"countries":["DE","FR"],"quantity":400,"sellerSales":2,\
        "marketPrice":{"minorUnits":19900,"currency":"EUR"},"sellerSince":"2026-11-20T08:00:00Z"}
        """

    @Test("a capture is read, and printed so that it is read as the same")
    func capture() throws {
        let captured = try CapturedListing(parsing: Self.bytes(Self.whole))
        let listing = try Indicator(.listing, parsing: "bazario:1001")
        #expect(captured.listing == listing)
        let capture = captured.capture
        #expect(capture.title == "Bag" && capture.niceClasses == [18, 25])
        #expect(capture.priceMinorUnits == 1_990 && capture.currency == "EUR")
        #expect(capture.images.map(\.hex) == [Self.digest])
        let likeness = try Indicator(.imagePDQ, parsing: Self.likeness)
        #expect(capture.likenesses == [capture.images[0]: likeness])
        #expect(captured.imageAddresses == ["https://img.example/2.jpg"])
        #expect(capture.seller?.type == .sellerAccount && capture.countries == ["DE", "FR"])
        #expect(capture.capturedAt == 1_795_766_400_000)
        #expect(
            capture.offer
                == .init(
                    quantity: 400, marketMinorUnits: 19_900, sellerSince: 1_795_161_600_000,
                    sellerSales: 2))
        #expect(try CapturedListing(parsing: captured.json.compactBytes) == captured)
    }

    @Test(
        "what is unknown, missing, too long or of another form is refused by its name",
        arguments: [
            ("{", "json"), ("[]", "not-an-object"), ("{}", "member-missing"),
            (#"{"marketplace":"b","listing":"1","title":"x","more":1}"#, "member-unknown"),
            (#"{"marketplace":"b","listing":"1","title":"x"}"#, "member-missing"),
            (#"{"marketplace":"B!","listing":"1"}"#, "member-form"),
            (#"{"marketplace":"b","listing":"1","storefront":"2"}"#, "member-form"),
            (#"{"marketplace":"b","title":"x"}"#, "member-form"),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","quantity":-1}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","marketPrice":{"minorUnits":1,"currency":"EUR"}}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"yesterday"}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"a\u0000b","capturedAt":"2026-11-27T08:00:00Z"}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","niceClasses":[46]}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","countries":["de"]}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","price":{"minorUnits":1}}"#,
                "member-missing"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","images":[{"url":"http://x/"}]}"#,
                "member-form"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","capturedAt":"2026-11-27T08:00:00Z","images":[{"sha256":"AB"}]}"#,
                "member-form"
            ),
        ])
    func refused(text: String, keyword: String) {
        #expect(
            Self.keyword { _ = try CapturedListing(parsing: Self.bytes(text)) } == keyword)
    }

    @Test(
        "what an image looks like is 64 digits in lower case beside its digest, and one thing only",
        arguments: [
            (#"{"sha256":"D","pdq":"AB"}"#, "member-form"),
            (#"{"sha256":"D","pdq":"C"}"#, "member-form"),
            (#"{"sha256":"D","pdq":"L0"}"#, "member-form"),
            (#"{"sha256":"D","pdq":7}"#, "member-form"),
            (#"{"url":"https://x.example/","pdq":"L"}"#, "member-missing"),
            (#"{"sha256":"D","pdq":"L"},{"sha256":"D","pdq":"D"}"#, "member-form"),
            (#"{"sha256":"D","pdq":"L"},{"sha256":"D","pdq":"L"}"#, nil),
            (#"{"sha256":"D","pdq":null}"#, nil),
        ])
    func likenesses(images: String, keyword: String?) {
        let images = images.replacing(#""D""#, with: "\"\(Self.digest)\"")
            .replacing(#""L0""#, with: "\"\(Self.likeness)0\"")
            .replacing(#""L""#, with: "\"\(Self.likeness)\"")
            .replacing(#""C""#, with: "\"\(Self.likeness.uppercased())\"")
        let text =
            #"{"marketplace":"b","listing":"1","title":"x","#
            + #""capturedAt":"2026-11-27T08:00:00Z","images":["# + images + "]}"
        #expect(
            Self.keyword { _ = try CapturedListing(parsing: Self.bytes(text)) } == keyword)
    }

    @Test("a capture of more bytes than are read is refused before it is read")
    func tooLong() {
        let long = Self.bytes(Self.whole) + Array(repeating: 0x20, count: CapturedListing.bytesMax)
        #expect(Self.keyword { _ = try CapturedListing(parsing: long) } == "too-long")
    }

    @Test("captures come in the order of the question, and nothing that nobody asked about")
    func captureAnswer() throws {
        let asked = try [
            Indicator(.listing, parsing: "bazario:7"),
            Indicator(.listing, parsing: "bazario:1001"),
        ]
        #expect(
            CaptureQuestion.json(asked).compact
                == #"{"listings":[{"listing":"7","marketplace":"bazario"},{"listing":"1001","marketplace":"bazario"}]}"#
        )
        let answer = Self.bytes(#"{"captures":[\#(Self.whole)]}"#)
        let found = try CaptureAnswer.parse(answer, to: asked)
        #expect(found.count == 2 && found[0] == nil && found[1]?.title == "Bag")
        #expect(
            Self.keyword { _ = try CaptureAnswer.parse(answer, to: [asked[0]]) } == "not-asked")
        let twice = Self.bytes(#"{"captures":[\#(Self.whole),\#(Self.whole)]}"#)
        #expect(Self.keyword { _ = try CaptureAnswer.parse(twice, to: asked) } == "named-twice")
        #expect(
            Self.keyword { _ = try CaptureAnswer.parse(Self.bytes("{}"), to: asked) }
                == "member-missing")
        #expect(try CaptureAnswer.parse(Self.bytes(#"{"captures":[]}"#), to: asked) == [nil, nil])
    }

    // MARK: Orders

    private static let platform = LogOrigin(
        alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: "desk-b"),
        member: MemberID(unchecked: "p"), epoch: Epoch(1))

    private static func order(
        _ action: MarketplaceOrder.Action, of listing: Indicator
    ) -> OrderedListing {
        OrderedListing(
            complaint: EntryReference(origin: platform, index: 3), listing: listing,
            order: MarketplaceOrder(
                action: action, entry: EntryReference(origin: platform, index: 7), place: 2,
                time: .witnessed(1_795_766_400_999)))
    }

    @Test("an order is printed word for word as the page has it, and read as the same")
    func orderBody() throws {
        let listing = try Indicator(.listing, parsing: "bazario:1001")
        let body = OrderBody(
            Self.order(.takeDown(.product, until: 1_795_766_500_500), of: listing),
            reasons: ["mark-in-listing"])
        #expect(
            body.json.compact
                == #"{"action":"take-down","complaint":"a/desk-b/p/e1/3","listing":"1001","marketplace":"bazario","order":"a/desk-b/p/e1/7#2","orderedAt":"2026-11-27T08:00:00Z","reasons":["mark-in-listing"],"scope":"product","until":"2026-11-27T08:01:40Z"}"#
        )
        #expect(try OrderBody(parsing: body.json.compactBytes) == body)
        let store = try Indicator(.sellerAccount, parsing: "bazario:store1")
        let restore = OrderBody(Self.order(.restore, of: store), reasons: [])
        #expect(restore.json.compact.contains(#""storefront":"store1""#))
        #expect(try OrderBody(parsing: restore.json.compactBytes) == restore)
        // 30 bytes as it comes, ten times as many as it is compared.
        let long = body.json.compact.replacing(
            "\"1001\"", with: "\"\(String(repeating: "\u{fdfa}", count: 10))\"")
        let lengthened = try OrderBody(parsing: Self.bytes(long))
        #expect(lengthened.listing.value.utf8.count > 300)
        #expect(try OrderBody(parsing: lengthened.json.compactBytes) == lengthened)
        // What begins with a mark, as it comes or as it is compared, is of its marketplace nevertheless.
        for name in ["\u{327}1001", "\u{b8}1001"] {
            let joined = try OrderBody(
                parsing: Self.bytes(body.json.compact.replacing("\"1001\"", with: "\"\(name)\"")))
            #expect(joined.listing.marketplaceAndID.marketplace == "bazario", "\(name)")
            #expect(try OrderBody(parsing: joined.json.compactBytes) == joined)
        }
        #expect(OrderBody.token(body.order).count == 64)
        #expect(OrderBody.token(body.order) != OrderBody.token("a/desk-b/p/e1/7#3"))
    }

    @Test(
        "a measure is printed word for word as the page has it, and read as the same; what is mixed is refused"
    )
    func measures() throws {
        let store = try Indicator(.sellerAccount, parsing: "bazario:store123")
        let taken = OrderBody(
            Self.order(
                .measure(.suspension, until: 1_795_766_500_500, text: "Four stand."), of: store),
            reasons: ["complaints"])
        #expect(
            taken.json.compact
                == #"{"action":"measure","marketplace":"bazario","measure":"suspension","order":"a/desk-b/p/e1/7#2","orderedAt":"2026-11-27T08:00:00Z","reasons":["complaints"],"statement":"a/desk-b/p/e1/3","storefront":"store123","text":"Four stand.","until":"2026-11-27T08:01:40Z"}"#
        )
        #expect(try OrderBody(parsing: taken.json.compactBytes) == taken)
        let ended = OrderBody(
            Self.order(.endMeasure(text: "Two fell.\nWrite\u{0} to us."), of: store), reasons: [])
        #expect(ended.action == .endMeasure(text: "Two fell.\nWrite to us."))
        #expect(try OrderBody(parsing: ended.json.compactBytes) == ended)
        #expect(!ended.json.compact.contains("until"))
        let text = taken.json.compact
        for (what, by) in [
            (#""measure":"suspension""#, #""measure":"death""#),
            (#""action":"measure""#, #""action":"end-measure""#),
            (#""action":"measure""#, #""action":"restore""#),
            (#""statement":"#, #""complaint":"#), (#""text":"Four stand.","#, ""),
        ] {
            let wrong = text.replacing(what, with: by)
            #expect(wrong != text)
            #expect(throws: MarketplaceFormError.self) {
                try OrderBody(parsing: Self.bytes(wrong))
            }
        }
    }

    @Test("a file's name is of letters and digits, whatever a listing is called")
    func fileName() throws {
        let names = try ["bazario:../../etc/passwd", "bazario:a/b", "bazario:1001"].map {
            ListingName.fileName(try Indicator(.listing, parsing: $0))
        }
        for name in names {
            #expect(name.wholeMatch(of: /listing-[0-9a-f]{64}\.json/) != nil, "\(name)")
        }
        #expect(Set(names).count == 3)
        // As `printf %s bazario:1001 | sha256sum` has it.
        #expect(
            names[2] == "listing-\(Digest.sha256(Array("bazario:1001".utf8)).hex).json")
    }

    // MARK: Answers

    @Test("an answer is done, taken or refused, and read as it is printed")
    func answers() throws {
        for answer in [
            OrderAnswer.done(reference: "T-1"), .done(reference: ""), .taken, .refused("no"),
        ] {
            let body = AnswerBody(order: "a#0", answer: answer)
            #expect(try AnswerBody(parsing: body.json.compactBytes) == body)
        }
        let done = try AnswerBody(parsing: Self.bytes(#"{"order":"a#0","result":"done"}"#))
        #expect(done.answer == .done(reference: ""))
        for text in [
            #"{"order":"a#0","result":"refused"}"#, #"{"order":"a#0"}"#, #"{"result":"done"}"#,
            #"{"order":"a#0","result":"maybe"}"#,
            #"{"order":"a#0","result":"taken","reference":"T"}"#,
            #"{"order":"a#0","result":"done","reason":"x"}"#,
            #"{"order":"a#0","result":"done","reference":"\#(String(repeating: "x", count: 257))"}"#,
            #"{"order":"a#0","result":"done","result":"refused"}"#,
        ] {
            #expect(
                Self.keyword { _ = try AnswerBody(parsing: Self.bytes(text)) } != nil, "\(text)")
        }
    }
}
