/// What only the generator knows of a complaint.
package struct ComplaintTruth: Equatable, Sendable {
    package enum Intent: String, Sendable, CaseIterable {
        /// A brand or its agent complains of counterfeits.
        case earnest
        /// The same, of listings that are none, by error.
        case mistaken
        /// A ring complains of what it put there itself.
        case mimicry
        case falseAlone
        case falseRing

        package var isFalse: Bool { self == .falseAlone || self == .falseRing }
    }

    /// What should have been mended before it was filed.
    package enum Fault: String, Sendable, CaseIterable {
        case rightNotInForce
        case wrongClass
        case missingEvidence
        case duplicate
        case listingGone
        case notAuthorised
    }

    package let complaint: Int
    package let intent: Intent
    package let fault: Fault?
    package let ring: Int?

    package init(complaint: Int, intent: Intent, fault: Fault? = nil, ring: Int? = nil) {
        self.complaint = complaint
        self.intent = intent
        self.fault = fault
        self.ring = ring
    }
}
