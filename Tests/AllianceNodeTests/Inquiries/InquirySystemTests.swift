import AllianceNames
import AllianceNode
import Casework
import Credentials
import JSON
import Logging
import NodeAPI
import Peering
import Replication
import SQLiteStore
import SignIn
import Synchronization
import Testing
import TransparencyLog

/// "Is this yours?", between running nodes over TLS. `brand` takes no connections: what is said to it goes through
/// the hub.
@Suite("An inquiry between running nodes over TLS", .serialized)
struct InquirySystemTests {
    private static let ina = Colleague(
        PersonID(unchecked: "ina"), [.view, .export, .draft, .report])
    private static let jpeg: [UInt8] =
        [0xff, 0xd8, 0xff] + (0..<30_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private func sheet(_ id: CaseworkID, at party: CaseworkParty) async throws -> InquirySheet? {
        do {
            return try await party.desk.inquiry(id, for: Self.ina)
        } catch CaseworkError.notThere {
            return nil
        }
    }

    @Test(
        "a question with a photo goes to the brand, its answer comes back, a further one opens it again, and both see it closed",
        .timeLimit(.minutes(30)))
    func isThisYours() async throws {
        let world = try OutboundWorld()
        let hub = try await CaseworkParty(world.home("hub"))
        let customs = try await CaseworkParty(world.home("customs"))
        let id = try await customs.desk.ask(
            MemberID(unchecked: "brand"), subject: "a bag",
            about: InquirySubject(.product, OutboundWorld.gtin), "Is this yours?",
            photos: [("front", Self.jpeg)], by: Self.ina, for: nil
        ).inquiry.id
        // The brand is away when it is asked.
        let brand = try await CaseworkParty(world.home("brand"))
        let photo = Digest.sha256(Self.jpeg)
        try await eventually { try await sheet(id, at: brand)?.held == [photo] }
        try await eventually {
            try await sheet(id, at: customs)?.inquiry.delivery == .arrived
        }
        let asked = try #require(try await sheet(id, at: brand))
        #expect(asked.inquiry.side == .theirs && asked.inquiry.partner == customs.member)
        #expect(asked.inquiry.about == (try InquirySubject(.product, OutboundWorld.gtin)))
        #expect(try await brand.desk.photo(photo, of: id, for: Self.ina) == Self.jpeg)
        // Whoever is between has nothing of it.
        #expect(try await hub.desk.inquiries(for: Self.ina).isEmpty)

        let answer = InquiryAnswer(.no, "not our stitching")
        _ = try await brand.desk.change(id, revision: asked.inquiry.revision, for: nil) {
            try $0.answer(answer, by: Self.ina, at: $0.changedAt + 1)
        }
        try await eventually {
            try await sheet(id, at: customs)?.entries.last?.body == .answered(answer)
        }
        let answered = try #require(try await sheet(id, at: customs)).inquiry
        #expect(answered.state == .answered && answered.firstAnswerAt != nil)
        let further = try await customs.desk.change(id, revision: answered.revision, for: nil) {
            try $0.askFurther("And the lining?", by: Self.ina, at: $0.changedAt + 1)
        }
        try await eventually {
            try await sheet(id, at: brand)?.entries.last?.body == .further("And the lining?")
        }
        #expect(try await sheet(id, at: brand)?.inquiry.state == .open)
        _ = try await customs.desk.change(
            id, revision: further.inquiry.revision, for: nil
        ) {
            (one: inout Inquiry) in try one.close(by: Self.ina, at: one.changedAt + 1)
        }
        try await eventually { try await sheet(id, at: brand)?.inquiry.state == .closed }
        for party in [customs, brand, hub] { try await party.stop() }
    }

    @Test(
        "what a member says of an inquiry that is not its own, or not well, is refused and not kept"
    )
    func hostile() async throws {
        let alliance = try await ErasureAlliance(["own", "other", "third"])
        let own = try OpenedNode(alliance.home("own"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let (other, third) = (MemberID(unchecked: "other"), MemberID(unchecked: "third"))
        func receipt(_ letter: InquiryLetter, from sender: MemberID) throws -> LetterReceipt? {
            LetterReceipt(parsing: try desk.take(letter.bytes, from: sender))
        }
        var generator = SystemRandomNumberGenerator()
        let id = CaseworkID(from: &generator)
        let ask = InquiryLetter.ask(id, subject: "a bag", about: nil, text: "yours?")
        let photo = try InquiryPhoto(name: "front", Self.jpeg)
        for letter: InquiryLetter in [
            .said(id, number: 2, .further("and?")), .said(id, number: 2, .closed),
            .said(id, number: 2, .answer(InquiryAnswer(.yes))),
            .said(id, number: 2, .photo(photo)), .part(id, photo: photo.sha256, part: 0, [1]),
        ] {
            guard case .refused = try receipt(letter, from: other) else {
                Issue.record("taken: \(letter)")
                continue
            }
        }
        #expect(try receipt(ask, from: other) == .taken)
        #expect(try receipt(ask, from: other) == .taken)
        guard case .refused = try receipt(.said(id, number: 2, .closed), from: third),
            case .refused = try receipt(ask, from: third),
            case .refused = try receipt(
                .said(id, number: 2, .answer(InquiryAnswer(.yes))), from: other)
        else {
            Issue.record("a stranger, or the wrong side, was heard")
            return
        }
        for text in [#"{"topic":"inquiry-ask"}"#, #"{"topic":"inquiry-part","version":1}"#] {
            guard
                case .refused? = LetterReceipt(
                    parsing: try desk.take(Array(text.utf8), from: other))
            else {
                Issue.record("taken: \(text)")
                continue
            }
        }
        let found = try await desk.inquiries(for: Self.ina)
        #expect(found.map(\.id) == [id] && found.first?.state == .open)
        // Only others that are members can be asked, and only by who may speak for this one.
        for (member, who) in [
            (own.member, Self.ina), (MemberID(unchecked: "nobody"), Self.ina),
            (other, Colleague(PersonID(unchecked: "ana"), [.view, .draft])),
        ] {
            await #expect(throws: CaseworkError.self) {
                try await desk.ask(
                    member, subject: "x", about: nil, "?", photos: [], by: who, for: nil)
            }
        }
        try own.close()
    }

    @Test("a question that waits too long is escalated once, by the clock that the desk has set")
    func escalated() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let own = try OpenedNode(alliance.home("own"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let store = try SQLiteCaseworkStore(path: own.home.caseworkDatabase)
        var generator = SystemRandomNumberGenerator()
        let asked = own.clock.now() - 3 * 3_600_000
        let one = try Inquiry(
            id: CaseworkID(from: &generator), side: .desk, partner: nil, subject: "x",
            about: nil, askedBy: Self.ina.id, createdAt: asked)
        try store.add(one, "?", by: .person(Self.ina.id))
        try await desk.escalate()
        #expect(try await sheet(one.id, of: desk).entries.count == 1)
        let rules = try InquiryRules(warnHours: 1, lateHours: 2)
        await #expect(throws: CaseworkError.roleMissing(.approve)) {
            try await desk.set(rules, by: Self.ina)
        }
        try await desk.set(
            rules, by: Colleague(PersonID(unchecked: "pat"), [.view, .draft, .approve]))
        for _ in 0..<2 { try await desk.escalate() }
        let entries = try await sheet(one.id, of: desk).entries
        #expect(entries.map(\.body) == [.asked("?"), .escalated])
        #expect(entries.last?.by == .node)
        try store.close()
        try own.close()
    }

    /// Notes whom something goes to, and brings nothing.
    private final class Away: LetterPassing {
        let called = Mutex<[MemberID]>([])

        func pass(
            _ text: [UInt8], to peer: MemberID, deadline: Duration
        ) async throws -> [UInt8] {
            called.withLock { $0.append(peer) }
            throw PeerError.unreachable("away")
        }
    }

    @Test("a member that fills an inquiry is refused, and keeps no other's letter from going")
    func full() async throws {
        let alliance = try await ErasureAlliance(["own", "other", "third"])
        let own = try OpenedNode(alliance.home("own"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let store = try SQLiteCaseworkStore(path: own.home.caseworkDatabase)
        let (other, third) = (MemberID(unchecked: "other"), MemberID(unchecked: "third"))
        var generator = SystemRandomNumberGenerator()
        let asked = own.clock.now() - 9 * 3_600_000
        let inquiries = try [other, third].map {
            try Inquiry(
                id: CaseworkID(from: &generator), side: .theirs, partner: $0, subject: "x",
                about: nil, askedBy: nil, createdAt: asked)
        }
        for one in inquiries { try store.receive(one, "yours?") }
        let (full, answered) = (inquiries[0].id, inquiries[1].id)
        for number in 2...UInt64(InquiryLimits.entriesMax) {
            let letter = InquiryLetter.said(full, number: number, .further("and?"))
            let receipt = LetterReceipt(parsing: try desk.take(letter.bytes, from: other))
            if number <= UInt64(InquiryLimits.remoteEntriesMax) {
                #expect(receipt == .taken, "\(number)")
            } else if case .refused("inquiry-full", _) = receipt {
                // It is told at once, and does not try for days.
            } else {
                Issue.record("\(number): \(String(describing: receipt))")
            }
            guard number > UInt64(InquiryLimits.remoteEntriesMax) else { continue }
            try store.change(inquiry: full, revision: nil, at: asked) {
                try $0.note("x", by: Self.ina, at: asked)
            }
        }
        _ = try await desk.change(answered, revision: 1, for: nil) {
            try $0.answer(InquiryAnswer(.yes), by: Self.ina, at: $0.changedAt)
        }
        let away = Away()
        try await LetterUpkeep(
            InquiryLetters(desk), sending: own.letterSending(over: away),
            logger: WitnessWorld.quiet
        ).round()
        #expect(away.called.withLock { Set($0) } == [third])
        #expect(try await sheet(full, of: desk).entries.last?.body == .escalated)
        try store.close()
        try own.close()
    }

    private func sheet(_ id: CaseworkID, of desk: CaseworkDesk) async throws -> InquirySheet {
        try await desk.inquiry(id, for: Self.ina)
    }
}
