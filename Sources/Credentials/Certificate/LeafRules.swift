import Crypto
import SwiftASN1
import X509

/// What RFC 5280 path validation leaves open: key usage, extended key usage, and the names of a
/// leaf (SPIFFE X509-SVID, sections 2 to 5).
enum LeafRules {
    /// - Returns: the one member the certificate names.
    /// - Throws: `leaf`, `spiffeID`.
    static func check(_ leaf: Certificate) throws(CredentialsError) -> SPIFFEID {
        let extensions = leaf.extensions
        guard P256.Signing.PublicKey(leaf.publicKey) != nil else { throw .leaf(.p256) }
        switch try read({ try extensions.basicConstraints }) {
        case .isCertificateAuthority: throw .leaf(.notAnAuthority)
        case .notCertificateAuthority, nil: break
        }
        guard let usage = try read({ try extensions.keyUsage }),
            extensions[oid: .X509ExtensionID.keyUsage]?.critical == true
        else { throw .leaf(.keyUsage) }
        guard usage.digitalSignature else { throw .leaf(.digitalSignature) }
        guard !usage.keyCertSign, !usage.cRLSign else { throw .leaf(.noCertificateSigning) }
        guard let purposes = try read({ try extensions.extendedKeyUsage }),
            purposes.contains(.serverAuth), purposes.contains(.clientAuth)
        else { throw .leaf(.bothPurposes) }
        let uris = (try read { try extensions.subjectAlternativeNames } ?? .init()).compactMap {
            if case .uniformResourceIdentifier(let uri) = $0 { uri } else { nil }
        }
        guard uris.count == 1 else { throw .leaf(.oneURI) }
        return try SPIFFEID(parsing: uris[0])
    }

    private static func read<T>(_ body: () throws -> T) throws(CredentialsError) -> T {
        do {
            return try body()
        } catch {
            throw .certificate(position: 0, problem: "\(error)")
        }
    }
}

/// Names the extensions that `LeafRules` enforces, so that a certificate may mark them critical.
struct LeafExtensions: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.extendedKeyUsage,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) async -> PolicyEvaluationResult { .meetsPolicy }
}
