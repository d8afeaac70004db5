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

    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    init() async throws {
        party = try await JudgeParty()
        shown = ShownListings(party.platform.clock.now)
        owners = try QuestionAlliance()
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

    private func judge(_ register: any ComplaintRegister) throws -> ComplaintJudge {
        try party.judge(register, shown, items: asking, policy: Self.policy())
    }

    /// What scans add to each listing.
    private func scans(_ items: [ListedItem], byPlatform: Bool = false) async throws -> [[String]] {
        let (id, register) = try await filed(items, byPlatform: byPlatform)
        let outcome = try await judge(register).judge(id)
        #expect(!outcome.awaitsAnswers)
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
        let hour: UInt64 = 3_600_000
        let time = Clock(500_000 * hour + hour / 2)
        let roster = owners.roster
        let asking = BlindItemAsking(
            try owners.router(through: peers), roster: { roster },
            now: { time.now.withLock { $0 } })
        func judged(_ serials: [String], byPlatform: Bool = false) async throws -> Bool {
            let (id, register) = try await filed(
                try serials.map { try Self.item($0) }, byPlatform: byPlatform)
            let judge = try party.judge(register, shown, items: asking, policy: Self.policy())
            return try await judge.judge(id).awaitsAnswers
        }
        func asked() -> Int { peers.asked.withLock { $0.count } }
        #expect(try await judged((1...16).map { "X\($0)" }) == false)
        #expect(asked() == 16)
        #expect(try await judged(["X17", "A1"]))
        #expect(asked() == 16)
        #expect(try await judged(["X18"], byPlatform: true) == false)
        #expect(asked() == 17)
        time.now.withLock { $0 += hour }
        #expect(try await judged(["X19", "A1"]) == false)
        #expect(asked() == 19)
        try party.close()
    }

    private final class Clock: Sendable {
        let now: Mutex<UInt64>

        init(_ now: UInt64) { self.now = Mutex(now) }
    }

    @Test("the owner hears of the number alone, once, and its signed answer is kept")
    func blind() async throws {
        let (id, register) = try await filed([Self.item("A1"), Self.item("A1", of: 1)])
        let judge = try judge(register)
        _ = try await judge.judge(id)
        _ = try await judge.judge(id)
        #expect(peers.asked.withLock { $0 } == [QuestionAlliance.maison])
        let kept = try register.itemAnswers(of: id)
        #expect(kept.map(\.elementString) == ["(01)04006381333931(21)A1"])
        guard
            case .answered(QuestionAlliance.maison, let question, let answer)? = kept.first?.outcome
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
        let upkeep = try party.upkeep(register, shown, items: asking, policy: Self.policy())
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
        let outcome = try await judge(register).judge(id)
        #expect(!outcome.awaitsAnswers && peers.asked.withLock { $0 }.isEmpty)
        #expect(try register.itemAnswers(of: id).map(\.outcome) == [.unowned])
        try party.close()
    }

    @Test(
        "an owner that is away holds up one complaint, once, and is asked again while a person decides"
    )
    func away() async throws {
        isAway.isSet.withLock { $0 = true }
        let (id, register) = try await filed([Self.item("A1"), Self.item("A2")])
        let upkeep = try party.upkeep(register, shown, items: asking, policy: Self.policy())
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
        // Another process of the platform, which begins without what this one remembered.
        party.pass(hours: 1)
        let again = try party.upkeep(register, shown, items: asking, policy: Self.policy())
        try await again.round()
        party.pass(hours: 1)
        try await again.round()
        for complaint in [id, other] {
            let kept = try register.itemAnswers(of: complaint)
            #expect(kept.allSatisfy { !$0.isOpen } && !kept.isEmpty, "\(complaint)")
            let scans = try register.judgements(of: complaint).flatMap(\.contributions)
                .filter { $0.feature.hasPrefix("scan-") }
            #expect(scans.map(\.feature) == ["scan-genuine"], "\(complaint)")
        }
        try party.close()
    }
}
