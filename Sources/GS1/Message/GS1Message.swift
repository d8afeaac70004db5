/// What one GS1 symbol, Digital Link or line of text says: elements in the order they were given, at
/// least one, each valid by the syntax dictionary.
///
/// Reading is total and takes time linear in the input: each byte is looked at by one reader and at
/// most five linters, each of which passes over its part a fixed number of times; what compares
/// elements with one another is bounded by `elementsMax`.
///
/// Source: GS1 General Specifications; GS1 Digital Link URI syntax 1.6; where they leave a choice, the
/// GS1 Barcode Syntax Engine.
package struct GS1Message: Hashable, Sendable {
    package let elements: [GS1Element]

    /// Longest input that is looked at, in bytes.
    package static let inputBytesMax = 8_191
    package static let elementsMax = 64

    /// Elements that are known to be valid, at least one.
    init(_ elements: [GS1Element]) {
        precondition(!elements.isEmpty, "a GS1 message has at least one element")
        self.elements = elements
    }

    /// - Parameters:
    ///   - syntax: how it is written; nil to tell by how it begins.
    ///   - associations: the rules between elements that must hold.
    /// - Throws: `GS1Error.message` with the first fault; `.inputTooLong`; those of a GTIN.
    package init(
        parsing text: some StringProtocol, as syntax: GS1Syntax? = nil, options: GS1Options = [],
        associations: GS1Associations = .all
    ) throws(GS1Error) {
        try self.init(
            parsing: Array(text.utf8), as: syntax, options: options, associations: associations)
    }

    package init(
        parsing bytes: [UInt8], as syntax: GS1Syntax? = nil, options: GS1Options = [],
        associations: GS1Associations = .all
    ) throws(GS1Error) {
        guard bytes.count <= Self.inputBytesMax else {
            throw .inputTooLong(found: bytes.count, max: Self.inputBytesMax)
        }
        guard let syntax = syntax ?? GS1Syntax(recognising: bytes) else {
            throw .message(
                GS1Fault(
                    .syntax, at: 0, length: bytes.isEmpty ? 0 : 1,
                    "no GS1 syntax begins like this: give (01)…, ^01…, ]C101…, https://…/01/… or a GTIN"
                ))
        }
        let reader = ElementReader(options: options)
        switch syntax {
        case .bracketed: elements = try ElementString.readBracketed(bytes[...], reader)
        case .elementString: elements = try ElementString.read(bytes[...], reader, first: .required)
        case .bareElementString:
            elements = try ElementString.read(bytes[...], reader, first: .absent)
        case .scanData:
            guard case .message(let message) = try ScanData(reading: bytes, options).content else {
                throw .message(
                    GS1Fault(.plainData, at: 3, length: bytes.count - 3, "this is no GS1 data"))
            }
            elements = message.elements
        case .digitalLink, .digitalLinkPath:
            elements = try DigitalLink.read(
                bytes, reader, hasDomain: syntax == .digitalLink)
        case .gtin:
            let gtin = try GTIN(parsing: String(decoding: bytes, as: UTF8.self))
            elements = [.gtin(gtin, at: 0)]
        }
        if let fault = associations.fault(in: elements) { throw .message(fault) }
    }

    /// The value of an AI, nil if it is not there.
    package subscript(ai: String) -> String? { elements.first { $0.ai == ai }?.value }

    /// The same elements, each once, those of pre-defined length before the others: the order that
    /// takes fewest FNC1.
    package var canonical: GS1Message {
        var seen: Set<String> = []
        let once = elements.filter { seen.insert($0.ai).inserted }
        return GS1Message(
            once.filter(\.identifier.isPredefinedLength)
                + once.filter { !$0.identifier.isPredefinedLength })
    }
}

extension GS1Element {
    static func gtin(_ gtin: GTIN, at offset: Int) -> Self { make("01", gtin.digits14, at: offset) }

    /// An element of an AI that the dictionary has, with a value known to be valid.
    static func make(_ ai: String, _ value: String, at offset: Int = 0) -> Self {
        guard let identifier = SyntaxDictionary.entry(Array(ai.utf8)[...]) else {
            preconditionFailure("AI \(ai) is not in the syntax dictionary")
        }
        return GS1Element(identifier, value, at: offset)
    }
}
