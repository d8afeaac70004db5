/// Internationalised domain names to ASCII: UTS #46 revision 33, non-transitional, with CheckBidi
/// and CheckJoiners, without CheckHyphens, as browsers do it (WHATWG URL, 'domain to ASCII'). What
/// a domain's ASCII characters and lengths must be, the caller says.
enum IDNA {
    private static let prefix: [UInt32] = Array("xn--".unicodeScalars.map(\.value))

    /// - Returns: the labels in ASCII, joined by `.`; labels may be empty.
    static func ascii(_ domain: ScalarText) throws(Refusal) -> String {
        let mapped = Normalization.composed(try map(domain.scalars))
        var unicodeLabels: [[UInt32]] = []
        var output: [UInt8] = []
        for label in mapped.split(separator: 0x2e, omittingEmptySubsequences: false) {
            if !unicodeLabels.isEmpty { output.append(UInt8(ascii: ".")) }
            let unicode = try unicodeLabel(Array(label))
            unicodeLabels.append(unicode)
            if unicode.contains(where: { $0 >= 0x80 }) {
                output.append(contentsOf: "xn--".utf8)
                output.append(contentsOf: Punycode.encode(unicode))
            } else {
                output.append(contentsOf: unicode.map { UInt8($0) })
            }
        }
        if unicodeLabels.contains(where: BidiRule.isRightToLeft) {
            for label in unicodeLabels where !label.isEmpty { try BidiRule.check(label) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// UTS #46 section 4, step 'Map'.
    private static func map(_ scalars: [UInt32]) throws(Refusal) -> [UInt32] {
        let tables = UnicodeTables.shared
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        for scalar in scalars {
            switch tables.idnaStatus[scalar] {
            case UInt8(ascii: "v"): result.append(scalar)
            case UInt8(ascii: "m"): _ = tables.folding.append(scalar, to: &result)
            case UInt8(ascii: "="): _ = tables.idnaMapping.append(scalar, to: &result)
            default: throw disallowed(scalar)
            }
        }
        return result
    }

    /// The label in Unicode, decoded if it was in Punycode, and valid (section 4.1).
    private static func unicodeLabel(_ label: [UInt32]) throws(Refusal) -> [UInt32] {
        guard label.starts(with: prefix) else {
            if label.contains(where: { $0 >= 0x80 }) { try check(label) }
            return label
        }
        let encoded = label.dropFirst(prefix.count)
        guard encoded.allSatisfy({ $0 < 0x80 }) else {
            throw Refusal("punycode", "a label begins with xn-- but is not in ASCII")
        }
        let bytes = encoded.map { UInt8($0) }
        guard let decoded = Punycode.decode(bytes), decoded.contains(where: { $0 >= 0x80 }),
            Punycode.encode(decoded) == bytes
        else {
            throw Refusal("punycode", "a label begins with xn-- but is not valid Punycode")
        }
        try check(decoded)
        return decoded
    }

    private static func check(_ label: [UInt32]) throws(Refusal) {
        let tables = UnicodeTables.shared
        guard Normalization.composed(label) == label else {
            throw Refusal("normalization", "a label in Punycode is not in normal form C")
        }
        guard !label.starts(with: prefix) else {
            throw Refusal("punycode", "a label is encoded in Punycode twice")
        }
        if let first = label.first, tables.category[first] == UInt8(ascii: "m") {
            throw Refusal("combining-mark", "a label begins with a combining mark")
        }
        for scalar in label where tables.idnaStatus[scalar] != UInt8(ascii: "v") || scalar == 0x2e {
            throw disallowed(scalar)
        }
        for position in label.indices where !JoinerRule.allows(label, at: position) {
            throw Refusal(
                "joiner", "a zero-width joiner or non-joiner stands where no script needs it")
        }
    }

    private static func disallowed(_ scalar: UInt32) -> Refusal {
        Refusal(
            "character",
            "U+\(String(scalar, radix: 16, uppercase: true)) is not allowed in a domain name")
    }
}
