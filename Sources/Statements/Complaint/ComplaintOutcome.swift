/// What came of it: whether the marketplace did what was ordered, what was seized, what was bought.
package struct ComplaintOutcome: Hashable, Sendable {
    package enum Kind: UInt8, NamedCase, Sendable {
        case takenDown = 1
        case restored
        /// The marketplace did not do it: a person sees to it.
        case escalated
        case seized
        case testBuyCounterfeit
        case testBuyGenuine

        package var name: String {
            switch self {
            case .takenDown: "taken-down"
            case .restored: "restored"
            case .escalated: "escalated"
            case .seized: "seized"
            case .testBuyCounterfeit: "test-buy-counterfeit"
            case .testBuyGenuine: "test-buy-genuine"
            }
        }

        /// Whether it answers an order to the marketplace.
        package var answersAnOrder: Bool {
            switch self {
            case .takenDown, .restored, .escalated: true
            case .seized, .testBuyCounterfeit, .testBuyGenuine: false
            }
        }
    }

    package static let itemsMax: UInt64 = 1 << 32
    package static let valueMinorUnitsMax: UInt64 = 1 << 48

    package struct Value: Hashable, Sendable {
        /// Of the currency: cents of EUR.
        package var minorUnits: UInt64
        /// ISO 4217.
        package var currency: String

        package init(minorUnits: UInt64, currency: String) {
            self.minorUnits = minorUnits
            self.currency = currency
        }
    }

    package var complaint: EntryReference
    /// None: all.
    package var listings: [Int]
    package var kind: Kind
    /// The statement that ordered it, where the marketplace answers.
    package var order: EntryReference?
    /// The marketplace's or the authority's own number for it.
    package var reference: String
    package var items: UInt64
    package var value: Value?
    package var text: String
    package var unknownFields = UnknownFields()

    package init(
        of complaint: EntryReference, listings: [Int] = [], kind: Kind,
        order: EntryReference? = nil, reference: String = "", items: UInt64 = 0,
        value: Value? = nil, text: String = ""
    ) {
        self.complaint = complaint
        self.listings = listings
        self.kind = kind
        self.order = order
        self.reference = reference
        self.items = items
        self.value = value
        self.text = text
    }

    init(wire: WireOutcome) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        listings = try ListingPlaces.read(wire.listing)
        kind = try enumValue(
            wire.kind.rawValue, "kind of outcome", last: Kind.testBuyGenuine.rawValue)
        order = wire.hasOrder ? try EntryReference(wire: wire.order, "order") : nil
        guard (order != nil) == kind.answersAnOrder else {
            if order == nil { throw .fieldMissing("order") }
            throw .fieldForm(
                "order", found: kind.name, expected: "absent, as nothing was ordered")
        }
        try FieldCheck.text(
            wire.reference, "reference", bytesMax: StatementLimits.nameBytesMax)
        reference = wire.reference
        try FieldCheck.range(wire.itemCount, "items", 0...Self.itemsMax)
        items = wire.itemCount
        if wire.currency.isEmpty {
            guard wire.valueMinorUnits == 0 else { throw .fieldMissing("currency") }
            value = nil
        } else {
            guard wire.currency.utf8.count == 3,
                wire.currency.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
            else {
                throw .fieldForm(
                    "currency", found: String(wire.currency.prefix(16)),
                    expected: "three upper-case letters such as EUR")
            }
            try FieldCheck.range(wire.valueMinorUnits, "value", 0...Self.valueMinorUnitsMax)
            value = Value(minorUnits: wire.valueMinorUnits, currency: wire.currency)
        }
        try FieldCheck.text(wire.text, "text of the outcome")
        text = wire.text
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireOutcome {
        var wire = WireOutcome()
        wire.complaint = complaint.wire
        wire.listing = ListingPlaces.wire(listings)
        wire.kind = WireOutcomeKind(rawValue: Int(kind.rawValue)) ?? .unspecified
        if let order { wire.order = order.wire }
        wire.reference = reference
        wire.itemCount = items
        if let value {
            wire.valueMinorUnits = value.minorUnits
            wire.currency = value.currency
        }
        wire.text = text
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
