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
        raw.utf8.withContiguousStorageIfAvailable(isPlain) ?? false
    }

    /// Lower-case letters, digits and hyphens in at least two labels, none of them in Punycode and
    /// the last beginning with a letter.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= domainBytesMax else { return false }
        var labelStart = 0
        var labels = 1
        var previous = UInt8(ascii: ".")
        for position in bytes.indices {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case UInt8(ascii: "-"):
                if previous == UInt8(ascii: ".") { return false }
                if position == labelStart + 3, previous == byte { return false }
            case UInt8(ascii: "."):
                if previous == UInt8(ascii: ".") || previous == UInt8(ascii: "-") { return false }
                if position - labelStart > labelBytesMax { return false }
                labelStart = position + 1
                labels += 1
            default: return false
            }
            previous = byte
        }
        guard labels > 1, labelStart < bytes.count, previous != UInt8(ascii: "-"),
            bytes.count - labelStart <= labelBytesMax
        else { return false }
        return bytes[labelStart] >= UInt8(ascii: "a")
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
                throw Refusal("colon", "it has a colon: report an address with a port as type url")
            case 0x2a:
                throw Refusal("wildcard", "it has a *: report the name below which all are bad")
            default: break
            }
        }
    }
}
