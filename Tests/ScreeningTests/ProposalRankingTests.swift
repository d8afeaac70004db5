import MarkRecognition
import Screening
import Testing

@Suite struct ProposalRankingTests {
    private static func ranked(
        _ line: Int, _ number: String, price: String, disguised: Bool = true
    ) throws -> ProposalRanking.Ranked {
        let proposal = try #require(
            try ProposalTests.proposal(ProposalTests.listing(number, price: price)) {
                $0.reported = [try ProposalTests.report()]
                if disguised { $0.marks = [ProposalTests.mark(rules: [.mark, .confusable])] }
            })
        return .init(line: line, proposal)
    }

    @Test("the order is by harm, then by likelihood, name and line, whatever came first")
    func order() throws {
        let all = [
            try Self.ranked(7, "a", price: "900"), try Self.ranked(1, "b", price: "500"),
            try Self.ranked(4, "c", price: "500"), try Self.ranked(9, "c", price: "500"),
            try Self.ranked(2, "d", price: "1", disguised: false),
        ]
        for _ in 0..<20 {
            var ranking = ProposalRanking(limit: 10)
            for one in all.shuffled() { ranking.add(one) }
            #expect(ranking.ranked == all)
        }
    }

    @Test("of many the worst are kept, as a sort of all would have them")
    func bounded() throws {
        var ranking = ProposalRanking(limit: 3)
        var all: [ProposalRanking.Ranked] = []
        for number in 0..<50 {
            let one = try Self.ranked(number, "\(number)", price: "\((number * 37) % 50 + 1)")
            all.append(one)
            ranking.add(one)
        }
        #expect(ranking.count == 50)
        #expect(ranking.ranked == Array(all.sorted { $0.precedes($1) }.prefix(3)))
    }
}
