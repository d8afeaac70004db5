package import Statements

/// A listing that screening found, for the platform's people: nobody has complained of it.
package struct ProposedCase: Equatable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        /// Somebody looked, and it is no case.
        case dismissed
        case filed(EntryReference)
    }

    /// Proposals that wait; beyond that those by which least is at stake give way.
    package static let openMax = 10_000
    /// How long one that is done is remembered, so that it is not proposed anew each day.
    package static let keptMilliseconds: UInt64 = 180 * 86_400_000

    package var number: UInt64
    package var listing: Indicator
    package var title: String
    /// Expected, in cents of a euro.
    package var harmCents: Int
    /// The proposal with its reasons, as JSON (`docs/screening.md`).
    package var proposal: [UInt8]
    /// When it was proposed last, in milliseconds since 1970.
    package var proposedAt: UInt64
    package var state: State

    package init(
        number: UInt64, listing: Indicator, title: String, harmCents: Int, proposal: [UInt8],
        proposedAt: UInt64, state: State = .open
    ) {
        self.number = number
        self.listing = listing
        self.title = title
        self.harmCents = harmCents
        self.proposal = proposal
        self.proposedAt = proposedAt
        self.state = state
    }
}
