/// The seller's answer, passed on by the platform: why a listing should stand.
package struct CounterNotice: Hashable, Sendable {
    package enum Reason: UInt8, NamedCase, Sendable {
        case genuineGoods = 1
        case authorisedSeller
        case ownRight
        case markNotUsed
        case rightNotValidHere
        case other

        package var name: String {
            switch self {
            case .genuineGoods: "genuine-goods"
            case .authorisedSeller: "authorised-seller"
            case .ownRight: "own-right"
            case .markNotUsed: "mark-not-used"
            case .rightNotValidHere: "right-not-valid-here"
            case .other: "other"
            }
        }
    }

    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var reason: Reason
    package var text: String
    package var evidence: [EvidenceFile]
    /// On goods that the seller has in hand, of the listings that it speaks of; the platform asks their owners.
    package var items: [ListedItem]
    package var goodFaithStatement: String
    package var unknownFields = UnknownFields()

    package init(
        to complaint: EntryReference, listings: [Int] = [], reason: Reason, text: String,
        evidence: [EvidenceFile] = [], items: [ListedItem] = [], goodFaithStatement: String
    ) {
        self.complaint = complaint
        self.listings = listings
        self.reason = reason
        self.text = text
        self.evidence = evidence
        self.items = items
        self.goodFaithStatement = goodFaithStatement
    }

    init(wire: WireCounterNotice) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        reason = try enumValue(
            wire.reason.rawValue, "reason of the counter-notice", last: Reason.other.rawValue)
        try FieldCheck.name(
            wire.text, "text of the counter-notice", bytesMax: StatementLimits.textBytesMax)
        text = wire.text
        evidence = try EvidenceFile.read(wire.evidence)
        let named = listings
        items = ListedItem.read(wire.item, listings: Complaint.listingsMax).filter {
            named.isEmpty || named.contains($0.listing)
        }
        try FieldCheck.name(
            wire.goodFaithStatement, "good-faith statement",
            bytesMax: StatementLimits.attributeValueBytesMax)
        goodFaithStatement = wire.goodFaithStatement
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireCounterNotice {
        var wire = WireCounterNotice()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.reason = WireCounterNoticeReason(rawValue: Int(reason.rawValue)) ?? .unspecified
        wire.text = text
        wire.evidence = evidence.map(\.wire)
        wire.item = items.map(\.wire)
        wire.goodFaithStatement = goodFaithStatement
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
