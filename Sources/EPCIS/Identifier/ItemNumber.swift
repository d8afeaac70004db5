package import GS1

/// One item that an event names: its GTIN and serial.
package struct ItemNumber: Hashable, Sendable, CustomStringConvertible {
    package let gtin: GTIN
    package let serial: Serial

    package init(gtin: GTIN, serial: Serial) {
        self.gtin = gtin
        self.serial = serial
    }

    /// - Parameter uri: an EPC URI or a Digital Link.
    /// - Returns: nil for other numbers: logistic units, places, classes of items. A serial
    ///   with a wrong character or a GTIN with a wrong check digit is none either.
    package init?(_ uri: String) {
        guard let link = CanonicalIdentifier.digitalLink(of: uri) else { return nil }
        let parts = link.dropFirst(CanonicalIdentifier.stem.count).split(separator: "/")
        guard parts.count == 4, parts[0] == "01", parts[2] == "21",
            let gtin = try? GTIN(parsing: parts[1]), let text = Self.unescaped(parts[3]),
            let serial = try? Serial(parsing: text)
        else { return nil }
        self.init(gtin: gtin, serial: serial)
    }

    /// The canonical Digital Link.
    package var description: String {
        CanonicalIdentifier.stem
            + ItemIdentifiers(gtin: gtin, serial: serial, lot: nil, expiry: nil).digitalLinkPath
    }

    private static func unescaped(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let code = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(code)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
