import AllianceNames
import Complaints
import GS1
import JSON
import NodeAPI
import ProductAuthentication
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Numbers on bought goods as pages, programs and terminals show them, with what their owners said.
@Suite struct AskedItemTests {
    private static let code = "(01)09520123456788(21)"

    private static func items(_ serials: String...) throws -> [ListedItem] {
        try serials.map {
            ListedItem(listing: 0, item: try ItemIdentifiers(parsing: code + $0))
        }
    }

    /// Of one the owner said that it does not know it, of one nobody answered, and one is nobody's.
    private static func answers() throws -> [ItemAnswer] {
        let answer = Answer(
            question: .sha256([1]), responder: FoldedComplaints.brand,
            answeredAt: FoldedComplaints.start,
            judgement: Judgement([Finding(.serialUnknown, .counterfeitSuspected, confidence: 70)]),
            asOf: nil)
        let signed = try SignedAnswer(
            signing: answer,
            by: NoteSigner(name: "brand/answers", seed: Array(repeating: 7, count: 32)))
        return [
            ItemAnswer(
                elementString: code + "1", askedAt: 5,
                outcome: .answered(
                    by: FoldedComplaints.brand, question: Array("a question\n".utf8),
                    answer: signed.bytes)),
            ItemAnswer(elementString: code + "2", askedAt: 6, outcome: .unanswered),
            ItemAnswer(elementString: code + "3", askedAt: 7, outcome: .unowned),
        ]
    }

    private static func filed(_ console: ComplaintConsole) throws -> EntryReference {
        var complaint = try ComplaintConsole.complaint(1)
        complaint.items = try items("1", "2", "3", "4")
        let id = console.complaints.said(.complaint(complaint), by: FoldedComplaints.brand)
        let answers = try answers()
        console.complaints.world.withLock { $0.itemAnswers[id] = answers }
        return id
    }

    @Test("a page has each number with the owner's verdict, in both languages")
    func page() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console)
        for path in ["/console/complaint", "/console/review"] {
            let page = try await console.get(ComplaintLink.href(id, at: path))
            ComplaintConsole.expectInert(page, path)
            for words in [
                Self.code + "1", "Signs of a counterfeit", "(70 / 100)", "brand",
                "The brand&#39;s records do not hold this number.", "not answered yet",
                "the number is no member&#39;s", Self.code + "4",
            ] {
                #expect(page.text.contains(words), "\(path) \(words)")
            }
            let chinese = try await console.get(ComplaintLink.href(id, at: path), in: .chinese)
            #expect(chinese.text.contains("商品编号及其所有者的答复") && chinese.text.contains("尚未答复"))
        }
    }

    @Test(
        "programs get the signed answer with its question; others than those who asked get the number alone"
    )
    func programs() throws {
        let answers = try Self.answers()
        let told = try Self.items("1", "2", "3", "4").map { AskedItem($0, answers) }
        #expect(told.map(\.told) == [.answered, .unanswered, .unowned, .unasked])
        guard case .object(let own) = told[0].json(isOwn: true),
            case .object(let answer)? = own["answer"],
            case .string(let signed)? = answer["signedAnswer"]
        else {
            Issue.record("no answer")
            return
        }
        #expect(answer["verdict"] == .string("counterfeitSuspected"))
        #expect(answer["reasons"] == .array([.string("serialUnknown")]))
        #expect(answer["question"] == .string("a question\n"))
        #expect(try SignedAnswer(parsing: Array(signed.utf8)).claimedResponder.rawValue == "brand")
        for asked in told {
            guard case .object(let others) = asked.json(isOwn: false) else { continue }
            #expect(Set(others.keys) == ["place", "code", "by"])
        }
    }

    @Test("what the seller named stands beside what the complainant did, each as whose it is")
    func sides() throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console)
        console.complaints.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [.init(listings: [0], verdict: .takeDown, reasons: ["counterfeit"])],
                    maker: .automatic)), by: FoldedComplaints.hub)
        console.complaints.said(
            .counterNotice(
                CounterNotice(
                    to: id, listings: [0], reason: .genuineGoods, text: "real",
                    items: try Self.items("3"), goodFaithStatement: "x")),
            by: FoldedComplaints.hub)
        let told = try #require(console.complaints.state(id)).askedItems(Self.answers())
        #expect(
            told.map(\.side) == [.complainant, .complainant, .complainant, .complainant, .seller])
        #expect(told.last?.told == .unowned)
    }

    @Test("an answer that cannot be read any more is none")
    func damaged() throws {
        let item = try Self.items("1")[0]
        let asked = AskedItem(
            item,
            [
                ItemAnswer(
                    elementString: Self.code + "1", askedAt: 5,
                    outcome: .answered(by: FoldedComplaints.brand, question: [], answer: [1, 2]))
            ])
        #expect(asked.told == .unanswered && asked.answer == nil)
    }
}
