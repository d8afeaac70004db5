/// What is printed on one product: its GTIN and, where given, serial, lot and expiry date.
package struct ItemIdentifiers: Hashable, Sendable, Codable {
    package var gtin: GTIN
    package var serial: Serial?
    package var lot: Lot?
    package var expiry: ExpiryDate?

    /// Longest text that is looked at, in bytes.
    package static let inputBytesMax = 2_048

    package init(gtin: GTIN, serial: Serial? = nil, lot: Lot? = nil, expiry: ExpiryDate? = nil) {
        self.gtin = gtin
        self.serial = serial
        self.lot = lot
        self.expiry = expiry
    }

    /// Whatever a person types or a scanner sends: a bracketed element string `(01)...(21)...`, a
    /// Digital Link URI or its path `/01/...`, or the bare digits of a GTIN.
    ///
    /// Application identifiers other than 01, 21, 10 and 17 are refused: reading a part of a code
    /// and passing over the rest would answer another question than was asked.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        let count = text.utf8.count
        guard count <= Self.inputBytesMax else {
            throw .inputTooLong(found: count, max: Self.inputBytesMax)
        }
        switch text.utf8.first {
        case UInt8(ascii: "("):
            self = try ElementString.items(Array(text.utf8))
        case UInt8(ascii: "/"), UInt8(ascii: "h"), UInt8(ascii: "H"):
            self = try DigitalLink.items(Array(text.utf8))
        case _ where text.utf8.contains(UInt8(ascii: ":")):
            throw .digitalLink(what: "expected https:// or http://")
        default:
            self.init(gtin: try GTIN(parsing: text))
        }
    }
}

/// The application identifiers that are understood so far, each at most once.
struct IdentifierCollector {
    private var gtin: GTIN?
    private var serial: Serial?
    private var lot: Lot?
    private var expiry: ExpiryDate?

    mutating func take(ai: String, value: String) throws(GS1Error) {
        switch ai {
        case "01":
            try once(gtin, ai)
            guard value.utf8.count == 14 else {
                throw .elementString(
                    offset: 0,
                    what: "AI 01 takes 14 digits, found '\(value)': pad the GTIN with zeros")
            }
            gtin = try GTIN(parsing: value)
        case "21":
            try once(serial, ai)
            serial = try Serial(parsing: value)
        case "10":
            try once(lot, ai)
            lot = try Lot(parsing: value)
        case "17":
            try once(expiry, ai)
            guard value.utf8.count == 6 else { throw .date(found: String(value.prefix(20))) }
            expiry = try ExpiryDate(parsing: value)
        default:
            throw .unsupportedIdentifier(ai: ai)
        }
    }

    func finish() throws(GS1Error) -> ItemIdentifiers {
        guard let gtin else { throw .missingGTIN }
        return ItemIdentifiers(gtin: gtin, serial: serial, lot: lot, expiry: expiry)
    }

    private func once(_ value: Any?, _ ai: String) throws(GS1Error) {
        guard value == nil else { throw .repeatedIdentifier(ai: ai) }
    }
}
