import FoundationEssentials
package import TransparencyLog

/// 'This identifier belongs to a counterfeit seller or offer', with who should know what about it.
package struct IndicatorAssertion: Hashable, Sendable {
    package var indicator: Indicator
    package var basis: Basis
    /// 0...100.
    package var confidence: Int
    package var tlp: TLP
    /// Milliseconds since 1970, as all times here.
    package var firstSeen: UInt64?
    package var lastSeen: UInt64?
    package var validUntil: UInt64?
    /// The identifier is a natural person's, so that erasure rules apply.
    package var naturalPerson: Bool?
    /// Where it was seen, by the marketplace's identifier (the grammar of `MarketplaceID`).
    package var marketplace: String?
    /// The marks that are counterfeited.
    package var marks: [String]
    package var legalBasis: String?
    package var note: String?
    package var attributes: [Attribute]
    package var originalObject: OriginalObject?
    /// Where it is published for a member that is not named: of that member's `OriginOpening`.
    package var originCommitment: Digest?
    package var unknownFields = UnknownFields()

    /// Whether it holds what no page or form shows: an object of another format, which programs are given in its
    /// place, or fields of a later version.
    package var holdsUnseen: Bool {
        originalObject != nil || !unknownFields.isEmpty
            || attributes.contains { !$0.unknownFields.isEmpty }
    }

    package init(
        indicator: Indicator, basis: Basis, confidence: Int, tlp: TLP,
        firstSeen: UInt64? = nil, lastSeen: UInt64? = nil, validUntil: UInt64? = nil,
        naturalPerson: Bool? = nil, marketplace: String? = nil, marks: [String] = [],
        legalBasis: String? = nil, note: String? = nil, attributes: [Attribute] = [],
        originalObject: OriginalObject? = nil, originCommitment: Digest? = nil
    ) {
        self.indicator = indicator
        self.basis = basis
        self.confidence = confidence
        self.tlp = tlp
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.validUntil = validUntil
        self.naturalPerson = naturalPerson
        self.marketplace = marketplace
        self.marks = marks
        self.legalBasis = legalBasis
        self.note = note
        self.attributes = attributes
        self.originalObject = originalObject
        self.originCommitment = originCommitment
    }

    init(wire: WireAssertIndicator) throws(StatementError) {
        indicator = try Indicator(wireType: wire.indicatorType, value: wire.indicatorValue)
        basis = try Basis(wire: wire.basis)
        confidence = Int(wire.confidence)
        tlp = try TLP(wire: wire.tlp)
        firstSeen = wire.hasFirstSeenMs ? wire.firstSeenMs : nil
        lastSeen = wire.hasLastSeenMs ? wire.lastSeenMs : nil
        validUntil = wire.hasValidUntilMs ? wire.validUntilMs : nil
        naturalPerson = wire.hasNaturalPerson ? wire.naturalPerson : nil
        marketplace = wire.marketplace.isEmpty ? nil : wire.marketplace
        marks = wire.mark
        legalBasis = wire.legalBasis.isEmpty ? nil : wire.legalBasis
        note = wire.note.isEmpty ? nil : wire.note
        try FieldCheck.count(wire.attribute.count, "attribute")
        attributes = []
        for attribute in wire.attribute { attributes.append(try Attribute(wire: attribute)) }
        originalObject =
            wire.hasOriginalObject ? try OriginalObject(wire: wire.originalObject) : nil
        if !wire.originCommitment.isEmpty {
            originCommitment = try FieldCheck.digest(wire.originCommitment, "origin commitment")
        }
        unknownFields = UnknownFields(wire.unknownFields)
        try check()
    }

    /// What holds of the fields' values, however they were read.
    func check() throws(StatementError) {
        try FieldCheck.range(
            UInt64(confidence), "confidence", 0...UInt64(StatementLimits.confidenceMax))
        if let firstSeen { try FieldCheck.time(firstSeen, "first seen") }
        if let validUntil { try FieldCheck.time(validUntil, "valid until") }
        if let lastSeen {
            try FieldCheck.time(lastSeen, "last seen")
            try FieldCheck.range(
                lastSeen, "last seen",
                (firstSeen ?? 0)...StatementLimits.timeMillisecondsMax)
        }
        if let marketplace { try MarketplaceID.check(marketplace) }
        if !marks.isEmpty { try FieldCheck.names(marks, "mark") }
        if let legalBasis { try FieldCheck.text(legalBasis, "legal basis") }
        if let note { try FieldCheck.text(note, "note") }
    }

    var wire: WireAssertIndicator {
        var wire = WireAssertIndicator()
        wire.indicatorType = UInt32(indicator.type.rawValue)
        wire.indicatorValue = indicator.value
        wire.basis = basis.wire
        wire.confidence = UInt32(clamping: confidence)
        wire.tlp = tlp.wire
        if let firstSeen { wire.firstSeenMs = firstSeen }
        if let lastSeen { wire.lastSeenMs = lastSeen }
        if let validUntil { wire.validUntilMs = validUntil }
        if let naturalPerson { wire.naturalPerson = naturalPerson }
        wire.marketplace = marketplace ?? ""
        wire.mark = marks
        wire.legalBasis = legalBasis ?? ""
        wire.note = note ?? ""
        wire.attribute = attributes.map(\.wire)
        if let originalObject { wire.originalObject = originalObject.wire }
        if let originCommitment { wire.originCommitment = Data(originCommitment.bytes) }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
