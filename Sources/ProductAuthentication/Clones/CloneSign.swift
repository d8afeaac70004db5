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
        case .scannedAfterDestruction: [2.9]
        case .newAgainAbroad: [12.3, 4.2, 2.1, 1.1, 0.3]
        case .newAgainNearby: [5, 9.6, 1.8, 0.6, 0.3]
        case .elsewhereBeforeSale: [4.9, 4, 2.9, 0.9]
        case .inspectedAfterSale: [12.6]
        case .strangersTooFast: [-0.8, 1.1, 0.4, 0.3, 0.1, 0.1]
        case .samePersonTooFast: [0.4]
        case .readersTooFast: [2.1, 0.2]
        case .farFromShop: [3.6]
        case .farFromWarehouse: [1.9]
        case .awayFromShop: [0.7]
        case .firstSeenLate: [2.6, 1.1, 0.7, 0.2, 0, -0.8, -2, -1]
        case .firstSeenLongAfterTrade: [3.5, 1.2, -0.2, -1.2, -0.5, -0.5, -0.5, -0.3]
        case .ownedBeforeSale: [6.2, 3.1, 0.1, 0.1]
        case .changedHandsElsewhere: [5.7, 6.7, 0.1]
        case .changedHandsHere: [4, 4.7, 1.5]
        case .newcomerElsewhere: [4.5, 4.6, 0.7]
        case .newcomerHere: [2.9, 2.5, 2.2, 0, -0.1]
        case .formerOwnerAgain: [2.4, 2.5]
        case .backInEarlierPlace: [-2.1, 2]
        case .placesAtOnce: [1.3, -2.2, -1.8, 2.2, 0.2, 0.2]
        case .peopleAtOnce: [3.5, 4.4, 3.2, 0.4, 0.5, 0.1, 2.6, 2.3]
        case .onlookersAtOnce: [2, 1, -1, 0.9, -0.5, -2.1, -2, -3.7]
        case .carriedToAnotherPlace: [-0.3, -0.7, -0.5]
        case .visitorsBeforeSale: [2.3, 1.6, 3, -1.5, 1, -1.2, -4.2, -2.7]
        case .manyHolders:
            [0.9, 0.3, 0.2, 0.5, 1, 1.1, 1.1, 1.2, 1, 0.5, 0.9, 0.8, 2.2, 1, 0.5, 0.3]
        }
    }

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied, which alone
    /// would be -10; the rest puts a score of 50 where 19 of 20 numbers suspected were copied.
    static let priorBits = -14.2

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
