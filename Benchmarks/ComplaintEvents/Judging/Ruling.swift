/// What a judge wants done about some listings of one complaint.
package struct Ruling: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        /// Decided without a person. On what a person decided already it has no effect.
        case takeDown
        case keepUp
        /// The whole complaint goes back with what to mend, where none of it is decided yet.
        case giveBack
        /// After a counter-notice or a withdrawal: a listing that is down comes back.
        case reinstate
        /// After a counter-notice: stays down.
        case keepDown
        /// A person decides, and of what is decided already another person anew. The higher first,
        /// then the older complaint.
        case review(priority: Int)
    }

    package let complaint: Int
    /// Of that complaint. `giveBack` takes all of them, whatever stands here.
    package let listings: [Int]
    package let action: Action
    /// When it takes effect, seconds of the year.
    package let at: Int
    /// A person looks at it afterwards, and what a person finds wrong is put right.
    package let isAudited: Bool

    package init(
        complaint: Int, listings: [Int], _ action: Action, at: Int, isAudited: Bool = false
    ) {
        self.complaint = complaint
        self.listings = listings
        self.action = action
        self.at = at
        self.isAudited = isAudited
    }
}

/// What a person decided of what was put before them.
package struct ReviewOutcome: Equatable, Sendable {
    package enum Occasion: String, Sendable {
        case first
        case objection
        case audit
    }

    package let complaint: Int
    package let occasion: Occasion
    /// Taken down, or left down.
    package let down: [Int]
    /// Left up, or reinstated.
    package let up: [Int]
    /// The whole complaint went back with what to mend; then nothing is down or up by it.
    package let isGivenBack: Bool
    /// Seconds of the year.
    package let at: Int

    package init(
        complaint: Int, occasion: Occasion, down: [Int], up: [Int], isGivenBack: Bool = false,
        at: Int
    ) {
        self.complaint = complaint
        self.occasion = occasion
        self.down = down
        self.up = up
        self.isGivenBack = isGivenBack
        self.at = at
    }
}
