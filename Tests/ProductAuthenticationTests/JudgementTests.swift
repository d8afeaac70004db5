import ProductAuthentication
import Testing

@Suite struct JudgementTests {
    @Test("what worries most decides, with the confidence of what is surest of it")
    func worst() {
        let judgement = Judgement([
            Finding(.serialIssued, .genuine, confidence: 90),
            Finding(.sample, .caution, confidence: 70),
            Finding(.recalled, .caution, confidence: 95), Finding(.sold),
        ])
        #expect(judgement.verdict == .caution)
        #expect(judgement.confidence == 95)
        #expect(judgement.reasons == [.serialIssued, .sample, .recalled, .sold])
    }

    @Test("no finding says nothing")
    func nothing() {
        #expect(Judgement([]) == Judgement(verdict: .unknown, confidence: 0, reasons: []))
    }

    @Test("adding at the asker raises a verdict, never lowers it, and repeats no reason")
    func adding() {
        let owner = Judgement(
            verdict: .counterfeitSuspected, confidence: 70, reasons: [.serialUnknown])
        let reported = owner.adding(Judge.reported(byMembers: 3))
        #expect(reported.verdict == .counterfeitSuspected && reported.confidence == 70)
        #expect(reported.reasons == [.serialUnknown, .sellerIndicated])
        #expect(reported.adding(Judge.reported(byMembers: 1)) == reported)
        let genuine = Judgement(verdict: .genuine, confidence: 90, reasons: [.serialIssued])
        #expect(genuine.adding(Judge.reported(byMembers: 1)).verdict == .caution)
        #expect(genuine.adding(Judge.reported(byMembers: 0)) == genuine)
    }

    @Test("every known reason has a sentence of its own, and so has an unknown one")
    func sentences() throws {
        let sentences = ReasonCode.known.map(\.sentence)
        #expect(Set(sentences).count == sentences.count)
        #expect(Set(ReasonCode.known).count == ReasonCode.known.count)
        for sentence in sentences {
            #expect(sentence.hasSuffix(".") && !sentence.contains("does not know"))
        }
        let other = try #require(ReasonCode(rawValue: "somethingNew"))
        #expect(other.sentence.contains("somethingNew"))
    }

    @Test("verdicts read as the desk says them")
    func verdicts() {
        #expect(Verdict.genuine.sentence.hasPrefix("number issued by the brand"))
        #expect(Verdict.genuine.sentence.contains("not proof of the object"))
        #expect(Verdict.unknown.sentence == "cannot be confirmed; no sign of a fake")
    }

    @Test(
        "a word that is no code is refused",
        arguments: ["", "Upper", "two words", "1st", "naïve", String(repeating: "a", count: 41)])
    func codes(word: String) {
        #expect(ReasonCode(rawValue: word) == nil)
    }
}
