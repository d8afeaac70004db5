import AllianceNames
import ProductAuthentication
import Testing
import TransparencyLog

@Suite struct SignedAnswerTests {
    private func verify(
        _ bytes: [UInt8], _ question: Question, responders: [String] = ["brand"],
        keySeed: UInt8 = 1
    ) throws -> VerifiedAnswer {
        let key = try Sample.signer(keySeed).verifierKey
        return try SignedAnswer(parsing: bytes).verify(
            question: question.digest, responders: responders.map { try Sample.member($0) },
            keys: { $0.rawValue == "brand" ? [key] : [] })
    }

    @Test("an answer prints as documented")
    func golden() throws {
        let answer = try Sample.answer(
            to: Sample.question(),
            judgement: Judgement([
                Finding(.serialIssued, .genuine, confidence: 90),
                Finding(.sample, .caution, confidence: 70),
            ]))
        #expect(
            answer.text == """
                touchstone answer v1
                question \(answer.question)
                responder brand
                answered 1795435200000
                verdict caution
                confidence 70
                reason serialIssued
                reason sample
                keep 0
                as-of ally.example/alliance/brand/e1 7 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                pad \(String(repeating: ".", count: 750))

                """)
        #expect(answer.text.utf8.count == Answer.sizeClassBytes)
    }

    @Test("a signed answer is believed by whoever asked, and says what was signed")
    func roundTrip() throws {
        let question = try Sample.question()
        let answer = try Sample.answer(to: question)
        let signed = try SignedAnswer(signing: answer, by: Sample.signer(1))
        #expect(try verify(signed.bytes, question).answer == answer)
        let bare = Answer(
            question: question.digest, responder: answer.responder, answeredAt: 1,
            judgement: Judgement([]), asOf: nil)
        #expect(
            try verify(SignedAnswer(signing: bare, by: Sample.signer(1)).bytes, question).answer
                == bare)
    }

    @Test("an answer to another question is refused")
    func otherQuestion() throws {
        let asked = try Sample.question(seed: 1)
        let other = try Sample.question(seed: 2)
        let signed = try SignedAnswer(
            signing: Sample.answer(to: other), by: Sample.signer(1))
        #expect(
            throws: ProductAuthenticationError.otherQuestion(
                expected: asked.digest, found: other.digest)
        ) { try verify(signed.bytes, asked) }
    }

    @Test("an answer of a member that does not own the number is refused")
    func otherResponder() throws {
        let question = try Sample.question()
        let signed = try SignedAnswer(
            signing: Sample.answer(to: question, by: "rival"), by: Sample.signer(1))
        #expect(throws: ProductAuthenticationError.self) { try verify(signed.bytes, question) }
        #expect(throws: ProductAuthenticationError.notAnAnswerKey(of: try Sample.member("rival"))) {
            try verify(signed.bytes, question, responders: ["brand", "rival"])
        }
    }

    @Test("an answer signed with another key is refused")
    func otherKey() throws {
        let question = try Sample.question()
        let signed = try SignedAnswer(
            signing: Sample.answer(to: question), by: Sample.signer(2))
        #expect(throws: ProductAuthenticationError.notAnAnswerKey(of: try Sample.member("brand"))) {
            try verify(signed.bytes, question)
        }
    }

    @Test("no changed byte is believed")
    func flips() throws {
        let question = try Sample.question()
        let bytes = try SignedAnswer(
            signing: Sample.answer(to: question), by: Sample.signer(1)
        ).bytes
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1
            #expect(throws: ProductAuthenticationError.self, "byte \(position)") {
                try verify(changed, question)
            }
        }
    }

    @Test(
        "a text that is not the one form of an answer is refused",
        arguments: [
            ("verdict genuine", "verdict fake"), ("confidence 90", "confidence 101"),
            ("confidence 90", "confidence 090"), ("verdict genuine", "verdict unknown"),
            ("reason serialIssued", "reason serialIssued\nreason serialIssued"),
            ("reason serialIssued", "reason "), ("responder brand", "responder Brand"),
            ("as-of ally.example/alliance/brand/e1 7", "as-of ally.example/alliance/brand/e1  7"),
            ("answered 1795435200000", "answered now"), ("as-of", "extra x\nas-of"),
            ("keep 0", "keep 3601"), ("keep 0\n", ""), ("pad ..", "pad ."), ("pad ..", "pad .-"),
            ("reason serialIssued", "reason serialIssued\ndetail "),
            ("reason serialIssued", "detail x\nreason serialIssued"),
            (
                "reason serialIssued",
                (0...16).map { "reason r\($0)" }.joined(separator: "\n")
            ),
        ])
    func forms(line: String, wrong: String) throws {
        let text = try Sample.answer(to: Sample.question()).text
        let changed = text.replacing(line, with: wrong)
        #expect(changed != text)
        #expect(throws: ProductAuthenticationError.self) { try Answer(parsing: changed) }
    }

    @Test("reasons of a newer version are kept, up to the limit")
    func newReasons() throws {
        let reasons = (0..<Judgement.reasonsMax).compactMap { ReasonCode(rawValue: "r\($0)") }
        let answer = try Sample.answer(
            to: Sample.question(),
            judgement: Judgement(verdict: .caution, confidence: 1, reasons: reasons))
        #expect(try Answer(parsing: answer.text) == answer)
    }

    @Test("details stand by their reasons, and the longest answer has its size class too")
    func details() throws {
        let detail = try ReasonDetail(String(repeating: "x", count: ReasonDetail.bytesMax))
        let reasons = (0..<Judgement.reasonsMax).compactMap { ReasonCode(rawValue: "r\($0)") }
        let answer = try Sample.answer(
            to: Sample.question(),
            judgement: Judgement(
                verdict: .caution, confidence: 1, reasons: reasons,
                details: Dictionary(uniqueKeysWithValues: reasons.map { ($0, detail) })))
        #expect(try Answer(parsing: answer.text) == answer)
        #expect(answer.text.utf8.count == 4 * Answer.sizeClassBytes)
        #expect(answer.text.contains("reason r0\ndetail xxx"))
    }

    @Test("an answer of any verdict has the same length")
    func uniform() throws {
        let question = try Sample.question()
        let lengths = try [
            Judgement([Finding(.serialUnknown)]), Judgement([Finding(.notDisclosed)]),
            Judgement([Finding(.serialUnknown, .counterfeitSuspected, confidence: 70)]),
            Judgement([
                Finding(.serialIssued, .genuine, confidence: 90), Finding(.sold),
                Finding(.wrongMarket), Finding(.expired, .caution, confidence: 95),
            ]),
        ].map {
            try SignedAnswer(
                signing: Sample.answer(to: question, judgement: $0), by: Sample.signer(1)
            ).bytes.count
        }
        #expect(Set(lengths).count == 1)
    }

    @Test("an answer that is longer than the limit is not looked at")
    func longest() {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: SignedAnswer.bytesMax + 1)
        #expect(
            throws: ProductAuthenticationError.tooLong(
                document: "answer", found: bytes.count, max: SignedAnswer.bytesMax)
        ) { try SignedAnswer(parsing: bytes) }
    }
}
