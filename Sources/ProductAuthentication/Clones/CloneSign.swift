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
    case manyHolders

    /// Bits for the first occurrence, for the second, and so on; those beyond the last weigh nothing.
    /// A weight below 0 is of what many people do with one object, such as one on display.
    var weights: [Double] {
        switch self {
        case .scannedAfterDestruction: [2.3]
        case .newAgainAbroad: [10, 4, 1.9, 1.1, 0.3]
        case .newAgainNearby: [3.8, 8.6, 1.6, 0.5, 0.2]
        case .elsewhereBeforeSale: [4.6, 3.7, 2.7, 0.9]
        case .inspectedAfterSale: [11.5]
        case .strangersTooFast: [-1.7, 1.4, 0.4, 0.3, 0.1, 0.1]
        case .samePersonTooFast: [0.1]
        case .readersTooFast: [1.8]
        case .farFromShop: [3]
        case .farFromWarehouse: [1.1]
        case .awayFromShop: [0.8]
        case .firstSeenLate: [2.4, 1.1, 0.4, 0.4, 0, -0.6, -1.7, -0.3]
        case .firstSeenLongAfterTrade: [3.2, 0.6, -0.4, -1.1]
        case .ownedBeforeSale: [5.1, 2.9]
        case .changedHandsElsewhere: [5.4, 6.1, 0.1]
        case .changedHandsHere: [3.7, 4.3, 1.3]
        case .newcomerElsewhere: [4.7, 4.4, 0.7]
        case .newcomerHere: [2.2, 2, 2, 0.1, -0.1]
        case .formerOwnerAgain: [1.5, 2.4]
        case .backInEarlierPlace: [-2.7, 1.9]
        case .placesAtOnce: [1.8, -1.6, -1.6, 2.2, 0.2, 0.2]
        case .peopleAtOnce: [3.7, 4.1, 2.7, 0, 0.1, -0.1, 2.1, 1.8]
        case .onlookersAtOnce: [2.6, 1.1, -0.6, 0.9, -0.2, -2.4, -2.2, -3.9]
        case .carriedToAnotherPlace: [-0.9, -0.5, -0.5]
        case .visitorsBeforeSale: [1.7, 0.9, 2.4, -1.6, 0.8, -0.9, -3.7, -2.2]
        case .manyHolders: [0, 0, 0, 0.5, 1.1, 0.5, 1, 1.5, 0.9, 0, 0.4, 0.5, 2.1, 0.7, 0.2]
        }
    }

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied; one bit is
    /// added, so that a score of 50 stands where 19 of 20 numbers suspected were copied.
    static let priorBits = -11.9

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
            .visitorsBeforeSale, .manyHolders:
            .scanRate
        }
    }
}
