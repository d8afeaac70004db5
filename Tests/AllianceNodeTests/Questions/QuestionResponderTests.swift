import AllianceNames
import AllianceNode
import GS1
import Logging
import ProductAuthentication
import Synchronization
import Testing
import TransparencyLog

@Suite struct QuestionResponderTests {
    private func question(
        _ serial: String?, asker: MemberID = QuestionAlliance.customs
    ) throws -> Question {
        var generator = SystemRandomNumberGenerator()
        return try Question(
            nonce: Nonce(using: &generator), askedAt: QuestionAlliance.now, asker: asker,
            product: QuestionAlliance.item(serial))
    }

    private func judgement(
        _ responder: QuestionResponder, _ serial: String?,
        asker: MemberID = QuestionAlliance.customs
    ) throws -> Judgement {
        let bytes = try responder.respond(to: question(serial, asker: asker).bytes, from: asker)
        let signed = try SignedAnswer(parsing: bytes)
        return try Answer(parsing: signed.note.text).judgement
    }

    @Test("the recall of a lot that is read off the product is told, with a number and without")
    func printedLot() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let (gtin, lot) = (try GTIN(parsing: "04006381333931"), try Lot(parsing: "L9"))
        _ = try alliance.maison.registry.recall(lot: lot, of: .gtin(gtin), at: 1, cause: "leak")
        let responder = try alliance.maison.responder()
        func reasons(_ serial: String?, _ lot: String) throws -> [ReasonCode] {
            var generator = SystemRandomNumberGenerator()
            let question = try Question(
                nonce: Nonce(using: &generator), askedAt: QuestionAlliance.now,
                asker: QuestionAlliance.customs,
                product: .gs1(
                    ItemIdentifiers(
                        gtin: gtin, serial: try serial.map { try Serial(parsing: $0) },
                        lot: try Lot(parsing: lot))))
            let answer = try responder.respond(to: question.bytes, from: QuestionAlliance.customs)
            return try Answer(parsing: SignedAnswer(parsing: answer).note.text).judgement.reasons
        }
        #expect(try reasons("A1", "L9") == [.serialIssued, .recalled])
        #expect(try reasons("A1", "L8") == [.serialIssued])
        #expect(try reasons(nil, "L9") == [.serialNotGiven, .recalled])
        #expect(try reasons("guess", "L9") == [.serialUnknown])
        alliance.maison.knowledge.registered.withLock { $0 = Facts.Product(isSerialised: false) }
        #expect(try reasons("guess", "L9") == [.notSerialised, .recalled])
        #expect(try reasons("guess", "L8") == [.notSerialised])
    }

    @Test("a question in another member's name is refused")
    func otherAsker() throws {
        let responder = try QuestionAlliance().maison.responder()
        #expect(
            throws: ProductAuthenticationError.otherAsker(
                claimed: QuestionAlliance.customs, found: QuestionAlliance.atelier)
        ) {
            try responder.respond(to: question("A1").bytes, from: QuestionAlliance.atelier)
        }
    }

    @Test("what is no question is refused")
    func malformed() throws {
        let responder = try QuestionAlliance().maison.responder()
        #expect(throws: ProductAuthenticationError.self) {
            try responder.respond(to: [0xff], from: QuestionAlliance.customs)
        }
    }

    @Test("who guesses numbers learns no more than the budget, not even of true ones")
    func enumeration() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let responder = try alliance.maison.responder()
        for guess in 0..<QuestionBudget.unknownsMax {
            #expect(try judgement(responder, "guess\(guess)").reasons == [.serialUnknown])
        }
        let refused = Judgement([Finding(.notDisclosed)])
        #expect(try judgement(responder, "guess") == refused)
        #expect(try judgement(responder, "A1") == refused)
        // Another member is not punished for it, and the product itself is no secret.
        #expect(try judgement(responder, "A1", asker: QuestionAlliance.atelier).verdict == .genuine)
        #expect(try judgement(responder, nil).reasons == [.serialNotGiven])
        // The next window begins anew.
        alliance.maison.clock.withLock { $0 += QuestionBudget.windowMilliseconds }
        #expect(try judgement(responder, "A1").verdict == .genuine)
        #expect(try judgement(responder, "guess").reasons == [.serialUnknown])
    }

    /// Counts and remembers what is looked up.
    private final class WatchedRegistry: ItemRegistry {
        let inner: InMemoryItemRegistry
        let lookUps = Mutex<[String]>([])

        init(_ inner: InMemoryItemRegistry) { self.inner = inner }

        func lookUp(_ serial: String, of product: ProductKey) throws -> Facts.Item {
            lookUps.withLock { $0.append(serial) }
            return inner.lookUp(serial, of: product)
        }
        func record(of serial: String, of product: ProductKey) throws -> ItemRecord? {
            inner.record(of: serial, of: product)
        }
        func apply(_ changes: [ItemChange]) throws -> [ItemChangeOutcome] {
            inner.apply(changes)
        }
        func apply(_ changes: [LotChange]) throws -> [LotRecord] { inner.apply(changes) }
        func history(of serial: String, of product: ProductKey) throws -> [ItemHistoryEntry] {
            inner.history(of: serial, of: product)
        }
        func lot(_ lot: Lot, of product: ProductKey) throws -> LotRecord? {
            inner.lot(lot, of: product)
        }
        func lots(of product: ProductKey) throws -> [LotRecord] { inner.lots(of: product) }
        func itemCount(of product: ProductKey, in lot: Lot) throws -> UInt64 {
            inner.itemCount(of: product, in: lot)
        }
        func products() throws -> [ProductKey] { inner.products() }
        func items(
            of product: ProductKey, after serial: String?, limit: Int
        ) throws -> [RegisteredItem] { inner.items(of: product, after: serial, limit: limit) }
        func counts() throws -> [ItemCount] { inner.counts() }
    }

    @Test(
        "what is not disclosed costs the work of an unknown number and has its length, and the number asked about is not looked at"
    )
    func uniform() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1", "A2")
        let registry = WatchedRegistry(alliance.maison.registry)
        let responder = try alliance.maison.responder(registry: registry)
        var lengths: Set<Int> = []
        func ask(_ serial: String) throws -> Judgement {
            let bytes = try responder.respond(
                to: question(serial).bytes, from: QuestionAlliance.customs)
            lengths.insert(bytes.count)
            return try Answer(parsing: SignedAnswer(parsing: bytes).note.text).judgement
        }
        for guess in 0..<QuestionBudget.unknownsMax { _ = try ask("guess\(guess)") }
        #expect(registry.lookUps.withLock { $0.count } == QuestionBudget.unknownsMax)
        registry.lookUps.withLock { $0 = [] }
        for serial in ["A1", "guess", "A2"] {
            #expect(try ask(serial) == Judgement([Finding(.notDisclosed)]))
        }
        let lookedUp = registry.lookUps.withLock { $0 }
        #expect(lookedUp.count == 3)
        #expect(Set(lookedUp).isDisjoint(with: ["A1", "guess", "A2"]))
        #expect(lengths.count == 1)
    }

    @Test("a void number is answered, counted as a guess and kept like one that is on no list")
    func void() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1", "A2")
        let product = try question("A2").product.product
        let outcomes = alliance.maison.registry.apply([
            ItemChange(
                product: product, serial: "A2", .correction, to: .void, at: QuestionAlliance.now,
                cause: "the list of another factory")
        ])
        #expect(outcomes.count == 1 && outcomes.allSatisfy { $0.refusal == nil })
        let responder = try alliance.maison.responder()
        let void = try judgement(responder, "A2")
        #expect(try void == judgement(responder, "guess"))
        #expect(void.reasons.first == .serialUnknown)
        for _ in 2..<QuestionBudget.unknownsMax { _ = try judgement(responder, "A2") }
        #expect(try judgement(responder, "A1").reasons == [.notDisclosed])
    }

    @Test("who spent its budget is named to the owner, once, and stays spent over a restart")
    func alarm() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let responder = try alliance.maison.responder()
        for guess in 0...QuestionBudget.unknownsMax {
            _ = try judgement(responder, "guess\(guess)")
        }
        #expect(
            responder.budget.alarms == [
                .init(member: QuestionAlliance.customs, at: QuestionAlliance.now, windows: 1)
            ])
        let signer = try alliance.maison.signer()
        let restarted = QuestionResponder(
            member: QuestionAlliance.maison, registry: alliance.maison.registry,
            knowledge: alliance.maison.knowledge, signer: { signer },
            budget: try QuestionBudget(parsing: Array(responder.budget.text.utf8)),
            now: { QuestionAlliance.now }, logger: Logger(label: "test"))
        #expect(try judgement(restarted, "A1").reasons == [.notDisclosed])
    }

    @Test("only a member that the register calls an authority may ask as one")
    func authority() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let responder = try alliance.maison.responder()
        var generator = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &generator), askedAt: QuestionAlliance.now,
            asker: QuestionAlliance.customs, isUnderRole: true, product: QuestionAlliance.item("A1")
        )
        #expect(throws: ProductAuthenticationError.notAnAuthority(QuestionAlliance.customs)) {
            try responder.respond(to: question.bytes, from: QuestionAlliance.customs)
        }
        alliance.maison.knowledge.authorities.withLock { $0 = [QuestionAlliance.customs] }
        let bytes = try responder.respond(to: question.bytes, from: QuestionAlliance.customs)
        #expect(
            try Answer(parsing: SignedAnswer(parsing: bytes).note.text).judgement.verdict
                == .genuine)
    }

    @Test("a question whose asker has stopped waiting is not answered")
    func tooLate() throws {
        let alliance = try QuestionAlliance()
        let responder = try alliance.maison.responder()
        let question = try question("A1")
        let deadline = question.deadlineMilliseconds
        _ = try responder.respond(
            to: question.bytes, from: QuestionAlliance.customs, waited: deadline - 1)
        #expect(throws: ProductAuthenticationError.tooLate(milliseconds: deadline)) {
            try responder.respond(
                to: question.bytes, from: QuestionAlliance.customs, waited: deadline)
        }
    }

    /// Says what a test has set, and remembers what was noted.
    private final class WatchedScans: QuestionScans {
        let noted = Mutex<[Question]>([])
        let signs: Facts.CloneSigns?

        init(_ signs: Facts.CloneSigns?) { self.signs = signs }

        func note(
            _ question: Question, isAuthority: Bool, strangerIn country: Country?,
            item: ItemRecord, at now: UInt64
        ) -> Facts.CloneSigns? {
            noted.withLock { $0.append(question) }
            return signs
        }
    }

    @Test(
        "every question about an item is noted, its own people's too, and what the history tells is explained"
    )
    func noted() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let detail = try ReasonDetail("seen in two places too far apart")
        let scans = WatchedScans(
            Facts.CloneSigns(score: 88, signs: [.init(.impossibleTravel, detail: detail)]))
        let responder = try alliance.maison.responder(scans: scans)
        let found = try judgement(responder, "A1")
        #expect(found.verdict == .counterfeitSuspected && found.confidence == 88)
        #expect(found.details == [.impossibleTravel: detail])
        _ = try judgement(responder, "guess")
        _ = try judgement(responder, nil)
        _ = try responder.respond(to: question("A1", asker: QuestionAlliance.maison))
        #expect(
            scans.noted.withLock { $0.map(\.asker) } == [
                QuestionAlliance.customs, QuestionAlliance.maison,
            ])
    }

    @Test("numbers printed on a product of which none is on record cost nothing")
    func nothingToGuess() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1", gtin: "04006381000017")
        let responder = try alliance.maison.responder()
        for number in 0...QuestionBudget.unknownsMax {
            #expect(try judgement(responder, "printed\(number)").reasons == [.serialUnknown])
        }
        #expect(responder.budget.used.isEmpty)
    }

    @Test("known numbers cost nothing, and the owner's own people have no budget")
    func free() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let responder = try alliance.maison.responder()
        for _ in 0..<(2 * QuestionBudget.unknownsMax) {
            #expect(try judgement(responder, "A1").verdict == .genuine)
            let own = try responder.respond(to: question("guess", asker: QuestionAlliance.maison))
            #expect(own.answer.judgement.reasons == [.serialUnknown])
        }
    }
}
