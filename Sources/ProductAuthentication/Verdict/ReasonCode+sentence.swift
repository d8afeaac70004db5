extension ReasonCode {
    /// One sentence for people.
    package var sentence: String {
        switch self {
        case .serialIssued:
            "The brand issued this number; that is no proof of the object, since a number can be copied."
        case .serialUnknown:
            "The brand's records do not hold this number."
        case .serialNotGiven:
            "Items of this product have numbers of their own, and none was given."
        case .notSerialised:
            "Items of this product have no numbers of their own, so a single one cannot be told apart."
        case .productNotRegistered:
            "The owner of the number range has not registered this product."
        case .lotMismatch:
            "The lot on the product is not the one that the brand recorded for this number."
        case .expiryMismatch:
            "The expiry date on the product is not the one that the brand recorded for this number."
        case .expired:
            "The product is past its expiry date."
        case .recalled:
            "The brand has recalled this item, or the whole lot that it is of."
        case .locked:
            "The brand holds this item back while something about it is looked into."
        case .stolen:
            "This item has been reported stolen."
        case .destroyed:
            "The brand recorded this item as destroyed, so it should not be anywhere."
        case .sample:
            "This item was issued as a sample and is not meant for sale."
        case .sold:
            "The brand recorded this item as sold; if it is offered as new, ask where it comes from."
        case .exported:
            "The brand recorded this item as exported."
        case .sellerIndicated:
            "Members of the alliance have reported this seller."
        case .sellerNotAuthorised:
            "The seller is not one that the brand supplies; the product may well be genuine."
        case .wrongMarket:
            "The item was made for another market; the product may well be genuine."
        case .prefixNotInAlliance:
            "The number belongs to no member of the alliance, so nobody here can say."
        case .ownerUnreachable:
            "The brand's node could not be reached; ask again later."
        case .answerNotVerified:
            "What came back was not signed by the brand for this question, so it was not used."
        case .notDisclosed:
            "The brand does not answer this member for the moment, after too many unknown numbers."
        case .stateConflict:
            "The number was seen where an item in its recorded state cannot be."
        case .impossibleTravel:
            "The number was seen in places too far apart for one object."
        case .scanRate:
            "The number is asked about more often than one object would be."
        case .sightsUnconfirmed:
            "The number is said to have been seen where one object cannot be, by people whom nobody answers for or by one member alone; it may be on copies."
        case .answeredFromSnapshot:
            "The brand's node could not be reached; its last published set of numbers was used."
        case .snapshotExpired:
            "The brand's node could not be reached, and its last published set of numbers is out of date."
        default:
            "The brand gave a reason that this version of Touchstone does not know: \(rawValue)."
        }
    }
}
