/// 'Two identifiers are the same operator', with what shows it. The pair is unordered, so it is
/// held sorted: `a` is always before `b`.
package struct OperatorLink: Hashable, Sendable {
    package let a: Indicator
    package let b: Indicator
    package var basis: Basis
    /// What shows it.
    package var evidence: String?
    /// 0...100.
    package var confidence: Int
    package var tlp: TLP
    package var originalObject: OriginalObject?
    package var unknownFields = UnknownFields()

    /// - Throws: `StatementError.fieldForm` when both ends are one identifier.
    package init(
        _ one: Indicator, _ other: Indicator, basis: Basis, evidence: String? = nil,
        confidence: Int = StatementLimits.confidenceMax, tlp: TLP = .amber,
        originalObject: OriginalObject? = nil
    ) throws(StatementError) {
        guard one != other else {
            throw .fieldForm(
                "link", found: String(one.description.prefix(80)),
                expected: "between two different identifiers")
        }
        (a, b) = one < other ? (one, other) : (other, one)
        self.basis = basis
        self.evidence = evidence
        self.confidence = confidence
        self.tlp = tlp
        self.originalObject = originalObject
    }

    init(wire: WireLink) throws(StatementError) {
        try FieldCheck.range(
            UInt64(wire.confidence), "confidence", 0...UInt64(StatementLimits.confidenceMax))
        try FieldCheck.text(wire.evidence, "evidence")
        try self.init(
            Indicator(wireType: wire.aType, value: wire.aValue),
            Indicator(wireType: wire.bType, value: wire.bValue), basis: Basis(wire: wire.basis),
            evidence: wire.evidence.isEmpty ? nil : wire.evidence,
            confidence: Int(wire.confidence), tlp: TLP(wire: wire.tlp),
            originalObject: wire.hasOriginalObject
                ? OriginalObject(wire: wire.originalObject) : nil)
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireLink {
        var wire = WireLink()
        wire.aType = UInt32(a.type.rawValue)
        wire.aValue = a.value
        wire.bType = UInt32(b.type.rawValue)
        wire.bValue = b.value
        wire.basis = basis.wire
        wire.evidence = evidence ?? ""
        wire.confidence = UInt32(clamping: confidence)
        wire.tlp = tlp.wire
        if let originalObject { wire.originalObject = originalObject.wire }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
