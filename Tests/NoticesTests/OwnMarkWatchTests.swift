import AllianceNames
import CRDT
import JSON
import MarkRecognition
import MergedView
import Notices
import SignIn
import Statements
import Testing

@Suite struct OwnMarkWatchTests {
    private static let own = MemberID(unchecked: "own")

    private static func watch(_ rights: [Right]) -> OwnMarkWatch {
        OwnMarkWatch(
            MarkRegister(RegisteredMark.all(of: rights.map { (own, $0) })), of: own)
    }

    private static func right(
        _ title: String, _ number: String = "1", aliases: [String] = []
    ) -> Right {
        Right(
            kind: .trademark, office: "EM", registrationNumber: number, title: title,
            jurisdictions: ["EM"],
            aliases: aliases.map { LocalizedName(language: "zh", name: $0) })
    }

    private static func news(
        _ indicator: Indicator, marks: [String] = [], note: String? = nil,
        attributes: [Attribute] = [], by member: String = "other", kind: EntryKind? = nil
    ) throws -> StatementNews {
        let said = Statement.assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: 50, tlp: .amber, marks: marks,
                note: note, attributes: attributes))
        return StatementNews(
            dot: StatementDot(
                log: try LogOrigin(parsing: "x.example/alliance/\(member)/e1"), index: 3),
            kind: kind ?? said.kind, said: [said])
    }

    private static let watched = watch([right("Gucci", aliases: ["古驰"]), right("Mars", "2")])
    private static let plain = try! Indicator(.domain, parsing: "shop.example")

    @Test(
        "a mark is found in identifier, marks, note and attributes, with rule and place in the text"
    )
    func places() throws {
        let company = try Indicator(.company, parsing: "Gυccí 0utlet Ltd")
        let found = try #require(Self.watched.matches(in: Self.news(company)).first)
        #expect(found.mark == "Gucci" && found.registrations == ["EM/1"])
        #expect(found.place == .identifier && found.rules.contains(.confusable))
        #expect(found.text == company.readableValue)
        #expect(found.scalars.lowerBound == 0 && found.found.hasPrefix("g"))
        #expect(found.found.unicodeScalars.count == found.scalars.count)
        let domain = try Indicator(.domain, parsing: "gucci-sale.shop")
        #expect(
            try Self.watched.matches(in: Self.news(domain)).first?.rules.contains(.registrable)
                == true)
        let note = try Self.watched.matches(in: Self.news(Self.plain, note: "sells 古驰 bags"))
        #expect(note.map(\.place) == [.note] && note[0].rules == [.alias] && note[0].found == "古驰")
        let attribute = try Self.watched.matches(
            in: Self.news(Self.plain, attributes: [Attribute(name: "title", value: "g u c c i")]))
        #expect(attribute.map(\.place) == [.attribute])
    }

    @Test("a short mark counts where a report names it, and not within a text without its goods")
    func short() throws {
        let named = try Self.watched.matches(in: Self.news(Self.plain, marks: ["MARS"]))
        #expect(named.map(\.mark) == ["Mars"] && named[0].confidence == 1)
        #expect(
            try Self.watched.matches(in: Self.news(Self.plain, note: "a journey to Mars and back"))
                .isEmpty)
    }

    @Test("of each mark there is one match, the surest; nothing of other statements or one's own")
    func once() throws {
        let both = try Self.watched.matches(
            in: Self.news(Self.plain, marks: ["Gucci", "Mars"], note: "gυcci, gucci, 古驰"))
        #expect(both.map(\.mark) == ["Gucci", "Mars"] && both.allSatisfy { $0.place == .mark })
        #expect(
            try Self.watched.matches(in: Self.news(Self.plain, marks: ["Gucci"], by: "own"))
                .isEmpty)
        let taken = try Self.news(Self.plain, marks: ["Gucci"], kind: .retract)
        #expect(Self.watched.matches(in: taken).isEmpty)
        #expect(try Self.watch([]).matches(in: Self.news(Self.plain, marks: ["Gucci"])).isEmpty)
    }

    @Test("whoever follows own marks is told of what has one, and of nothing else")
    func matcher() throws {
        let subscription = Subscription(
            id: 7, subscriber: .person(PersonID(unchecked: "anna")), topic: .ownMarks,
            byMail: false, webhook: nil, createdAt: 0)
        let matcher = NoticeMatcher([subscription], ownMarks: Self.watched)
        #expect(!matcher.isIdle)
        func told(_ news: StatementNews) -> [UInt64] {
            matcher.subscriptions(for: news) { _, _ in [] }.map(\.id)
        }
        #expect(try told(Self.news(Self.plain, note: "古驰")) == [7])
        #expect(try told(Self.news(Self.plain, note: "nothing")).isEmpty)
        #expect(try told(Self.news(Self.plain, note: "古驰", by: "own")).isEmpty)
    }

    @Test("the topic is kept and read as it is written")
    func topic() {
        #expect(Topic(Topic.ownMarks.json) == .ownMarks)
        #expect(Topic.ownMarks.json.compact == #"{"kind":"own-marks"}"#)
    }
}
