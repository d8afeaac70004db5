import GS1

/// EPC URIs (`urn:epc:id:sgtin:9521234.012345.400`) as paths of Digital Links. Where the company prefix
/// ends, the URI says itself: with the reference behind it it has a fixed number of digits.
///
/// Source: EPC Tag Data Standard 2.0, sections 6.3 (EPC URIs), 6.4 (classes), 8 (patterns).
enum EPCURI {
    static func path(of uri: String) -> String? {
        // No key of GS1 is longer; the URI may percent-encode every character.
        guard uri.utf8.count <= 200 else { return nil }
        if let body = rest(of: uri, after: "urn:epc:id:") { return instance(body) }
        if let body = rest(of: uri, after: "urn:epc:class:lgtin:") {
            return item(split(body, 3), then: "10", max: 20)
        }
        if let body = rest(of: uri, after: "urn:epc:idpat:") { return pattern(body) }
        return nil
    }

    private static func instance(_ text: Substring) -> String? {
        guard let (scheme, body) = scheme(text) else { return nil }
        switch scheme {
        case "sgtin": return item(split(body, 3), then: "21", max: 20)
        case "upui": return item(split(body, 3), then: "235", max: 28)
        case "itip":
            guard let parts = split(body, 5), let gtin = gtin(parts),
                let pieces = pieces(parts), let serial = serial(parts[4], max: 20)
            else { return nil }
            return "/8006/\(gtin)\(pieces)/21/\(serial)"
        case "sscc":
            guard let parts = split(body, 2), digits(parts, total: 17),
                let key = indicatorFirst(parts)
            else { return nil }
            return "/00/\(checked(key))"
        case "sgln":
            guard let parts = split(body, 3), digits(parts, total: 12),
                let branch = serial(parts[2], max: 20)
            else { return nil }
            let gln = checked(parts[0] + parts[1])
            return branch == "0" ? "/414/\(gln)" : "/414/\(gln)/254/\(branch)"
        case "pgln":
            guard let parts = split(body, 2), digits(parts, total: 12) else { return nil }
            return "/417/\(checked(parts[0] + parts[1]))"
        case "grai":
            guard let parts = split(body, 3), digits(parts, total: 12),
                let serial = serial(parts[2], max: 16)
            else { return nil }
            return "/8003/\(checked("0" + parts[0] + parts[1]))\(serial)"
        case "gdti":
            guard let parts = split(body, 3), digits(parts, total: 12),
                let serial = serial(parts[2], max: 20)
            else { return nil }
            return "/253/\(checked(parts[0] + parts[1]))\(serial)"
        case "sgcn":
            guard let parts = split(body, 3), digits(parts, total: 12), isDigits(parts[2]),
                (1...12).contains(parts[2].utf8.count)
            else { return nil }
            return "/255/\(checked(parts[0] + parts[1]))\(parts[2])"
        case "gsrn", "gsrnp":
            guard let parts = split(body, 2), digits(parts, total: 17) else { return nil }
            return "/\(scheme == "gsrn" ? "8018" : "8017")/\(checked(parts[0] + parts[1]))"
        case "gsin":
            guard let parts = split(body, 2), digits(parts, total: 16) else { return nil }
            return "/402/\(checked(parts[0] + parts[1]))"
        case "giai", "ginc":
            guard let (prefix, reference) = openReference(body),
                let escaped = serial(reference, max: 30 - prefix.utf8.count)
            else { return nil }
            return "/\(scheme == "giai" ? "8004" : "401")/\(prefix)\(escaped)"
        case "cpi":
            guard let parts = split(body, 3), let part = component(parts), isDigits(parts[2]),
                (1...12).contains(parts[2].utf8.count)
            else { return nil }
            return "/8010/\(part)/8011/\(parts[2])"
        default: return nil
        }
    }

    private static func pattern(_ text: Substring) -> String? {
        guard let (scheme, body) = scheme(text), body.hasSuffix(".*") else { return nil }
        let known = body.dropLast(2)
        switch scheme {
        case "sgtin", "upui": return split(known, 2).flatMap(gtin).map { "/01/\($0)" }
        case "itip":
            guard let parts = split(known, 4), let gtin = gtin(parts), let pieces = pieces(parts)
            else { return nil }
            return "/8006/\(gtin)\(pieces)"
        case "grai", "gdti", "sgcn":
            guard let parts = split(known, 2), digits(parts, total: 12) else { return nil }
            let key = parts[0] + parts[1]
            switch scheme {
            case "grai": return "/8003/\(checked("0" + key))"
            case "gdti": return "/253/\(checked(key))"
            default: return "/255/\(checked(key))"
            }
        case "cpi": return split(known, 2).flatMap(component).map { "/8010/\($0)" }
        default: return nil
        }
    }

    // MARK: Parts

    private static func rest(of uri: String, after prefix: String) -> Substring? {
        uri.hasPrefix(prefix) ? uri.dropFirst(prefix.count) : nil
    }

    private static func scheme(_ text: Substring) -> (Substring, Substring)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (text[..<colon], text[text.index(after: colon)...])
    }

    /// `count` parts with points between them; the last may hold points itself.
    private static func split(_ text: Substring, _ count: Int) -> [Substring]? {
        let parts = text.split(
            separator: ".", maxSplits: count - 1, omittingEmptySubsequences: false)
        return parts.count == count ? parts : nil
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether the first two parts are a company prefix and a reference of `total` digits.
    private static func digits(_ parts: [Substring], total: Int) -> Bool {
        (6...12).contains(parts[0].utf8.count) && isDigits(parts[0]) && isDigits(parts[1])
            && parts[0].utf8.count + parts[1].utf8.count == total
    }

    /// The first digit of the reference stands before the company prefix.
    private static func indicatorFirst(_ parts: [Substring]) -> Substring? {
        parts[1].first.map { Substring(String($0)) + parts[0] + parts[1].dropFirst() }
    }

    private static func gtin(_ parts: [Substring]) -> String? {
        guard digits(parts, total: 13) else { return nil }
        return indicatorFirst(parts).map(checked)
    }

    private static func item(_ parts: [Substring]?, then ai: String, max: Int) -> String? {
        guard let parts, let gtin = gtin(parts), let serial = serial(parts[2], max: max) else {
            return nil
        }
        return "/01/\(gtin)/\(ai)/\(serial)"
    }

    private static func pieces(_ parts: [Substring]) -> Substring? {
        guard parts[2].utf8.count == 2, parts[3].utf8.count == 2, isDigits(parts[2]),
            isDigits(parts[3])
        else { return nil }
        return parts[2] + parts[3]
    }

    private static func openReference(_ body: Substring) -> (Substring, Substring)? {
        guard let parts = split(body, 2), (6...12).contains(parts[0].utf8.count),
            isDigits(parts[0])
        else { return nil }
        return (parts[0], parts[1])
    }

    private static func component(_ parts: [Substring]) -> String? {
        guard (6...12).contains(parts[0].utf8.count), isDigits(parts[0]),
            let reference = serial(parts[1], max: 30 - parts[0].utf8.count)
        else { return nil }
        return parts[0] + reference
    }

    private static func checked(_ digits: Substring) -> String {
        digits + String(CheckDigit.completing(digits.utf8.map { $0 - 0x30 }))
    }

    /// A part of GS1's character set 82 with what a Digital Link escapes and an EPC URI does not
    /// escaped; `max` counts characters. What is escaped already stays as it is.
    private static func serial(_ text: Substring, max: Int) -> String? {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        var count = 0
        var rest = text.utf8
        while let byte = rest.popFirst() {
            count += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHex(high), isHex(low)
                else { return nil }
                bytes += [byte, high, low]
            case _ where "-._;='".utf8.contains(byte): bytes.append(byte)
            case _ where "!()*+,:".utf8.contains(byte):
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: return nil
            }
        }
        return (1...Swift.max(1, max)).contains(count)
            ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        Character(Unicode.Scalar(byte)).isHexDigit
    }
}
