import AllianceNames
import ImageRecognition
import JSON
import MarkRecognition
import Screening
import Statements
import Testing

@Suite struct ProposalTests {
    static func member(_ name: String) -> MemberID { MemberID(unchecked: name) }

    static func listing(
        _ number: String = "1", price: String? = "100", currency: String = "EUR", quantity: Int = 1
    ) throws -> Listing {
        var fields = Listing.Fields(marketplace: "bazario", number: number, title: "Bag")
        fields.seller = "store"
        fields.price = try price.map { try Price(amount: $0, currency: currency) }
        fields.quantity = quantity
        return try Listing(fields)
    }

    static func report(
        _ type: IndicatorType = .sellerAccount, _ value: String = "bazario:store",
        by members: [String] = ["a"], disputed: Bool = false, confidence: Int = 80
    ) throws -> ReportedIdentifier {
        ReportedIdentifier(
            indicator: try Indicator(type, parsing: value), members: members.map(member),
            isDisputed: disputed, confidence: confidence)
    }

    static func mark(
        _ owner: String = "maison", _ place: MarkFinding.Place = .title,
        rules: [RecognitionRule] = [.mark]
    ) -> MarkFinding {
        MarkFinding(
            mark: "Verel", owner: member(owner), right: "EM/1", place: place, scalars: 0..<5,
            rules: rules, confidence: 0.9)
    }

    static func proposal(
        _ listing: Listing? = nil, _ change: (inout ListingFacts) throws -> Void
    ) throws -> Proposal? {
        var facts = ListingFacts()
        try change(&facts)
        return Proposal(try listing ?? Self.listing(), facts)
    }

    @Test("nothing known is no proposal, and a mark written plainly alone is none")
    func nothing() throws {
        #expect(try Self.proposal { _ in } == nil)
        #expect(try Self.proposal { $0.marks = [Self.mark()] } == nil)
    }

    @Test("a disguised mark is a proposal, and so is a reported seller")
    func one() throws {
        let disguised = try Self.proposal {
            $0.marks = [Self.mark(rules: [.mark, .confusable])]
        }
        #expect(disguised?.decibans == -7)
        #expect(disguised?.reasons.map(\.reason.line) == [.markDisguised])
        let reported = try Self.proposal { $0.reported = [try Self.report()] }
        #expect(reported?.decibans == -7)
        // One in six of 100 euros.
        #expect(reported?.harmCents == 1_663)
    }

    @Test("each further member adds, three at most")
    func members() throws {
        let sums = try (1...6).map { count in
            try Self.proposal {
                $0.reported = [try Self.report(by: (0..<count).map { "m\($0)" })]
            }?.decibans
        }
        #expect(sums == [-7, -3, 1, 5, 5, 5])
    }

    @Test("what somebody objects to, or says without confidence, counts half")
    func doubtful() throws {
        for report in [try Self.report(disputed: true), try Self.report(confidence: 49)] {
            #expect(try Self.proposal { $0.reported = [report] } == nil)
            let beside = try Self.proposal {
                $0.reported = [report]
                $0.marks = [Self.mark()]
            }
            #expect(beside?.decibans == -8)
        }
    }

    @Test("of each kind the heaviest counts whole, and no sum is certain")
    func kinds() throws {
        let proposal = try #require(
            try Self.proposal {
                $0.reported = [
                    try Self.report(.email, "a@b.example"), try Self.report(),
                    try Self.report(.domain, "b.example"),
                ]
                $0.marks = [Self.mark("maison", .description), Self.mark()]
            })
        #expect(proposal.reasons.map(\.decibans) == [13, 6, 2, 2, 2])
        #expect(proposal.decibans == -20 + 25)
        let certain = try #require(
            try Self.proposal {
                $0.reported = [
                    try Self.report(.listing, "bazario:1", by: ["a", "b", "c", "d"])
                ]
                $0.marks = [Self.mark(rules: [.mark, .leetspeak])]
            })
        #expect(certain.decibans == HarmTable.decibansMax)
        #expect(certain.probability < 1)
    }

    @Test("a seller whom every owner of the marks found authorises is no proposal")
    func authorised() throws {
        let facts: (inout ListingFacts) throws -> Void = {
            $0.marks = [Self.mark(rules: [.mark, .confusable])]
            $0.reported = [try Self.report(by: ["a", "b", "c"])]
            $0.authorisedBy = [Self.member("maison")]
        }
        #expect(try Self.proposal(nil, facts) == nil)
        let other = try #require(
            try Self.proposal {
                try facts(&$0)
                $0.marks.append(Self.mark("other"))
            })
        // The mark that it may sell is no reason against it.
        let owners = other.reasons.compactMap { weighed -> MemberID? in
            guard case .mark(let finding) = weighed.reason else { return nil }
            return finding.owner
        }
        #expect(owners == [Self.member("other")])
    }

    @Test("linked sellers and far images count beside something else")
    func weak() throws {
        let linked = try #require(
            LinkedReports(
                of: Indicator(.sellerAccount, parsing: "bazario:store"), in: .alliance,
                identifiers: 3, reported: [try Self.report(.email, "a@b.example")]))
        #expect(try Self.proposal { $0.linked = [linked] } == nil)
        #expect(
            try Self.proposal {
                $0.linked = [linked]
                $0.marks = [Self.mark()]
            }?.decibans == -5)
        let image = String(repeating: "0f", count: 32)
        let sums = try [0, 7, 8, 23, 24, 31].map { distance in
            try Self.proposal {
                $0.marks = [Self.mark()]
                $0.images = [
                    ReportedLikeness(
                        image: 0, turn: .original, distance: distance,
                        report: try Self.report(.imagePDQ, image))
                ]
            }?.decibans
        }
        #expect(sums == [-1, -1, -5, -5, -9, -9])
    }

    @Test("the value at stake is price by pieces, and assumed where the price says nothing")
    func value() throws {
        func cents(_ price: String?, _ currency: String = "EUR", _ quantity: Int = 1) throws -> Int
        {
            ValueAtStake(
                of: try Self.listing(price: price, currency: currency, quantity: quantity)
            ).cents
        }
        #expect(try cents("19.90") == 1_990)
        #expect(try cents("19.90", "EUR", 3) == 5_970)
        #expect(try cents("1", "EUR", 1_000_000) == 100 * ValueAtStake.piecesMax)
        #expect(try cents("1000", "JPY") == 600)
        #expect(try cents("0") == 1)
        #expect(try cents("999999999.999") == ValueAtStake.centsMax)
        #expect(try cents(nil) == ValueAtStake.assumedCents)
        #expect(ValueAtStake(of: try Self.listing(currency: "XXX")).isAssumed)
    }

    @Test("a price in minor units is the same value, whatever a marketplace sends")
    func minorUnits() {
        func cents(_ minorUnits: UInt64?, _ currency: String?, _ pieces: Int = 1) -> Int {
            ValueAtStake(minorUnits: minorUnits, currency: currency, pieces: pieces).cents
        }
        #expect(cents(4_990, "EUR") == 4_990)
        #expect(cents(4_990, "EUR", 3) == 14_970)
        // 10,000 yen are 60 euros; they have no smaller unit.
        #expect(cents(10_000, "JPY") == 6_000)
        #expect(cents(10_000, "CNY") == 1_250)
        #expect(cents(1, "EUR", -1) == 1)
        #expect(cents(.max, "EUR", .max) == ValueAtStake.centsMax)
        #expect(cents(.max, "GBP") == ValueAtStake.centsMax)
        #expect(cents(nil, "EUR") == ValueAtStake.assumedCents)
        #expect(cents(100, "XXX", 2) == 2 * ValueAtStake.assumedCents)
        #expect(ValueAtStake(minorUnits: 100, currency: nil, pieces: 1).isAssumed)
    }

    @Test("what programs read has each finding with its source")
    func json() throws {
        let proposal = try #require(
            try Self.proposal {
                $0.reported = [try Self.report(by: ["a", "b"])]
                $0.marks = [Self.mark(rules: [.mark, .confusable])]
            })
        let text = proposal.json.compact
        #expect(text.contains(#""finding":"seller-reported""#))
        #expect(text.contains(#""members":2"#) && text.contains(#""reportedBy":["a","b"]"#))
        #expect(text.contains(#""rules":["mark","confusable"]"#) && text.contains(#""end":5"#))
        #expect(text.contains(#""right":"EM/1""#) && text.contains(#""owner":"maison""#))
        #expect(try JSONValue(parsing: text) == proposal.json)
    }
}
