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

    /// Whatever a person types or a scanner sends, in any syntax of `GS1Syntax`.
    ///
    /// What stands beside GTIN, serial, lot and expiry must be valid too, and is then left aside: it
    /// does not say which item this is. AIs that another symbol of the object may carry may be missing.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.inputBytesMax else {
            throw .inputTooLong(found: bytes.count, max: Self.inputBytesMax)
        }
        // Digits that are too few for AI 01 and its value are meant as a GTIN, and miscounted.
        if bytes.count < 16, !bytes.isEmpty, bytes.allSatisfy(\.isDigit) {
            self.init(gtin: try GTIN(parsing: text))
        } else {
            try self.init(GS1Message(parsing: bytes, associations: .excluded))
        }
    }

    /// - Throws: `GS1Error.missingGTIN` if the message has no AI 01.
    package init(_ message: GS1Message) throws(GS1Error) {
        guard let gtin = message["01"] else { throw .missingGTIN }
        self.init(gtin: try GTIN(parsing: gtin))
        if let serial = message["21"] { self.serial = try Serial(parsing: serial) }
        if let lot = message["10"] { self.lot = try Lot(parsing: lot) }
        if let expiry = message["17"] { self.expiry = try ExpiryDate(parsing: expiry) }
    }

    /// The elements 01, 17, 10 and 21, as far as they are known.
    package var message: GS1Message {
        var elements = [GS1Element.gtin(gtin, at: 0)]
        if let expiry { elements.append(.make("17", expiry.description)) }
        if let lot { elements.append(.make("10", lot.text)) }
        if let serial { elements.append(.make("21", serial.text)) }
        return GS1Message(elements)
    }

    /// The bracketed element string, in the order 01, 17, 10, 21.
    package var elementString: String { message.bracketed }

    /// The path of the Digital Link, `/01/{gtin}[/10/{lot}][/21/{serial}][?17={expiry}]`.
    package var digitalLinkPath: String {
        do throws(GS1Error) {
            return try message.digitalLinkPath()
        } catch {
            preconditionFailure("an item has a GTIN and only what may go with it: \(error)")
        }
    }
}
