import GS1
import ProductAuthentication
import Testing

/// One line of the table in docs/product-authentication.md.
struct JudgeCase: Sendable, CustomTestStringConvertible {
    let title: String
    var product: Facts.Product? = Facts.Product(isSerialised: true)
    var serial: String? = "A1"
    var lot: String?
    var expiry: String?
    var soldIn: String?
    var place: String?
    var item: @Sendable () throws -> Facts.Item = { .found(try Sample.record()) }
    var isUnauthorisedSeller = false
    var reports = 0
    var cloneScore: Int?
    var areSightsUnconfirmed = false
    /// Whether the lot that is printed was called back.
    var isPrintedLotRecalled = false
    let verdict: Verdict
    let confidence: Int
    let reasons: [ReasonCode]

    var testDescription: String { title }
}

private let table: [JudgeCase] = [
    JudgeCase(
        title: "an issued number", verdict: .genuine, confidence: 90, reasons: [.serialIssued]),
    JudgeCase(
        title: "an issued number with the right lot and expiry", lot: "L1", expiry: "280131",
        item: { .found(try Sample.record(.supplied, lot: "L1", expiry: "280131")) },
        verdict: .genuine, confidence: 90, reasons: [.serialIssued]),
    JudgeCase(
        title: "a lot that the brand has no record of is no difference", lot: "L1",
        verdict: .genuine, confidence: 90, reasons: [.serialIssued]),
    JudgeCase(
        title: "an exported item, which is said", item: { .found(try Sample.record(.exported)) },
        verdict: .genuine, confidence: 90, reasons: [.serialIssued, .exported]),
    JudgeCase(
        title: "a number that scans show on several objects", cloneScore: 80,
        verdict: .counterfeitSuspected, confidence: 80,
        reasons: [.serialIssued, .impossibleTravel, .scanRate, .stateConflict]),
    JudgeCase(
        title: "a clone score at which a copy is suspected",
        cloneScore: Judge.cloneScoreSuspectedMin, verdict: .counterfeitSuspected, confidence: 50,
        reasons: [.serialIssued, .impossibleTravel, .scanRate, .stateConflict]),
    JudgeCase(
        title: "a clone score just below",
        cloneScore: Judge.cloneScoreSuspectedMin - 1, verdict: .caution, confidence: 49,
        reasons: [.serialIssued, .impossibleTravel, .scanRate, .stateConflict]),
    JudgeCase(
        title: "whatever strangers or one member say alone", cloneScore: 99,
        areSightsUnconfirmed: true, verdict: .caution, confidence: 49,
        reasons: [.serialIssued, .sightsUnconfirmed]),
    JudgeCase(
        title: "little that strangers or one member say alone",
        cloneScore: Judge.cloneScoreCautionMin, areSightsUnconfirmed: true, verdict: .caution,
        confidence: 20, reasons: [.serialIssued, .sightsUnconfirmed]),
    JudgeCase(
        title: "what strangers say, and it says nothing",
        cloneScore: Judge.cloneScoreCautionMin - 1, areSightsUnconfirmed: true, verdict: .genuine,
        confidence: 90, reasons: [.serialIssued]),
    JudgeCase(
        title: "a clone score that says nothing",
        cloneScore: Judge.cloneScoreCautionMin - 1, verdict: .genuine, confidence: 90,
        reasons: [.serialIssued]),
    JudgeCase(
        title: "a sold item stays genuine, and it is said",
        item: { .found(try Sample.record(.sold)) },
        verdict: .genuine, confidence: 90, reasons: [.serialIssued, .sold]),
    JudgeCase(
        title: "a sample", item: { .found(try Sample.record(.sample)) }, verdict: .caution,
        confidence: 70, reasons: [.serialIssued, .sample]),
    JudgeCase(
        title: "a stolen item", item: { .found(try Sample.record(.stolen)) }, verdict: .caution,
        confidence: 90, reasons: [.serialIssued, .stolen]),
    JudgeCase(
        title: "a recalled item", item: { .found(try Sample.record(.recalled)) },
        verdict: .caution, confidence: 95, reasons: [.serialIssued, .recalled]),
    JudgeCase(
        title: "an item of a recalled lot",
        item: {
            var record = try Sample.record(lot: "L1")
            record.lotRecord = LotRecord(
                product: .gtin(try GTIN(parsing: Sample.gtin)), lot: try Lot(parsing: "L1"),
                recall: LotRecall(at: 1, cause: "leak"))
            return .found(record)
        }, verdict: .caution, confidence: 95, reasons: [.serialIssued, .recalled]),
    JudgeCase(
        title: "a recalled lot read off an item that has none on record", lot: "L1",
        isPrintedLotRecalled: true, verdict: .caution, confidence: 95,
        reasons: [.serialIssued, .recalled]),
    JudgeCase(
        title: "a recalled lot read off an item that is of another", lot: "L1",
        item: { .found(try Sample.record(lot: "L2")) }, isPrintedLotRecalled: true,
        verdict: .caution, confidence: 70, reasons: [.serialIssued, .lotMismatch]),
    JudgeCase(
        title: "a recalled lot, and no number given", serial: nil, lot: "L1", item: { .notAsked },
        isPrintedLotRecalled: true, verdict: .caution, confidence: 95,
        reasons: [.serialNotGiven, .recalled]),
    JudgeCase(
        title: "a recalled lot, and a number on a product that has none",
        product: Facts.Product(isSerialised: false), lot: "L1",
        item: { .unknown(holdsOthers: false) }, isPrintedLotRecalled: true, verdict: .caution,
        confidence: 95, reasons: [.notSerialised, .recalled]),
    JudgeCase(
        title: "a recalled lot, and a number where the brand's list holds none", lot: "L1",
        item: { .unknown(holdsOthers: false) }, isPrintedLotRecalled: true, verdict: .caution,
        confidence: 95, reasons: [.serialUnknown, .recalled]),
    JudgeCase(
        title: "a recalled lot, and a number that the brand did not issue", lot: "L1",
        item: { .unknown(holdsOthers: true) }, isPrintedLotRecalled: true,
        verdict: .counterfeitSuspected, confidence: 70, reasons: [.serialUnknown]),
    JudgeCase(
        title: "a printed month without a day is its last day", expiry: "280200",
        item: { .found(try Sample.record(expiry: "280229")) }, verdict: .genuine, confidence: 90,
        reasons: [.serialIssued]),
    JudgeCase(
        title: "a recorded month without a day is not its first day", expiry: "280201",
        item: { .found(try Sample.record(expiry: "280200")) }, verdict: .caution, confidence: 70,
        reasons: [.serialIssued, .expiryMismatch]),
    JudgeCase(
        title: "an item that the brand holds back", item: { .found(try Sample.record(.locked)) },
        verdict: .caution, confidence: 80, reasons: [.serialIssued, .locked]),
    JudgeCase(
        title: "a destroyed item that turns up", item: { .found(try Sample.record(.destroyed)) },
        verdict: .counterfeitSuspected, confidence: 85, reasons: [.serialIssued, .destroyed]),
    JudgeCase(
        title: "a number that the brand has called void", lot: "L1",
        item: { .found(try Sample.record(.void, lot: "L1")) }, isPrintedLotRecalled: true,
        verdict: .caution, confidence: 95, reasons: [.serialUnknown, .recalled]),
    JudgeCase(
        title: "a void number of a product that has none",
        product: Facts.Product(isSerialised: false), item: { .found(try Sample.record(.void)) },
        verdict: .unknown, confidence: 0, reasons: [.notSerialised]),
    JudgeCase(
        title: "another lot", lot: "L2", item: { .found(try Sample.record(lot: "L1")) },
        verdict: .caution, confidence: 70, reasons: [.serialIssued, .lotMismatch]),
    JudgeCase(
        title: "another expiry date", expiry: "280229",
        item: { .found(try Sample.record(expiry: "280131")) }, verdict: .caution, confidence: 70,
        reasons: [.serialIssued, .expiryMismatch]),
    JudgeCase(
        title: "another lot and another expiry date", lot: "L2", expiry: "280229",
        item: { .found(try Sample.record(lot: "L1", expiry: "280131")) },
        verdict: .counterfeitSuspected, confidence: 70,
        reasons: [.serialIssued, .lotMismatch, .expiryMismatch]),
    JudgeCase(
        title: "an item past its recorded date",
        item: { .found(try Sample.record(expiry: "261122")) }, verdict: .caution, confidence: 95,
        reasons: [.serialIssued, .expired]),
    JudgeCase(
        title: "an item on its last day", item: { .found(try Sample.record(expiry: "261123")) },
        verdict: .genuine, confidence: 90, reasons: [.serialIssued]),
    JudgeCase(
        title: "the printed date counts where none is recorded", expiry: "261122",
        verdict: .caution, confidence: 95, reasons: [.serialIssued, .expired]),
    JudgeCase(
        title: "the wrong market for the item changes no verdict", place: "FR Lyon",
        item: { .found(try Sample.record(market: "DE")) }, verdict: .genuine, confidence: 90,
        reasons: [.serialIssued, .wrongMarket]),
    JudgeCase(
        title: "the wrong market for the product changes no verdict",
        soldIn: "DE", place: "FR", verdict: .genuine, confidence: 90,
        reasons: [.serialIssued, .wrongMarket]),
    JudgeCase(
        title: "the right market is not mentioned", place: "DE",
        item: { .found(try Sample.record(market: "DE")) }, verdict: .genuine, confidence: 90,
        reasons: [.serialIssued]),
    JudgeCase(
        title: "a seller whom the brand does not supply changes no verdict",
        isUnauthorisedSeller: true, verdict: .genuine, confidence: 90,
        reasons: [.serialIssued, .sellerNotAuthorised]),
    JudgeCase(
        title: "a genuine number at a seller whom one member reports", reports: 1,
        verdict: .caution, confidence: 60, reasons: [.serialIssued, .sellerIndicated]),
    JudgeCase(
        title: "a genuine number at a seller whom several members report", reports: 2,
        verdict: .caution, confidence: 80, reasons: [.serialIssued, .sellerIndicated]),
    JudgeCase(
        title: "an unknown number of a product whose every item has one",
        item: { .unknown(holdsOthers: true) }, verdict: .counterfeitSuspected, confidence: 70,
        reasons: [.serialUnknown]),
    JudgeCase(
        title: "an unknown number where the brand's list holds none",
        item: { .unknown(holdsOthers: false) }, verdict: .unknown, confidence: 0,
        reasons: [.serialUnknown]),
    JudgeCase(
        title: "a number on a product that has none",
        product: Facts.Product(isSerialised: false), item: { .unknown(holdsOthers: false) },
        verdict: .unknown, confidence: 0, reasons: [.notSerialised]),
    JudgeCase(
        title: "a number of a product without numbers that holds some is no suspicion",
        product: Facts.Product(isSerialised: false), item: { .unknown(holdsOthers: true) },
        verdict: .unknown, confidence: 0, reasons: [.notSerialised]),
    JudgeCase(
        title: "a product that its owner has not registered", product: nil,
        item: { .unknown(holdsOthers: false) }, verdict: .unknown, confidence: 0,
        reasons: [.productNotRegistered, .serialUnknown]),
    JudgeCase(
        title: "an unregistered product asked for without number", product: nil, serial: nil,
        item: { .notAsked }, verdict: .unknown, confidence: 0, reasons: [.productNotRegistered]),
    JudgeCase(
        title: "no number given for a product that has them", serial: nil, item: { .notAsked },
        verdict: .unknown, confidence: 0, reasons: [.serialNotGiven]),
    JudgeCase(
        title: "no number given for a product that has none",
        product: Facts.Product(isSerialised: false), serial: nil, item: { .notAsked },
        verdict: .unknown, confidence: 0, reasons: [.notSerialised]),
    JudgeCase(
        title: "no number given for an expired product", serial: nil, expiry: "200101",
        item: { .notAsked }, verdict: .caution, confidence: 95,
        reasons: [.serialNotGiven, .expired]),
    JudgeCase(
        title: "an unconfirmed product at a reported seller", serial: nil, item: { .notAsked },
        reports: 1, verdict: .caution, confidence: 60, reasons: [.serialNotGiven, .sellerIndicated]),
]

@Suite struct JudgeTests {
    @Test("the judge follows the table", arguments: table)
    func followsTable(row: JudgeCase) throws {
        let question = try Sample.question(
            Sample.item(serial: row.serial, lot: row.lot, expiry: row.expiry), place: row.place)
        var product = row.product
        if let market = row.soldIn { product?.markets = [try Country(parsing: market)] }
        let facts = Facts(
            product: product, item: try row.item(),
            printedLot: try row.lot.map {
                LotRecord(
                    product: .gtin(try GTIN(parsing: Sample.gtin)), lot: try Lot(parsing: $0),
                    recall: row.isPrintedLotRecalled ? LotRecall(at: 1, cause: "leak") : nil)
            }, isUnauthorisedSeller: row.isUnauthorisedSeller, membersReportingSeller: row.reports,
            cloneSigns: row.cloneScore.map {
                Facts.CloneSigns(
                    score: $0,
                    signs: [.init(.impossibleTravel), .init(.scanRate), .init(.stateConflict)],
                    areUnconfirmed: row.areSightsUnconfirmed)
            })
        let judgement = Judge.judge(question, facts: facts, at: Sample.now)
        #expect(judgement.verdict == row.verdict)
        #expect(judgement.confidence == row.confidence)
        #expect(judgement.reasons == row.reasons)
    }

    @Test("the table gives every reason that the judge can give")
    func complete() {
        let elsewhere: Set<ReasonCode> = [
            // Given by the router and the responder.
            .prefixNotInAlliance, .ownerUnreachable, .answerNotVerified, .notDisclosed,
            .answeredFromSnapshot, .snapshotExpired,
        ]
        #expect(Set(table.flatMap(\.reasons)) == Set(ReasonCode.known).subtracting(elsewhere))
    }

    /// Every combination of facts, small enough to try them all.
    private func allFacts() throws -> [Facts] {
        var items: [Facts.Item] = [
            .notAsked, .unknown(holdsOthers: true), .unknown(holdsOthers: false),
        ]
        for state in ItemState.allCases {
            for market in [nil, "DE"] {
                items.append(.found(try Sample.record(state, market: market)))
            }
        }
        let products = [
            nil, Facts.Product(isSerialised: true), Facts.Product(isSerialised: false),
        ]
        let clones = [nil, 0, 30, 90].map { score in
            score.map { Facts.CloneSigns(score: $0, signs: [.init(.scanRate)]) }
        }
        return items.flatMap { item in
            products.flatMap { product in
                [false, true].flatMap { isUnauthorised in
                    [0, 1, 5].flatMap { reports in
                        clones.map {
                            Facts(
                                product: product, item: item, isUnauthorisedSeller: isUnauthorised,
                                membersReportingSeller: reports, cloneSigns: $0)
                        }
                    }
                }
            }
        }
    }

    @Test(
        "neither the place nor whether the brand supplies the seller ever changes verdict or confidence"
    )
    func greyMarket() throws {
        let somewhere = try Sample.question(place: "FR")
        let nowhere = try Sample.question()
        for facts in try allFacts() {
            var neutral = facts
            neutral.isUnauthorisedSeller = false
            let judgement = Judge.judge(somewhere, facts: facts, at: Sample.now)
            let plain = Judge.judge(nowhere, facts: neutral, at: Sample.now)
            #expect(judgement.verdict == plain.verdict)
            #expect(judgement.confidence == plain.confidence)
        }
    }

    @Test("what is not found is suspicious only for a serialised product whose numbers are held")
    func notFound() throws {
        for facts in try allFacts() {
            guard case .unknown(let holdsOthers) = facts.item else { continue }
            let verdict = Judge.judge(try Sample.question(), facts: facts, at: Sample.now).verdict
            #expect(
                (verdict == .counterfeitSuspected)
                    == (holdsOthers && facts.product?.isSerialised == true))
            #expect(verdict != .genuine)
        }
    }

    @Test("reports about a seller make no counterfeit of a genuine number")
    func sellerOnly() throws {
        for facts in try allFacts() where facts.membersReportingSeller > 0 {
            var unreported = facts
            unreported.membersReportingSeller = 0
            let question = try Sample.question()
            let judgement = Judge.judge(question, facts: facts, at: Sample.now)
            let before = Judge.judge(question, facts: unreported, at: Sample.now)
            #expect(judgement.verdict == max(before.verdict, .caution))
        }
    }
}
