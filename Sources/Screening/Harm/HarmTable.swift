/// What each finding says about whether an offer is counterfeit, in decibans: ten times the decimal logarithm of how
/// much likelier a counterfeit is to show it than an honest offer. 3 doubles the odds, 10 makes them tenfold; sums
/// of them are products of the odds. Whole numbers, so that everybody who adds them up gets the same.
///
/// The figures are judged, not measured: nobody here has listings of which the truth is known. Whoever changes one
/// raises `version`; docs/screening.md has the same table (`HarmTableTests.page`).
package enum HarmTable {
    package static let version = 1

    package enum Line: String, CaseIterable, Sendable {
        /// One offer in a hundred, before anything is known.
        case prior = "prior"
        case offerReported = "offer-reported"
        case productReported = "product-reported"
        case sellerReported = "seller-reported"
        case contactReported = "contact-reported"
        case traceReported = "trace-reported"
        case sellerLinked = "seller-linked"
        case imageSame = "image-same"
        case imageNear = "image-near"
        case imageFar = "image-far"
        case markDisguised = "mark-disguised"
        case markInSeller = "mark-in-seller"
        case markInTitle = "mark-in-title"
        case markInDescription = "mark-in-description"

        package var decibans: Int {
            switch self {
            case .prior: -20
            case .offerReported: 20
            case .productReported: 20
            case .sellerReported: 13
            case .contactReported: 10
            case .traceReported: 6
            case .sellerLinked: 9
            case .imageSame: 13
            case .imageNear: 9
            case .imageFar: 5
            case .markDisguised: 13
            case .markInSeller: 8
            case .markInTitle: 6
            case .markInDescription: 3
            }
        }
    }

    /// Each further member that says the same adds this, so often at most.
    package static let furtherMember = 4
    package static let furtherMembersMax = 3
    /// Of each kind the heaviest finding counts whole, and each further one adds this, so often at most: they are
    /// likely to come from one cause.
    package static let furtherFinding = 2
    package static let furtherFindingsMax = 3
    /// What is said with less confidence than this counts half, rounded down, as what somebody objects to.
    package static let confidenceMin = 50
    /// Bits that an image may differ in to be the same, and to be near.
    package static let sameDistanceMax = 7
    package static let nearDistanceMax = 23
    /// No finding is certain: 99 in a hundred.
    package static let decibansMax = 20
    /// What has less is no proposal: one in eleven.
    package static let proposedMin = -10

    static func isDoubtful(_ report: ReportedIdentifier) -> Bool {
        report.isDisputed || report.confidence < confidenceMin
    }

    /// Of a finding for itself.
    package static func decibans(of reason: ScreeningReason) -> Int {
        let whole =
            reason.line.decibans + furtherMember * min(reason.furtherMembers, furtherMembersMax)
        return reason.isDoubtful ? whole / 2 : whole
    }

    /// How likely that is, from 0 to 1.
    package static func probability(ofDecibans decibans: Int) -> Double {
        let odds = odds(decibans)
        return odds / (1 + odds)
    }

    /// 10 to the power of tenths, of which each step of ten is exact.
    private static let tenths = [
        1, 1.2589254117941673, 1.5848931924611136, 1.9952623149688795, 2.5118864315095801,
        3.1622776601683795, 3.9810717055349722, 5.0118723362727224, 6.3095734448019325,
        7.9432823472428149,
    ]

    private static func odds(_ decibans: Int) -> Double {
        let tens = decibans >= 0 ? decibans / 10 : (decibans - 9) / 10
        var odds = tenths[decibans - tens * 10]
        for _ in 0..<abs(tens) { odds = tens > 0 ? odds * 10 : odds / 10 }
        return odds
    }
}
