/// Kinds of trace that two objects under one number leave and one object rarely does: the whole table
/// of what the detector weighs.
///
/// A weight is the logarithm to base 2 of how much more often the sign is seen where a number was
/// copied than where it was not, beside the other signs. It was fitted on generated histories (see
/// `docs/clone-detection.md`) and rounded to a tenth of a bit; nothing is learnt at run time.
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
    case awayFromShop
    case firstSeenLate
    case firstSeenLongAfterTrade
    case ownedBeforeSale
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

    /// Bits for the first occurrence, for the second, and so on; those beyond the last weigh nothing.
    /// A weight below 0 is of what many people do with one object, such as one on display.
    var weights: [Double] {
        switch self {
        case .scannedAfterDestruction: [6.7]
        case .newAgainAbroad: [15.1, 3.9, 1.4, 0.5, 0.1]
        case .newAgainNearby: [4.3, 11.6, 2, 0.6, 0.3, 0.2]
        case .elsewhereBeforeSale: [4.6, 5.2, 1.2, 1.1, 0.2]
        case .inspectedAfterSale: [15.6]
        case .strangersTooFast: [-1.2, 0.9, 2.7, 0.6, 0.3, 0.2]
        case .samePersonTooFast: [0.7]
        case .readersTooFast: [2.2, 0.6]
        case .farFromShop: [4]
        case .farFromWarehouse: [1.7]
        case .awayFromShop: [0.7]
        case .firstSeenLate: [3.7, 1.4, 0.7, 0.4, -0.1, -0.6, -0.9, -0.7]
        case .firstSeenLongAfterTrade: [4, 0.9, 0.1, -0.7]
        case .ownedBeforeSale: [6.7, 3.1, 0.2]
        case .changedHandsElsewhere: [7.5, 9.2, 1.7]
        case .changedHandsHere: [5.5, 5.3, 3.8, 0.3]
        case .newcomerElsewhere: [6.2, 7.1, 3.5, 1.6]
        case .newcomerHere: [4.1, 3.6, 2, 0, 1.1, 0.8]
        case .formerOwnerAgain: [2.4, 2.3, 0.4, 0.1, 0.1]
        case .backInEarlierPlace: [-2.7, 0.9, -3.4]
        case .placesAtOnce: [2.4, -1.8, -0.7, 2.1, 2.7, 1.8]
        case .peopleAtOnce: [5.1, 2.9, 4.3, 1, 0.5, 2.9, 1.9, 1.7]
        case .onlookersAtOnce: [3.5, 0.8, -0.2, -0.3, 1.7, 0.6, -1.7, -8.2]
        case .carriedToAnotherPlace: [0.3, -1.1, 0.4, -0.5]
        case .visitorsBeforeSale: [2.9, 2.2, 0.8, -1.8, 3.1, -1.3, -4.2, -5.7]
        }
    }

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied; one bit is
    /// added, so that a score of 50 stands where 19 of 20 numbers suspected were copied.
    static let priorBits = -15.5

    package var reason: ReasonCode {
        switch self {
        case .scannedAfterDestruction, .newAgainAbroad, .newAgainNearby, .elsewhereBeforeSale,
            .inspectedAfterSale, .ownedBeforeSale:
            .stateConflict
        case .strangersTooFast, .samePersonTooFast, .readersTooFast: .impossibleTravel
        case .farFromShop, .farFromWarehouse, .awayFromShop, .firstSeenLate,
            .firstSeenLongAfterTrade,
            .changedHandsElsewhere, .changedHandsHere, .newcomerElsewhere, .newcomerHere,
            .formerOwnerAgain, .backInEarlierPlace, .placesAtOnce, .peopleAtOnce, .onlookersAtOnce,
            .carriedToAnotherPlace,
            .visitorsBeforeSale:
            .scanRate
        }
    }
}
