package import AllianceNames
package import Credentials
import Crypto
import Foundation
package import Roster
package import TransparencyLog
import X509

/// An alliance CA for tests, which also makes certificates that no honest one makes.
package struct TestAuthority: Sendable {
    private let authority: CertificateAuthority
    private let alliance: AllianceID

    /// What a leaf may have wrong with it.
    package enum Flaw: Sendable {
        case none
        case expired
        case twoURIs
        case clientOnly
        case otherAlliance
    }

    package init(of alliance: AllianceID) throws {
        self.alliance = alliance
        authority = try CertificateAuthority(creatingFor: alliance, at: Self.now)
    }

    /// The real time: TLS libraries judge certificates by it.
    package static var now: UTCTimestamp {
        UTCTimestamp(secondsSince1970: UInt64(Date().timeIntervalSince1970))
    }

    package var certificate: [UInt8] { authority.certificate.der }
    package var certificatePEM: String { authority.certificate.pem }
    package var anchors: TrustAnchors { TrustAnchors([authority.certificate]) }

    /// A leaf for `member`: the authority's own kind, unless it is to have a flaw.
    package func leaf(for member: String, flaw: Flaw = .none) throws -> TestLeaf {
        let key = P256.Signing.PrivateKey()
        let id = SPIFFEID(
            alliance: flaw == .otherAlliance ? AllianceID(unchecked: "other.example") : alliance,
            member: MemberID(unchecked: member))
        let certificate =
            switch flaw {
            case .none, .otherAlliance:
                try authority.issue(
                    CertificateRequest(for: id, key: key), for: id, at: Self.now)
            default: try issue(key, id, flaw)
            }
        return TestLeaf(
            certificate: certificate.der, certificatePEM: certificate.pem,
            keyPEM: key.pemRepresentation,
            spki: TransparencyLog.Digest.sha256(Array(key.publicKey.derRepresentation)),
            end: UTCTimestamp(
                secondsSince1970: UInt64(certificate.notValidAfter.timeIntervalSince1970)))
    }

    private func issue(
        _ key: P256.Signing.PrivateKey, _ id: SPIFFEID, _ flaw: Flaw
    ) throws -> Certificate {
        let now = Self.now.secondsSince1970
        let uris = flaw == .twoURIs ? [id.description, "\(id)2"] : [id.description]
        return try authority.issue(
            .init(key.publicKey), subject: DistinguishedName { CommonName(id.member.rawValue) },
            from: UTCTimestamp(secondsSince1970: now - 3_600),
            until: UTCTimestamp(secondsSince1970: flaw == .expired ? now - 60 : now + 3_600)
        ) {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage(
                flaw == .clientOnly ? [.clientAuth] : [.serverAuth, .clientAuth])
            SubjectAlternativeNames(uris.map { .uniformResourceIdentifier($0) })
        }
    }
}

/// A certificate with its key.
package struct TestLeaf: Sendable {
    package let certificate: [UInt8]
    package let certificatePEM: String
    package let keyPEM: String
    /// SHA-256 of the SubjectPublicKeyInfo, as rosters name it.
    package let spki: TransparencyLog.Digest
    /// The certificate's last second.
    package let end: UTCTimestamp
}
