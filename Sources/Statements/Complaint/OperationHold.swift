/// Action and the seller's notice wait until a time, while a raid is prepared. The decision's clock
/// goes on. A newer one replaces an older one; a time that is past ends it.
package struct OperationHold: Hashable, Sendable {
    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    /// Milliseconds since 1970.
    package var until: UInt64
    package var text: String
    package var unknownFields = UnknownFields()

    package init(
        on complaint: EntryReference, listings: [Int] = [], until: UInt64, text: String = ""
    ) {
        self.complaint = complaint
        self.listings = listings
        self.until = until
        self.text = text
    }

    init(wire: WireOperationHold) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        try FieldCheck.time(wire.untilMs, "end of the hold")
        until = wire.untilMs
        try FieldCheck.text(wire.text, "text of the hold")
        text = wire.text
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireOperationHold {
        var wire = WireOperationHold()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.untilMs = until
        wire.text = text
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
