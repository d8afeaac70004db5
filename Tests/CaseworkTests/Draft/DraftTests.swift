import AllianceNames
import Casework
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct DraftTests {
    static let log = try! LogOrigin(parsing: "ipacc.example/alliance/brand/e1")

    static func colleague(_ name: String, _ roles: Role...) throws -> Colleague {
        Colleague(
            try PersonID(parsing: name),
            AccessPolicy.permissions(of: .person(roles: Set(roles))))
    }

    static func content(
        _ domains: String..., channel: ChannelID = .alliance, title: String = ""
    ) throws -> DraftContent {
        DraftContent(
            channel: channel, title: title,
            reports: try domains.map {
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: $0), basis: .testBuy,
                    confidence: 80, tlp: .amber)
            })
    }

    static func draft(of author: Colleague) throws -> Draft {
        var generator = SystemRandomNumberGenerator()
        return Draft(
            id: CaseworkID(from: &generator), author: author.id, content: try content("a.example"),
            createdAt: 1_000)
    }

    private static func approval(_ colleague: Colleague) -> Draft.Approval {
        .init(by: colleague.id, at: 2_000, seed: .sha256([1]), log: log, since: 7)
    }

    @Test(
        "who may publish: by role, by the member's policy, and never the author where a second look is asked for"
    )
    func publishing() throws {
        let author = try Self.colleague("anna", .investigator)
        let analyst = try Self.colleague("ben", .analyst)
        let approver = try Self.colleague("cleo", .approver)
        let other = try Self.colleague("dora", .investigator)
        let administrator = try Self.colleague("emil", .administrator)
        // Submitted, without a second look: whoever reports; with one: approvers who are not its author.
        for (who, plain, second) in [
            (author, nil, CaseworkError.secondLookNeeded), (other, nil, .secondLookNeeded),
            (analyst, .notThere, .notThere), (approver, nil, nil),
            (administrator, .notThere, .notThere),
        ] as [(Colleague, CaseworkError?, CaseworkError?)] {
            for (needed, expected) in [(false, plain), (true, second)] {
                var draft = try Self.draft(of: author)
                try draft.submit(by: author)
                var found: CaseworkError?
                do {
                    try draft.approve(
                        Self.approval(who), by: who, needsSecondLook: needed)
                } catch { found = error }
                #expect(found == expected, "\(who.id), second look \(needed)")
                #expect((draft.stage == .approved) == (expected == nil))
            }
        }
        // An approver's own draft needs another approver.
        var own = try Self.draft(of: approver)
        try own.submit(by: approver)
        #expect(throws: CaseworkError.secondLookNeeded) {
            try own.approve(Self.approval(approver), by: approver, needsSecondLook: true)
        }
        // What its author has not submitted is not there for others.
        var writing = try Self.draft(of: author)
        #expect(throws: CaseworkError.notThere) {
            try writing.approve(Self.approval(approver), by: approver, needsSecondLook: false)
        }
        // An analyst signs nothing, its own neither.
        var ofAnalyst = try Self.draft(of: analyst)
        #expect(throws: CaseworkError.roleMissing(.report)) {
            try ofAnalyst.approve(Self.approval(analyst), by: analyst, needsSecondLook: false)
        }
    }

    @Test("only its author changes a draft, and only while it is with its author")
    func rewriting() throws {
        let author = try Self.colleague("anna", .investigator)
        let approver = try Self.colleague("cleo", .approver)
        var draft = try Self.draft(of: author)
        try draft.rewrite(Self.content("b.example", "c.example"), by: author)
        #expect(draft.rowCount == 2)
        try draft.submit(by: author)
        #expect(throws: CaseworkError.wrongStage(.submitted)) {
            try draft.rewrite(Self.content("d.example"), by: author)
        }
        #expect(throws: CaseworkError.wrongStage(.submitted)) { try draft.submit(by: author) }
        try draft.giveBack(by: approver, remark: "which shop?")
        #expect(draft.stage == .writing && draft.remark?.by == approver.id)
        #expect(throws: CaseworkError.notThere) {
            try draft.rewrite(Self.content("d.example"), by: approver)
        }
    }

    @Test("what is published is taken back once, by who reports")
    func withdrawing() throws {
        let author = try Self.colleague("anna", .investigator)
        let analyst = try Self.colleague("ben", .analyst)
        var draft = try Self.draft(of: author)
        try draft.approve(Self.approval(author), by: author, needsSecondLook: false)
        #expect(throws: CaseworkError.wrongStage(.approved)) {
            try draft.checkDiscarding(by: author)
        }
        try draft.publish(as: .init(log: Self.log, first: 7), at: 3_000)
        #expect(draft.approval == nil, "its seed is gone")
        func withdrawal(_ who: Colleague) -> Draft.Withdrawal {
            .init(by: who.id, at: 4_000, log: Self.log, since: 8)
        }
        #expect(throws: CaseworkError.notThere) {
            try draft.withdraw(withdrawal(analyst), by: analyst)
        }
        try draft.withdraw(withdrawal(author), by: author)
        #expect(throws: CaseworkError.wrongStage(.withdrawing)) {
            try draft.withdraw(withdrawal(author), by: author)
        }
        try draft.endWithdrawal()
        #expect(draft.stage == .withdrawn)
    }

    @Test("the same draft and approval make the same entries, another seed, time or row others")
    func sealing() throws {
        let author = try Self.colleague("anna", .investigator)
        let reports = try Self.content("a.example", "b.example").reports
        func leaves(_ approval: Draft.Approval, _ reports: [IndicatorAssertion]) throws -> [Digest]
        {
            try DraftEntries.sealed(reports, approval).map { MerkleHash.leaf($0.entry) }
        }
        let approval = Self.approval(author)
        let first = try leaves(approval, reports)
        #expect(try leaves(approval, reports) == first)
        var moved = approval
        moved.since = 900
        #expect(try leaves(moved, reports) == first)
        let others = [
            Draft.Approval(
                by: approval.by, at: approval.at + 1, seed: approval.seed, log: Self.log, since: 7),
            .init(by: approval.by, at: approval.at, seed: .sha256([2]), log: Self.log, since: 7),
        ]
        for other in others {
            #expect(Set(try leaves(other, reports)).isDisjoint(with: first))
        }
        // Rows that say the same have salts of their own.
        let twice = try leaves(approval, [reports[0], reports[0]])
        #expect(twice[0] == first[0] && twice[1] != first[0])
    }

    @Test("a draft has 1 to 1,000 rows of 1 MiB in all, each of which readers accept")
    func bounds() throws {
        var content = try Self.content("a.example")
        let row = content.reports[0]
        try content.check()
        content.reports = Array(repeating: row, count: DraftContent.rowsMax)
        try content.check()
        content.reports.append(row)
        #expect(throws: CaseworkError.rows(found: 1_001)) { try content.check() }
        content.reports = []
        #expect(throws: CaseworkError.rows(found: 0)) { try content.check() }
        var long = row
        long.note = String(repeating: "x", count: StatementLimits.textBytesMax)
        content.reports = Array(repeating: long, count: 250)
        try content.check()
        content.reports = Array(repeating: long, count: 257)
        #expect(throws: CaseworkError.tooLarge(what: "the draft", bytesMax: 1 << 20)) {
            try content.check()
        }
        long.note = String(repeating: "x", count: StatementLimits.textBytesMax + 1)
        content.reports = [row, long]
        #expect { try content.check() } throws: {
            if case CaseworkError.row(2, _)? = $0 as? CaseworkError { true } else { false }
        }
        for title in Self.unseen.map({ "a\($0)b" }) + ["a\nb", String(repeating: "x", count: 121)] {
            content = try Self.content("a.example", title: title)
            #expect(throws: CaseworkError.text(field: "title")) { try content.check() }
        }
    }

    /// Turns the direction, separates nothing, tags, joins and chooses where nothing is to be, steers a terminal.
    static let unseen: [Unicode.Scalar] = [
        "\u{202e}", "\u{2066}", "\u{61c}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{e0041}",
        "\u{3164}",
        "\u{34f}", "\u{200c}", "\u{200d}", "\u{fe0f}", "\u{1b}",
    ]

    /// What puts a text into each field that has one.
    private static let texts: [String: @Sendable (inout IndicatorAssertion, String) -> Void] = [
        "marketplace": { $0.marketplace = $1 }, "marks": { $0.marks = ["Verel", $1] },
        "legalBasis": { $0.legalBasis = $1 }, "note": { $0.note = $1 },
        "attributes": { $0.attributes = [Attribute(name: "price", value: $1)] },
    ]

    @Test(
        "a character that nobody sees is refused in each text of a report, and told by its number")
    func unseenCharacters() throws {
        var content = try Self.content("a.example")
        let row = content.reports[0]
        for field in Mirror(reflecting: row).children {
            let kind = type(of: field.value)
            guard kind == String?.self || kind == [String].self || kind == [Attribute].self else {
                continue
            }
            let name = try #require(field.label)
            let put = try #require(Self.texts[name], "a text that this test does not know: \(name)")
            for scalar in Self.unseen {
                content.reports = [row, row]
                put(&content.reports[1], "a\(scalar)b")
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                #expect(
                    throws: CaseworkError.row(
                        2, "'\(name)' has a character that nobody sees, \(number)")
                ) { try content.check() }
            }
        }
        content.reports = [row]
        content.reports[0].attributes = [Attribute(name: "pri\u{200b}ce", value: "7")]
        #expect(throws: CaseworkError.self) { try content.check() }
        content.reports = [row]
        content.reports[0].originalObject = OriginalObject(mediaType: "text/plain", bytes: [1])
        #expect(throws: CaseworkError.self) { try content.check() }
    }

    @Test(
        "what joins letters or chooses a picture's look stays where it does that",
        arguments: [
            "می\u{200c}خواهم", "Verel\u{200c}ها", "۲۰\u{200c}ساله", "क्\u{200d}ष", "ක්\u{200d}ෂ",
            "👩🏽\u{200d}⚕\u{fe0f}", "❤\u{fe0f}\u{200d}🔥", "1\u{fe0f}\u{20e3}", "葛\u{e0100}城",
        ])
    func joined(_ text: String) throws {
        var content = try Self.content("a.example", title: text)
        content.reports[0].marks = [text]
        content.reports[0].note = "one\r\n\ttwo \(text)"
        content.reports[0].legalBasis = text
        content.reports[0].attributes = [Attribute(name: "as written", value: text)]
        try content.check()
        // A seller is reported by the name that it has.
        content.reports[0].indicator = try Indicator(.sellerAccount, parsing: "bazario:\(text)")
        try content.check()
    }

    @Test("a joiner is refused where it joins nothing, and beside another")
    func joiningNothing() throws {
        for text in [
            "é\u{200d}b", "а\u{200c}б", "金\u{200d}龙", "ス\u{200d}x", "م\u{200d}\u{200d}ن",
            "\u{200d}",
            "a \u{200d}b", "1\u{fe0f}", "⚕\u{fe0f}\u{fe0f}",
        ] {
            var content = try Self.content("a.example")
            content.reports[0].note = text
            #expect(throws: CaseworkError.self, "\(text.unicodeScalars)") { try content.check() }
            #expect(throws: CaseworkError.text(field: "message")) {
                try EntrustmentLimits.check(message: text)
            }
        }
    }
}

@Suite struct DraftWarningTests {
    private func warnings(
        _ rows: [Indicator], _ house: HouseIdentifiers = .init(), reported: Set<Indicator> = [],
        objectedTo: Set<Indicator> = [], elsewhere: Set<Indicator> = []
    ) -> [[DraftWarning]] {
        DraftWarning.all(
            of: rows, house: house, reported: reported, objectedTo: objectedTo,
            elsewhere: elsewhere)
    }

    @Test("what belongs to one's own side or to a member is warned of, with all below its domain")
    func house() throws {
        var house = HouseIdentifiers()
        let other = try MemberID(parsing: "other")
        house.add(try Indicator(.domain, parsing: "verel.example"), of: .own("shop"))
        house.add(try Indicator(.sellerAccount, parsing: "market:verel"), of: .own("store"))
        house.add(try Indicator(.domain, parsing: "other.example"), of: .member(other))
        house.add(try Indicator(.ip, parsing: "192.0.2.7"), of: .own("server"))
        house.add(try Indicator(.ip, parsing: "2001:db8::7"), of: .member(other))
        // Whoever comes with it later takes nothing from the own side.
        house.add(try Indicator(.domain, parsing: "verel.example"), of: .member(other))
        let rows: [(IndicatorType, String, DraftWarning?)] = [
            (.domain, "verel.example", .own("shop")), (.domain, "www.verel.example", .own("shop")),
            (.url, "https://shop.verel.example:8443/a?b=c", .own("shop")),
            (.email, "info@verel.example", .own("shop")),
            (.sellerAccount, "market:verel", .own("store")),
            (.sellerAccount, "market:verel2", nil), (.domain, "my-verel.example", nil),
            (.url, "https://evil.example/verel.example", nil),
            (.url, "https://evil.example/?x=@verel.example", nil),
            (.domain, "a.b.other.example", .ofMember(other)),
            (.url, "http://192.0.2.7:8080/a", .own("server")),
            (.url, "http://[2001:db8::7]:8080/a", .ofMember(other)),
            (.url, "http://192.0.2.8/", nil),
        ]
        for (type, text, expected) in rows {
            let found = warnings([try Indicator(type, parsing: text)], house)[0]
            #expect(found == expected.map { [$0] } ?? [], "\(text)")
        }
    }

    @Test(
        "what is reported, objected to, in another draft, twice, or reads as another is warned of")
    func others() throws {
        let plain = try Indicator(.domain, parsing: "evil.example")
        let odd = try Indicator(.domain, parsing: "аррӏе.example")
        #expect(warnings([plain])[0] == [])
        #expect(warnings([plain], reported: [plain])[0] == [.reportedAlready])
        #expect(warnings([plain], objectedTo: [plain])[0] == [.objectedTo])
        #expect(warnings([plain], elsewhere: [plain])[0] == [.inAnotherDraft])
        #expect(warnings([plain, plain]) == [[], [.twice]])
        guard case .readsOtherwise? = warnings([odd])[0].first else {
            Issue.record("a name of look-alike letters passes")
            return
        }
    }
}
