import AllianceNames
import Complaints
import Foundation
import GRDB
import GS1
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("What is kept of numbers on goods")
struct ComplaintItemTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteComplaintStore
    private static let channel = ChannelID(unchecked: "desk-b0")
    private static let start = ComplaintTraffic.start

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("complaints.sqlite")
        store = try SQLiteComplaintStore(path: path)
    }

    private static func answer(_ element: String, at time: UInt64 = 5) -> ItemAnswer {
        ItemAnswer(
            elementString: element, askedAt: time,
            outcome: .answered(
                by: MemberID(unchecked: "b0"), question: Array(element.utf8), answer: [1, 2, 3]))
    }

    private static func naming(_ serials: String...) throws -> ComplaintStatement {
        .complaint(
            Complaint(
                right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                listings: [ComplaintTraffic.listing("taobao", 1)],
                items: try serials.map {
                    ListedItem(listing: 0, item: try ItemIdentifiers(parsing: element($0)))
                }, goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum"))
    }

    private static func element(_ serial: String) -> String { "(01)09520123456788(21)\(serial)" }

    @Test(
        "a number is asked about until its owner has answered, each time later, and while somebody may look at it"
    )
    func dueItems() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            try Self.naming("a", "b"), in: Self.channel, isPlatform: false, at: Self.start)
        try traffic.take(into: store)
        func due(_ now: UInt64) throws -> [String] {
            try store.dueItems(now: now, limit: 9).map { String($0.elementString.suffix(1)) }
        }
        #expect(try due(0) == ["a", "b"])
        #expect(
            try store.dueItems(now: 0, limit: 9).first?.party == .complainant(.member(id.author)))
        #expect(try store.itemAnswers(of: id).isEmpty)
        func open(_ serial: String, at time: UInt64, _ outcome: ItemAnswer.Outcome) -> ItemAnswer {
            ItemAnswer(elementString: Self.element(serial), askedAt: time, outcome: outcome)
        }
        try store.keep([open("a", at: 4, .unanswered), open("b", at: 4, .unowned)], of: id)
        #expect(try due(5_003).isEmpty && due(5_004) == ["a"])
        try store.keep([open("a", at: 6_000, .unanswered)], of: id)
        #expect(try due(15_999).isEmpty && due(16_000) == ["a"])
        // A clock that was set back lets none wait for longer than the longest pause.
        try store.keep([open("a", at: 90_000_000, .unanswered)], of: id)
        #expect(try due(1_000) == ["a"])
        let answer = Self.answer(Self.element("a"))
        // Read again from the logs, it stays as it is; what is not named is not kept.
        try store.takeAgain([id.origin], takenOutCount: 1)
        try traffic.take(into: store)
        let unowned = open("b", at: 4, .unowned)
        #expect(try store.itemAnswers(of: id).map(\.askedAt) == [90_000_000, 4])
        try store.keep([answer, Self.answer(Self.element("c"))], of: id)
        #expect(try store.itemAnswers(of: id) == [answer, unowned] && due(.max / 4).isEmpty)
        try store.keep([open("b", at: 5, .unanswered)], of: id)
        // To ask changes nothing of what there is to judge.
        #expect(try store.unjudged(limit: 10).complaints == [id])
        traffic.say(Self.decision(id), in: Self.channel, isPlatform: true, at: Self.start)
        try traffic.take(into: store)
        #expect(try due(.max / 4).isEmpty && store.itemAnswers(of: id).first == answer)
        try store.keep([open("b", at: 7, .unanswered)], of: id)
        #expect(try due(.max / 4).isEmpty)
    }

    @Test(
        "what an owner said goes with the statement that named the number, and does not come back")
    func itemsErased() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            try Self.naming("a"), in: Self.channel, isPlatform: false, at: Self.start)
        traffic.say(Self.decision(id), in: Self.channel, isPlatform: true, at: Self.start)
        let counter = traffic.say(
            .counterNotice(
                CounterNotice(
                    to: id, listings: [0], reason: .genuineGoods, text: "real",
                    items: [
                        ListedItem(
                            listing: 0, item: try ItemIdentifiers(parsing: Self.element("zwiebel")))
                    ], goodFaithStatement: "x")), in: Self.channel, isPlatform: true,
            at: Self.start + 1_000)
        try traffic.take(into: store)
        let said = Self.answer(Self.element("zwiebel"))
        try store.keep([said, Self.answer(Self.element("a"))], of: id)
        #expect(try store.itemAnswers(of: id).count == 2)
        func held() throws -> Bool {
            try ["", "-wal"].contains { suffix in
                guard FileManager.default.fileExists(atPath: path + suffix) else { return false }
                return try Data(contentsOf: URL(filePath: path + suffix))
                    .range(of: Data("zwiebel".utf8)) != nil
            }
        }
        #expect(try held())
        try store.erase(EntryRanges([counter.index]), of: counter.origin)
        // Who asked meanwhile comes with the answer after it.
        try store.keep([said], of: id)
        #expect(try store.scrub() && !held())
        #expect(try store.itemAnswers(of: id).map(\.elementString) == [Self.element("a")])
        try store.erase(EntryRanges([id.index]), of: id.origin)
        try store.keep([Self.answer(Self.element("a"))], of: id)
        #expect(try store.itemAnswers(of: id).isEmpty)
    }

    @Test("a file of the version before is brought up, with what it holds")
    func upgraded() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            try Self.naming(), in: Self.channel, isPlatform: false, at: Self.start)
        try traffic.take(into: store)
        let reading = try store.reading(of: id)
        try store.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DROP TABLE item; PRAGMA user_version = 1")
        }
        try queue.close()
        let again = try SQLiteComplaintStore(path: path)
        #expect(try again.reading(of: id) == reading && reading != nil)
        #expect(try again.dueItems(now: 0, limit: 9).isEmpty)
        // A number that the version before kept as a field that it did not know.
        let named = traffic.say(
            try Self.naming("a"), in: Self.channel, isPlatform: false, at: Self.start)
        try again.takeAgain([id.origin], takenOutCount: 1)
        try traffic.take(into: again)
        #expect(try again.dueItems(now: 0, limit: 9).map(\.complaint) == [named])
        try again.close()
    }

    private static func decision(_ id: EntryReference) -> ComplaintStatement {
        .decision(
            ComplaintDecision(
                of: id, parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                maker: .automatic))
    }
}
