import AllianceNode
import Logging
import Peering
import ProductAuthentication
import Testing

@Suite struct PeerQuestionsTests {
    private func port(_ alliance: QuestionAlliance) throws -> PeerQuestions {
        PeerQuestions(
            responder: try alliance.maison.responder(), logger: Logger(label: "test"))
    }

    private func question() throws -> Question {
        var generator = SystemRandomNumberGenerator()
        return try Question(
            nonce: Nonce(using: &generator), askedAt: QuestionAlliance.now,
            asker: QuestionAlliance.customs, product: QuestionAlliance.item("SECRET1"))
    }

    @Test("a question gets its signed answer")
    func answered() throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("SECRET1")
        let question = try question()
        let bytes = try port(alliance).answer(
            question.bytes, from: QuestionAlliance.customs, waited: 0)
        let answer = try SignedAnswer(parsing: bytes).verify(
            question: question, roster: alliance.roster)
        #expect(answer.answer.judgement.verdict == .genuine)
    }

    @Test("a refusal says which rule was broken, and never repeats what was asked")
    func refused() throws {
        let port = try port(QuestionAlliance())
        let text = String(decoding: try question().bytes, as: UTF8.self)
        let attempts: [(String, Int)] = [
            (text.replacing("serial SECRET1", with: "serial SECRET 1"), 400),
            (text.replacing("serial", with: "SECRET1"), 400), ("", 400),
            (text.replacing("asker customs", with: "asker atelier"), 403),
            (text.replacing("deadline", with: "role authority\ndeadline"), 403),
        ]
        for (attempt, status) in attempts {
            do {
                _ = try port.answer(
                    Array(attempt.utf8), from: QuestionAlliance.customs, waited: 0)
                Issue.record("answered: \(attempt)")
            } catch {
                #expect(error.status == status)
                #expect(!error.detail.contains("SECRET"))
                #expect(!error.keyword.contains("SECRET"))
            }
        }
    }
}
