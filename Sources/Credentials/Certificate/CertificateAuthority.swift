package import AllianceNames
package import Crypto
package import Roster
import SwiftASN1
package import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The alliance's CA: one P-256 key that certifies members' TLS keys, and nothing else.
///
/// The certificates say who speaks; whether that member may still speak is the roster's to say.
package struct CertificateAuthority: Sendable {
    package static let validDays: UInt64 = 3_652
    package static let leafValidDays: UInt64 = 397
    /// A certificate is valid from this long before it is made, for peers whose clock is behind.
    package static let clockSkewSeconds: UInt64 = 3_600

    package let certificate: Certificate
    package let privateKey: P256.Signing.PrivateKey

    package var notAfter: UTCTimestamp { UTCTimestamp(certificate.notValidAfter) }

    /// - Throws: `keyMismatch`.
    package init(
        certificate: Certificate, privateKey: P256.Signing.PrivateKey
    ) throws(CredentialsError) {
        guard certificate.publicKey == .init(privateKey.publicKey) else {
            throw .keyMismatch(certificate: "alliance-ca.pem", key: "ca.key")
        }
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// A new CA: self-signed, no CA below it.
    package init(creatingFor alliance: AllianceID, at now: UTCTimestamp) throws {
        privateKey = P256.Signing.PrivateKey()
        let subject = try DistinguishedName {
            OrganizationName(alliance.rawValue)
            CommonName("Alliance CA")
        }
        let publicKey = Certificate.PublicKey(privateKey.publicKey)
        certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: Self.start(now).date,
            notValidAfter: now.adding(days: Self.validDays).date, issuer: subject,
            subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try .init {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            }, issuerPrivateKey: .init(privateKey))
    }

    /// Certifies the key of a request, whose signature was checked when it was read.
    ///
    /// - Throws: `otherMember` if the request is of somebody else than the authority admits;
    ///   `beyondAuthority`.
    package func issue(
        _ request: CertificateRequest, for member: SPIFFEID, at now: UTCTimestamp,
        until: UTCTimestamp? = nil
    ) throws -> Certificate {
        guard request.spiffeID.alliance == member.alliance else {
            throw CredentialsError.otherAlliance(
                expected: member.alliance, found: request.spiffeID.alliance)
        }
        guard request.spiffeID.member == member.member else {
            throw CredentialsError.otherMember(
                expected: member.member, found: request.spiffeID.member)
        }
        let authorityEnd = UTCTimestamp(certificate.notValidAfter)
        let end = min(until ?? now.adding(days: Self.leafValidDays), authorityEnd)
        guard end > now else { throw CredentialsError.beyondAuthority(until: authorityEnd) }
        return try issue(
            request.request.publicKey, subject: Self.name(of: member),
            from: max(Self.start(now), UTCTimestamp(certificate.notValidBefore)), until: end
        ) {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth, .clientAuth])
            SubjectAlternativeNames([.uniformResourceIdentifier(member.description)])
        }
    }

    /// Signs whatever certificate the caller composes; `issue(_:for:at:until:)` is the one that
    /// composes members' certificates.
    package func issue(
        _ publicKey: Certificate.PublicKey, subject: DistinguishedName, from: UTCTimestamp,
        until: UTCTimestamp,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> Certificate {
        var all = try extensions().get()
        try all.append(SubjectKeyIdentifier(hash: publicKey).makeCertificateExtension())
        let issuerID = try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        try all.append(
            AuthorityKeyIdentifier(
                keyIdentifier: issuerID
                    ?? SubjectKeyIdentifier(hash: certificate.publicKey)
                    .keyIdentifier
            ).makeCertificateExtension())
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: from.date, notValidAfter: until.date, issuer: certificate.subject,
            subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: all,
            issuerPrivateKey: .init(privateKey))
    }

    static func name(of member: SPIFFEID) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName(member.alliance.rawValue)
            CommonName(member.member.rawValue)
        }
    }

    private static func start(_ now: UTCTimestamp) -> UTCTimestamp {
        UTCTimestamp(
            secondsSince1970: now.secondsSince1970
                - min(clockSkewSeconds, now.secondsSince1970))
    }
}

extension UTCTimestamp {
    var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }

    init(_ date: Date) {
        self.init(secondsSince1970: UInt64(max(0, date.timeIntervalSince1970)))
    }
}
