/// What a scanner sends: `]`, two characters that say which symbology it read, then the data.
///
/// Source: ISO/IEC 15424; GS1 General Specifications, figure 5.1.2-1. Of the EAN symbols with an add-on
/// none is read.
package struct ScanData: Hashable, Sendable {
    package let symbology: Symbology
    package let content: Content

    package enum Content: Hashable, Sendable {
        /// GS1 data, a Digital Link included.
        case message(GS1Message)
        /// Data that is no business of GS1's, as it came.
        case plain([UInt8])
    }

    package enum Symbology: String, CaseIterable, Sendable {
        case gs1128 = "C1"
        case dataBar = "e0"
        case ean13 = "E0"
        case ean8 = "E4"
        case itf14 = "I1"
        case dataMatrix = "d1"
        case gs1DataMatrix = "d2"
        case qr = "Q1"
        case gs1QR = "Q3"
        case dotCode = "J0"
        case gs1DotCode = "J1"

        fileprivate enum Payload { case elementString, digits(Int), plain }

        fileprivate var payload: Payload {
            switch self {
            case .gs1128, .dataBar, .gs1DataMatrix, .gs1QR, .gs1DotCode: .elementString
            case .ean13: .digits(13)
            case .ean8: .digits(8)
            case .itf14: .digits(14)
            case .dataMatrix, .qr, .dotCode: .plain
            }
        }
    }

    /// - Throws: `GS1Error.message`, or the errors of a GTIN.
    package init(reading bytes: [UInt8], _ options: GS1Options = []) throws(GS1Error) {
        guard bytes.first == UInt8(ascii: "]"), bytes.count >= 3,
            let symbology = Symbology(rawValue: String(decoding: bytes[1...2], as: UTF8.self))
        else {
            throw .message(
                GS1Fault(
                    .symbologyIdentifier, at: 0, length: min(3, bytes.count),
                    "expected a symbology identifier that GS1 uses, such as ]C1, ]d2 or ]Q3"))
        }
        self.symbology = symbology
        let data = bytes[3...]
        let reader = ElementReader(options: options)
        switch symbology.payload {
        case .elementString:
            content = .message(
                GS1Message(try ElementString.read(data, reader, first: .absent, separators: [29])))
        case .digits(let count):
            content = .message(try Self.digits(data, count: count, reader))
        case .plain:
            content =
                DigitalLink.isURI(data)
                ? .message(GS1Message(try DigitalLink.read(bytes, from: 3, reader)))
                : .plain(Array(data))
        }
    }

    /// The digits of a GTIN, and after `|]e0` those of the composite symbol above it.
    private static func digits(
        _ data: ArraySlice<UInt8>, count: Int, _ reader: ElementReader
    ) throws(GS1Error) -> GS1Message {
        let primary = data.prefix(count)
        let rest = data.dropFirst(count)
        guard primary.count == count, primary.allSatisfy(\.isDigit) else {
            throw .message(
                GS1Fault(
                    .primaryMessage, at: data.startIndex, length: primary.count,
                    "expected \(count) digits"))
        }
        let gtin = GS1Element.gtin(
            try GTIN(parsing: String(decoding: primary, as: UTF8.self)), at: data.startIndex)
        guard !rest.isEmpty else { return GS1Message([gtin]) }
        let link = Array("|]e0".utf8)
        guard rest.starts(with: link) else {
            throw .message(
                GS1Fault(
                    .primaryMessage, at: rest.startIndex, length: rest.count,
                    "expected the end after \(count) digits, or |]e0 and a composite"))
        }
        let composite = try ElementString.read(
            rest.dropFirst(link.count), reader, first: .absent, separators: [29])
        return GS1Message([gtin] + composite)
    }
}
