package import Crypto
import SwiftASN1
package import TransparencyLog
import X509

/// A PKCS #10 request whose signature was checked: whoever made it has the key, and asks for the
/// certificate of one member.
package struct CertificateRequest: Sendable {
    package static let derBytesMax = 4 * 1024

    package let spiffeID: SPIFFEID
    let request: CertificateSigningRequest

    /// - Throws: `request` unless `pem` is a request signed with its own P-256 key, for exactly one
    ///   URI, which is a member's; `spiffeID`.
    package init(pem: String) throws(CredentialsError) {
        let request: CertificateSigningRequest
        let names: [GeneralName]
        do {
            let document = try PEMDocument(pemString: pem)
            guard document.derBytes.count <= Self.derBytesMax else {
                throw CredentialsError.request(problem: "more than \(Self.derBytesMax) bytes")
            }
            request = try CertificateSigningRequest(pemDocument: document)
            let wished = try request.attributes.extensionRequest?.extensions
            names = try wished?.subjectAlternativeNames.map { Array($0) } ?? []
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw .request(problem: "\(error)")
        }
        guard P256.Signing.PublicKey(request.publicKey) != nil else {
            throw .request(problem: "its key is not of P-256")
        }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw .request(problem: "its own key did not sign it")
        }
        guard names.count == 1, case .uniformResourceIdentifier(let uri) = names[0] else {
            throw .request(problem: "it does not ask for exactly one URI")
        }
        spiffeID = try SPIFFEID(parsing: uri)
        self.request = request
    }

    /// A new request, signed with `key`.
    package init(for spiffeID: SPIFFEID, key: P256.Signing.PrivateKey) throws(CredentialsError) {
        do {
            let extensions = try Certificate.Extensions {
                SubjectAlternativeNames([.uniformResourceIdentifier(spiffeID.description)])
            }
            let attributes = try CertificateSigningRequest.Attributes([
                .init(ExtensionRequest(extensions: extensions))
            ])
            request = try CertificateSigningRequest(
                version: .v1, subject: try CertificateAuthority.name(of: spiffeID),
                privateKey: .init(key), attributes: attributes,
                signatureAlgorithm: .ecdsaWithSHA256)
        } catch {
            throw .request(problem: "\(error)")
        }
        self.spiffeID = spiffeID
    }

    package var pem: String { Self.printed { try request.serializeAsPEM() } }

    /// SHA-256 of the SubjectPublicKeyInfo that is certified, as the roster lists it.
    package var spkiDigest: TransparencyLog.Digest { PublicKeyDigest.of(request.publicKey) }

    /// What a request with this key is for.
    package static func spkiDigest(of key: P256.Signing.PrivateKey) -> TransparencyLog.Digest {
        PublicKeyDigest.of(.init(key.publicKey))
    }

    /// What this library parsed or made always prints.
    private static func printed(_ print: () throws -> PEMDocument) -> String {
        guard let document = try? print() else { preconditionFailure("a request does not print") }
        return document.pemString + "\n"
    }
}
