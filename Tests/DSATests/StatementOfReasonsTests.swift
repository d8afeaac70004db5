import AllianceNames
import Complaints
import DSA
import JSON
import Statements
import Testing
import TransparencyLog

@Suite("Statements of reasons")
struct StatementOfReasonsTests {
    static let parties = CaseParties(platforms: [MemberID(unchecked: "platform")])
    static let start: UInt64 = 1_790_000_000_000

    static func log(_ member: String) -> LogOrigin {
        try! LogOrigin(parsing: "alliance.example/desk-aurum/\(member)/e1")
    }

    /// A complaint by `author`, and what was decided of it.
    static func state(
        ground: Complaint.Ground = .testBuy, listings: Int = 1, isFromScreening: Bool = false,
        parts: [ComplaintDecision.Part], maker: ComplaintDecision.Maker = .person("r1")
    ) throws -> CaseState {
        let author = log(isFromScreening ? "platform" : "aurum")
        let complaint = EntryReference(origin: author, index: 0)
        var events = CaseEvents(of: complaint)
        events.insert(
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "018012345"), ground: ground,
                    listings: (0..<listings).map {
                        try! Indicator(.listing, parsing: "taobao:secret\($0)")
                    },
                    evidence: [
                        EvidenceFile(
                            digest: .sha256([1]), mediaType: "image/png", byteCount: 1,
                            role: .testBuyReport, title: "Mr Secret's parcel")
                    ], goodFaithStatement: "We, Secret, believe so.", declaredBy: "S. Secret",
                    explanation: "secret", isFromScreening: isFromScreening)), at: complaint,
            time: .witnessed(start))
        events.insert(
            .decision(ComplaintDecision(of: complaint, parts: parts, maker: maker)),
            at: EntryReference(origin: log("platform"), index: 1),
            time: .witnessed(start + 3_600_000))
        return try #require(events.reading(parties).state)
    }

    static func part(
        _ places: [Int] = [0], scope: ComplaintDecision.Scope = .listing, until: UInt64? = nil,
        score: DisclosedScore? = nil
    ) -> ComplaintDecision.Part {
        .init(
            listings: places, verdict: .takeDown, scope: scope, reasons: ["clear"],
            explanation: "Mr Secret said so", score: score, restrictedUntil: until)
    }

    static let context = ReasonsContext(
        countries: ["FR", "DE", "US", "NO"], listedAt: 1_700_000_000_000, contentLanguage: "DE",
        accountType: .business, ean13: "4006381333931")

    private func members(_ statement: StatementOfReasons?) throws -> [String: JSONValue] {
        guard case .object(let members) = try #require(statement).json else { return [:] }
        return members
    }

    @Test("a takedown is stated with its ground, facts, territory and dates, and passes the rules")
    func takedown() throws {
        let state = try Self.state(parts: [Self.part()])
        let statement = try #require(
            try StatementOfReasons(of: state.listings[0], in: state, Self.context))
        #expect(StatementRules.breaches(of: statement.json).isEmpty)
        let members = try members(statement)
        #expect(
            members["decision_visibility"]
                == .array([.string("DECISION_VISIBILITY_CONTENT_REMOVED")]))
        #expect(members["decision_account"] == nil)
        #expect(members["territorial_scope"] == .array(["DE", "FR", "NO"].map { .string($0) }))
        #expect(members["application_date"] == .string("2026-09-21"))
        #expect(members["content_date"] == .string("2023-11-14"))
        #expect(members["source_type"] == .string("SOURCE_ARTICLE_16"))
        #expect(members["automated_detection"] == .string("No"))
        #expect(members["automated_decision"] == .string("AUTOMATED_DECISION_NOT_AUTOMATED"))
        #expect(
            members["category_specification"] == .array([.string("KEYWORD_TRADEMARK_INFRINGEMENT")])
        )
        #expect(members["content_id"] == .object(["EAN-13": .string("4006381333931")]))
        #expect(members["end_date_visibility_restriction"] == nil)
    }

    @Test("nothing of people, sellers or listings is in it")
    func noPersonalData() throws {
        let state = try Self.state(parts: [Self.part()])
        let text = try #require(
            try StatementOfReasons(of: state.listings[0], in: state, Self.context)
        ).json.compact
        for word in ["secret", "Secret", "aurum", "taobao", "r1\"", "alliance.example"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test("who found it and who decided is told apart")
    func sources() throws {
        let score = DisclosedScore(
            table: "t1", contributions: [.init(feature: "price", logOddsThousandths: 9)])
        for (isFromScreening, isTrusted, maker, score, source, automation) in [
            (false, false, .automatic, score, DSASource.article16, DSAAutomation.fully),
            (false, true, .person("r"), score, .trustedFlagger, .partially),
            (true, false, .person("r"), nil, .voluntary, .not),
        ] as [(Bool, Bool, ComplaintDecision.Maker, DisclosedScore?, DSASource, DSAAutomation)] {
            let state = try Self.state(
                isFromScreening: isFromScreening, parts: [Self.part(score: score)], maker: maker)
            var context = Self.context
            context.isTrustedFlagger = isTrusted
            let statement = try #require(
                try StatementOfReasons(of: state.listings[0], in: state, context))
            #expect(statement.source == source && statement.automation == automation)
            #expect(statement.isDetectedAutomatically == isFromScreening)
        }
    }

    @Test("a shop is closed for a time or for good, which is a decision on the account")
    func storefronts() throws {
        let end = Self.start + 30 * 86_400_000
        for (until, account, date) in [
            (nil, "DECISION_ACCOUNT_TERMINATED", nil),
            (end, "DECISION_ACCOUNT_SUSPENDED", "2026-10-21"),
        ] as [(UInt64?, String, String?)] {
            let state = try Self.state(parts: [Self.part(scope: .storefront, until: until)])
            let members = try members(
                try StatementOfReasons(of: state.listings[0], in: state, Self.context))
            #expect(members["decision_account"] == .string(account))
            #expect(members["decision_visibility"] == nil)
            #expect(members["end_date_account_restriction"] == date.map { .string($0) })
            #expect(members["content_type_other"] != nil)
        }
    }

    @Test(
        "each ground and kind of right makes a statement that passes",
        arguments: Complaint.Ground.allCases)
    func grounds(ground: Complaint.Ground) throws {
        let state = try Self.state(ground: ground, parts: [Self.part()])
        for kind in Right.Kind.allCases {
            var context = Self.context
            context.right = Right(
                kind: kind, office: "EM", registrationNumber: "1", title: "x", jurisdictions: ["EM"]
            )
            let statement = try StatementOfReasons(of: state.listings[0], in: state, context)
            #expect(StatementRules.breaches(of: try #require(statement).json).isEmpty)
        }
    }

    @Test("nothing is stated where nothing was taken down, or nothing in the economic area")
    func nothing() throws {
        let state = try Self.state(
            listings: 2,
            parts: [
                Self.part([0]), .init(listings: [1], verdict: .refuse, reasons: ["unclear"]),
            ])
        #expect(try StatementOfReasons(of: state.listings[1], in: state, Self.context) == nil)
        var abroad = Self.context
        abroad.countries = ["US", "CN"]
        #expect(try StatementOfReasons(of: state.listings[0], in: state, abroad) == nil)
    }

    @Test("what the database would not take is refused before it is sent")
    func refused() throws {
        let state = try Self.state(parts: [Self.part(until: 1)])
        let field = "end_date_visibility_restriction"
        #expect(throws: DSAError.invalid([RuleBreach(field: field, rule: "is before 2026-09-21")]))
        {
            try StatementOfReasons(of: state.listings[0], in: state, Self.context)
        }
        var wrong = Self.context
        wrong.ean13 = "123"
        let good = try Self.state(parts: [Self.part()])
        #expect(throws: DSAError.self) {
            try StatementOfReasons(of: good.listings[0], in: good, wrong)
        }
    }

    @Test("an identifier is the same each time, of letters and digits, and of no other decision")
    func puids() throws {
        let entry = EntryReference(origin: Self.log("platform"), index: 1)
        let puid = StatementOfReasons.puid(of: entry, place: 0)
        #expect(puid == StatementOfReasons.puid(of: entry, place: 0))
        // Written down once: another one for an old decision would be stated twice.
        #expect(puid.hasPrefix("touchstone-") && puid.utf8.count == 75)
        var seen: Set<String> = []
        for index in 0..<UInt64(50) {
            for place in 0..<30 {
                let entry = EntryReference(origin: Self.log("platform"), index: index)
                seen.insert(StatementOfReasons.puid(of: entry, place: place))
            }
        }
        #expect(seen.count == 1_500)
    }

    @Test("calls have a hundred statements at most, and no identifier twice")
    func batches() throws {
        let state = try Self.state(listings: 201, parts: [Self.part(Array(0..<201))])
        let statements = try state.listings.compactMap {
            try StatementOfReasons(of: $0, in: state, Self.context)
        }
        let bodies = try StatementBatch.bodies(statements)
        let counts = bodies.map { body -> Int in
            guard case .object(let members) = body, case .array(let list) = members["statements"]
            else { return 0 }
            return list.count
        }
        #expect(counts == [100, 100, 1])
        #expect(throws: DSAError.puidTwice(statements[0].puid)) {
            try StatementBatch.bodies([statements[0], statements[0]])
        }
        #expect(try StatementBatch.bodies([]).isEmpty)
    }

    @Test("facts that are too long are cut as the rules count them")
    func longFacts() throws {
        // Letters with an accent of their own: two for the rules, one for a reader.
        let name = String(repeating: "e\u{301}", count: 40)
        let score = DisclosedScore(
            table: "t1",
            contributions: Array(
                repeating: .init(feature: name, logOddsThousandths: 1), count: 64))
        let state = try Self.state(parts: [Self.part(score: score)])
        let statement = try #require(
            try StatementOfReasons(of: state.listings[0], in: state, Self.context))
        #expect(statement.facts.unicodeScalars.count == StatementRules.factsCharactersMax)
    }
}
