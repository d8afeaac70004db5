/// The platform asks for more before it decides; the clock of those listings stands still until it is
/// given, or until it was due.
package struct EvidenceRequest: Hashable, Sendable {
    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var roles: [EvidenceFile.Role]
    package var text: String
    /// Milliseconds since 1970.
    package var due: UInt64
    package var unknownFields = UnknownFields()

    package init(
        on complaint: EntryReference, listings: [Int] = [], roles: [EvidenceFile.Role] = [],
        text: String, due: UInt64
    ) {
        self.complaint = complaint
        self.listings = listings
        self.roles = roles
        self.text = text
        self.due = due
    }

    init(wire: WireEvidenceRequest) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        try FieldCheck.count(
            wire.role.count, "role of evidence", countMax: EvidenceFile.Role.allCases.count)
        roles = []
        for role in wire.role {
            roles.append(
                try enumValue(
                    role.rawValue, "role of evidence", last: EvidenceFile.Role.other.rawValue))
        }
        try FieldCheck.name(
            wire.text, "text of the request", bytesMax: StatementLimits.textBytesMax)
        text = wire.text
        guard wire.dueMs > 0 else { throw .fieldMissing("time when evidence is due") }
        try FieldCheck.time(wire.dueMs, "time when evidence is due")
        due = wire.dueMs
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireEvidenceRequest {
        var wire = WireEvidenceRequest()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.role = roles.map { WireEvidenceRole(rawValue: Int($0.rawValue)) ?? .unspecified }
        wire.text = text
        wire.dueMs = due
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

/// The complainant gives what was asked for.
package struct EvidenceSupply: Hashable, Sendable {
    package var complaint: EntryReference
    package var request: EntryReference
    package var evidence: [EvidenceFile]
    package var text: String
    package var unknownFields = UnknownFields()

    package init(
        on complaint: EntryReference, request: EntryReference, evidence: [EvidenceFile] = [],
        text: String = ""
    ) {
        self.complaint = complaint
        self.request = request
        self.evidence = evidence
        self.text = text
    }

    init(wire: WireEvidenceSupply) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        request = try EntryReference(wire: wire.request, "evidence request")
        evidence = try EvidenceFile.read(wire.evidence)
        try FieldCheck.text(wire.text, "text")
        text = wire.text
        guard !evidence.isEmpty || !text.isEmpty else { throw .fieldMissing("evidence or text") }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireEvidenceSupply {
        var wire = WireEvidenceSupply()
        wire.complaint = complaint.wire
        wire.request = request.wire
        wire.evidence = evidence.map(\.wire)
        wire.text = text
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
