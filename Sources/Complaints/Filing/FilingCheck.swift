/// What is checked when a complaint is filed, in the filer's own node and again at the platform. The raw
/// value is the code that both sides, programs and figures know it by.
package enum FilingCheck: String, CaseIterable, Sendable {
    case rightUnknown = "right-unknown"
    case rightNotYetInForce = "right-not-yet-in-force"
    case rightExpired = "right-expired"
    case notTheOwner = "not-the-owner"
    case authorisationExpired = "authorisation-expired"
    case rightOfAnotherKind = "right-of-another-kind"
    case evidenceMissing = "evidence-missing"
    case goodFaithMissing = "good-faith-missing"
    case complainantSuspended = "complainant-suspended"
    case listingUnknown = "listing-unknown"
    case countryNotCovered = "country-not-covered"
    case classNotCovered = "class-not-covered"
    case markNotInListing = "mark-not-in-listing"
    case authorisedSeller = "authorised-seller"
    case duplicate = "duplicate"
    case alreadyDecided = "already-decided"
}

/// One check that did not pass: what is wrong, and what mends it.
package struct FilingFailure: Hashable, Sendable {
    package var check: FilingCheck
    /// Of the listings; none for the complaint as a whole.
    package var places: [Int]
    /// One sentence.
    package var problem: String
    package var mend: String

    package var code: String { check.rawValue }

    package init(_ check: FilingCheck, places: [Int] = [], _ problem: String, mend: String) {
        self.check = check
        self.places = places
        self.problem = problem
        self.mend = mend
    }
}
