/// GS1 Digital Link URIs of any domain as the path of their canonical form, the narrowest number only:
/// with a serial the lot goes, and consumer product variants always go.
///
/// Source: GS1 Digital Link: URI syntax, sections 4.3 to 4.11; CBV 2.0, section 8.9, rule 18.
enum DigitalLinkURI {
    private static let shortNames = [
        "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "party": "417",
        "gsrnp": "8017", "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253",
        "ginc": "401", "gsin": "402", "grai": "8003", "giai": "8004", "cpv": "22", "lot": "10",
        "ser": "21",
    ]

    static func path(of uri: String) -> String? {
        guard uri.utf8.count <= 2_048, let start = uri.range(ofScheme: "://") else { return nil }
        let location = uri[start...].prefix { $0 != "?" && $0 != "#" }
        var segments = location.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count >= 3, !segments[0].isEmpty else { return nil }
        segments.removeFirst()
        if segments.last?.isEmpty == true { segments.removeLast() }
        // A stem may look like a key, so every place that does is tried.
        for position in segments.indices.dropLast() {
            if let path = path(of: segments[position...]) { return path }
        }
        return nil
    }

    private static func path(of segments: ArraySlice<Substring>) -> String? {
        guard segments.count % 2 == 0, let first = segments.first else { return nil }
        // Nothing is looked at behind what is no key: a URI of slashes only has a thousand such places.
        let key = identifier(first)
        guard let value = number(key, segments[segments.startIndex + 1]) else { return nil }
        var qualifiers: [String: Substring] = [:]
        for position in stride(from: segments.startIndex + 2, to: segments.endIndex, by: 2) {
            let (ai, value) = (identifier(segments[position]), segments[position + 1])
            guard let allowed = qualifierBytesMax[key]?[ai], qualifiers[ai] == nil,
                isValue(value, 1...allowed)
            else { return nil }
            qualifiers[ai] = value
        }
        // The narrowest of those there are.
        for ai in ["21", "235", "10", "254", "8011"] {
            if let qualifier = qualifiers[ai] {
                return "/\(key)/\(value)/\(ai)/\(escaped(qualifier))"
            }
        }
        return "/\(key)/\(value)"
    }

    private static func identifier(_ segment: Substring) -> String {
        let name = String(segment)
        return shortNames[name] ?? name
    }

    private static let qualifierBytesMax: [String: [String: Int]] = [
        "01": ["22": 20, "10": 20, "21": 20, "235": 28], "8006": ["22": 20, "10": 20, "21": 20],
        "414": ["254": 20], "8010": ["8011": 12],
    ]

    /// The key in its full length, or nil if it is none.
    private static func number(_ ai: String, _ value: Substring) -> String? {
        let count = value.utf8.count
        func digits(_ length: Int) -> String? {
            count == length && isDigits(value) ? String(value) : nil
        }
        func digits(_ length: Int, then more: Int) -> String? {
            count >= length && isDigits(value.prefix(length))
                && isValue(value.dropFirst(length), 0...more) ? String(value) : nil
        }
        switch ai {
        case "00", "8006", "8017", "8018": return digits(18)
        case "01":
            guard [8, 12, 13, 14].contains(count), isDigits(value) else { return nil }
            return String(repeating: "0", count: 14 - count) + value
        case "253": return digits(13, then: 17)
        case "255": return digits(13, then: 12)
        case "402": return digits(17)
        case "414", "417": return digits(13)
        case "8003": return digits(14, then: 16)
        case "401", "8004", "8010":
            return isDigits(value.prefix(4)) && isValue(value, 5...30) ? String(value) : nil
        default: return nil
        }
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// What may stand in a path as it is or escaped, and is escaped in the canonical form.
    private static let escapable = Array("!&()*+,:".utf8)

    private static func escaped(_ text: Substring) -> String {
        guard text.utf8.contains(where: escapable.contains) else { return String(text) }
        let hex = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte in
            escapable.contains(byte)
                ? [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]] : [byte]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Characters of set 82 that stand in a path, each escape counting as one.
    private static func isValue(_ text: Substring, _ counts: ClosedRange<Int>) -> Bool {
        var count = 0
        var rest = text.utf8
        while let byte = rest.popFirst() {
            count += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                continue
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    Character(Unicode.Scalar(high)).isHexDigit,
                    Character(Unicode.Scalar(low)).isHexDigit
                else { return false }
            default:
                guard "\"'-._;<=>?#".utf8.contains(byte) || escapable.contains(byte) else {
                    return false
                }
            }
        }
        return counts.contains(count)
    }
}

extension String {
    /// The place after `separator`, if it ends the scheme of a URI.
    fileprivate func range(ofScheme separator: String) -> String.Index? {
        for scheme in ["http", "https"] where hasPrefix(scheme + separator) {
            return index(startIndex, offsetBy: scheme.utf8.count + separator.utf8.count)
        }
        return nil
    }
}
