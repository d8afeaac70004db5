import Crypto
import CryptoExtras
import FoundationEssentials
import JSON

/// The keys that a provider signs with.
///
/// Source: RFC 7517, RFC 7518 sections 6.2 and 6.3. Keys for other uses, and of other kinds than RSA and
/// P-256, are passed over: a provider may have any for others.
package struct ProviderKeys: Sendable {
    package static let bytesMax = 256 * 1024
    package static let countMax = 64
    /// NIST SP 800-131A; and what verifying may cost.
    package static let rsaBits = 2_048...8_192

    package enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    private enum Key {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)

        var algorithm: Algorithm {
            switch self {
            case .rsa: .rs256
            case .p256: .es256
            }
        }
    }

    private let keys: [(id: String?, key: Key)]

    /// - Throws: `SignInError.provider`.
    package init(parsing bytes: [UInt8]) throws(SignInError) {
        let members = try ProviderJSON.object(bytes, bytesMax: Self.bytesMax, "its key set")
        guard case .array(let values)? = members["keys"], values.count <= Self.countMax else {
            throw .provider("its key set has no list of at most \(Self.countMax) keys")
        }
        keys = values.compactMap { value in
            guard case .object(let members) = value, let key = Self.key(members) else {
                return nil
            }
            guard case .string(let id)? = members["kid"] else { return (nil, key) }
            return (id, key)
        }
    }

    private static func key(_ members: [String: JSONValue]) -> Key? {
        guard members["use"] == nil || members["use"] == .string("sig") else { return nil }
        func bytes(_ name: String) -> [UInt8]? {
            guard case .string(let text)? = members[name] else { return nil }
            return Base64URL.decode(text)
        }
        func isFor(_ algorithm: Algorithm) -> Bool {
            members["alg"] == nil || members["alg"] == .string(algorithm.rawValue)
        }
        switch members["kty"] {
        case .string("RSA"):
            guard isFor(.rs256), let modulus = bytes("n"), let exponent = bytes("e"),
                modulus.count <= Self.rsaBits.upperBound / 8 + 1, exponent.count <= 4,
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent),
                Self.rsaBits.contains(key.keySizeInBits)
            else { return nil }
            return .rsa(key)
        case .string("EC"):
            guard isFor(.es256), members["crv"] == .string("P-256"), let x = bytes("x"),
                let y = bytes("y"), x.count == 32, y.count == 32,
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            return .p256(key)
        default: return nil
        }
    }

    /// Whether there is a key that a token says it was signed with.
    package func has(_ id: String?, _ algorithm: Algorithm) -> Bool { key(id, algorithm) != nil }

    /// With an identifier the one that has it; without, the only one of its kind (OpenID Connect Core 1.0,
    /// section 10.1).
    private func key(_ id: String?, _ algorithm: Algorithm) -> Key? {
        let found = keys.filter { $0.key.algorithm == algorithm && (id == nil || $0.id == id) }
        return found.count == 1 ? found[0].key : nil
    }

    /// - Parameter algorithm: decides which kind of key is taken; a key is never used for another one.
    package func verify(
        _ signature: [UInt8], of signed: [UInt8], by id: String?, _ algorithm: Algorithm
    ) -> Bool {
        let digest = SHA256.hash(data: signed)
        switch key(id, algorithm) {
        case .rsa(let key):
            return key.isValidSignature(
                .init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        case .p256(let key):
            guard
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case nil: return false
        }
    }
}
