/// What the scans of goods bought from a listing said.
package struct ScanVerdict: Equatable, Sendable {
    package enum Verdict: String, Sendable {
        case genuine
        case unknown
        case suspect
        case counterfeit
    }

    package let listing: Int
    package let verdict: Verdict

    package init(listing: Int, verdict: Verdict) {
        self.listing = listing
        self.verdict = verdict
    }
}
