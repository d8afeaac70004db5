/// 'This indicator is wrong here.' It stands beside the report: whether it outweighs it, each
/// reader decides.
package struct Dispute: Hashable, Sendable {
    package enum Reason: UInt8, NamedCase, Sendable {
        case falsePositive = 1
        case authorisedSeller
        /// The identifier belongs to somebody else now.
        case identifierReassigned
        /// The counterfeits are gone.
        case resolved
        case sellerReply
        case other

        package var name: String {
            switch self {
            case .falsePositive: "false-positive"
            case .authorisedSeller: "authorised-seller"
            case .identifierReassigned: "identifier-reassigned"
            case .resolved: "resolved"
            case .sellerReply: "seller-reply"
            case .other: "other"
            }
        }
    }

    package var indicator: Indicator
    package var reason: Reason
    package var text: String?
    /// The member passes on the seller's own words.
    package var onBehalfOfSeller: Bool
    package var tlp: TLP
    package var originalObject: OriginalObject?
    package var unknownFields = UnknownFields()

    package init(
        indicator: Indicator, reason: Reason, text: String? = nil, onBehalfOfSeller: Bool = false,
        tlp: TLP = .amber, originalObject: OriginalObject? = nil
    ) {
        self.indicator = indicator
        self.reason = reason
        self.text = text
        self.onBehalfOfSeller = onBehalfOfSeller
        self.tlp = tlp
        self.originalObject = originalObject
    }

    init(wire: WireDispute) throws(StatementError) {
        indicator = try Indicator(wireType: wire.indicatorType, value: wire.indicatorValue)
        reason = try enumValue(
            wire.reason.rawValue, "dispute reason", last: Reason.other.rawValue)
        try FieldCheck.text(wire.text, "text")
        text = wire.text.isEmpty ? nil : wire.text
        onBehalfOfSeller = wire.onBehalfOfSeller
        tlp = try TLP(wire: wire.tlp)
        originalObject =
            wire.hasOriginalObject ? try OriginalObject(wire: wire.originalObject) : nil
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireDispute {
        var wire = WireDispute()
        wire.indicatorType = UInt32(indicator.type.rawValue)
        wire.indicatorValue = indicator.value
        wire.reason = WireDisputeReason(rawValue: Int(reason.rawValue)) ?? .unspecified
        wire.text = text ?? ""
        wire.onBehalfOfSeller = onBehalfOfSeller
        wire.tlp = tlp.wire
        if let originalObject { wire.originalObject = originalObject.wire }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
