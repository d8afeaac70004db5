package import Statements
package import TransparencyLog

/// Which automatic decisions a person looks at again. Drawn by a seed that is stated, so that everybody
/// can draw the same sample, and nobody can leave out what is unpleasant.
package struct AuditSample: Hashable, Sendable {
    package static let perMillionMax: UInt64 = 1_000_000

    /// Stated before the decisions that it draws from are made known, such as the root of a log.
    package let seed: Digest
    /// Of a million decisions.
    package let perMillion: UInt64

    package init(seed: Digest, perMillion: UInt64) {
        precondition(perMillion <= Self.perMillionMax, "a share of a million")
        self.seed = seed
        self.perMillion = perMillion
    }

    /// Whether the decision of one listing is drawn: the first eight bytes of SHA-256 of the seed, the
    /// decision's entry and the listing's place, as a fraction, below the share.
    package func draws(_ decision: EntryReference, place: Int) -> Bool {
        var bytes = seed.bytes
        bytes += "\(decision)#\(place)".utf8
        let fraction = Digest.sha256(bytes).bytes.prefix(8).reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        return fraction.multipliedFullWidth(by: Self.perMillionMax).high < perMillion
    }

    /// Of a case: the listings decided automatically that a person looks at again.
    package func drawn(from state: CaseState) -> [Int] {
        state.listings.filter { listing in
            guard let ruling = listing.firstRuling, ruling.isAutomatic else { return false }
            return draws(ruling.entry, place: listing.place)
        }.map(\.place)
    }
}
