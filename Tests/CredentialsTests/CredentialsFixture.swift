import AllianceNames
import Credentials
import Crypto
import Roster
import SwiftASN1
import X509

/// An alliance's CA, one member with keys and certificate, and means to make wrong certificates.
struct CredentialsFixture {
    static let alliance = AllianceID(unchecked: "ipacc.example")
    static let member = MemberID(unchecked: "aurelle")
    static let spiffeID = SPIFFEID(alliance: alliance, member: member)

    /// 2026-11-23 12:00:00
    static let now = UTCTimestamp(secondsSince1970: 1_795_435_200)

    let ca: CertificateAuthority
    let keys = MemberKeys()

    init() throws { ca = try CertificateAuthority(creatingFor: Self.alliance, at: Self.now) }

    var verifier: PeerVerifier {
        PeerVerifier(anchors: TrustAnchors([ca.certificate]), alliance: Self.alliance)
    }

    func request() throws -> CertificateRequest {
        try CertificateRequest(for: Self.spiffeID, key: keys.tls)
    }

    func leaf() throws -> Certificate {
        try ca.issue(request(), for: Self.spiffeID, at: Self.now)
    }

    /// What a certificate should have and a test takes away or adds.
    struct Template {
        var key: Certificate.PublicKey
        var from = CredentialsFixture.now
        var until = CredentialsFixture.now.adding(days: 30)
        var constraints: BasicConstraints? = .notCertificateAuthority
        var usage: KeyUsage? = KeyUsage(digitalSignature: true)
        var isUsageCritical = true
        var purposes: [ExtendedKeyUsage.Usage]? = [.serverAuth, .clientAuth]
        var names: [GeneralName]? = [
            .uniformResourceIdentifier(CredentialsFixture.spiffeID.description)
        ]
        var more: [Certificate.Extension] = []

        func extensions() throws -> Certificate.Extensions {
            var list: [Certificate.Extension] = []
            if let constraints {
                list.append(try Critical(constraints).makeCertificateExtension())
            }
            if let usage {
                list.append(try .init(usage, critical: isUsageCritical))
            }
            if let purposes {
                list.append(try ExtendedKeyUsage(purposes).makeCertificateExtension())
            }
            if let names {
                list.append(try SubjectAlternativeNames(names).makeCertificateExtension())
            }
            return try Certificate.Extensions(list + more)
        }
    }

    func certificate(
        by ca: CertificateAuthority? = nil, _ change: (inout Template) throws -> Void = { _ in }
    ) throws -> Certificate {
        var template = Template(key: .init(keys.tls.publicKey))
        try change(&template)
        let extensions = try template.extensions()
        return try (ca ?? self.ca).issue(
            template.key, subject: DistinguishedName { CommonName("test") }, from: template.from,
            until: template.until
        ) { for item in extensions { item } }
    }

    /// The keyword of the refusal; nil if the peer is believed.
    func refusal(
        of chain: [Certificate], at time: UTCTimestamp = now, by verifier: PeerVerifier? = nil
    ) async -> String? {
        await refusal(ofDER: chain.map(\.der), at: time, by: verifier)
    }

    func refusal(
        ofDER chain: [[UInt8]], at time: UTCTimestamp = now, by verifier: PeerVerifier? = nil
    ) async -> String? {
        do {
            _ = try await (verifier ?? self.verifier).verify(chainDER: chain, at: time)
            return nil
        } catch { return error.keyword }
    }
}
