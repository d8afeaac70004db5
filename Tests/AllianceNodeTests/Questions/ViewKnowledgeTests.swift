import AllianceNames
import AllianceNode
import CRDT
import Casework
import GS1
import MergedView
import ProductAuthentication
import Roster
import Statements
import Testing
import TransparencyLog

/// The knowledge over a view in which members of the small alliance have said things.
@Suite struct ViewKnowledgeTests {
    private let alliance: QuestionAlliance
    private let view = InMemoryViewStore()
    private let seller: Indicator

    init() throws {
        alliance = try QuestionAlliance(handedOver: true)
        seller = try Indicator(.sellerAccount, parsing: "shopee:store123")
    }

    private var knowledge: ViewKnowledge { knowledge() }

    private func knowledge(
        _ house: HouseIdentifiers? = nil, in alliance: QuestionAlliance? = nil
    ) -> ViewKnowledge {
        let roster = (alliance ?? self.alliance).roster
        return ViewKnowledge(
            member: QuestionAlliance.maison, view: view, house: { house }, roster: { roster },
            scope: {
                ViewScope(
                    logs: Dictionary(
                        uniqueKeysWithValues: roster.logs.map { ($0.origin, $0.scope) }))
            }, ownCheckpoint: { nil })
    }

    /// Appends to the member's log of a channel, as if its node had.
    private func say(
        _ statements: Statement..., by member: MemberID, in channel: ChannelID = .alliance
    ) throws {
        let origin = LogOrigin(
            alliance: QuestionAlliance.alliance, channel: channel, member: member, epoch: Epoch(1))
        let start = view.frontier()[origin]
        var (entries, payloads): ([UInt8], [UInt8]) = ([], [])
        for statement in statements {
            var generator = SystemRandomNumberGenerator()
            let sealed = try SealedStatement.seal(
                statement, issuedAt: QuestionAlliance.now, salt: Salt(from: &generator))
            EntryBundle.append(entry: sealed.entry, to: &entries)
            if let bytes = sealed.saltAndPayload {
                bytes.withUnsafeBytes { PayloadBundle.append(saltAndPayload: $0, to: &payloads) }
            } else {
                PayloadBundle.appendAbsent(to: &payloads)
            }
        }
        var batch = FoldedEntries(origin: origin, start: start)
        try Fold.append(
            EntrySlice(
                start: start, count: statements.count, entries: entries, payloads: payloads),
            to: &batch)
        try view.merge([batch])
    }

    private func registration(_ serialisation: ProductRegistration.Serialisation) throws
        -> Statement
    {
        .registerProduct(
            ProductRegistration(
                code: .gtin(try GTIN(parsing: "4006381333931")), brand: "Aurelle",
                serialisation: serialisation))
    }

    private func assertion() -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: seller, basis: .testBuy, confidence: 90, tlp: .green))
    }

    private func product() throws -> Facts.Product? {
        try knowledge.product(.gtin(GTIN(parsing: "4006381333931")))
    }

    @Test("a product is what its owner registered last")
    func newest() throws {
        #expect(try product() == nil)
        try say(registration(.none), by: QuestionAlliance.maison)
        #expect(try product() == Facts.Product(isSerialised: false))
        try say(registration(.serialised), by: QuestionAlliance.maison)
        #expect(try product() == Facts.Product(isSerialised: true))
        #expect(try knowledge.product(.gtin(GTIN(parsing: "4006381333948"))) == nil)
    }

    @Test(
        "nobody registers another's product, and the present owner's word goes before a former one's"
    )
    func owners() throws {
        try say(registration(.serialised), by: QuestionAlliance.customs)
        #expect(try product() == nil)
        try say(registration(.serialised), by: QuestionAlliance.atelier)
        #expect(try product() == Facts.Product(isSerialised: true))
        try say(registration(.none), by: QuestionAlliance.maison)
        #expect(try product() == Facts.Product(isSerialised: false))
    }

    @Test("a registration that was taken back counts no more")
    func retracted() throws {
        try say(registration(.serialised), by: QuestionAlliance.maison)
        let origin = LogOrigin(
            alliance: QuestionAlliance.alliance, channel: .alliance,
            member: QuestionAlliance.maison, epoch: Epoch(1))
        try say(
            .retract(Retraction(dots: [Retraction.Dot(origin: origin, index: 0)])),
            by: QuestionAlliance.maison)
        #expect(try product() == nil)
    }

    private func reports(for reader: MemberID = QuestionAlliance.customs) throws -> [SellerReport] {
        try knowledge.reports(of: [seller], readableBy: reader, at: QuestionAlliance.now)
    }

    @Test("reports name the members and the statements")
    func reported() throws {
        #expect(try reports() == [])
        try say(assertion(), by: QuestionAlliance.maison)
        try say(assertion(), assertion(), by: QuestionAlliance.atelier)
        let found = try reports()
        #expect(found.map(\.indicator) == [seller])
        #expect(found.first?.members == [QuestionAlliance.atelier, QuestionAlliance.maison])
        #expect(
            Set(found.first?.evidence ?? []) == [
                "ally.example/alliance/maison/e1 0", "ally.example/alliance/atelier/e1 0",
                "ally.example/alliance/atelier/e1 1",
            ])
        #expect(found.memberCount == 2)
    }

    @Test("as many objections as reports make a report count for nothing")
    func disputed() throws {
        try say(assertion(), by: QuestionAlliance.maison)
        try say(
            .dispute(
                Dispute(
                    indicator: seller, reason: .falsePositive, onBehalfOfSeller: false,
                    tlp: .green)),
            by: QuestionAlliance.atelier)
        #expect(try reports() == [])
    }

    @Test("a channel that the reader has no seat in tells it nothing")
    func narrow() throws {
        try say(assertion(), by: QuestionAlliance.maison, in: ChannelID(unchecked: "luxury"))
        #expect(try reports() == [])
    }

    @Test("a member that is not in the register tells nothing and learns nothing")
    func stranger() throws {
        try say(assertion(), by: MemberID(unchecked: "stranger"))
        #expect(try reports() == [])
        try say(assertion(), by: QuestionAlliance.maison)
        #expect(try reports(for: MemberID(unchecked: "stranger")) == [])
    }

    @Test("whom the brand supplies: by its list, and by its objections; its rivals are not told")
    func supplied() throws {
        var list = HouseIdentifiers()
        list.add(try Indicator(.sellerAccount, parsing: "shopee:official"), of: .own("ours"))
        func isUnauthorised(
            _ account: String, _ list: HouseIdentifiers?, by asker: MemberID,
            in alliance: QuestionAlliance? = nil
        ) throws -> Bool {
            try knowledge(list, in: alliance).isUnauthorised(
                seller: Indicator(.sellerAccount, parsing: account), readableBy: asker,
                at: QuestionAlliance.now)
        }
        let (own, rival) = (QuestionAlliance.maison, QuestionAlliance.atelier)
        #expect(try !isUnauthorised("shopee:official", list, by: own))
        // A list that does not say that it is whole says nothing of who is missing.
        #expect(try !isUnauthorised("shopee:store123", list, by: own))
        #expect(try !isUnauthorised("shopee:store123", nil, by: own))
        list.completeAt = [MarketplaceID(unchecked: "shopee")]
        #expect(try isUnauthorised("shopee:store123", list, by: own))
        #expect(try !isUnauthorised("shopee:official", list, by: own))
        #expect(try !isUnauthorised("taobao:store123", list, by: own))
        for account in ["shopee:official", "shopee:store123"] {
            #expect(try !isUnauthorised(account, list, by: rival))
            #expect(try !isUnauthorised(account, list, by: QuestionAlliance.customs))
        }
        for role in [Member.Role.platform, .authority] {
            let alliance = try QuestionAlliance(handedOver: true, role: role)
            #expect(
                try isUnauthorised(
                    "shopee:store123", list, by: QuestionAlliance.customs, in: alliance))
        }
        // Another's word for a seller is not the brand's.
        for (member, expected) in [(rival, true), (own, false)] {
            try say(
                .dispute(Dispute(indicator: seller, reason: .authorisedSeller)), by: member)
            #expect(try isUnauthorised("shopee:store123", list, by: own) == expected)
        }
    }
}
