/// The platform puts listings back though nobody objected.
package struct Reinstatement: Hashable, Sendable {
    package enum Reason: UInt8, NamedCase, Sendable {
        case ownReview = 1
        /// A person looked at a sample of automatic decisions.
        case auditSample
        case courtOrder
        case rightEnded
        case other

        package var name: String {
            switch self {
            case .ownReview: "own-review"
            case .auditSample: "audit-sample"
            case .courtOrder: "court-order"
            case .rightEnded: "right-ended"
            case .other: "other"
            }
        }
    }

    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var reason: Reason
    package var text: String
    /// By a name that only the platform can resolve.
    package var reviewer: String
    package var unknownFields = UnknownFields()

    package init(
        under complaint: EntryReference, listings: [Int] = [], reason: Reason, text: String = "",
        reviewer: String
    ) {
        self.complaint = complaint
        self.listings = listings
        self.reason = reason
        self.text = text
        self.reviewer = reviewer
    }

    init(wire: WireReinstatement) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        reason = try enumValue(
            wire.reason.rawValue, "reason of the reinstatement", last: Reason.other.rawValue)
        try FieldCheck.text(wire.text, "text of the reinstatement")
        text = wire.text
        try FieldCheck.name(wire.reviewer, "reviewer", bytesMax: StatementLimits.wordBytesMax)
        reviewer = wire.reviewer
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireReinstatement {
        var wire = WireReinstatement()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.reason = WireReinstatementReason(rawValue: Int(reason.rawValue)) ?? .unspecified
        wire.text = text
        wire.reviewer = reviewer
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
