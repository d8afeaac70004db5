import AllianceNames
import Foundation
import Statements
import SwiftProtobuf
import Testing

@Suite("Of the kinds of statement in a complaint")
struct ComplaintKindTests {
    private func keyword(of wire: some Message, as kind: EntryKind) -> String? {
        do {
            _ = try Statement.decode(kind: kind, payload: wire.serializedBytes())
            return nil
        } catch {
            return (error as? StatementError)?.keyword
        }
    }

    /// The keyword for each change of a message that is right as it is.
    private func expect<Wire: Message>(
        _ wire: Wire, as kind: EntryKind, _ changes: [((inout Wire) -> Void, String?)]
    ) {
        #expect(keyword(of: wire, as: kind) == nil)
        for (position, (change, expected)) in changes.enumerated() {
            var changed = wire
            change(&changed)
            #expect(keyword(of: changed, as: kind) == expected, "\(kind), change \(position)")
        }
    }

    private static func reference(_ index: UInt64 = 7) -> WireEntryReference {
        var wire = WireEntryReference()
        wire.origin = "alliance.example/desk-aurum/aurum/e1"
        wire.index = index
        return wire
    }

    private static func file(_ byte: UInt8 = 1, bytes: UInt64 = 9) -> WireEvidenceFile {
        var wire = WireEvidenceFile()
        wire.sha256 = Data(repeating: byte, count: 32)
        wire.mediaType = "image/png"
        wire.fileBytes = bytes
        wire.role = .featurePhotographs
        return wire
    }

    private static func targets(
        _ ids: [String], marketplace: String = "taobao", type: UInt32 = 4
    ) -> WireComplaintTargets {
        var wire = WireComplaintTargets()
        wire.indicatorType = type
        wire.marketplace = marketplace
        wire.id = ids
        return wire
    }

    private static func complaint() -> WireComplaint {
        var wire = WireComplaint()
        wire.rightOffice = "EM"
        wire.rightNumber = "018012345"
        wire.ground = .testBuy
        wire.targets = [targets(["1"])]
        wire.goodFaithStatement = "We believe so."
        wire.declaredBy = "A. Aurum"
        return wire
    }

    @Test("each kind is decoded as what it says, and encodes again")
    func kinds() throws {
        var kinds: Set<EntryKind> = []
        for statement in try Samples.complaints() {
            let again = try Statement.decode(kind: statement.kind, payload: statement.payload())
            #expect(again == statement)
            kinds.insert(statement.kind)
        }
        #expect(kinds == Set(ComplaintStatement.kinds))
        #expect(kinds.allSatisfy { !$0.description.hasPrefix("kind-") && !$0.isOpen })
    }

    @Test("a complaint has a right, a ground, a declaration, and 1 to 300 listings, each once")
    func complaints() {
        expect(
            Self.complaint(), as: .complaint,
            [
                ({ $0.rightOffice = "em" }, "field-form"),
                ({ $0.rightNumber = "" }, "field-missing"),
                ({ $0.ground = .unspecified }, "field-missing"),
                ({ $0.ground = .UNRECOGNIZED(8) }, "field-range"),
                ({ $0.goodFaithStatement = "" }, "field-missing"),
                ({ $0.declaredBy = "" }, "field-missing"), ({ $0.targets = [] }, "field-missing"),
                ({ $0.targets = [Self.targets([])] }, "field-missing"),
                ({ $0.targets = [Self.targets((0..<300).map(String.init))] }, nil),
                ({ $0.targets = [Self.targets((0..<301).map(String.init))] }, "field-count"),
                ({ $0.targets = [Self.targets(["A", "a"])] }, "field-form"),
                (
                    { $0.targets = [Self.targets(["a"]), Self.targets(["a"], marketplace: "x")] },
                    nil
                ),
                ({ $0.targets = [Self.targets(["a"], type: 3)] }, nil),
                ({ $0.targets = [Self.targets(["a"], type: 8)] }, "field-form"),
                ({ $0.targets = [Self.targets(["1"], marketplace: "")] }, "name-identifier"),
                ({ $0.hostedAccount = String(repeating: "x", count: 65) }, "field-length"),
                ({ $0.mends = WireEntryReference() }, "field-missing"),
                ({ $0.mends = Self.reference() }, nil),
            ])
    }

    private static func item(_ element: String, listing: UInt32 = 0) -> WireListedItem {
        var wire = WireListedItem()
        wire.listing = listing
        wire.elementString = element
        return wire
    }

    @Test(
        "a number on goods is one element string with a serial number, of a listing, once; what is none is left out"
    )
    func listedItems() throws {
        let known = "(01)09520123456788(21)12345"
        func items(
            _ wire: [WireListedItem], of ids: [String] = ["1"]
        ) throws -> [ListedItem] {
            var complaint = Self.complaint()
            complaint.targets = [Self.targets(ids)]
            complaint.item = wire
            let statement = try Statement.decode(
                kind: .complaint, payload: complaint.serializedBytes())
            guard case .complaint(.complaint(let read)) = statement else { return [] }
            return read.items
        }
        #expect(try items([Self.item(known)]).map(\.elementString) == [known])
        let whole = "(01)09520123456788(17)270430(10)L7(21)12345"
        #expect(try items([Self.item(whole)]).map(\.elementString) == [whole])
        // One way of writing it, so that what is asked is what was signed.
        for other in [
            "(21)12345(01)09520123456788", "https://id.gs1.org/01/09520123456788/21/12345",
            "(01)09520123456788", "(01)09520123456789(21)12345", "(21)12345", "", "x",
        ] {
            #expect(try items([Self.item(other), Self.item(known)]).count == 1, "\(other)")
        }
        #expect(try items([Self.item(known, listing: 1)]).isEmpty)
        #expect(try items([Self.item(known, listing: .max)]).isEmpty)
        #expect(try items([Self.item(known), Self.item(known)]).count == 1)
        let two = [Self.item(known), Self.item(known, listing: 1)]
        #expect(try items(two, of: ["1", "2"]).map(\.listing) == [0, 1])
        func many(_ count: Int) -> [WireListedItem] {
            (0..<count).map { Self.item("(01)09520123456788(21)\($0)") }
        }
        #expect(try items(many(16)).count == 16 && items(many(17)).count == 16)
        #expect(try items(many(2_000).map { _ in Self.item("x") } + many(1)).isEmpty)
    }

    @Test("300 listings with names of 40 characters fit into one complaint")
    func fullComplaint() throws {
        var wire = Self.complaint()
        wire.targets = [
            Self.targets((0..<300).map { String(repeating: "9", count: 36) + String(1_000 + $0) })
        ]
        #expect(keyword(of: wire, as: .complaint) == nil)
        let bytes: [UInt8] = try wire.serializedBytes()
        #expect(bytes.count <= PayloadBundle.payloadBytesMax)
    }

    @Test("evidence is of known types, bounded each and together, and each file named once")
    func evidence() {
        let most = EvidenceFile.fileBytesMax
        expect(
            Self.complaint(), as: .complaint,
            [
                ({ $0.evidence = [Self.file()] }, nil),
                ({ $0.evidence = [Self.file(), Self.file()] }, "field-form"),
                ({ $0.evidence = [Self.file(bytes: 0)] }, "field-range"),
                ({ $0.evidence = [Self.file(bytes: most)] }, nil),
                ({ $0.evidence = [Self.file(bytes: most + 1)] }, "field-range"),
                ({ $0.evidence = (1...4).map { Self.file($0, bytes: most) } }, nil),
                ({ $0.evidence = (1...5).map { Self.file($0, bytes: most) } }, "field-range"),
                ({ $0.evidence = (1...32).map { Self.file($0) } }, nil),
                ({ $0.evidence = (1...33).map { Self.file($0) } }, "field-count"),
                (
                    {
                        $0.evidence = [Self.file()]
                        $0.evidence[0].mediaType = "text/html"
                    }, "field-form"
                ),
                (
                    {
                        $0.evidence = [Self.file()]
                        $0.evidence[0].sha256 = Data([1])
                    }, "field-form"
                ),
                (
                    {
                        $0.evidence = [Self.file()]
                        $0.evidence[0].role = .unspecified
                    }, "field-missing"
                ),
            ])
    }

    @Test("a decision has one verdict a listing, with reasons, by a person with a name or by none")
    func decisions() {
        var part = WireListingVerdict()
        part.listing = [0, 299]
        part.verdict = .takeDown
        part.scope = .listing
        part.reason = ["clear"]
        var wire = WireDecision()
        wire.complaint = Self.reference()
        wire.madeBy = .person
        wire.reviewer = "r-1"
        wire.verdict = [part]
        expect(
            wire, as: .decision,
            [
                ({ $0.clearComplaint() }, "field-missing"), ({ $0.verdict = [] }, "field-missing"),
                ({ $0.madeBy = .unspecified }, "field-missing"),
                ({ $0.madeBy = .automatic }, "field-form"), ({ $0.reviewer = "" }, "field-missing"),
                (
                    {
                        $0.madeBy = .automatic
                        $0.reviewer = ""
                    }, nil
                ),
                ({ $0.verdict[0].listing = [] }, "field-missing"),
                ({ $0.verdict[0].listing = [1, 1] }, "field-form"),
                ({ $0.verdict[0].listing = [2, 1] }, "field-form"),
                ({ $0.verdict[0].listing = [300] }, "field-range"),
                ({ $0.verdict = [part, part] }, "field-form"),
                ({ $0.verdict[0].reason = [] }, "field-missing"),
                ({ $0.verdict[0].reason = Array(repeating: "x", count: 17) }, "field-count"),
                ({ $0.verdict[0].scope = .unspecified }, "field-missing"),
                ({ $0.verdict[0].verdict = .return }, nil),
                (
                    {
                        $0.verdict[0].verdict = .return
                        $0.answers = Self.reference()
                    }, "field-form"
                ),
                ({ $0.answers = Self.reference() }, nil),
                ({ $0.verdict[0].restrictedUntilMs = .max }, "field-range"),
            ])
    }

    @Test("a score is the sum of its contributions, and bounded")
    func scores() {
        var contribution = WireScoreContribution()
        contribution.feature = "price"
        contribution.logOddsThousandths = -500
        var part = WireListingVerdict()
        part.listing = [0]
        part.verdict = .refuse
        part.reason = ["clear"]
        part.score.table = "t1"
        part.score.contribution = [contribution]
        part.score.logOddsThousandths = -500
        var wire = WireDecision()
        wire.complaint = Self.reference()
        wire.madeBy = .automatic
        wire.verdict = [part]
        expect(
            wire, as: .decision,
            [
                ({ $0.verdict[0].score.logOddsThousandths = -501 }, "field-form"),
                ({ $0.verdict[0].score.table = "" }, "field-missing"),
                (
                    {
                        $0.verdict[0].score.contribution[0].logOddsThousandths = 100_001
                        $0.verdict[0].score.logOddsThousandths = 100_001
                    }, "field-form"
                ),
                (
                    {
                        $0.verdict[0].score.contribution = Array(repeating: contribution, count: 65)
                        $0.verdict[0].score.logOddsThousandths = -500 * 65
                    }, "field-count"
                ),
            ])
    }

    @Test("an outcome answers an order or none, by its kind, and a value has a currency")
    func outcomes() {
        var wire = WireOutcome()
        wire.complaint = Self.reference()
        wire.kind = .takenDown
        wire.order = Self.reference(8)
        expect(
            wire, as: .outcome,
            [
                ({ $0.clearOrder() }, "field-missing"), ({ $0.kind = .seized }, "field-form"),
                (
                    {
                        $0.kind = .seized
                        $0.clearOrder()
                    }, nil
                ),
                ({ $0.valueMinorUnits = 1 }, "field-missing"),
                (
                    {
                        $0.valueMinorUnits = 1
                        $0.currency = "EUR"
                    }, nil
                ),
                ({ $0.currency = "eur" }, "field-form"),
                ({ $0.itemCount = ComplaintOutcome.itemsMax + 1 }, "field-range"),
                (
                    {
                        $0.valueMinorUnits = ComplaintOutcome.valueMinorUnitsMax + 1
                        $0.currency = "EUR"
                    }, "field-range"
                ),
            ])
    }

    @Test("what asks, answers, objects, holds and pauses says enough, and of which complaint")
    func others() {
        var request = WireEvidenceRequest()
        request.complaint = Self.reference()
        request.text = "photographs"
        request.dueMs = 1
        expect(
            request, as: .evidenceRequest,
            [
                ({ $0.text = "" }, "field-missing"), ({ $0.dueMs = 0 }, "field-missing"),
                ({ $0.role = [.UNRECOGNIZED(99)] }, "field-range"),
                ({ $0.clearComplaint() }, "field-missing"),
            ])
        var supply = WireEvidenceSupply()
        supply.complaint = Self.reference()
        supply.request = Self.reference(8)
        supply.text = "here"
        expect(
            supply, as: .evidenceSupply,
            [({ $0.text = "" }, "field-missing"), ({ $0.clearRequest() }, "field-missing")])
        var counter = WireCounterNotice()
        counter.complaint = Self.reference()
        counter.reason = .other
        counter.text = "real"
        counter.goodFaithStatement = "I believe so."
        expect(
            counter, as: .counterNotice,
            [
                ({ $0.text = "" }, "field-missing"),
                ({ $0.reason = .unspecified }, "field-missing"),
                ({ $0.goodFaithStatement = "" }, "field-missing"),
            ])
        counter.listing = [1]
        counter.item = [1, 2, 300].map { Self.item("(01)09520123456788(21)1", listing: $0) }
        guard
            case .complaint(.counterNotice(let read))? = try? Statement.decode(
                kind: .counterNotice, payload: counter.serializedBytes())
        else {
            Issue.record("a counter-notice is read")
            return
        }
        #expect(read.items.map(\.listing) == [1])
        var reinstatement = WireReinstatement()
        reinstatement.complaint = Self.reference()
        reinstatement.reason = .courtOrder
        reinstatement.reviewer = "r-1"
        expect(
            reinstatement, as: .reinstatement,
            [({ $0.reviewer = "" }, "field-missing"), ({ $0.listing = [1, 0] }, "field-form")])
        var appeal = WireAppeal()
        appeal.complaint = Self.reference()
        appeal.text = "again"
        expect(appeal, as: .appeal, [({ $0.text = "" }, "field-missing")])
        var withdrawal = WireWithdrawal()
        withdrawal.complaint = Self.reference()
        expect(withdrawal, as: .withdrawal, [({ $0.listing = [300] }, "field-range")])
        var hold = WireOperationHold()
        hold.complaint = Self.reference()
        expect(hold, as: .operationHold, [({ $0.untilMs = .max }, "field-range")])
        var pause = WireClockPause()
        pause.complaint = Self.reference()
        pause.reason = .authorityRequest
        expect(
            pause, as: .clockPause,
            [
                ({ $0.reason = .unspecified }, "field-missing"),
                ({ $0.complaint.origin = "x" }, "name-origin"),
            ])
    }
}
