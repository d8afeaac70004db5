/// How a verification message is answered: one of the 14 outcomes that release 1.3 has.
///
/// Source: reconstructed from what operators of the US router network publish about release 1.3 of
/// the GS1 Lightweight Messaging Standard; the standard itself was not at hand.
package enum VerificationOutcome: String, CaseIterable, Sendable {
    /// All that is printed matches, and the item is fit to be sold.
    case verified = "A1"
    case expirationExtended = "A2"
    case recalledVerified = "B1"
    case recalledRefused = "B2"
    case expiredVerified = "B1exp"
    case expiredRefused = "B2exp"
    case suspect = "C1.1"
    case illegitimate = "C1.2"
    /// Not fit, and the manufacturer does not say why.
    case undisclosed = "C2"
    /// The number is not known; lot and expiry are not looked at then.
    case unknownSerial = "D-gs"
    case otherLot = "D-gsl"
    case otherExpiry = "D-gse"
    case otherLotAndExpiry = "D-gsle"
    /// No match, and the manufacturer does not say in what.
    case noReason = "D-np"

    package var isVerified: Bool {
        switch self {
        case .verified, .expirationExtended, .recalledVerified, .expiredVerified: true
        default: false
        }
    }

    /// `verificationFailureReason`; nil where it is verified.
    package var failureReason: String? {
        switch self {
        case .verified, .expirationExtended, .recalledVerified, .expiredVerified: nil
        case .recalledRefused, .expiredRefused, .undisclosed: "Manufacturer_policy"
        case .suspect, .illegitimate: "Not_for_re-distribution"
        case .unknownSerial: "No_match_GTIN_Serial"
        case .otherLot: "No_match_GTIN_Serial_Lot"
        case .otherExpiry: "No_match_GTIN_Serial_Expiry"
        case .otherLotAndExpiry: "No_match_GTIN_Serial_Lot_Expiry"
        case .noReason: "No_reason_provided"
        }
    }

    /// `additionalInfo`.
    package var additionalInfo: String? {
        switch self {
        case .expirationExtended: "ExpirationExtended"
        case .recalledVerified, .recalledRefused: "Recalled"
        case .expiredVerified, .expiredRefused: "Expired"
        case .suspect: "Suspect"
        case .illegitimate: "Illegitimate"
        default: nil
        }
    }
}
