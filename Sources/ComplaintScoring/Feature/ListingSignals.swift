/// What is known of a listing, its seller and the complaint when it arrives, in the units that people
/// count in. Whoever gathers it leaves at their defaults what it does not know.
package struct ListingSignals: Hashable, Sendable {
    package enum Mark: Hashable, Sendable {
        /// The right is no trademark, or nobody looked.
        case notSought
        case plain
        /// In another script, by letters that look alike, or slightly misspelled.
        case disguised
        /// Said to fit goods of the mark, or the like.
        case descriptive
        case absent
    }

    package enum Scan: Hashable, Sendable { case none, genuine, suspect, counterfeit }
    package enum TestBuy: Hashable, Sendable { case none, genuine, counterfeit }
    package enum Catalogue: Hashable, Sendable { case unknown, owner, other }

    package enum Ground: Hashable, Sendable, CaseIterable {
        case counterfeitFeatures, testBuy, modelDoesNotExist, markInListing, design, copyright,
            patent
    }

    /// Distinct members that say the seller counterfeits, cosigned by witnesses and not taken back.
    package var sellerMembers = 0
    /// The same of shops linked to it, without those of the seller itself.
    package var linkedMembers = 0
    /// Some of these are marked for fewer than the readers of the decision.
    package var membersAreDisclosable = true
    package var pendingMembers = 0
    /// Of genuine goods by somebody not authorised.
    package var greyReports = 0

    package var scan = Scan.none
    package var testBuy = TestBuy.none
    /// Other listings of the seller, and of shops linked to it, whose goods were found counterfeit.
    package var sellerScans = 0
    package var sellerTestBuys = 0

    package var mark = Mark.notSought
    package var markIsCommonWord = false
    package var imageIsOfficial = false
    package var imageIsKnown = false
    /// Price and median of the market, in one unit; 0 where not known.
    package var price = 0.0
    package var marketMedian = 0.0
    package var modelIsUnknown = false
    package var catalogue = Catalogue.unknown
    package var quantity = 0

    package var ground = Ground.counterfeitFeatures
    package var evidenceIsIndependent = false
    package var evidenceIsLaboratory = false
    package var evidenceIsReused = false
    /// Log-odds that the complainant is right, over those of anybody (`ComplainantRecord`).
    package var record = 0.0
    /// The worst of the accounts that used the same files; 0 where there are none.
    package var linkedRecord = 0.0
    package var complainantIsMember = false
    package var complainantIsNew = false
    /// Other accounts without a record that named this seller in the last days.
    package var strangers = 0

    /// Nil where it is not known.
    package var sellerAgeDays: Double?
    package var sellerSales = 0
    /// Distinct complainants who were right about the seller, as a person or time has confirmed.
    package var sellerFound = 0
    package var linkedFound = 0
    /// Distinct complainants who were wrong about it.
    package var sellerCleared = 0

    package init() {}
}
