import Accounts
import AllianceNames
import AllianceNode
import ComplaintScoring
import Complaints
import Credentials
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What the judge of a platform's real node gathers from its own stores: `complaints.sqlite`, `accounts.sqlite` and the
/// view.
@Suite(.timeLimit(.minutes(8))) struct GatheredSignalsTests {
    private static let day: UInt64 = 86_400_000

    /// Each feature by a hundred, so that counts can be read from the contributions.
    private static func policy() throws -> ComplaintJudge.Policy {
        let weights = [
            "base": -2_000, "image-known": 100, "evidence-independent": 100,
            "evidence-laboratory": 100, "evidence-reused": -100, "linked-record-bad": -100,
            "complainant-new": -100, "strangers-together": -100, "seller-cleared": -100,
        ]
        return ComplaintJudge.Policy(
            table: try WeightTable(
                version: "test",
                ScoreFeature.allCases.map { ($0.rawValue, weights[$0.rawValue] ?? 0) }),
            auditedPerMillion: 0)
    }

    private static func file(
        _ text: String, _ role: EvidenceFile.Role = .featurePhotographs
    ) -> EvidenceFile {
        EvidenceFile(
            digest: .sha256(Array(text.utf8)), mediaType: "image/png", byteCount: 1, role: role)
    }

    /// A complaint of an account at the platform, and what the judge noted of it.
    private static func judged(
        _ party: JudgeParty, _ shown: ShownListings, by account: String, _ listings: [Indicator],
        _ files: [EvidenceFile] = [], standing: (any ComplainantStanding)? = nil
    ) async throws -> (id: EntryReference, listings: [ListingJudgement]) {
        let id = try await party.say(
            [
                .complaint(
                    .complaint(
                        Complaint(
                            right: .init(office: "EM", number: "018012345"),
                            ground: .markInListing, listings: listings, evidence: files,
                            goodFaithStatement: "We believe so in good faith.",
                            declaredBy: "V. Erelle", hostedAccount: account)))
            ], by: "platform", in: JudgeParty.channel)
        let register = try party.platform.complaintKeeper()
        try register.catchUp()
        let judge = ComplaintJudge(
            node: party.platform, register: register, facts: shown,
            standing: standing ?? NoComplainantStanding(), policy: try policy(),
            calls: .concurrent(label: "test"))
        let outcome = try await judge.judge(id)
        #expect(outcome.lanes.values.allSatisfy { $0 == .review(.unclear) })
        return (id, try register.judgements(of: id))
    }

    private static func value(
        _ feature: ScoreFeature, of judgements: [ListingJudgement]
    ) -> Int? {
        judgements.first?.contributions.first { $0.feature == feature.rawValue }?
            .logOddsThousandths
    }

    /// Listings of a seller each.
    private static func listings(
        _ numbers: Range<Int>, of seller: String, in shown: ShownListings
    ) throws -> [Indicator] {
        try numbers.map { number in
            let listing = try JudgeParty.listing(number)
            shown.show(listing, seller: try JudgeParty.seller(seller))
            return listing
        }
    }

    private static func refuse(
        _ id: EntryReference, _ count: Int, _ party: JudgeParty
    ) async throws {
        try await party.say(
            [
                .complaint(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [
                                .init(
                                    listings: Array(0..<count), verdict: .refuse,
                                    reasons: ["mark-not-used"])
                            ], maker: .person("r1"))))
            ], by: "platform", in: JudgeParty.channel)
    }

    @Test(
        "a file that came before with others or of others counts, and never against who was first")
    func evidenceReused() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let photograph = Self.file("photograph")
        func reused(_ account: String, _ number: Int, of seller: String, _ file: EvidenceFile)
            async throws -> Int?
        {
            let listings = try Self.listings(number..<number + 1, of: seller, in: shown)
            let judged = try await Self.judged(party, shown, by: account, listings, [file])
            return Self.value(.evidenceReused, of: judged.listings)
        }
        #expect(try await reused("first", 1, of: "one", photograph) == nil)
        // The same account, the same seller.
        #expect(try await reused("first", 2, of: "one", photograph) == nil)
        #expect(try await reused("first", 3, of: "two", photograph) == -100)
        #expect(try await reused("second", 4, of: "one", photograph) == -100)
        // Who brings it after says nothing of who was first.
        #expect(try await reused("first", 8, of: "one", Self.file("third")) == nil)
        #expect(try await reused("second", 9, of: "one", Self.file("third")) == -100)
        #expect(try await reused("first", 10, of: "one", Self.file("third")) == nil)
        #expect(try await reused("second", 5, of: "one", Self.file("another")) == nil)
        // A registration is the same in all complaints.
        let extract = Self.file("extract", .registration)
        #expect(try await reused("first", 6, of: "one", extract) == nil)
        #expect(try await reused("second", 7, of: "two", extract) == nil)
        try party.close()
    }

    @Test(
        "the record of accounts that brought its files before counts against an account, and not of those after"
    )
    func linkedRecordBad() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let photograph = Self.file("photograph")
        let wrong = try await Self.judged(
            party, shown, by: "wrong", try Self.listings(0..<8, of: "one", in: shown), [photograph])
        try await Self.refuse(wrong.id, 8, party)
        func linked(_ account: String, _ number: Int, _ files: [EvidenceFile]) async throws -> Int {
            let listings = try Self.listings(number..<number + 1, of: "two", in: shown)
            let judged = try await Self.judged(party, shown, by: account, listings, files)
            return Self.value(.linkedRecordBad, of: judged.listings) ?? 0
        }
        // 6 of 16 overall, so 3 of 16 on the ground, over 6 of 8: 2.56.
        #expect(try await linked("tied", 20, [photograph]) == -256)
        // It is the account that is tied, and not the complaint.
        #expect(try await linked("tied", 21, []) == -256)
        #expect(try await linked("stranger", 22, [Self.file("another")]) == 0)
        // Whoever comes to have an honest account's file ties nobody but itself.
        let taken = Self.file("taken")
        #expect(try await linked("honest", 23, [taken]) == 0)
        let poison = try await Self.judged(
            party, shown, by: "poison", try Self.listings(30..<38, of: "three", in: shown), [taken])
        try await Self.refuse(poison.id, 8, party)
        #expect(try await linked("honest", 24, [taken]) == 0)
        #expect(try await linked("honest", 25, []) == 0)
        try party.close()
    }

    @Test("what an account gives up when its seller answers counts against it, and clears nobody")
    func conceded() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let photograph = Self.file("photograph")
        let id = try await Self.judged(
            party, shown, by: "quitter", try Self.listings(0..<8, of: "one", in: shown),
            [photograph]
        ).id
        let said: [ComplaintStatement] = [
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(listings: Array(0..<8), verdict: .takeDown, reasons: ["clear"])
                    ], maker: .automatic)),
            .counterNotice(
                CounterNotice(
                    to: id, reason: .genuineGoods, text: "bought from the owner",
                    goodFaithStatement: "In good faith.")),
            .withdrawal(ComplaintWithdrawal(of: id)),
        ]
        for one in said {
            try await party.say([.complaint(one)], by: "platform", in: JudgeParty.channel)
        }
        // As if a person had refused all of them.
        let tied = try await Self.judged(
            party, shown, by: "tied", try Self.listings(20..<21, of: "two", in: shown),
            [photograph])
        #expect(Self.value(.linkedRecordBad, of: tied.listings) == -256)
        let again = try await Self.judged(
            party, shown, by: "other", try Self.listings(21..<22, of: "one", in: shown))
        #expect(Self.value(.sellerCleared, of: again.listings) == nil)
        try party.close()
    }

    @Test("accounts without a record that complain of a seller within three days count, each once")
    func strangersTogether() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let known = try await Self.judged(
            party, shown, by: "known", try Self.listings(100..<106, of: "other", in: shown))
        try await Self.refuse(known.id, 6, party)
        func strangers(_ account: String, _ number: Int, of seller: String = "victim") async throws
            -> Int?
        {
            let listings = try Self.listings(number..<number + 1, of: seller, in: shown)
            let judged = try await Self.judged(party, shown, by: account, listings)
            return Self.value(.strangersTogether, of: judged.listings)
        }
        #expect(try await strangers("a", 1) == nil)
        #expect(try await strangers("a", 2) == nil)
        #expect(try await strangers("b", 3) == -100)
        #expect(try await strangers("known", 4) == -200)
        #expect(try await strangers("c", 5) == -200)
        #expect(try await strangers("d", 6, of: "another") == nil)
        party.pass(hours: 71)
        #expect(try await strangers("e", 7) == -300)
        party.pass(hours: 10)
        #expect(try await strangers("f", 8) == -100)
        try party.close()
    }

    @Test("an account of less than 180 days is new, and of whom nobody knows it nobody says so")
    func complainantNew() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let accounts = try SQLiteAccountStore(path: party.platform.home.accountDatabase)
        let now = party.platform.clock.now()
        for (name, days) in [("new", 179), ("old", 181)] as [(String, UInt64)] {
            let hash = Secret.random().hash(for: .accountLink)
            let time = now - days * Self.day
            try accounts.keep(
                try AccountApplication(
                    organisation: name, email: "\(name)@nord.example", country: "DE",
                    isAgent: false, rights: [AccountRight(office: "EM", number: "018012345")]),
                hash: hash, from: "address 7f000001", at: time)
            _ = try #require(
                try accounts.begin(
                    usingLink: hash, sessionHash: Secret.random().hash(for: .accountSession),
                    newAccount: AccountID(unchecked: name), at: time))
        }
        let standing = try party.platform.accountStanding()
        for (number, name) in ["new", "old", "unknown"].enumerated() {
            let judged = try await Self.judged(
                party, shown, by: name,
                try Self.listings(number..<number + 1, of: "shop-\(number)", in: shown),
                standing: standing)
            #expect(
                Self.value(.complainantNew, of: judged.listings) == (name == "new" ? -100 : nil),
                "\(name)")
        }
        try accounts.close()
        try party.close()
    }

    /// A hash that differs in four bits for each of so many digits.
    private static func likeness(_ byte: String, apart digits: Int = 0) throws -> Indicator {
        let hex = String(repeating: byte, count: 32)
        let turned = hex.prefix(digits).map {
            String(15 - ($0.hexDigitValue ?? 0), radix: 16)
        }.joined()
        return try Indicator(.imagePDQ, parsing: turned + hex.dropFirst(digits))
    }

    @Test(
        "a picture near one that others report counts, and none near the owner's or unconfirmed ones"
    )
    func imageNear() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        try await party.report(Self.likeness("a5"), by: ["m1"])
        try await party.report(Self.likeness("3c"), by: ["brand"])
        try await party.report(Self.likeness("0f"), by: ["m2"], isConfirmed: false)
        let cases: [(byte: String, apart: Int, value: Int?)] = [
            ("a5", 7, 100), ("a5", 0, 100), ("a5", 8, nil), ("3c", 7, nil), ("0f", 7, nil),
        ]
        for (number, one) in cases.enumerated() {
            let listing = try JudgeParty.listing(number)
            shown.show(
                listing, seller: try JudgeParty.seller("shop-\(number)"),
                likenesses: [
                    .sha256([UInt8(number)]): try Self.likeness(one.byte, apart: one.apart),
                    .sha256([99]): try Self.likeness("00"),
                ])
            let judged = try await Self.judged(party, shown, by: "account-\(number)", [listing])
            #expect(Self.value(.imageKnown, of: judged.listings) == one.value, "\(one)")
        }
        try party.close()
    }

    @Test("nobody raises a score by saying that evidence is a court's or somebody else's")
    func claimed() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let judged = try await Self.judged(
            party, shown, by: "account", try Self.listings(1..<2, of: "shop", in: shown),
            EvidenceFile.Role.allCases.map { Self.file($0.name, $0) })
        let found = try #require(judged.listings.first)
        #expect(!found.contributions.isEmpty)
        for feature in [ScoreFeature.evidenceIndependent, .evidenceLaboratory] {
            #expect(Self.value(feature, of: judged.listings) == nil, "\(feature)")
        }
        try party.close()
    }
}
