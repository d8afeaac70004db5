/// Kinds of trace that two objects under one number leave and one object rarely does: the whole table
/// of what the detector weighs.
///
/// A weight is the logarithm to base 2 of how much more often the sign is seen where a number was
/// copied than where it was not, beside the other signs. It was fitted on generated histories (see
/// `docs/clone-detection.md`) and rounded to half a bit; nothing is learnt at run time.
package enum CloneSign: Int, CaseIterable, Sendable {
    case scannedAfterDestruction
    case newAgainAbroad
    case newAgainNearby
    case elsewhereBeforeSale
    case inspectedAfterSale
    case strangersTooFast
    case samePersonTooFast
    case readersTooFast
    case farFromShop
    case farFromWarehouse
    case firstSeenLate
    case changedHandsElsewhere
    case changedHandsHere
    case newcomerElsewhere
    case newcomerHere
    case formerOwnerAgain
    case backInEarlierPlace
    case placesAtOnce
    case peopleAtOnce
    case onlookersAtOnce
    case carriedToAnotherPlace
    case visitorsBeforeSale

    /// Bits for each occurrence, and how many occurrences count at most.
    var weight: (bits: Double, countMax: Int) {
        switch self {
        case .scannedAfterDestruction: (5, 1)
        case .newAgainAbroad: (13, 1)
        case .newAgainNearby: (4.5, 2)
        case .elsewhereBeforeSale: (4, 4)
        case .inspectedAfterSale: (5, 1)
        case .strangersTooFast: (1, 2)
        case .samePersonTooFast: (0.5, 1)
        case .readersTooFast: (0.5, 2)
        case .farFromShop: (4.5, 1)
        case .farFromWarehouse: (2.5, 1)
        case .firstSeenLate: (4, 1)
        case .changedHandsElsewhere: (7, 4)
        case .changedHandsHere: (5, 4)
        case .newcomerElsewhere: (6.5, 4)
        case .newcomerHere: (3.5, 4)
        case .formerOwnerAgain: (2, 3)
        case .backInEarlierPlace: (0.5, 2)
        case .placesAtOnce: (2, 4)
        case .peopleAtOnce: (5, 4)
        case .onlookersAtOnce: (1, 6)
        case .carriedToAnotherPlace: (0.5, 2)
        case .visitorsBeforeSale: (0.5, 6)
        }
    }

    /// Bits before any scan is looked at: one number in a thousand is taken to be copied.
    static let priorBits = -15.0

    package var reason: ReasonCode {
        switch self {
        case .scannedAfterDestruction, .newAgainAbroad, .newAgainNearby, .elsewhereBeforeSale,
            .inspectedAfterSale:
            .stateConflict
        case .strangersTooFast, .samePersonTooFast, .readersTooFast: .impossibleTravel
        case .farFromShop, .farFromWarehouse, .firstSeenLate, .changedHandsElsewhere,
            .changedHandsHere, .newcomerElsewhere, .newcomerHere, .formerOwnerAgain,
            .backInEarlierPlace,
            .placesAtOnce, .peopleAtOnce, .onlookersAtOnce, .carriedToAnotherPlace,
            .visitorsBeforeSale:
            .scanRate
        }
    }
}
