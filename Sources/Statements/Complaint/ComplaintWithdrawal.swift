/// The complainant takes a complaint back, in whole or for some of its listings.
package struct ComplaintWithdrawal: Hashable, Sendable {
    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var text: String
    package var unknownFields = UnknownFields()

    package init(of complaint: EntryReference, listings: [Int] = [], text: String = "") {
        self.complaint = complaint
        self.listings = listings
        self.text = text
    }

    init(wire: WireWithdrawal) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        try FieldCheck.text(wire.text, "text of the withdrawal")
        text = wire.text
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireWithdrawal {
        var wire = WireWithdrawal()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.text = text
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
