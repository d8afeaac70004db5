import AllianceNames
import AllianceNode
import ComplaintScoring
import Complaints
import GS1
import ProductAuthentication
import Replication
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Goods that complaints name by their numbers, whose owner answers with its own responder and signature.
@Suite(.timeLimit(.minutes(8))) struct ListedItemsTests {
    private let party: JudgeParty
    private let shown: ShownListings
    private let owners: QuestionAlliance
    private let peers: ScriptedPeers
    /// The owner does not answer while it is set.
    private let isAway = Flag()
    private let asking: BlindItemAsking

    private static let brand = MemberID(unchecked: "brand")

    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    init() async throws {
        party = try await JudgeParty()
        shown = ShownListings(party.platform.clock.now)
        // The brand states the right that complaints rest on, and its prefix has the numbers.
        owners = try QuestionAlliance(owner: Self.brand)
        try owners.maison.holds("A1", "A2")
        let (responder, isAway) = (try owners.maison.responder(), isAway)
        peers = ScriptedPeers { question, _ in
            if isAway.isSet.withLock({ $0 }) { throw PeerError.unreachable("nobody is there") }
            return try responder.respond(to: question, from: QuestionAlliance.customs)
        }
        let roster = owners.roster
        asking = BlindItemAsking(
            try owners.router(through: peers), roster: { roster }, now: party.platform.clock.now)
    }

    private static func policy() throws -> ComplaintJudge.Policy {
        let weights = [
            "base": -2_000, "scan-genuine": -100, "scan-counterfeit": 100, "scan-suspect": 100,
        ]
        return ComplaintJudge.Policy(
            table: try WeightTable(
                version: "test",
                ScoreFeature.allCases.map { ($0.rawValue, weights[$0.rawValue] ?? 0) }),
            auditedPerMillion: 0)
    }

    private static func item(_ serial: String, of listing: Int = 0, more: String = "") throws
        -> ListedItem
    {
        ListedItem(
            listing: listing,
            item: try ItemIdentifiers(parsing: "(01)04006381333931\(more)(21)\(serial)"))
    }

    /// A complaint of as many listings as its goods came from, at the platform.
    private func filed(
        _ items: [ListedItem], byPlatform: Bool = false
    ) async throws -> (id: EntryReference, register: any ComplaintRegister) {
        let count = (items.map(\.listing).max() ?? 0) + 1
        let listings = try (1...count).map { try JudgeParty.listing($0) }
        for listing in listings { shown.show(listing, seller: try JudgeParty.seller("shop")) }
        var complaint = JudgeParty.complaint(listings)
        complaint.items = items
        complaint.isFromScreening = byPlatform
        let id = try await party.say(
            [.complaint(.complaint(complaint))], by: byPlatform ? "platform" : "brand",
            in: JudgeParty.channel)
        let register = try party.platform.complaintKeeper()
        try register.catchUp()
        return (id, register)
    }

    private func upkeep(_ register: any ComplaintRegister) throws -> ComplaintUpkeep {
        try party.upkeep(register, shown, items: asking, policy: Self.policy())
    }

    /// What scans add to each listing.
    private func scans(_ items: [ListedItem], byPlatform: Bool = false) async throws -> [[String]] {
        let (id, register) = try await filed(items, byPlatform: byPlatform)
        try await upkeep(register).round()
        #expect(try register.itemAnswers(of: id).allSatisfy { !$0.isOpen })
        return try register.judgements(of: id).map { judgement in
            #expect(!judgement.contributions.isEmpty)
            return judgement.contributions.filter { $0.feature.hasPrefix("scan-") }
                .map { "\($0.feature) \($0.logOddsThousandths)" }
        }
    }

    @Test("goods that their owner calls genuine speak against the complaint, listing by listing")
    func genuine() async throws {
        let found = try await scans([
            Self.item("A1"), Self.item("A2"), Self.item("A1", of: 1), Self.item("B9", of: 1),
            Self.item("B9", of: 2),
        ])
        #expect(found == [["scan-genuine -100"], [], []])
        try party.close()
    }

    @Test("whoever has no part in the right says nothing by calling its own numbers genuine")
    func ofAnother() async throws {
        let others = try QuestionAlliance(owner: MemberID(unchecked: "m1"))
        try others.maison.holds("A1")
        let responder = try others.maison.responder()
        let roster = others.roster
        let asking = BlindItemAsking(
            try others.router(
                through: ScriptedPeers { question, _ in
                    try responder.respond(to: question, from: QuestionAlliance.customs)
                }), roster: { roster }, now: party.platform.clock.now)
        let (id, register) = try await filed([Self.item("A1")])
        try await party.upkeep(register, shown, items: asking, policy: Self.policy()).round()
        #expect(try register.itemAnswers(of: id).map(\.isOpen) == [false])
        #expect(
            try register.judgements(of: id).flatMap(\.contributions)
                .allSatisfy { !$0.feature.hasPrefix("scan-") })
        try party.close()
    }

    @Test("a number that its owner does not know raises no score by a complainant's word")
    func madeUp() async throws {
        #expect(try await scans([Self.item("B9")]) == [[]])
        // Two details that differ: a copied number on another label.
        owners.maison.registry.store([
            RegisteredItem(
                product: .gtin(try GTIN(parsing: "04006381333931")), serial: "C1",
                record: ItemRecord(
                    state: .active, lot: try Lot(parsing: "L1"),
                    expiry: try ExpiryDate(parsing: "290101"), updatedAt: QuestionAlliance.now))
        ])
        #expect(try await scans([Self.item("C1", more: "(17)280101(10)L9")]) == [[]])
        try party.close()
    }

    @Test("what the platform bought itself counts both ways, and a recall does not")
    func boughtByPlatform() async throws {
        owners.maison.registry.store(
            try [("R1", ItemState.recalled), ("D1", .destroyed)].map { serial, state in
                RegisteredItem(
                    product: .gtin(try GTIN(parsing: "04006381333931")), serial: serial,
                    record: ItemRecord(state: state, updatedAt: QuestionAlliance.now))
            }
                + [
                    RegisteredItem(
                        product: .gtin(try GTIN(parsing: "04006381333931")), serial: "L1",
                        record: ItemRecord(
                            state: .active, lot: try Lot(parsing: "L1"),
                            updatedAt: QuestionAlliance.now))
                ])
        let found = try await scans(
            [
                Self.item("B9"), Self.item("A1"), Self.item("A1", of: 1), Self.item("R1", of: 2),
                Self.item("D1", of: 3), Self.item("L1", of: 4, more: "(10)L9"),
            ], byPlatform: true)
        #expect(
            found == [
                ["scan-counterfeit 100"], ["scan-genuine -100"], [], ["scan-counterfeit 100"],
                ["scan-suspect 100"],
            ])
        try party.close()
    }

    @Test("who names made-up numbers over and over spends what is its own, and nobody else's")
    func guessing() async throws {
        // Items of this product have no numbers: what is asked about it costs its owner's budget all the same.
        owners.maison.knowledge.registered.withLock { $0 = Facts.Product(isSerialised: false) }
        let hour: UInt64 = 3_600_000
        let time = Clock(500_000 * hour + hour / 2)
        let roster = owners.roster
        let asking = BlindItemAsking(
            try owners.router(through: peers), roster: { roster },
            now: { time.now.withLock { $0 } })
        let (first, _) = try await filed([Self.item("A1")])
        func ask(
            _ serial: String, _ party: DueItem.Party = .complainant(.hosted("a", at: Self.brand))
        ) async throws -> Bool {
            let due = DueItem(
                complaint: first, elementString: try Self.item(serial).elementString, party: party)
            return await !asking.ask(about: due, within: .seconds(60)).isOpen
        }
        for number in 1...16 { #expect(try await ask("X\(number)")) }
        #expect(try await !ask("X17"))
        #expect(try await !ask("A1"))
        #expect(peers.asked.withLock { $0.count } == 16)
        #expect(try await ask("X18", .complainant(.hosted("b", at: Self.brand))))
        #expect(try await ask("X19", .seller))
        time.now.withLock { $0 += hour }
        // What it has issued costs nothing.
        for _ in 1...20 { #expect(try await ask("A1")) }
        #expect(try await ask("X20"))
        try party.close()
    }

    private final class Clock: Sendable {
        let now: Mutex<UInt64>

        init(_ now: UInt64) { self.now = Mutex(now) }
    }

    @Test("the owner hears of the number alone, once, and its signed answer is kept")
    func blind() async throws {
        let (id, register) = try await filed([Self.item("A1"), Self.item("A1", of: 1)])
        let upkeep = try upkeep(register)
        try await upkeep.round()
        try await upkeep.round()
        #expect(peers.asked.withLock { $0 } == [Self.brand])
        let kept = try register.itemAnswers(of: id)
        #expect(kept.map(\.elementString) == ["(01)04006381333931(21)A1"])
        guard
            case .answered(Self.brand, let question, let answer)? = kept.first?.outcome
        else { return #expect(Bool(false), "\(kept)") }
        let asked = try Question(parsing: question)
        #expect(asked.seller == nil && asked.listing == nil && asked.place == nil)
        #expect(asked.purpose == nil && !asked.isUnderRole)
        let verified = try SignedAnswer(parsing: answer).verify(
            question: asked, roster: owners.roster)
        #expect(verified.answer.judgement.reasons == [.serialIssued])
        try party.close()
    }

    @Test(
        "numbers that a seller names are asked about for the person who decides, and change no score"
    )
    func ofSeller() async throws {
        let (id, register) = try await filed([Self.item("B9")])
        let upkeep = try upkeep(register)
        try await upkeep.round()
        try await party.say(
            [
                .complaint(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [
                                .init(listings: [0], verdict: .takeDown, reasons: ["counterfeit"])
                            ], maker: .person("r1")))),
                .complaint(
                    .counterNotice(
                        CounterNotice(
                            to: id, listings: [0], reason: .genuineGoods, text: "they are real",
                            items: [try Self.item("A1")], goodFaithStatement: "I believe so."))),
            ], by: "platform", in: JudgeParty.channel)
        // Somebody else takes up what is new, as a desk does that shows a page.
        try register.catchUp()
        try await upkeep.round()
        let kept = try register.itemAnswers(of: id)
        #expect(kept.map(\.elementString).map { $0.suffix(2) } == ["A1", "B9"])
        #expect(kept.allSatisfy { !$0.isOpen })
        let state = try #require(register.reading(of: id)?.state)
        #expect(state.listings.map(\.stage) == [.contested])
        #expect(state.sellerItems == [try Self.item("A1")])
        let question = try #require(
            kept.compactMap { kept -> [UInt8]? in
                if case .answered(_, let question, _) = kept.outcome { question } else { nil }
            }.first)
        #expect(try Question(parsing: question).seller == nil)
        #expect(
            try register.judgements(of: id).flatMap(\.contributions)
                .allSatisfy { !$0.feature.hasPrefix("scan-") })
        try party.close()
    }

    @Test("a number that is nobody's is not asked about again, and counts for nothing")
    func unowned() async throws {
        let (id, register) = try await filed([
            ListedItem(
                listing: 0, item: try ItemIdentifiers(parsing: "(01)00614141123452(21)A1"))
        ])
        let upkeep = try upkeep(register)
        try await upkeep.round()
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(peers.asked.withLock { $0 }.isEmpty)
        #expect(try register.itemAnswers(of: id).map(\.outcome) == [.unowned])
        try party.close()
    }

    @Test(
        "an owner that is away is left alone, holds up no judging, and is asked again while a person decides"
    )
    func away() async throws {
        isAway.isSet.withLock { $0 = true }
        let (id, register) = try await filed([Self.item("A1"), Self.item("A2")])
        let upkeep = try upkeep(register)
        try await upkeep.round()
        let first = peers.asked.withLock { $0.count }
        #expect((1...2).contains(first))
        #expect(try register.itemAnswers(of: id).map(\.outcome) == [.unanswered, .unanswered])
        #expect(try register.judgements(of: id).map(\.review) == [.unclear])
        // Others name its goods meanwhile: they do not wait for it.
        let (other, _) = try await filed([Self.item("A2")])
        try await upkeep.round()
        #expect(peers.asked.withLock { $0.count } == first)
        #expect(try !register.judgements(of: other).isEmpty)

        isAway.isSet.withLock { $0 = false }
        party.pass(hours: 1)
        // Another process of the platform, which begins without what this one remembered.
        try await self.upkeep(register).round()
        for complaint in [id, other] {
            let kept = try register.itemAnswers(of: complaint)
            #expect(kept.allSatisfy { !$0.isOpen } && !kept.isEmpty, "\(complaint)")
            let scans = try register.judgements(of: complaint).flatMap(\.contributions)
                .filter { $0.feature.hasPrefix("scan-") }
            #expect(scans.map(\.feature) == ["scan-genuine"], "\(complaint)")
        }
        try party.close()
    }

    @Test(
        "however slow owners are and however many numbers are named, one round asks for so long at most"
    )
    func slow() async throws {
        let (_, register) = try await filed(try (1...16).map { try Self.item("S\($0)") })
        let asking = SlowAsking()
        let inquiries = ItemInquiries(
            register, asking: asking, now: party.platform.clock.now,
            calls: .concurrent(label: "test"))
        #expect(try await inquiries.round().isEmpty)
        // Each waits until its time is over, behind which no other is begun.
        #expect(asking.began.withLock { $0 } == ItemInquiries.atOnceMax)
        try party.close()
    }

    /// Says nothing for as long as it may.
    private final class SlowAsking: ItemAsking {
        let began = Mutex(0)

        func ask(about due: DueItem, within time: Duration) async -> ItemAnswer {
            began.withLock { $0 += 1 }
            try? await Task.sleep(for: time)
            return ItemAnswer(elementString: due.elementString, askedAt: 5, outcome: .unanswered)
        }
    }
}
