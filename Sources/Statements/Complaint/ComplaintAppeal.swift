/// The complainant objects to a refusal, or to being sent back.
package struct ComplaintAppeal: Hashable, Sendable {
    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var text: String
    package var evidence: [EvidenceFile]
    package var unknownFields = UnknownFields()

    package init(
        of complaint: EntryReference, listings: [Int] = [], text: String,
        evidence: [EvidenceFile] = []
    ) {
        self.complaint = complaint
        self.listings = listings
        self.text = text
        self.evidence = evidence
    }

    init(wire: WireAppeal) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        try FieldCheck.name(
            wire.text, "text of the appeal", bytesMax: StatementLimits.textBytesMax)
        text = wire.text
        evidence = try EvidenceFile.read(wire.evidence)
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireAppeal {
        var wire = WireAppeal()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.text = text
        wire.evidence = evidence.map(\.wire)
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
