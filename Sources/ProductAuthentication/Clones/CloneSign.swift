/// Kinds of trace that two objects under one number leave and one object rarely does: the whole table
/// of what the detector weighs.
///
/// A weight is the logarithm to base 2 of how much more often the sign is seen where a number was
/// copied than where it was not, beside the other signs. It was fitted on generated histories (see
/// `docs/clone-detection.md`) and rounded to a quarter of a bit; nothing is learnt at run time.
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
    var weights: [Double] {
        switch self {
        case .scannedAfterDestruction: [6.75]
        case .newAgainAbroad: [15, 3.75, 1.5, 0.5]
        case .newAgainNearby: [4.25, 11.5, 2, 0.75]
        case .elsewhereBeforeSale: [4.5, 3.5, 1.75, 1.75]
        case .inspectedAfterSale: [15.5]
        case .strangersTooFast: [-1.25, 0.75, 2, 0.5]
        case .samePersonTooFast: [0.75]
        case .readersTooFast: [2.25, 1]
        case .farFromShop: [4]
        case .farFromWarehouse: [1.5]
        case .awayFromShop: [0.5]
        case .firstSeenLate: [3.75, 1.5, 0.75]
        case .firstSeenLongAfterTrade: [4, 1, 0, -0.5]
        case .ownedBeforeSale: [7, 3.25, 0.5]
        case .changedHandsElsewhere: [7.5, 9.25, 1.75]
        case .changedHandsHere: [5.5, 5.5, 3.5, 0.5]
        case .newcomerElsewhere: [6.25, 7.25, 3.75, 1.5]
        case .newcomerHere: [4.25, 3.5, 1.25, -1.25]
        case .formerOwnerAgain: [2.5, 2.25]
        case .backInEarlierPlace: [-3, 1, -2.5]
        case .placesAtOnce: [2.5, -1.75, -0.5, 2.75]
        case .peopleAtOnce: [5, 2.5, 3, 1.75]
        case .onlookersAtOnce: [3.5, 0.75, -0.25, -2]
        case .carriedToAnotherPlace: [0.25, -1, 0.5]
        case .visitorsBeforeSale: [3, 2.25, 0.75, -5.75]
        }
    }

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied; one bit is
    /// added, so that a score of 50 stands where 19 of 20 numbers suspected were copied.
    static let priorBits = -15.50

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
