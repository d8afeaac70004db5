package import AllianceNames
package import TransparencyLog

/// Audit logs: each node has one of its own, under an origin that no register names.
///
///     <alliance>/audit.<public key>/<member>/e1
///
/// The key stands in the name, in base32 (RFC 4648, section 6, lower case, without padding), so that the
/// origin says by itself which signature to ask for, and another key is another log. Whose it is, the
/// member vouches for with its cosigner key (docs/decisions/0031-audit-logs.md).
extension LogOrigin {
    private static let auditPrefix = "audit."
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let characters = 52

    /// - Precondition: `publicKey` has 32 bytes.
    package static func audit(
        of member: MemberID, in alliance: AllianceID, publicKey: [UInt8]
    ) -> LogOrigin {
        precondition(publicKey.count == VerifierKey.publicKeyBytes, "a public key has 32 bytes")
        return LogOrigin(
            alliance: alliance, channel: ChannelID(unchecked: auditPrefix + base32(publicKey)),
            member: member, epoch: Epoch(1))
    }

    /// The key that signs it; nil for what is no audit log.
    package var auditKey: VerifierKey? {
        guard epoch == Epoch(1), channel.rawValue.hasPrefix(Self.auditPrefix),
            let publicKey = Self.bytes(
                ofBase32: channel.rawValue.utf8.dropFirst(Self.auditPrefix.utf8.count))
        else { return nil }
        return try? VerifierKey(name: description, algorithm: .ed25519, publicKey: publicKey)
    }

    private static func base32(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (held, bits) = (UInt32(0), 0)
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> UInt32(bits) & 31)])
            }
            held &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil unless it is the one form of 32 bytes.
    private static func bytes(ofBase32 text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count == characters else { return nil }
        var bytes: [UInt8] = []
        var (held, bits) = (UInt32(0), 0)
        for character in text {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            held = held << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
                held &= (1 << UInt32(bits)) - 1
            }
        }
        return held == 0 && bytes.count == VerifierKey.publicKeyBytes ? bytes : nil
    }
}
