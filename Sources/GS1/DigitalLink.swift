/// The GS1 Digital Link URI in its plain form:
/// `https://any.domain/any/stem/01/{gtin}/10/{lot}/21/{serial}?17={expiry}`.
///
/// The domain says where more is to be learnt, never whose product it is. Key qualifiers stand in the
/// path, in this order; attributes in the query, in any. Other query keys are no business of GS1's
/// unless they are all digits.
///
/// Source: GS1 Digital Link standard: URI syntax, release 1.6, section 4.
package enum DigitalLink {
    static func items(_ bytes: [UInt8]) throws(GS1Error) -> ItemIdentifiers {
        let (path, query) = try split(bytes)
        var collector = IdentifierCollector()
        // From the right, in pairs of identifier and value, up to the key: a stem may look like one.
        var pairs: [(ai: String, value: String)] = []
        var segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var foundKey = false
        while !foundKey, segments.count >= 2 {
            let value = try unescaped(segments.removeLast(), plusIsSpace: false)
            let ai = String(decoding: segments.removeLast(), as: UTF8.self)
            guard isAI(ai) else { throw .digitalLink(what: "'\(ai)' is no application identifier") }
            guard !value.isEmpty else { throw .digitalLink(what: "AI \(ai) has no value") }
            pairs.append((ai, value))
            foundKey = ai == "01"
        }
        guard foundKey else { throw .missingGTIN }
        pairs.reverse()
        let qualifiers = pairs.dropFirst().map(\.ai)
        let known = ["10", "21"].filter(qualifiers.contains)
        if let other = qualifiers.first(where: { !known.contains($0) }) {
            throw .unsupportedIdentifier(ai: other)
        }
        guard qualifiers == known else {
            throw .digitalLink(what: "after the GTIN come lot (10), then serial (21), each once")
        }
        for pair in pairs { try collector.take(ai: pair.ai, value: pair.value) }
        for parameter in query.split(separator: UInt8(ascii: "&")) {
            let sides = parameter.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(decoding: sides[0], as: UTF8.self)
            guard key.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { continue }
            guard sides.count == 2, !sides[1].isEmpty else {
                throw .digitalLink(what: "AI \(key) has no value")
            }
            guard key == "17" else {
                guard !["01", "10", "21"].contains(key) else {
                    throw .digitalLink(what: "AI \(key) belongs in the path")
                }
                throw .unsupportedIdentifier(ai: key)
            }
            try collector.take(ai: key, value: unescaped(sides[1], plusIsSpace: true))
        }
        return try collector.finish()
    }

    private static func isAI(_ text: String) -> Bool {
        (2...4).contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Path and query of a URI or of a path alone; the fragment is for people.
    private static func split(
        _ bytes: [UInt8]
    ) throws(GS1Error) -> (path: ArraySlice<UInt8>, query: ArraySlice<UInt8>) {
        if let bad = bytes.firstIndex(where: { !isURICharacter($0) }) {
            throw .digitalLink(what: "the character at position \(bad + 1) stands in no URI")
        }
        var rest = bytes[...]
        if let fragment = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
        if rest.first != UInt8(ascii: "/") {
            let scheme = ["https://", "http://", "HTTPS://", "HTTP://"]
                .first { rest.starts(with: $0.utf8) }
            guard let scheme else { throw .digitalLink(what: "expected https:// or http://") }
            rest = rest.dropFirst(scheme.utf8.count)
            let host = rest.prefix { $0 != UInt8(ascii: "/") }
            guard !host.isEmpty, host.allSatisfy(isHostCharacter) else {
                throw .digitalLink(what: "the domain is missing or malformed")
            }
            rest = rest.dropFirst(host.count)
        }
        guard let mark = rest.firstIndex(of: UInt8(ascii: "?")) else { return (rest, []) }
        return (rest[..<mark], rest[(mark + 1)...])
    }

    private static func isURICharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._:[]".utf8.contains(byte)
        }
    }

    private static func unescaped(
        _ bytes: ArraySlice<UInt8>, plusIsSpace: Bool
    ) throws(GS1Error) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(
                    plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue),
                let low = rest.popFirst().flatMap(hexValue)
            else { throw .digitalLink(what: "'%' is not followed by two hex digits") }
            result.append(high << 4 | low)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ItemIdentifiers {
    /// The path of the plain Digital Link, `/01/{gtin}[/10/{lot}][/21/{serial}][?17={expiry}]`, with
    /// everything escaped that is not unreserved (RFC 3986, section 2.3).
    package var digitalLinkPath: String {
        var text = "/01/\(gtin.digits14)"
        if let lot { text += "/10/\(Self.percentEscaped(lot.text))" }
        if let serial { text += "/21/\(Self.percentEscaped(serial.text))" }
        if let expiry { text += "?17=\(expiry)" }
        return text
    }

    private static func percentEscaped(_ value: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
