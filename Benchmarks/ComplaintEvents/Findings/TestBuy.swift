/// A member bought from a listing and looked at what came.
package struct TestBuy: Equatable, Sendable {
    package enum Outcome: String, Sendable {
        case genuine
        case inconclusive
        case counterfeit
    }

    package let testBuy: Int
    package let listing: Int
    /// The brand that bought.
    package let member: Int
    package let outcome: Outcome

    package init(testBuy: Int, listing: Int, member: Int, outcome: Outcome) {
        self.testBuy = testBuy
        self.listing = listing
        self.member = member
        self.outcome = outcome
    }
}
