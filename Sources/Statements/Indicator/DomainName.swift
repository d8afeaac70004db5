/// Canonical form of `domain`: the A-labels in lower case, without the dot of the root.
///
/// Rule: white space around it is dropped; UTS #46 to ASCII, non-transitional (`IDNA`), which also
/// turns full-width letters and the dots of other scripts into ASCII; then letters, digits and
/// hyphens only (RFC 1123 section 2.1), no hyphen at a label's ends, labels of 1...63 bytes,
/// together at most 253 (RFC 1035 section 2.3.4). A name of one label is no registered domain, and
/// a last label of digits is read as an IP address (WHATWG URL, 'ends in a number'): both are
/// refused. Hyphens in the third and fourth place stand, since such names are in use.
///
/// Source: UTS #46 revision 33; WHATWG URL section 3.3.
enum DomainName {
    static let domainBytesMax = 253
    static let labelBytesMax = 63

    static func canonical(_ raw: String) throws(Refusal) -> String {
        if isCanonical(raw) { return raw }
        return try canonical(ScalarText(raw).trimmed)
    }

    static func canonical(_ text: ScalarText) throws(Refusal) -> String {
        try refuseOtherTypes(text)
        var ascii = try IDNA.ascii(text)
        if ascii.utf8.last == UInt8(ascii: ".") { ascii.removeLast() }
        try check(ascii)
        return ascii
    }

    /// What is already canonical and needs no table: the common case, decided in one pass.
    private static func isCanonical(_ raw: String) -> Bool {
        raw.utf8.withContiguousStorageIfAvailable { bytes in
            guard let start = bytes.baseAddress else { return false }
            return isPlain(start, count: bytes.count)
        } ?? false
    }

    /// Lower-case letters, digits and hyphens in at least two labels, none of them in Punycode and
    /// the last beginning with a letter. Written for speed without an optimiser too: plain numbers
    /// and one pointer, since a demo in debug folds every domain on every node.
    private static func isPlain(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        let dot: UInt8 = 0x2e
        let hyphen: UInt8 = 0x2d
        guard count <= domainBytesMax else { return false }
        var labelStart = 0
        var previous = dot
        var position = 0
        while position < count {
            let byte = bytes[position]
            if byte >= 0x61 && byte <= 0x7a || byte >= 0x30 && byte <= 0x39 {
                // A letter or a digit stands anywhere.
            } else if byte == hyphen {
                if previous == dot { return false }
                if previous == hyphen && position == labelStart + 3 { return false }
            } else if byte == dot {
                if previous == dot || previous == hyphen { return false }
                if position - labelStart > labelBytesMax { return false }
                labelStart = position + 1
            } else {
                return false
            }
            previous = byte
            position += 1
        }
        return labelStart > 0 && labelStart < count && previous != hyphen
            && count - labelStart <= labelBytesMax && bytes[labelStart] >= 0x61
    }

    private static func check(_ ascii: String) throws(Refusal) {
        guard !ascii.isEmpty else { throw Refusal("empty", "it is empty") }
        guard ascii.utf8.count <= domainBytesMax else {
            throw Refusal("length", "it has \(ascii.utf8.count) bytes, a name has at most 253")
        }
        let labels = ascii.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for label in labels {
            guard !label.isEmpty else { throw Refusal("label-empty", "it has an empty label") }
            guard label.count <= labelBytesMax else {
                throw Refusal("label-length", "a label has \(label.count) bytes, at most 63 fit")
            }
            guard label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
                throw Refusal("hyphen", "a label begins or ends with a hyphen")
            }
            guard label.allSatisfy({ isAlphanumericASCII($0) || $0 == UInt8(ascii: "-") }) else {
                throw Refusal(
                    "character", "a label holds something else than letters, digits and hyphens")
            }
        }
        guard labels.count > 1 else {
            throw Refusal("single-label", "it has one label only, so it is no registered domain")
        }
        if WebHost.endsInNumber(ascii) {
            throw Refusal("ip", "it ends in a number like an IP address, which is type ip")
        }
    }

    private static func refuseOtherTypes(_ text: ScalarText) throws(Refusal) {
        if text.scalars.isEmpty { throw Refusal("empty", "it is empty") }
        for scalar in text.scalars {
            switch scalar {
            case 0x2f:
                throw Refusal("path", "it has a slash: report an address as type url")
            case 0x40:
                throw Refusal("at-sign", "it has an @: report an e-mail address as type email")
            case 0x3a:
                throw Refusal(
                    "colon", "it has a colon: report an address with a scheme or a port as type url"
                )
            case 0x2a:
                throw Refusal("wildcard", "it has a *: report the name below which all are bad")
            default: break
            }
        }
    }
}
