import AllianceNames
import CRDT
import ImageRecognition
import JSON
import MergedView
import Notices
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct NoticeMatcherTests {
    private static let anna = Subscriber.person(PersonID(unchecked: "anna"))
    private static let program = Subscriber.program(TokenName(unchecked: "siem"))

    private static func domain(_ text: String) throws -> Indicator {
        try Indicator(.domain, parsing: text)
    }

    private static func news(
        _ said: Statement..., by member: String = "brand", kind: EntryKind? = nil
    ) throws -> StatementNews {
        StatementNews(
            dot: StatementDot(
                log: try LogOrigin(parsing: "x.example/alliance/\(member)/e1"), index: 3),
            kind: kind ?? said[0].kind, said: said)
    }

    private static func report(
        _ indicator: Indicator, marketplace: String? = nil, marks: [String] = [],
        note: String? = nil, tlp: TLP = .amber
    ) -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: 50, tlp: tlp,
                marketplace: marketplace, marks: marks, note: note))
    }

    /// The numbers of the topics that a statement is for.
    private func found(
        _ topics: [Topic], _ news: StatementNews, for subscriber: Subscriber = anna,
        linked: NoticeMatcher.Linked = { _, _ in [] }
    ) rethrows -> [Int] {
        let list = topics.enumerated().map {
            Subscription(
                id: UInt64($0.offset), subscriber: subscriber, topic: $0.element, byMail: false,
                webhook: nil, createdAt: 0)
        }
        return try NoticeMatcher(list).subscriptions(for: news, linked: linked).map { Int($0.id) }
    }

    @Test("an identifier is told of in every kind of statement, and others are not")
    func identifier() throws {
        let (shop, other) = (try Self.domain("shop.example"), try Self.domain("other.example"))
        let topics = [Topic.identifier(shop, withLinked: false)]
        let said: [Statement] = [
            Self.report(shop), .dispute(Dispute(indicator: shop, reason: .other)),
            .link(try OperatorLink(shop, other, basis: .inspection)),
            .link(try OperatorLink(other, shop, basis: .inspection)),
        ]
        for statement in said { #expect(try found(topics, Self.news(statement)) == [0]) }
        #expect(try found(topics, Self.news(Self.report(other))) == [])
        // A retraction, by what it takes back.
        #expect(try found(topics, Self.news(Self.report(shop), kind: .retract)) == [0])
    }

    @Test("what is linked is told of where that was asked for, by links that the reader may see")
    func linked() throws {
        let (shop, other) = (try Self.domain("shop.example"), try Self.domain("other.example"))
        let group: NoticeMatcher.Linked = { _, sight in sight == .red ? [shop, other] : [] }
        let news = try Self.news(Self.report(other))
        let (with, without) = (
            Topic.identifier(shop, withLinked: true), Topic.identifier(shop, withLinked: false)
        )
        #expect(try found([with], news, linked: group) == [0])
        #expect(try found([without], news, linked: group) == [])
        // The link is for persons only.
        #expect(try found([with], news, for: Self.program, linked: group) == [])
        // Nobody who wants no more is looked up for.
        var asked = 0
        _ = found([without], news) { _, _ in
            asked += 1
            return []
        }
        #expect(asked == 0)
    }

    @Test("a marketplace is the place of a report, or of an account or listing there")
    func marketplace() throws {
        let topics = [Topic.marketplace(try MarketplaceID(parsing: "shopee"))]
        let account = try Indicator(.sellerAccount, parsing: "Shopee:store123")
        let listing = try Indicator(.listing, parsing: "shopee:9")
        let social = try Indicator(.socialAccount, parsing: "shopee:x")
        #expect(try found(topics, Self.news(Self.report(account))) == [0])
        #expect(try found(topics, Self.news(Self.report(listing))) == [0])
        // A mark that joins the colon to one character hides no marketplace.
        let joined = try Indicator(.listing, parsing: "shopee:\u{327}9")
        #expect(try found(topics, Self.news(Self.report(joined))) == [0])
        #expect(try found(topics, Self.news(Self.report(social))) == [])
        let shop = try Self.domain("shop.example")
        #expect(try found(topics, Self.news(Self.report(shop, marketplace: "shopee"))) == [0])
        #expect(try found(topics, Self.news(Self.report(shop, marketplace: "ebay.de"))) == [])
    }

    @Test("a mark is found however it is written, in marks, names and notes")
    func mark() throws {
        let topics = [Topic.mark("Louis Vuitton"), .mark("Maison Verel")]
        let shop = try Self.domain("shop.example")
        #expect(try found(topics, Self.news(Self.report(shop, marks: ["LOUIS VUITTON"]))) == [0])
        #expect(
            try found(topics, Self.news(Self.report(shop, note: "fake maison verel bags"))) == [1])
        #expect(
            try found(topics, Self.news(Self.report(Self.domain("louis-vuitt0n-outlet.example"))))
                == [0])
        #expect(try found(topics, Self.news(Self.report(shop, note: "nothing of it"))) == [])
        let right = Statement.right(
            Right(
                kind: .trademark, office: "EM", registrationNumber: "1", title: "maison verel",
                jurisdictions: ["EM"]))
        #expect(try found(topics, Self.news(right)) == [1])
        #expect(throws: NoticeError.mark) { try Topic.mark("...").check(for: Self.anna) }
    }

    @Test("a picture is told of where a reported one is up to 31 bits away, and no farther")
    func images() throws {
        let followed = try #require(PDQHash(parsing: String(repeating: "0f", count: 32)))
        func apart(_ bits: Int) throws -> Indicator {
            // Spread over all of it.
            let hash = (0..<bits).reduce(followed) { $0.flipping($1 * 8) }
            #expect(hash.distance(to: followed) == bits)
            return try Indicator(.imagePDQ, parsing: hash.description)
        }
        let topics = [Topic.image(followed), .image(followed.flipping(3))]
        #expect(try found(topics, Self.news(Self.report(apart(0)))) == [0, 1])
        // Of the other it is one bit more.
        #expect(try found(topics, Self.news(Self.report(apart(31)))) == [0])
        #expect(try found(topics, Self.news(Self.report(apart(32)))) == [])
        #expect(try found(topics, Self.news(Self.report(apart(31)), kind: .retract)) == [0])
        #expect(try found(topics, Self.news(Self.report(apart(1)), by: "own")) == [0, 1])
        // An objection is no report, and another kind of identifier no picture.
        let objection = Statement.dispute(Dispute(indicator: try apart(0), reason: .other))
        #expect(try found(topics, Self.news(objection)) == [])
        #expect(try found(topics, Self.news(Self.report(Self.domain("shop.example")))) == [])
        let matcher = NoticeMatcher([
            Subscription(
                id: 1, subscriber: Self.anna, topic: topics[0], byMail: false, webhook: nil,
                createdAt: 0)
        ])
        #expect(!matcher.isIdle && !matcher.isOfComplaintsAlone)
        #expect(try topics.allSatisfy { Topic(try JSONValue(parsing: $0.json.compactBytes)) == $0 })
        #expect(Topic(.object(["kind": .string("image"), "pdq": .string("0f")])) == nil)
    }

    @Test("who follows the hash of a picture as an identifier is told of near ones too, in reports")
    func imagesAsIdentifiers() throws {
        let followed = try #require(PDQHash(parsing: String(repeating: "0f", count: 32)))
        func apart(_ bits: Int) throws -> Indicator {
            let hash = (0..<bits).reduce(followed) { $0.flipping($1 * 7) }
            return try Indicator(.imagePDQ, parsing: hash.description)
        }
        let topics = [
            Topic.identifier(try apart(0), withLinked: false),
            .identifier(try apart(1), withLinked: true), .image(followed),
        ]
        #expect(try found(topics, Self.news(Self.report(apart(0)))) == [0, 1, 2])
        #expect(try found(topics, Self.news(Self.report(apart(31)))) == [0, 1, 2])
        #expect(try found(topics, Self.news(Self.report(apart(32)))) == [1])
        #expect(try found(topics, Self.news(Self.report(apart(33)))) == [])
        #expect(try found(topics, Self.news(Self.report(apart(31)), kind: .retract)) == [0, 1, 2])
        // Whatever else is said is of one hash, and only who follows that one is told.
        let objection = Statement.dispute(Dispute(indicator: try apart(0), reason: .other))
        #expect(try found(topics, Self.news(objection)) == [0])
        // Its digits as those of another kind are no picture.
        let digest = try Indicator(.imageSHA256, parsing: followed.description)
        let other = [Topic.identifier(digest, withLinked: false)]
        #expect(try found(other, Self.news(Self.report(apart(0)))) == [])
    }

    @Test("what one follows hides nothing from those who follow a shorter name within it")
    func marksWithinMarks() throws {
        let shop = try Self.domain("shop.example")
        let news = try Self.news(Self.report(shop, note: "fake Verelle bag sale"))
        #expect(try found([.mark("Verelle"), .mark("Verelle bag sale")], news) == [0, 1])
    }

    @Test("a member is told of in whatever it says, and a clock in no statement")
    func member() throws {
        let topics: [Topic] = [
            .member(MemberID(unchecked: "brand")), .clock(try NoticeClock(.register, hours: 1)),
        ]
        let report = Self.report(try Self.domain("a.example"))
        #expect(try found(topics, Self.news(report)) == [0])
        #expect(try found(topics, Self.news(report, by: "other")) == [])
        #expect(
            try found(topics, Self.news(.unknown(EntryKind(rawValue: 0x33), payload: []))) == [0])
        #expect(NoticeMatcher([]).isIdle)
    }

    @Test("a clock is due so long before its time, or after so long a wait")
    func clocks() throws {
        let hour: UInt64 = 3_600_000
        let end = try NoticeClock(.certificate, hours: 24)
        let reading = ClockReading(.certificate, at: 100 * hour)
        #expect(!end.isDue(reading, at: 76 * hour - 1))
        #expect(end.isDue(reading, at: 76 * hour))
        #expect(end.isDue(reading, at: 101 * hour))
        #expect(
            end.isDue(ClockReading(.certificate, at: .max), at: .max - 1), "at the end of time too")
        let wait = try NoticeClock(.secondLook, hours: 4)
        let waiting = ClockReading(.secondLook, subject: "d", at: 100 * hour)
        #expect(!wait.isDue(waiting, at: 104 * hour - 1))
        #expect(wait.isDue(waiting, at: 104 * hour))
        #expect(!wait.isDue(waiting, at: 0))
        #expect(throws: NoticeError.hours) { try NoticeClock(.register, hours: 0) }
        #expect(throws: NoticeError.hours) { try NoticeClock(.register, hours: 8_761) }
        #expect(throws: NoticeError.forPersons(.caseTask)) {
            try Topic.clock(NoticeClock(.caseTask, hours: 1)).check(for: Self.program)
        }
    }

    @Test("topics, sources and subscribers are read as they are printed")
    func printed() throws {
        let topics: [Topic] = [
            .identifier(try Indicator(.phone, parsing: "+49 30 123456"), withLinked: true),
            .mark("Verel 新"), .marketplace(try MarketplaceID(parsing: "ebay.de")),
            .member(MemberID(unchecked: "brand")), .clock(try NoticeClock(.peerSilent, hours: 24)),
        ]
        for topic in topics { #expect(Topic(topic.json) == topic) }
        #expect(Topic(.object(["kind": .string("clock"), "clock": .string("x")])) == nil)
        let dot = try Self.news(Self.report(Self.domain("a.example"))).dot
        let sources: [NoticeSource] = [
            .statement(dot, leaf: Digest.sha256([1])), .webhookOff(3, at: 9),
            .clock(ClockReading(.certificate, at: 7), hours: 24),
            .clock(ClockReading(.caseTask, subject: "a/b", at: 7), hours: 1),
        ]
        for source in sources { #expect(NoticeSource(source.description) == source) }
        // One source has one spelling: it tells whether somebody was told of it before.
        let leaf = Digest.sha256([1]).hex
        for text in [
            "entry x 1 y", "entry \(dot.log) +1 \(leaf)", "webhook 03 9",
            "clock certificate 07 24 ",
            "clock certificate 7 +24 ",
        ] { #expect(NoticeSource(text) == nil, "\(text)") }
        #expect(NoticeSource("clock certificate 7 ") == nil)
        for subscriber in [Self.anna, Self.program, .ownSystem] {
            #expect(Subscriber(subscriber.description) == subscriber)
        }
        #expect(Subscriber("person:") == nil)
    }
}
