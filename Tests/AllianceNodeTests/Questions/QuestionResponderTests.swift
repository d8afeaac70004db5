import AllianceNames
import AllianceNode
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
        // With time one more is allowed.
        alliance.maison.clock.withLock { $0 += QuestionBudget.refillMilliseconds }
        #expect(try judgement(responder, "A1").verdict == .genuine)
        #expect(try judgement(responder, "guess").reasons == [.serialUnknown])
        #expect(try judgement(responder, "A1") == refused)
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
