package import Statements
package import TransparencyLog

/// A listing as the marketplace showed it when the complaint was made.
package struct ListingCapture: Hashable, Sendable {
    package var title: String
    package var images: [Digest]
    /// What some of the images look like, by PDQ (`image-pdq`), where the marketplace tells it.
    package var likenesses: [Digest: Indicator] = [:]
    package var priceMinorUnits: UInt64?
    /// ISO 4217.
    package var currency: String?
    package var seller: Indicator?
    /// Milliseconds since 1970.
    package var capturedAt: UInt64
    /// Of the goods, by the Nice classification; none where they are not known.
    package var niceClasses: [Int]
    /// Where it is offered, ISO 3166-1 alpha-2.
    package var countries: [String]
    package var offer = OfferFacts()

    /// What the marketplace tells of an offer and its seller beside what everybody sees; nil where it does not say.
    package struct OfferFacts: Hashable, Sendable {
        /// Pieces offered.
        package var quantity: Int?
        /// What the same goods mostly cost there, in minor units of the capture's currency.
        package var marketMinorUnits: UInt64?
        /// When the seller's account was opened, in milliseconds since 1970.
        package var sellerSince: UInt64?
        /// What the seller has sold so far.
        package var sellerSales: Int?

        package init(
            quantity: Int? = nil, marketMinorUnits: UInt64? = nil, sellerSince: UInt64? = nil,
            sellerSales: Int? = nil
        ) {
            self.quantity = quantity
            self.marketMinorUnits = marketMinorUnits
            self.sellerSince = sellerSince
            self.sellerSales = sellerSales
        }
    }

    package init(
        title: String, images: [Digest] = [], priceMinorUnits: UInt64? = nil,
        currency: String? = nil, seller: Indicator? = nil, capturedAt: UInt64,
        niceClasses: [Int] = [], countries: [String]
    ) {
        self.title = title
        self.images = images
        self.priceMinorUnits = priceMinorUnits
        self.currency = currency
        self.seller = seller
        self.capturedAt = capturedAt
        self.niceClasses = niceClasses
        self.countries = countries
    }
}

/// What a node knows of one listing when a complaint names it.
package struct ListingFacts: Hashable, Sendable {
    /// Nil where the marketplace knows no such listing, or was not asked.
    package var capture: ListingCapture?
    /// Whether anybody here can ask marketplaces. Where nobody can, a capture that is missing says nothing, and what
    /// needs one is checked at the platform.
    package var isAsked: Bool
    package var isAuthorisedSeller: Bool
    /// Another complaint on the same right in which it is open.
    package var openIn: EntryReference?
    /// Another complaint on the same right in which it was decided, and is as was decided there.
    package var decidedIn: EntryReference?

    package init(
        capture: ListingCapture?, isAsked: Bool = true, isAuthorisedSeller: Bool = false,
        openIn: EntryReference? = nil, decidedIn: EntryReference? = nil
    ) {
        self.capture = capture
        self.isAsked = isAsked
        self.isAuthorisedSeller = isAuthorisedSeller
        self.openIn = openIn
        self.decidedIn = decidedIn
    }
}

/// How whoever files stands to the right.
package enum RightAuthority: Hashable, Sendable {
    case owner
    /// Until when, in milliseconds since 1970; nil for no end.
    case agent(until: UInt64?)
    case none
}

/// Whether a mark is seen in a listing, however it is written: filled by the recogniser.
package protocol MarkFinder: Sendable {
    func finds(_ right: Right, in capture: ListingCapture) -> Bool
}

/// All that the checks look at beside the complaint itself.
package struct FilingFacts: Sendable {
    /// The statement of the right, in force of the roster; nil where there is none.
    package var right: Right?
    package var authority: RightAuthority
    /// In the order of the complaint's listings.
    package var listings: [ListingFacts]
    /// Until when whoever files may not; nil where it may.
    package var suspendedUntil: UInt64?
    /// Milliseconds since 1970.
    package var now: UInt64

    package init(
        right: Right?, authority: RightAuthority, listings: [ListingFacts],
        suspendedUntil: UInt64? = nil, now: UInt64
    ) {
        self.right = right
        self.authority = authority
        self.listings = listings
        self.suspendedUntil = suspendedUntil
        self.now = now
    }
}
