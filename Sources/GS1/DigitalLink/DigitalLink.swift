/// The GS1 Digital Link URI, uncompressed:
/// `https://any.domain/any/stem/01/{gtin}/22/{variant}/10/{lot}/21/{serial}?17={expiry}`.
///
/// The domain says where more is to be learnt, never whose product it is. The path ends with a primary
/// key and those of its qualifiers that are given, in their order; attributes stand in the query, in
/// any. Other query keys are no business of GS1's unless they are all digits.
///
/// Source: GS1 Digital Link standard: URI syntax, release 1.6, section 4.
package enum DigitalLink {
    package static let canonicalDomain = "https://id.gs1.org"

    /// Whether the bytes begin like a URI of the web.
    static func isURI(_ bytes: ArraySlice<UInt8>) -> Bool {
        DigitalLinkURI.schemes.contains { bytes.starts(with: $0.utf8) }
    }

    /// - Parameter start: where the URI begins in the input.
    static func read(
        _ bytes: [UInt8], from start: Int = 0, _ reader: ElementReader, hasDomain: Bool = true
    ) throws(GS1Error) -> [GS1Element] {
        let uri = try DigitalLinkURI(bytes[start...], hasDomain: hasDomain)
        var reader = reader
        try readPath(uri.path, &reader)
        let qualifiers = reader.elements.dropFirst().map(\.ai)
        let key = reader.elements[0]
        guard key.identifier.accepts(qualifiers: qualifiers) else {
            throw .message(
                GS1Fault(
                    .keyQualifiers, ai: key.ai, at: key.offset,
                    length: uri.path.endIndex - key.offset,
                    "AI \(qualifiers.joined(separator: ", ")) may not follow it in this order"))
        }
        try readQuery(uri.query, key: key, qualifiers: qualifiers, &reader)
        return try reader.finish(end: bytes.count)
    }

    private static func identifier(
        _ segment: ArraySlice<UInt8>, _ reader: ElementReader
    ) -> ApplicationIdentifier? {
        if reader.options.contains(.convenienceNames),
            let named = ConvenienceNames.identifier(segment)
        {
            return named
        }
        return reader.known(segment)
    }

    /// Takes the pairs of identifier and value at the end of the path, up to the primary key: found
    /// from the right, since a stem may look like one.
    private static func readPath(
        _ path: ArraySlice<UInt8>, _ reader: inout ElementReader
    ) throws(GS1Error) {
        var segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var pairs: [(identifier: ApplicationIdentifier, at: Int, value: ArraySlice<UInt8>)] = []
        // The first segment stands before the first slash.
        while segments.count >= 3 {
            let value = segments.removeLast()
            let segment = segments.removeLast()
            guard let identifier = identifier(segment, reader) else { break }
            pairs.append((identifier, segment.startIndex, value))
            if identifier.isPrimaryKey { break }
        }
        guard pairs.last?.identifier.isPrimaryKey == true else {
            throw .message(
                GS1Fault(
                    .primaryKeyMissing, at: path.startIndex, length: path.count,
                    "the path does not end with a GS1 key, such as /01/ and a GTIN of 14 digits"))
        }
        for pair in pairs.reversed() {
            let value = PercentEncoding.value(pair.value, isQuery: false)
            try reader.take(
                pair.identifier, padded(value, pair.identifier, reader.options), at: pair.at)
        }
    }

    private static func readQuery(
        _ query: ArraySlice<UInt8>, key: GS1Element, qualifiers: [String],
        _ reader: inout ElementReader
    ) throws(GS1Error) {
        var seen = Set([key.ai] + qualifiers)
        for parameter in query.split(separator: UInt8(ascii: "&")) {
            guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = parameter[..<equals]
            guard !name.isEmpty, name.allSatisfy(\.isDigit) else { continue }
            let identifier = try reader.identifier(name, at: name.startIndex)
            let ai = identifier.digits
            func fault(_ rule: GS1Rule, _ detail: String) -> GS1Error {
                .message(
                    GS1Fault(rule, ai: ai, at: name.startIndex, length: name.count, detail))
            }
            let value = PercentEncoding.value(parameter[(equals + 1)...], isQuery: true)
            try reader.take(
                identifier, padded(value, identifier, reader.options), at: name.startIndex)
            guard seen.insert(ai).inserted else {
                throw fault(.repeatedIdentifier, "a Digital Link has each identifier once")
            }
            let isAllowed =
                identifier.isKnown
                ? identifier.isDataAttribute : reader.options.contains(.unknownAttributes)
            guard isAllowed else {
                throw fault(.notAnAttribute, "may not stand in the query of a Digital Link")
            }
            guard !belongsInPath(ai, key, qualifiers) else {
                throw fault(.belongsInPath, "belongs in the path, after AI \(key.ai)")
            }
        }
    }

    /// Whether the path would be one with the attribute in it as well.
    private static func belongsInPath(
        _ ai: String, _ key: GS1Element, _ qualifiers: [String]
    ) -> Bool {
        (0...qualifiers.count).contains { index in
            var longer = qualifiers
            longer.insert(ai, at: index)
            return key.identifier.accepts(qualifiers: longer)
        }
    }

    private static func padded(
        _ value: ReadValue, _ identifier: ApplicationIdentifier, _ options: GS1Options
    ) -> ReadValue {
        guard options.contains(.shortGTIN), identifier.digits == "01",
            [8, 12, 13].contains(value.bytes.count)
        else { return value }
        var padded = value
        padded.pad(to: 14)
        return padded
    }
}
