import Complaints
import Testing

@Suite struct OrderFailureTests {
    @Test("why an order came to nothing is known again from the words that are kept")
    func kept() {
        let errors: [MarketplaceError] = [
            .unknownMarketplace("bazario"), .unreachable("status 503"),
            .answerUnreadable("no JSON"),
        ]
        for error in errors {
            let failure = OrderFailure(keptAs: "\(error)")
            #expect(failure.keyword == error.keyword && failure.words == "\(error)")
        }
        for failure in [OrderFailure.silent, .unanswered, .refused("查无此商品")] {
            #expect(OrderFailure(keptAs: failure.words) == failure)
        }
    }
}
