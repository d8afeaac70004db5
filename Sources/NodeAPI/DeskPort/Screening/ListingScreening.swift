package import Screening
package import SignIn

/// Looks listings through. Nothing of a listing is kept, signed or shared.
package protocol ListingScreening: Sendable {
    /// Begins a screening for one who asks, with what it may see.
    func begin(for asker: Asker) async throws -> any ListingScreener
}

/// One screening.
package protocol ListingScreener: Sendable {
    /// Marks that listings are looked through for.
    var marks: Int { get }

    /// What each of them is proposed for, in their order; nil for what is no proposal.
    func screen(_ listings: [Listing]) async throws -> [Proposal?]
}
