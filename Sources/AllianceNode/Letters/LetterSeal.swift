package import AllianceNames
import Casework
package import Crypto
import Foundation

/// Seals what goes from one member to another (RFC 9180, base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305).
/// Who sent it is the letter's signature to say. The answer is sealed with a secret of the same exchange.
package struct LetterSeal: Sendable {
    package static let encapsulatedBytes = 32
    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    private static let replyContext = Array("touchstone letter reply v1".utf8)
    private static let replyKeyBytes = 32

    /// Opens and seals what comes back.
    package struct Reply: Sendable {
        private let key: SymmetricKey

        fileprivate init(_ key: SymmetricKey) { self.key = key }

        package func sealed(_ content: [UInt8]) throws -> [UInt8] {
            // One message under this key, ever.
            let box = try ChaChaPoly.seal(
                LetterContent.padded(content), using: key, nonce: Self.nonce)
            return Array(box.ciphertext) + Array(box.tag)
        }

        package func opened(_ bytes: [UInt8]) throws -> [UInt8] {
            guard bytes.count == LetterContent.paddedBytes + LetterSeal.tagBytes else {
                throw LetterError.sealed
            }
            let box = try ChaChaPoly.SealedBox(
                nonce: Self.nonce, ciphertext: bytes.dropLast(LetterSeal.tagBytes),
                tag: bytes.suffix(LetterSeal.tagBytes))
            guard let padded = try? ChaChaPoly.open(box, using: key) else {
                throw LetterError.sealed
            }
            return try LetterContent.unpadded(Array(padded))
        }

        private static var nonce: ChaChaPoly.Nonce {
            get throws { try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12)) }
        }
    }

    fileprivate static let tagBytes = 16

    /// - Returns: what `opened` takes.
    package static func sealed(
        _ content: [UInt8], with key: [UInt8], _ context: Context
    ) throws -> (bytes: [UInt8], reply: Reply) {
        let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: key)
        var sender = try HPKE.Sender(
            recipientKey: recipient, ciphersuite: suite, info: Data(context.bytes))
        let sealed = try sender.seal(LetterContent.padded(content))
        let reply = try sender.exportSecret(
            context: replyContext, outputByteCount: replyKeyBytes)
        return (Array(sender.encapsulatedKey) + Array(sealed), Reply(reply))
    }

    /// - Throws: `LetterError.sealed` for what does not open.
    package static func opened(
        _ bytes: [UInt8], with key: Curve25519.KeyAgreement.PrivateKey, _ context: Context
    ) throws -> (content: [UInt8], reply: Reply) {
        guard bytes.count == encapsulatedBytes + LetterContent.paddedBytes + tagBytes,
            var recipient = try? HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: Data(context.bytes),
                encapsulatedKey: Data(bytes.prefix(encapsulatedBytes))),
            let padded = try? recipient.open(bytes.dropFirst(encapsulatedBytes))
        else { throw LetterError.sealed }
        let reply = try recipient.exportSecret(
            context: replyContext, outputByteCount: replyKeyBytes)
        return (try LetterContent.unpadded(Array(padded)), Reply(reply))
    }

    /// What both sides have to agree on.
    package struct Context: Sendable {
        let alliance: AllianceID
        let sender: MemberID
        let recipient: MemberID

        package init(_ alliance: AllianceID, from sender: MemberID, to recipient: MemberID) {
            self.alliance = alliance
            self.sender = sender
            self.recipient = recipient
        }

        fileprivate var bytes: [UInt8] {
            Array("touchstone letter v1\n\(alliance)\n\(sender)\n\(recipient)\n".utf8)
        }
    }
}
