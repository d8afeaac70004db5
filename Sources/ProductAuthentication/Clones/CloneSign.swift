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
        case .scannedAfterDestruction: [8.5]
        case .newAgainAbroad: [18, 4.25, 1.5, 0.5]
        case .newAgainNearby: [4, 15, 2.25, 0.75, 0.5]
        case .elsewhereBeforeSale: [4.25, 4.75, 1.25, 2]
        case .inspectedAfterSale: [18]
        case .strangersTooFast: [-0.75, 0.75, 2.75, 0.5]
        case .samePersonTooFast: [0.25]
        case .readersTooFast: [2, 1]
        case .farFromShop: [4.75]
        case .farFromWarehouse: [2]
        case .awayFromShop: [0.75]
        case .firstSeenLate: [4.25, 1.5, 0.75, 0.25, -0, -1.25]
        case .firstSeenLongAfterTrade: [4.25, 0.75, 0, -0.75]
        case .ownedBeforeSale: [7, 4.25, 0.5]
        case .changedHandsElsewhere: [7.75, 10.5, 2.25]
        case .changedHandsHere: [5.75, 5.5, 5.25, 0.5]
        case .newcomerElsewhere: [7.25, 6.5, 5.25, 1.75]
        case .newcomerHere: [4.5, 3.5, 1.25, -1, 0.5, 2.5]
        case .formerOwnerAgain: [2.25, 2.5, 0.5]
        case .backInEarlierPlace: [-1.75, 1, -2.75]
        case .placesAtOnce: [4.75, -0.5, -0.25, 2, 2, 3.25]
        case .peopleAtOnce: [5.75, 2.75, 3.75, 1, -0, 5.5]
        case .onlookersAtOnce: [4.75, 1.25, -0, -0.5, 1.5, -6.25]
        case .carriedToAnotherPlace: [-0, -1.5, 0.75]
        case .visitorsBeforeSale: [3.5, 2.25, 0.75, -2.25, 3.5, -10.25]
        }
    }

    /// Bits that two signs weigh together beyond what each weighs by itself.
    static let together: [(one: CloneSign, other: CloneSign, bits: Double)] = [
        (.placesAtOnce, .onlookersAtOnce, -3),
        (.farFromWarehouse, .newcomerHere, -1),
        (.farFromShop, .firstSeenLate, -0.75),
        (.firstSeenLate, .placesAtOnce, -1.25),
        (.newcomerElsewhere, .placesAtOnce, -1.75),
        (.farFromWarehouse, .newcomerElsewhere, -1.5),
        (.farFromWarehouse, .firstSeenLate, 0.5),
        (.placesAtOnce, .peopleAtOnce, -1.25),
        (.firstSeenLate, .onlookersAtOnce, -0.75),
        (.farFromWarehouse, .changedHandsHere, -1),
        (.newcomerElsewhere, .onlookersAtOnce, -1),
        (.farFromShop, .newcomerHere, -0.5),
        (.changedHandsElsewhere, .onlookersAtOnce, -1.75),
        (.farFromShop, .newcomerElsewhere, -1),
        (.firstSeenLongAfterTrade, .visitorsBeforeSale, -2),
        (.peopleAtOnce, .onlookersAtOnce, -1),
    ]

    /// Bits before any scan is looked at. One number in a thousand is taken to be copied; one bit is
    /// added, so that a score of 50 stands where 19 of 20 numbers suspected were copied.
    static let priorBits = -16.00

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
