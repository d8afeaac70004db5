import Crypto

/// A public key with the name under which it signs notes (c2sp.org/signed-note, "Verifier keys"),
/// printed `<name>+<key ID in hex>+<base64 of type and key>`.
///
/// One rule for all nodes decides what an Ed25519 signature is, so that no two of them disagree
/// about one (docs/transparency-log.md):
/// - the public key is canonical and of large order, or there is no `VerifierKey`;
/// - the signature holds by the cofactorless equation of RFC 8032, with `S` below the group order
///   and `R` compared byte for byte, so a non-canonical `R` is refused.
package struct VerifierKey: Hashable, Sendable {
    /// Signature types (c2sp.org/signed-note, "Signature types") that are understood.
    package enum Algorithm: UInt8, Sendable, CaseIterable {
        /// Ed25519 over the note text.
        case ed25519 = 0x01
        /// Timestamped Ed25519 over a checkpoint (c2sp.org/tlog-cosignature).
        case cosignatureV1 = 0x04
    }

    package static let publicKeyBytes = 32
    /// Longest key name; a log origin has at most 203 bytes.
    package static let nameBytesMax = 255
    private static let signatureBytes = 64
    static let timestampBytes = 8
    /// Bytes of a v1 cosignature behind the key ID: timestamp and Ed25519 signature.
    static let cosignatureBytes = timestampBytes + signatureBytes
    /// Latest time a cosignature can state (c2sp.org/tlog-cosignature, "Format").
    package static let timestampMax = UInt64(Int64.max)

    package let name: String
    package let keyID: UInt32
    package let algorithm: Algorithm
    /// 32 bytes (RFC 8032, Section 5.1.5).
    package let publicKey: [UInt8]

    /// - Throws: `verifierKey` for a name that a note cannot carry, and for a public key that is
    ///   not 32 bytes, not canonical or of low order.
    package init(
        name: String, algorithm: Algorithm, publicKey: [UInt8]
    ) throws(TransparencyLogError) {
        guard Self.isName(name) else { throw .verifierKey(.name, found: name) }
        guard publicKey.count == Self.publicKeyBytes else {
            throw .verifierKey(.publicKeyLength, found: name)
        }
        guard Ed25519Point.isCanonical(publicKey) else {
            throw .verifierKey(.nonCanonical, found: name)
        }
        guard !Ed25519Point.isLowOrder(publicKey) else {
            throw .verifierKey(.lowOrder, found: name)
        }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        keyID = Self.keyID(name: name, algorithm: algorithm, publicKey: publicKey)
    }

    /// - Throws: `verifierKey` unless `text` is a verifier key of a known type whose key ID is the
    ///   hash of its name and key.
    package init(parsing text: String) throws(TransparencyLogError) {
        let parts = Array(text.utf8).split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.nameBytesMax + 64, parts.count == 3,
            let name = String(validating: parts[0], as: UTF8.self),
            let id = Hex.decode(String(decoding: parts[1], as: UTF8.self)), id.count == 4,
            let material = Base64.decode(parts[2]), let type = material.first
        else { throw .verifierKey(.form, found: text) }
        guard let algorithm = Algorithm(rawValue: type) else {
            throw .verifierKey(.algorithm(type), found: text)
        }
        try self.init(name: name, algorithm: algorithm, publicKey: Array(material.dropFirst()))
        guard keyID == id.reduce(0, { $0 << 8 | UInt32($1) }) else {
            throw .verifierKey(.keyID, found: text)
        }
    }

    /// Whether `name` can stand in a signature line: not empty, no Unicode space, no plus, and no
    /// ASCII control character, which a note may not hold anywhere.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= nameBytesMax
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }

    /// `SHA-256(name || 0x0A || type || public key)[:4]`, big-endian.
    private static func keyID(
        name: String, algorithm: Algorithm, publicKey: [UInt8]
    ) -> UInt32 {
        let digest = Digest.sha256(
            Array(name.utf8) + [UInt8(ascii: "\n"), algorithm.rawValue] + publicKey)
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether a signature line claims to be from this key. Byte for byte: Swift's == on strings
    /// takes canonically equivalent names for one.
    package func isClaimed(by signature: NoteSignature) -> Bool {
        keyID == signature.keyID && name.utf8.elementsEqual(signature.name.utf8)
    }

    /// Checks a signature of the note `text`; nil if it does not hold.
    func verify(_ signature: NoteSignature, text: [UInt8]) -> VerifiedSignature? {
        switch algorithm {
        case .ed25519:
            guard isValid(signature.bytes, message: text) else { return nil }
            return VerifiedSignature(key: self, timestamp: nil)
        case .cosignatureV1:
            guard let timestamp = signature.cosignedAt, timestamp <= Self.timestampMax,
                isValid(
                    Array(signature.bytes.dropFirst(Self.timestampBytes)),
                    message: Self.cosignedMessage(text: text, timestamp: timestamp))
            else { return nil }
            return VerifiedSignature(key: self, timestamp: timestamp)
        }
    }

    /// Whether the 64 bytes are an Ed25519 signature of `message`, by the rule above.
    package func isValid(_ signature: [UInt8], message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureBytes,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// What a v1 cosigner signs (c2sp.org/tlog-cosignature, "Ed25519 signed message").
    static func cosignedMessage(text: [UInt8], timestamp: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(timestamp)\n".utf8) + text
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.algorithm == right.algorithm && left.publicKey == right.publicKey
            && left.name.utf8.elementsEqual(right.name.utf8)
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The verifier key as text.
    package var description: String {
        let id = withUnsafeBytes(of: keyID.bigEndian) { Hex.encode($0) }
        return "\(name)+\(id)+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }
}
