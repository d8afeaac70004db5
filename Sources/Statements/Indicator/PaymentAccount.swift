/// Canonical form of `payment-account`: an IBAN in capitals without spaces, or `provider:account`.
///
/// Rule: what begins with two letters and two digits and has no colon is an IBAN: its country's
/// length and its check digits must be right. An account of a provider is `ScopedIdentifier`'s form
/// with its case kept, since wallet addresses count it; one that is an e-mail address is
/// `EmailAddress`'s form.
///
/// Source: ISO 13616-1 (structure), ISO/IEC 7064 MOD 97-10 (check digits), SWIFT IBAN Registry
/// (lengths).
enum PaymentAccount {
    static func canonical(_ raw: String) throws(Refusal) -> String {
        let text = ScalarText(raw).trimmed
        guard hasColon(withoutLabel(text)) else { return try iban(withoutLabel(text)) }
        let (provider, account) = try ScopedIdentifier.split(text, scope: "provider")
        // It would be read as the label of what follows.
        guard provider != label else {
            throw Refusal("form", "what follows 'IBAN' is no IBAN")
        }
        if account.scalars.contains(0x40) {
            return provider + ":" + (try EmailAddress.canonical(account.string))
        }
        return provider + ":" + (try ScopedIdentifier.identifier(account, keepsCase: true))
    }

    private static let label = "iban"

    /// What follows 'IBAN', 'IBAN:' or the like, where it begins with that.
    private static func withoutLabel(_ text: ScalarText) -> ScalarText {
        let head = ScalarText(scalars: Array(text.scalars.prefix(label.count + 1))).folded.string
        guard head.hasPrefix(label) else { return text }
        return ScalarText(
            scalars: Array(
                text.scalars.dropFirst(label.count).drop {
                    isColon($0) || ScalarText.isWhiteSpace($0)
                }))
    }

    private static func hasColon(_ text: ScalarText) -> Bool {
        text.scalars.contains(where: isColon)
    }

    private static func isColon(_ scalar: UInt32) -> Bool { scalar == 0x3a || scalar == 0xff1a }

    private static func iban(_ text: ScalarText) throws(Refusal) -> String {
        let kept = text.folded.scalars.filter { !ScalarText.isWhiteSpace($0) && $0 != 0x2d }
        guard kept.allSatisfy({ $0 < 0x80 && isAlphanumericASCII(UInt8($0)) }), kept.count >= 5
        else {
            throw Refusal("form", "it is neither an IBAN nor provider:account")
        }
        let iban = kept.map { scalar in
            scalar >= 0x61 ? UInt8(scalar - 0x20) : UInt8(scalar)
        }
        let country = String(decoding: iban[..<2], as: UTF8.self)
        guard let length = IBANLengths.length(of: country) else {
            throw Refusal("country", "no country with IBANs begins with its first two letters")
        }
        guard iban.count == length else {
            throw Refusal(
                "length", "an IBAN of \(country) has \(length) characters, this has \(iban.count)")
        }
        guard iban[2...3].allSatisfy({ (0x30...0x39).contains($0) }), checksum(iban) == 1 else {
            throw Refusal("check-digits", "the check digits of the IBAN are wrong")
        }
        return String(decoding: iban, as: UTF8.self)
    }

    /// The number that the letters as two digits each, first four characters last, leave by 97.
    private static func checksum(_ iban: [UInt8]) -> Int {
        var remainder = 0
        for byte in iban[4...] + iban[..<4] {
            if byte < 0x40 {
                remainder = (remainder * 10 + Int(byte - 0x30)) % 97
            } else {
                remainder = (remainder * 100 + Int(byte - 0x41) + 10) % 97
            }
        }
        return remainder
    }
}
