import GS1
import ProductAuthentication
import Statements
import Testing
import TransparencyLog

@Suite struct AnswerCacheTests {
    private typealias Key = AnswerCache<Int>.Key
    private func key(_ question: Question) -> Key { Key(question, roster: .zero) }

    @Test("an answer is used again exactly as long as it says")
    func time() throws {
        var cache = AnswerCache<Int>()
        let key = key(try Sample.question())
        cache.keep(7, as: key, seconds: 30, at: 1_000)
        let found = [1_000, 30_999, 31_000].map { cache.find(key, at: $0) }
        #expect(found == [7, 7, nil])
        cache.keep(8, as: key, seconds: 30, at: 1_000)
        #expect(cache.find(key, at: 999) == nil)
        cache.keep(9, as: key, seconds: 0, at: 1_000)
        #expect(cache.find(key, at: 1_000) == nil)
    }

    @Test("nonce and time of asking do not tell questions apart; all else does")
    func keys() throws {
        let question = try Sample.question(seed: 1)
        #expect(try key(question) == key(Sample.question(seed: 2)))
        let seller = try Indicator(.sellerAccount, parsing: "shopee:store123")
        let others = [
            try Sample.question(Sample.item(serial: "A2")),
            try Sample.question(Sample.item(serial: nil)),
            try Sample.question(Sample.item(lot: "L1")),
            try Sample.question(Sample.item(expiry: "280131")),
            try Sample.question(seller: seller), try Sample.question(listing: seller),
            try Sample.question(place: "DE"), try Sample.question(place: "DE Hamburg"),
            try Sample.question(purpose: "DE"),
        ].map { Key($0, roster: .zero) }
        #expect(Set(others + [key(question)]).count == others.count + 1)
        #expect(Key(question, roster: Digest.sha256([1])) != key(question))
    }

    @Test("it never holds more than its limit, and forgets the oldest first")
    func bounded() throws {
        var cache = AnswerCache<Int>()
        let max = AnswerCache<Int>.answersMax
        for number in 0..<(3 * max) {
            let question = try Sample.question(Sample.item(serial: "A\(number)"))
            cache.keep(number, as: key(question), seconds: 60, at: 0)
            #expect(cache.count <= max)
        }
        #expect(cache.count == max)
        func find(_ number: Int) throws -> Int? {
            cache.find(key(try Sample.question(Sample.item(serial: "A\(number)"))), at: 1)
        }
        #expect(try find(2 * max - 1) == nil)
        #expect(try find(2 * max) == 2 * max)
    }

    @Test("one question asked again and again takes one place")
    func replaced() throws {
        var cache = AnswerCache<Int>()
        let first = key(try Sample.question(Sample.item(serial: "A0")))
        let again = key(try Sample.question())
        cache.keep(1, as: first, seconds: 60, at: 0)
        for number in 0..<1_000 { cache.keep(number, as: again, seconds: 60, at: 0) }
        #expect(cache.count == 2)
        #expect(cache.find(first, at: 1) == 1)
        #expect(cache.find(again, at: 1) == 999)
    }

    @Test(
        "only answers that nothing hides behind are kept",
        arguments: [
            (Judgement([Finding(.serialIssued, .genuine, confidence: 90)]), 30),
            (Judgement([Finding(.serialNotGiven)]), 300),
            (Judgement([Finding(.notSerialised)]), 300),
            (Judgement([Finding(.productNotRegistered)]), 300),
            (Judgement([Finding(.productNotRegistered), Finding(.serialUnknown)]), 0),
            (Judgement([Finding(.serialUnknown)]), 0), (Judgement([Finding(.notDisclosed)]), 0),
            (Judgement([Finding(.serialUnknown, .counterfeitSuspected, confidence: 70)]), 0),
            (Judgement([Finding(.stolen, .caution, confidence: 90)]), 0), (Judgement([]), 0),
        ])
    func keeping(judgement: Judgement, seconds: Int) {
        #expect(AnswerKeeping.seconds(for: judgement) == seconds)
    }
}
