import AllianceNames
import Casework
import Foundation
import GRDB
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct EntrustedStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteCaseworkStore
    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "brand"), epoch: Epoch(1))

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("casework.sqlite")
        store = try SQLiteCaseworkStore(path: path)
    }

    private func rows(_ domain: String) throws -> [EntrustedRow] {
        let signer = try NoteSigner(
            name: Self.log.description, seed: [UInt8](repeating: 3, count: 32))
        return [
            try EntrustedRow(
                entrusting: IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                    confidence: 80, tlp: .amber), in: Self.log,
                to: MemberID(unchecked: "neutral"), salt: [UInt8](repeating: 1, count: 32),
                signedBy: signer)
        ]
    }

    private func one(
        _ side: Entrustment.Side, of partner: String = "brand", at time: UInt64 = 1_000
    ) -> Entrustment {
        var generator = SystemRandomNumberGenerator()
        return Entrustment(
            id: CaseworkID(from: &generator), side: side, partner: MemberID(unchecked: partner),
            channel: .alliance, rowCount: 1, message: "please", createdAt: time)
    }

    @Test("what another member asks for is kept once, however often it comes, and as it came")
    func once() throws {
        let (asked, rows) = (one(.theirs), try rows("shop.example"))
        for _ in 0..<3 { try store.receive(asked, rows) }
        let reopened = try SQLiteCaseworkStore(path: path)
        #expect(try reopened.entrustments() == [asked])
        #expect(try reopened.entrustment(asked.id).rows == rows)
        // Its name with another's rows, or of another member, is another thing.
        #expect(throws: CaseworkError.notThere) {
            try store.receive(asked, self.rows("other.example"))
        }
        let stolen = Entrustment(
            id: asked.id, side: .theirs, partner: MemberID(unchecked: "thief"),
            channel: .alliance, rowCount: 1, message: "", createdAt: 1_000)
        #expect(throws: CaseworkError.notThere) { try store.receive(stolen, rows) }
    }

    @Test("one member fills nothing: so many wait, and so many come in a day")
    func bounded() throws {
        let rows = try rows("shop.example")
        for _ in 0..<EntrustmentLimits.openOfMemberMax { try store.receive(one(.theirs), rows) }
        #expect(throws: CaseworkError.self) { try store.receive(one(.theirs), rows) }
        try store.receive(one(.theirs, of: "other"), rows)
        // Those that were decided on make room, until the day's number is reached.
        var count = EntrustmentLimits.openOfMemberMax
        while count < EntrustmentLimits.ofMemberInDayMax {
            for asked in try store.entrustments() where asked.stage == .waiting {
                try store.change(entrustment: asked.id, revision: nil, at: 2_000) {
                    $0.withdraw()
                    return nil
                }
            }
            let more = min(
                EntrustmentLimits.openOfMemberMax, EntrustmentLimits.ofMemberInDayMax - count)
            for _ in 0..<more { try store.receive(one(.theirs), rows) }
            count += more
        }
        for asked in try store.entrustments() where asked.stage == .waiting {
            try store.change(entrustment: asked.id, revision: nil, at: 2_000) {
                $0.withdraw()
                return nil
            }
        }
        #expect(throws: CaseworkError.self) { try store.receive(one(.theirs), rows) }
        try store.receive(one(.theirs, at: 86_500_000), rows)
    }

    @Test("another's that came to nothing is gone after 30 days, and there are never too many")
    func forgotten() throws {
        let rows = try rows("shop.example")
        let (ended, waiting, published) = (one(.theirs), one(.theirs), one(.theirs))
        for asked in [ended, waiting, published] { try store.receive(asked, rows) }
        try store.change(entrustment: ended.id, revision: nil, at: 2_000) {
            $0.requestWithdrawal()
            return nil
        }
        try store.change(entrustment: published.id, revision: nil, at: 2_000) {
            $0.publish(as: .init(log: Self.log, first: 7), count: 1)
            $0.withdraw()
            return nil
        }
        let end = 2_000 + EntrustmentLimits.unpublishedMilliseconds
        try store.removeOldEntrustments(at: end)
        #expect(try store.entrustments().count == 3)
        try store.removeOldEntrustments(at: end + 1)
        #expect(try Set(store.entrustments().map(\.id)) == [waiting.id, published.id])

        // Day after day, each ended at once; some begun in one moment.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE place(n) AS
                        (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < ?)
                    INSERT INTO entrusted (id, side, partner, channel, createdAt, rowCount,
                        stage, revision, changedAt, message, reason, wantsWithdrawal)
                    SELECT printf('%032x', n), 'theirs', 'brand', 'alliance', n / 7, 1,
                        'withdrawn', 1, n, '', '', 1 FROM place
                    """, arguments: [EntrustmentLimits.unpublishedOfMemberMax - 1])
        }
        try queue.close()
        let last: UInt64 = 10 * 86_400_000
        #expect(throws: CaseworkError.self) { try store.receive(one(.theirs, at: last), rows) }
        try store.receive(one(.theirs, of: "other", at: last), rows)
        #expect(try store.entrustments().count == EntrustmentLimits.listedMax)
        // All of them over pages, each once, those begun last first.
        var (found, place): ([Entrustment], (begunAt: UInt64, id: CaseworkID)?) = ([], nil)
        while true {
            let page = try store.entrustments(after: place, limit: 400)
            guard let end = page.last else { break }
            found += page
            place = (end.createdAt, end.id)
        }
        #expect(found.count == EntrustmentLimits.unpublishedOfMemberMax + 2)
        #expect(Set(found.map(\.id)).count == found.count)
        #expect(found.map(\.createdAt) == found.map(\.createdAt).sorted(by: >))
        #expect(try store.entrustments(on: .ours).isEmpty)
        #expect(try store.entrustments(on: .theirs, limit: 3).map(\.id) == found[..<3].map(\.id))
    }

    @Test("a draft of another's is looked at again once something has become of it")
    func followed() throws {
        var generator = SystemRandomNumberGenerator()
        let (asked, rows) = (one(.theirs), try rows("shop.example"))
        try store.receive(asked, rows)
        let content = DraftContent(channel: .alliance, title: "", reports: rows.map(\.report))
        let reporter = Colleague(PersonID(unchecked: "ina"), [.view, .draft, .report])
        let draft = Draft(
            id: CaseworkID(from: &generator), author: reporter.id, content: content,
            createdAt: 1_000)
        try store.change(
            entrustment: asked.id, revision: nil, at: 2_000, draft: (draft, content)
        ) {
            try $0.takeOn(as: draft.id, by: reporter)
            return nil
        }
        #expect(try store.entrustmentsToFollow().isEmpty)
        try store.discard(draft.id, revision: draft.revision, by: reporter)
        #expect(try store.entrustmentsToFollow().map(\.id) == [asked.id])
    }

    @Test("what stands for others is read in pages, and nothing else is")
    func publishedForOthers() throws {
        let rows = try rows("shop.example")
        var published: [CaseworkID] = []
        for number in 0..<7 {
            let asked = one(.theirs)
            try store.receive(asked, rows)
            guard number < 5 else { continue }
            try store.change(entrustment: asked.id, revision: nil, at: 2_000) {
                $0.publish(as: .init(log: Self.log, first: UInt64(number)), count: 1)
                if number == 0 { $0.withdraw() }
                return nil
            }
            if number > 0 { published.append(asked.id) }
        }
        var (found, last) = ([CaseworkID](), CaseworkID?.none)
        while true {
            let page = try store.publishedForOthers(after: last, limit: 3)
            guard let end = page.last else { break }
            #expect(page.count <= 3)
            found += page.map(\.id)
            last = end.id
        }
        #expect(found.count == 4 && Set(found) == Set(published))
    }

    @Test("a draft becomes a request and its letter in one step, or stays what it is")
    func entrusts() throws {
        var generator = SystemRandomNumberGenerator()
        let rows = try rows("shop.example")
        let content = DraftContent(channel: .alliance, title: "", reports: rows.map(\.report))
        let draft = Draft(
            id: CaseworkID(from: &generator), author: PersonID(unchecked: "anna"),
            content: content, createdAt: 1_000)
        try store.add(draft, content)
        let asked = one(.ours, of: "neutral")
        let letter = EntrustmentLetter.request(
            asked.id, channel: .alliance, message: "please", rows: rows)
        struct No: Error {}
        #expect(throws: No.self) {
            try store.entrust(
                draft.id, revision: 1, as: asked, rows, letter: letter, at: 1_000
            ) { _ in throw No() }
        }
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.entrust(
                draft.id, revision: 2, as: asked, rows, letter: letter, at: 1_000
            ) { _ in }
        }
        #expect(try store.drafts().count == 1)
        #expect(try store.dueLetters(at: 1_000).isEmpty && store.entrustments().isEmpty)
        try store.entrust(
            draft.id, revision: 1, as: asked, rows, letter: letter, at: 1_000
        ) { _ in }
        #expect(try store.drafts().isEmpty)
        #expect(
            try store.publishers(of: Set(rows.map(\.report.indicator)))
                == [rows[0].report.indicator: MemberID(unchecked: "neutral")])

        // What is said later comes later, also over a restart; what fails waits its time.
        try store.change(entrustment: asked.id, revision: nil, at: 2_000) { _ in
            .withdrawalRequest(asked.id)
        }
        let reopened = try SQLiteCaseworkStore(path: path)
        let due = try reopened.dueLetters(at: 2_000)
        #expect(due.map(\.content) == [letter.bytes])
        try reopened.postpone(due[0], until: 9_000)
        #expect(try reopened.dueLetters(at: 8_999).isEmpty)
        #expect(try reopened.dueLetters(at: 9_000).map(\.attempts) == [1])
        try reopened.settle(due[0], at: 9_000) { $0.arrive() }
        #expect(try reopened.entrustment(asked.id).entrustment.stage == .waiting)
        #expect(
            try reopened.dueLetters(at: 9_000).map(\.content)
                == [EntrustmentLetter.withdrawalRequest(asked.id).bytes])
    }

    @Test("a database of the version before is taken up, with what is in it")
    func earlier() throws {
        var generator = SystemRandomNumberGenerator()
        let content = DraftContent(
            channel: .alliance, title: "raid", reports: try rows("shop.example").map(\.report))
        let draft = Draft(
            id: CaseworkID(from: &generator), author: PersonID(unchecked: "anna"),
            content: content, createdAt: 1_000)
        try store.add(draft, content)
        try store.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for table in [
                "savedSearch", "entrustedRow", "entrusted", "outgoing", "contactOptIn",
                "contactMatch", "contactRound", "keyedRequest", "inquiryEntry", "inquiryPhoto",
                "inquiryPart", "inquiryLetter", "inquiryRule", "inquiry", "handOver",
                "memberContact", "rightDocument",
            ] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try queue.close()
        let reopened = try SQLiteCaseworkStore(path: path)
        #expect(try reopened.drafts() == [draft])
        #expect(try reopened.entrustments().isEmpty)
        try reopened.receive(one(.theirs), rows("shop.example"))
    }
}
