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
    /// More of a sign never weighs less, visitors excepted: what very many pick up is on display.
    var weights: [Double] {
        switch self {
        case .scannedAfterDestruction: [6.6]
        case .newAgainAbroad: [15, 3.8, 1.4, 0.5, 0.1]
        case .newAgainNearby: [4.3, 11.5, 2, 0.6, 0.4]
        case .elsewhereBeforeSale: [4.8, 4.5, 0.9, 1.7, 0.3]
        case .inspectedAfterSale: [15.5]
        case .strangersTooFast: [0, 0, 1.1, 0, 0.1]
        case .samePersonTooFast: [0.8]
        case .readersTooFast: [2.3, 0.6]
        case .farFromShop: [3.9]
        case .farFromWarehouse: [1.6]
        case .awayFromShop: [0.7]
        case .firstSeenLate: [3.8, 1.4, 0.5]
        case .firstSeenLongAfterTrade: [4.1, 0.7]
        case .ownedBeforeSale: [6.8, 3.1, 0.5]
        case .changedHandsElsewhere: [7.1, 8.4, 1.5]
        case .changedHandsHere: [5.5, 5.3, 3.8, 0.3]
        case .newcomerElsewhere: [5.7, 5.8, 2.5, 1]
        case .newcomerHere: [4.1, 3.4, 0.1]
        case .formerOwnerAgain: [2.2, 1.9, 0.6, 0.2, 0.2]
        case .backInEarlierPlace: [0]
        case .placesAtOnce: [1.6, 0, 0, 0.1, 1.1, 1.3]
        case .peopleAtOnce: [4.9, 2.4, 2.6, 0.1, 0, 2.5, 1.4]
        case .onlookersAtOnce: [3.4]
        case .carriedToAnotherPlace: [0.2]
        case .visitorsBeforeSale: [2.9, 2.2, 0.8, -1.6, 2.6, -2.3, -7.2]
        }
    }

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied; 0.9 bits are
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
