import AllianceNames
import Casework
import Foundation
import GRDB
import JSON
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

@Suite struct InquiryStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteCaseworkStore
    private static let brand = MemberID(unchecked: "brand")
    private static let ina = Colleague(PersonID(unchecked: "ina"), [.view, .draft, .report])
    private static let jpeg: [UInt8] =
        [0xff, 0xd8, 0xff] + (0..<20_000).map { UInt8(truncatingIfNeeded: $0) }

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("casework.sqlite")
        store = try SQLiteCaseworkStore(path: path)
    }

    private func one(
        _ side: Inquiry.Side, of partner: MemberID = brand, at time: UInt64 = 1_000
    ) throws -> Inquiry {
        var generator = SystemRandomNumberGenerator()
        return try Inquiry(
            id: CaseworkID(from: &generator), side: side, partner: side == .desk ? nil : partner,
            subject: "a bag", about: InquirySubject(.listing, "https://shop.example/1"),
            askedBy: side == .theirs ? nil : Self.ina.id, createdAt: time)
    }

    @Test("a question, its photo and the letters that bring them are kept in one step, in order")
    func asked() throws {
        let asked = try one(.ours)
        let photo = try InquiryPhoto(name: "front", Self.jpeg)
        try store.add(
            asked, "yours?", by: .person(Self.ina.id), photos: [(photo, Self.jpeg)])
        let reopened = try SQLiteCaseworkStore(path: path)
        let (held, entries, photos) = try reopened.inquiry(asked.id)
        #expect(held.revision == 2 && held.about == asked.about && held.delivery == .underWay)
        #expect(entries.map(\.body) == [.asked("yours?"), .photo(photo)])
        #expect(photos == [photo.sha256])
        #expect(try reopened.photo(photo.sha256, of: asked.id) == Self.jpeg)
        let letters = try reopened.dueInquiryLetters(at: 1_000).map {
            try InquiryLetter(JSONValue(parsing: $0.content))
        }
        try #require(letters.count == 4)
        #expect(
            letters[0]
                == .ask(asked.id, subject: "a bag", about: asked.about, text: "yours?"))
        #expect(letters[1] == .said(asked.id, number: 2, .photo(photo)))
        guard case .part(_, _, 0, _) = letters[2], case .part(_, _, 1, _) = letters[3] else {
            Issue.record("no parts")
            return
        }
        // What the other side makes of them is the same picture.
        let other = try SQLiteCaseworkStore(path: folder.file("other.sqlite"))
        try receive(letters, at: other)
        try receive(letters, at: other)
        let received = try other.inquiry(asked.id)
        #expect(received.inquiry.side == .theirs && received.entries.count == 2)
        #expect(received.held == [photo.sha256])
        #expect(try other.photo(photo.sha256, of: asked.id) == Self.jpeg)
    }

    private func receive(_ letters: [InquiryLetter], at other: SQLiteCaseworkStore) throws {
        for letter in letters {
            switch letter {
            case .ask(let id, let subject, let about, let text):
                try other.receive(
                    Inquiry(
                        id: id, side: .theirs, partner: Self.brand, subject: subject,
                        about: about, askedBy: nil, createdAt: 5_000), text)
            case .said(let id, let number, let said):
                try other.receive(said, number: number, of: id, from: Self.brand, at: 6_000)
            case .part(let id, let photo, let part, let bytes):
                try other.receive(part: part, bytes, ofPhoto: photo, of: id, from: Self.brand)
            }
        }
    }

    @Test("an answer is one entry and one letter; what is decided of another state is refused")
    func changed() throws {
        let asked = try one(.theirs)
        try store.receive(asked, "yours?")
        let answer = InquiryAnswer(.no, "not our stitching")
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.change(inquiry: asked.id, revision: 2, at: 2_000) {
                try $0.answer(answer, by: Self.ina, at: 2_000)
            }
        }
        #expect(try store.dueInquiryLetters(at: 2_000).isEmpty)
        try store.change(inquiry: asked.id, revision: 1, at: 2_000) {
            try $0.answer(answer, by: Self.ina, at: 2_000)
        }
        try store.change(inquiry: asked.id, revision: 2, at: 3_000) {
            try $0.note("for us", by: Self.ina, at: 3_000)
        }
        let due = try store.dueInquiryLetters(at: 3_000)
        #expect(
            due.map(\.content) == [
                InquiryLetter.said(asked.id, number: 2, .answer(answer)).bytes
            ])
        try store.postpone(due[0], until: 9_000)
        #expect(try store.dueInquiryLetters(at: 8_999).isEmpty)
        #expect(try store.dueInquiryLetters(at: 9_000).map(\.attempts) == [1])
        try store.arrived(due[0])
        #expect(try store.inquiry(asked.id).inquiry.delivery == .arrived)
        #expect(try store.dueInquiryLetters(at: 9_000).isEmpty)
    }

    @Test("what never arrives stands with the inquiry, and what comes behind it does not go either")
    func failed() throws {
        let asked = try one(.ours)
        try store.add(asked, "yours?", by: .person(Self.ina.id))
        try store.change(inquiry: asked.id, revision: 1, at: 2_000) {
            try $0.askFurther("well?", by: Self.ina, at: 2_000)
        }
        let due = try store.dueInquiryLetters(at: 2_000)
        #expect(due.count == 2)
        try store.failed(due[0], .notBrought, at: 3_000)
        let (held, entries, _) = try store.inquiry(asked.id)
        #expect(held.delivery == .failed)
        #expect(entries.last?.body == .undelivered(.notBrought))
        #expect(try store.dueInquiryLetters(at: 99_000).isEmpty)
    }

    @Test("another member's is its own: nobody else says anything of it, and it fills nothing")
    func foreign() throws {
        let (asked, other) = (try one(.theirs), MemberID(unchecked: "other"))
        try store.receive(asked, "yours?")
        try store.receive(asked, "yours?")
        #expect(try store.inquiries().count == 1)
        #expect(throws: CaseworkError.notThere) {
            try store.receive(.closed, number: 2, of: asked.id, from: other, at: 2_000)
        }
        let stolen = try Inquiry(
            id: asked.id, side: .theirs, partner: other, subject: "a bag", about: asked.about,
            askedBy: nil, createdAt: 1_000)
        #expect(throws: CaseworkError.notThere) { try store.receive(stolen, "yours?") }
        // No part of a photo that was not named, nor one of another length.
        let photo = try InquiryPhoto(name: "front", Self.jpeg)
        #expect(throws: CaseworkError.notThere) {
            try store.receive(
                part: 0, [1], ofPhoto: photo.sha256, of: asked.id, from: Self.brand)
        }
        try store.receive(.photo(photo), number: 2, of: asked.id, from: Self.brand, at: 2_000)
        #expect(throws: CaseworkError.text(field: "part")) {
            try store.receive(
                part: 0, [1], ofPhoto: photo.sha256, of: asked.id, from: Self.brand)
        }
        for part in 0..<photo.partCount {
            // Of the right length, and another picture.
            let bytes = [UInt8](repeating: 1, count: photo.byteCount(ofPart: part))
            try store.receive(
                part: part, bytes, ofPhoto: photo.sha256, of: asked.id, from: Self.brand)
        }
        #expect(try store.inquiry(asked.id).held.isEmpty)
        #expect(throws: CaseworkError.notThere) {
            try store.photo(photo.sha256, of: asked.id)
        }
        for _ in 1..<InquiryLimits.openOfMemberMax { try store.receive(one(.theirs), "?") }
        #expect(throws: CaseworkError.self) { try store.receive(one(.theirs), "?") }
        try store.receive(one(.theirs, of: other), "?")
    }

    @Test("one that is full is escalated, answered and closed; nothing else is added to it")
    func full() throws {
        let asked = try one(.theirs)
        try store.receive(asked, "yours?")
        for number in 2...UInt64(InquiryLimits.entriesMax) {
            if number <= UInt64(InquiryLimits.remoteEntriesMax) {
                try store.receive(
                    .further("and?"), number: number, of: asked.id, from: Self.brand, at: 2_000)
            } else {
                try store.change(inquiry: asked.id, revision: nil, at: 2_000) {
                    try $0.note("x", by: Self.ina, at: 2_000)
                }
            }
        }
        #expect(throws: CaseworkError.inquiryFull) {
            try store.receive(
                .further("and?"), number: 999, of: asked.id, from: Self.brand, at: 2_000)
        }
        #expect(throws: CaseworkError.self) {
            try store.change(inquiry: asked.id, revision: nil, at: 2_000) {
                try $0.note("x", by: Self.ina, at: 2_000)
            }
        }
        let late = 2_000 + InquiryRules.usual.lateMilliseconds
        for _ in 0..<2 { try store.escalateInquiries(at: late) }
        let answer = InquiryAnswer(.no, "not our stitching")
        try store.change(inquiry: asked.id, revision: nil, at: late) {
            try $0.answer(answer, by: Self.ina, at: late)
        }
        #expect(try store.dueInquiryLetters(at: late).count == 1)
        try store.change(inquiry: asked.id, revision: nil, at: late) {
            try $0.close(by: Self.ina, at: late)
        }
        let (held, entries, _) = try store.inquiry(asked.id)
        #expect(held.state == .closed && entries.count == InquiryLimits.entriesMax + 3)
        #expect(
            entries.suffix(3).map(\.body) == [.escalated, .answered(answer), .closed])
    }

    @Test("one question that cannot be escalated keeps no other from it")
    func unescalated() throws {
        let waiting = try (0..<3).map { _ in try one(.desk) }
        for one in waiting { try store.add(one, "?", by: .person(Self.ina.id)) }
        // Where the node's entry would stand, another stands already.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: "INSERT INTO inquiryEntry (inquiry, number, at, body) VALUES (?, 2, 1, '{}')",
                arguments: [waiting[1].id.description])
        }
        try queue.close()
        #expect(throws: (any Error).self) {
            try store.escalateInquiries(at: 1_000 + InquiryRules.usual.lateMilliseconds)
        }
        let late = try store.inquiries().filter { $0.escalatedAt != nil }.map(\.id)
        #expect(Set(late) == [waiting[0].id, waiting[2].id])
    }

    @Test("a shift hands over what is open and one's own, with its entries, and nothing else")
    func handOver() throws {
        var generator = SystemRandomNumberGenerator()
        var mine: [Inquiry] = []
        for time: UInt64 in [3_000, 2_000] {
            let one = try one(.desk, at: time)
            try store.add(one, "?", by: .person(Self.ina.id))
            mine.append(
                try store.change(inquiry: one.id, revision: 1, at: time) {
                    try $0.assign(to: Self.ina.id, by: Self.ina, at: time)
                })
        }
        let others = try one(.desk)
        try store.add(others, "?", by: .person(Self.ina.id))
        let ben = PersonID(unchecked: "ben")
        let done = try store.handOver(
            CaseworkID(from: &generator), to: ben, note: "call Li", by: Self.ina, at: 9_000)
        #expect(done.open == [mine[1].id, mine[0].id], "the longest waiting first")
        let back = try store.handOver(
            CaseworkID(from: &generator), to: PersonID(unchecked: "cy"), note: "", by: Self.ina,
            at: 9_000)
        let order = [done, back].sorted { $0.id < $1.id }
        #expect(try store.handOvers() == order)
        #expect(try store.handOvers(limit: 1) == [order[0]])
        #expect(try store.handOvers(after: (9_000, order[0].id)) == [order[1]])
        #expect(try store.handOvers(after: (9_000, order[1].id)).isEmpty)
        for one in mine {
            let (held, entries, _) = try store.inquiry(one.id)
            #expect(held.assignee == ben && entries.last?.body == .handedOver(to: ben))
        }
        #expect(try store.inquiry(others.id).inquiry.assignee == nil)
    }

    @Test(
        "the clock, contacts and papers are kept as they were put in, the newest contact of each member first"
    )
    func outreach() throws {
        #expect(try store.inquiryRules() == .usual)
        let rules = try InquiryRules(warnHours: 2, lateHours: 4)
        try store.set(rules)
        var generator = SystemRandomNumberGenerator()
        func contact(_ member: String, _ time: UInt64, _ due: UInt64?) throws -> MemberContact {
            try MemberContact(
                id: CaseworkID(from: &generator), member: MemberID(unchecked: member), at: time,
                by: Self.ina.id, with: "Li", text: "called", nextDue: due)
        }
        let (first, second) = (try contact("brand", 1, 10), try contact("brand", 2, nil))
        let other = try contact("other", 1, 20)
        for one in [second, first, other] { try store.add(one) }
        let bytes = Array("%PDF-1.7 certificate".utf8)
        let paper = try RightDocument(
            id: CaseworkID(from: &generator), right: "EM/018012345", kind: .renewal,
            name: "renewal 2026", bytes, addedAt: 7, addedBy: Self.ina.id)
        try store.add(paper, bytes)
        #expect(throws: CaseworkError.text(field: "file")) { try store.add(paper, bytes + [1]) }
        let reopened = try SQLiteCaseworkStore(path: path)
        #expect(try reopened.inquiryRules() == rules)
        let brand = MemberID(unchecked: "brand")
        #expect(try reopened.contacts(with: brand) == [second, first])
        #expect(try reopened.contacts(with: brand, limit: 1) == [second])
        #expect(try reopened.contacts(with: brand, after: (2, second.id)) == [first])
        #expect(try reopened.contacts(with: brand, after: (1, first.id)).isEmpty)
        #expect(try Set(reopened.lastContacts()) == [second, other])
        #expect(try reopened.documents() == [paper])
        #expect(try reopened.document(paper.id).bytes == bytes)
    }

    @Test("what was over long ago is gone with all that was said; what is open stays")
    func old() throws {
        let (asked, open) = (try one(.desk), try one(.desk))
        for one in [asked, open] { try store.add(one, "?", by: .person(Self.ina.id)) }
        try store.change(inquiry: asked.id, revision: 1, at: 2_000) {
            try $0.close(by: Self.ina, at: 2_000)
        }
        let end = 2_000 + InquiryLimits.keptMilliseconds
        try store.removeOldInquiries(at: end)
        #expect(try store.inquiries().count == 2)
        try store.removeOldInquiries(at: end + 1)
        #expect(try store.inquiries().map(\.id) == [open.id])
        #expect(throws: CaseworkError.notThere) { try store.inquiry(asked.id) }
    }

    /// A photo that is named and nowhere.
    private func named(_ number: Int, bytes: Int) throws -> InquiryPhoto {
        try InquiryPhoto(
            name: "front", kind: .jpeg, sha256: .sha256(Array("\(number)".utf8)),
            byteCount: bytes)
    }

    @Test(
        "a member that names photos up to its share takes no room from own people, nor from others"
    )
    func photoShares() throws {
        let whole = InquiryLimits.photoBytesMax
        let most = InquiryLimits.photosOfMemberBytesMax / whole
        var asked = try one(.theirs)
        for number in 0..<most {
            if number % InquiryLimits.photosMax == 0 {
                // On another day each, and closed.
                asked = try one(.theirs, at: 1_000 + UInt64(number) * 86_400_000)
                try store.receive(asked, "yours?")
                try store.receive(
                    .closed, number: 9, of: asked.id, from: Self.brand, at: asked.createdAt)
            }
            try store.receive(
                .photo(named(number, bytes: whole)), number: UInt64(number) + 10, of: asked.id,
                from: Self.brand, at: asked.createdAt)
        }
        let more = try one(.theirs, at: 900 * 86_400_000)
        try store.receive(more, "yours?")
        #expect(throws: CaseworkError.self) {
            try store.receive(
                .photo(named(most, bytes: whole)), number: 2, of: more.id, from: Self.brand,
                at: 2_000)
        }
        let other = MemberID(unchecked: "other")
        let others = try one(.theirs, of: other)
        try store.receive(others, "yours?")
        try store.receive(
            .photo(named(0, bytes: whole)), number: 2, of: others.id, from: other, at: 2_000)
        let photo = try InquiryPhoto(name: "front", Self.jpeg)
        for side in [Inquiry.Side.desk, .ours] {
            try store.add(
                one(side), "?", by: .person(Self.ina.id), photos: [(photo, Self.jpeg)])
        }
    }

    @Test("a member has its share of the inquiries that are kept, and own people another")
    func shares() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for number in 0..<InquiryLimits.ofMemberMax {
                try db.execute(
                    sql: """
                        INSERT INTO inquiry (id, side, partner, subject, createdAt, state,
                            delivery, revision, changedAt)
                        VALUES (?, 'theirs', 'brand', 'x', 1, 'closed', 'none', 1, 1)
                        """, arguments: ["kept \(number)"])
            }
        }
        try queue.close()
        let late: UInt64 = 2 * 86_400_000
        #expect(throws: CaseworkError.self) { try store.receive(one(.theirs, at: late), "?") }
        try store.receive(one(.theirs, of: MemberID(unchecked: "other"), at: late), "?")
        try store.add(one(.ours, at: late), "?", by: .person(Self.ina.id))
    }

    @Test("a photo whose parts do not come within seven days is dropped, and can be named again")
    func unbrought() throws {
        let asked = try one(.theirs)
        let photo = try InquiryPhoto(name: "front", Self.jpeg)
        try store.receive(asked, "yours?")
        func name(_ number: UInt64, at now: UInt64) throws {
            try store.receive(
                .photo(photo), number: number, of: asked.id, from: Self.brand, at: now)
        }
        func bring(_ part: Int) throws {
            let start = part * InquiryLimits.partBytes
            let bytes = Self.jpeg[start..<start + photo.byteCount(ofPart: part)]
            try store.receive(
                part: part, Array(bytes), ofPhoto: photo.sha256, of: asked.id, from: Self.brand)
        }
        try name(2, at: 5_000)
        try bring(0)
        let end = 5_000 + InquiryLimits.partsMilliseconds
        try store.removeOldInquiries(at: end)
        #expect(throws: CaseworkError.self) { try name(3, at: end) }
        try store.removeOldInquiries(at: end + 1)
        #expect(throws: CaseworkError.notThere) { try bring(1) }
        try name(3, at: end + 1)
        // What came before is gone with it.
        try bring(1)
        #expect(try store.inquiry(asked.id).held.isEmpty)
        try bring(0)
        #expect(try store.inquiry(asked.id).held == [photo.sha256])
        try store.removeOldInquiries(at: 3 * end)
        #expect(try store.inquiry(asked.id).held == [photo.sha256])
    }
}
