import AllianceNames
import Statements

/// The proposals of greatest expected harm among any number of them, holding no more than twice as many as are wanted.
package struct ProposalRanking: Sendable {
    /// A proposal, and the line of the list that its listing stood in, from 1.
    package struct Ranked: Equatable, Sendable {
        package let line: Int
        package let proposal: Proposal

        package init(line: Int, _ proposal: Proposal) {
            self.line = line
            self.proposal = proposal
        }

        /// The greatest harm first, then what is likelier, then by name, then by line: the same for everybody.
        package func precedes(_ other: Ranked) -> Bool {
            let (one, two) = (proposal, other.proposal)
            if one.harmCents != two.harmCents { return one.harmCents > two.harmCents }
            if one.decibans != two.decibans { return one.decibans > two.decibans }
            if one.marketplace != two.marketplace { return one.marketplace < two.marketplace }
            if one.number != two.number {
                return one.number.utf8.lexicographicallyPrecedes(two.number.utf8)
            }
            return line < other.line
        }
    }

    package let limit: Int
    /// All that were added.
    package private(set) var count = 0
    private var kept: [Ranked] = []

    package init(limit: Int) {
        precondition(limit > 0, "a ranking has places")
        self.limit = limit
    }

    package mutating func add(_ ranked: Ranked) {
        count += 1
        kept.append(ranked)
        if kept.count >= 2 * limit { kept = worst(of: kept) }
    }

    /// The first `limit` of all that were added.
    package var ranked: [Ranked] { worst(of: kept) }

    private func worst(of kept: [Ranked]) -> [Ranked] {
        Array(kept.sorted { $0.precedes($1) }.prefix(limit))
    }
}
