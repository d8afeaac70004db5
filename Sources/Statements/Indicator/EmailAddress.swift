/// Canonical form of `email`: `local@domain` in lower case.
///
/// Rule: the domain is `DomainName`'s form; an address with an IP literal is refused. The local
/// part is NFKC with case folded (`Normalization.folded`): RFC 5321 section 2.4 lets a host tell
/// case apart and asks nobody to rely on it, and no large provider does. Dots and `+tags` stay,
/// since which of them count is each provider's own rule. It is a dot-atom (RFC 5322 section
/// 3.2.3), with the characters beyond ASCII of RFC 6531 section 3.3, of at most 64 bytes; a quoted
/// one is accepted where the quotes are needless.
///
/// Source: RFC 5321 section 4.1.2 and 4.5.3.1; RFC 6531.
enum EmailAddress {
    static let localBytesMax = 64
    static let addressBytesMax = 254

    static func canonical(_ raw: String) throws(Refusal) -> String {
        let text = ScalarText(raw).trimmed.scalars.map { $0 == 0xff20 ? 0x40 : $0 }
        guard let at = text.lastIndex(of: 0x40) else {
            throw Refusal("at-sign", "it has no @")
        }
        let local = try localPart(text[..<at])
        if text[text.index(after: at)...].first == UInt32(UInt8(ascii: "[")) {
            throw Refusal("literal", "its host is an IP address in brackets")
        }
        let domain = try DomainName.canonical(ScalarText(scalars: Array(text[(at + 1)...])))
        let address = local + "@" + domain
        guard address.utf8.count <= addressBytesMax else {
            throw Refusal("length", "it has \(address.utf8.count) bytes, at most 254 are delivered")
        }
        return address
    }

    private static func localPart(_ raw: ArraySlice<UInt32>) throws(Refusal) -> String {
        var scalars = Array(raw)
        if scalars.count > 2, scalars.first == 0x22, scalars.last == 0x22 {
            scalars = Array(scalars.dropFirst().dropLast())
        }
        let local = ScalarText(scalars: scalars).folded
        guard !local.scalars.isEmpty else {
            throw Refusal("local-empty", "there is nothing before the @")
        }
        for scalar in local.scalars where !isAtomCharacter(scalar) && scalar != 0x2e {
            throw Refusal(
                "local-character",
                "U+\(String(scalar, radix: 16, uppercase: true)) cannot stand before the @")
        }
        guard local.scalars.first != 0x2e, local.scalars.last != 0x2e,
            !zip(local.scalars, local.scalars.dropFirst()).contains(where: { $0 == (0x2e, 0x2e) })
        else {
            throw Refusal("local-dot", "a dot begins, ends or doubles before the @")
        }
        let string = local.string
        guard string.utf8.count <= localBytesMax else {
            throw Refusal(
                "local-length", "it has \(string.utf8.count) bytes before the @, at most 64 fit")
        }
        return string
    }

    /// `atext`, and what RFC 6531 adds: anything beyond ASCII that is no space and no control.
    private static func isAtomCharacter(_ scalar: UInt32) -> Bool {
        guard let byte = UInt8(exactly: scalar), byte < 0x80 else {
            return !ScalarText.isWhiteSpace(scalar) && scalar >= 0xa0
        }
        if isAlphanumericASCII(byte) { return true }
        return "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
