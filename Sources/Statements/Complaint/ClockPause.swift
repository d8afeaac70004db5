/// The clock of a complaint stands still until a time, for a reason that everybody can read.
package struct ClockPause: Hashable, Sendable {
    package enum Reason: UInt8, NamedCase, Sendable {
        case authorityRequest = 1
        case courtProceedings
        case marketplaceOutage
        case complainantRequest

        package var name: String {
            switch self {
            case .authorityRequest: "authority-request"
            case .courtProceedings: "court-proceedings"
            case .marketplaceOutage: "marketplace-outage"
            case .complainantRequest: "complainant-request"
            }
        }
    }

    package var complaint: EntryReference
    package var reason: Reason
    /// Milliseconds since 1970; a time that is past ends a pause of the same reason.
    package var until: UInt64
    package var text: String
    package var unknownFields = UnknownFields()

    package init(
        of complaint: EntryReference, reason: Reason, until: UInt64, text: String = ""
    ) {
        self.complaint = complaint
        self.reason = reason
        self.until = until
        self.text = text
    }

    init(wire: WireClockPause) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        reason = try enumValue(
            wire.reason.rawValue, "reason of the pause", last: Reason.complainantRequest.rawValue)
        try FieldCheck.time(wire.untilMs, "end of the pause")
        until = wire.untilMs
        try FieldCheck.text(wire.text, "text of the pause")
        text = wire.text
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireClockPause {
        var wire = WireClockPause()
        wire.complaint = complaint.wire
        wire.reason = WireClockPauseReason(rawValue: Int(reason.rawValue)) ?? .unspecified
        wire.untilMs = until
        wire.text = text
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
