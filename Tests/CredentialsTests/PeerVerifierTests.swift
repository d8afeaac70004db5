import AllianceNames
import Credentials
import Crypto
import Foundation
import Roster
import SwiftASN1
import Testing
import X509

@Suite struct PeerVerifierTests {
    typealias Fixture = CredentialsFixture
    let fixture: CredentialsFixture
    init() throws { fixture = try CredentialsFixture() }

    @Test("a member's certificate, with or without the CA behind it, is that member")
    func accepted() async throws {
        let leaf = try fixture.leaf()
        for chain in [[leaf], [leaf, fixture.ca.certificate]] {
            let identity = try await fixture.verifier.verify(
                chainDER: chain.map(\.der), at: Fixture.now)
            #expect(identity.member == Fixture.member)
            #expect(try identity.spkiDigest == fixture.request().spkiDigest)
            #expect(identity.serial == Array(leaf.serialNumber.bytes))
            #expect(identity.notAfter == Fixture.now.adding(days: 397))
            #expect(!identity.isExpired(at: identity.notAfter))
            #expect(identity.isExpired(at: identity.notAfter.adding(days: 1)))
        }
    }

    @Test("the test's own template is accepted, so that its changes are what is refused")
    func template() async throws {
        #expect(await fixture.refusal(of: [try fixture.certificate()]) == nil)
    }

    @Test("without certificates a peer is nobody")
    func nobody() async {
        #expect(await fixture.refusal(of: []) == "certificate-none")
    }

    @Test("a certificate of another CA is refused, also with that CA shown, also of one name")
    func otherCA() async throws {
        let other = try CertificateAuthority(creatingFor: Fixture.alliance, at: Fixture.now)
        let leaf = try fixture.certificate(by: other)
        #expect(await fixture.refusal(of: [leaf]) == "certificate-untrusted")
        #expect(
            await fixture.refusal(of: [leaf, other.certificate]) == "certificate-untrusted")
        #expect(
            await fixture.refusal(of: [leaf, fixture.ca.certificate]) == "certificate-untrusted")
    }

    @Test("a certificate whose signature does not hold is refused")
    func forged() async throws {
        var der = try fixture.leaf().der
        der[der.count - 1] ^= 1
        #expect(await fixture.refusal(ofDER: [der]) == "certificate-untrusted")
    }

    @Test("a certificate counts from its first second to its last")
    func validity() async throws {
        let leaf = try fixture.certificate()
        let (from, until) = (Fixture.now, Fixture.now.adding(days: 30))
        func at(_ seconds: UInt64) async -> String? {
            await fixture.refusal(of: [leaf], at: UTCTimestamp(secondsSince1970: seconds))
        }
        #expect(await at(from.secondsSince1970 - 1) == "certificate-not-yet-valid")
        #expect(await at(from.secondsSince1970) == nil)
        #expect(await at(until.secondsSince1970) == nil)
        #expect(await at(until.secondsSince1970 + 1) == "certificate-expired")
    }

    @Test("with an expired CA nobody is a member")
    func expiredCA() async throws {
        let late = Fixture.now.adding(days: CertificateAuthority.validDays + 1)
        let leaf = try fixture.certificate {
            $0.from = late
            $0.until = late.adding(days: 1)
        }
        #expect(await fixture.refusal(of: [leaf], at: late) == "certificate-untrusted")
    }

    @Test("a leaf without both purposes is refused")
    func purposes() async throws {
        for purposes in [nil, [.serverAuth], [.clientAuth], [.any], [.codeSigning]]
            as [[ExtendedKeyUsage.Usage]?]
        {
            let leaf = try fixture.certificate { $0.purposes = purposes }
            #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf", "\(purposes ?? [])")
        }
    }

    @Test("a leaf needs a critical key usage: digitalSignature, and no signing of certificates")
    func keyUsage() async throws {
        let usages: [KeyUsage?] = [
            nil, KeyUsage(keyAgreement: true), KeyUsage(digitalSignature: true, keyCertSign: true),
            KeyUsage(digitalSignature: true, cRLSign: true),
        ]
        for usage in usages {
            let leaf = try fixture.certificate { $0.usage = usage }
            #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf")
        }
        let leaf = try fixture.certificate { $0.isUsageCritical = false }
        #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf")
    }

    @Test("a leaf that is a CA is refused, the alliance's own included")
    func authorityAsLeaf() async throws {
        let leaf = try fixture.certificate {
            $0.constraints = .isCertificateAuthority(maxPathLength: nil)
        }
        #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf")
        #expect(await fixture.refusal(of: [fixture.ca.certificate]) == "certificate-leaf")
        let without = try fixture.certificate { $0.constraints = nil }
        #expect(await fixture.refusal(of: [without]) == nil)
    }

    @Test("a leaf names exactly one URI; other names beside it mean nothing")
    func names() async throws {
        let uri = GeneralName.uniformResourceIdentifier(Fixture.spiffeID.description)
        let other = GeneralName.uniformResourceIdentifier(
            "spiffe://ipacc.example/member/borealis")
        for names in [nil, [], [.dnsName("aurelle.example")], [uri, other], [uri, uri]]
            as [[GeneralName]?]
        {
            let leaf = try fixture.certificate { $0.names = names }
            #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf", "\(names ?? [])")
        }
        let leaf = try fixture.certificate { $0.names = [.dnsName("a.example"), uri] }
        #expect(await fixture.refusal(of: [leaf]) == nil)
    }

    @Test("a URI that is not a member's is refused")
    func otherURI() async throws {
        for text in [
            "https://ipacc.example/member/aurelle", "spiffe://ipacc.example/member/Aurelle",
        ] {
            let leaf = try fixture.certificate { $0.names = [.uniformResourceIdentifier(text)] }
            #expect(await fixture.refusal(of: [leaf]) == "spiffe-id", "\(text)")
        }
    }

    @Test("a member of another alliance is refused, even by our own CA")
    func otherAlliance() async throws {
        let leaf = try fixture.certificate {
            $0.names = [.uniformResourceIdentifier("spiffe://other.example/member/aurelle")]
        }
        #expect(await fixture.refusal(of: [leaf]) == "other-alliance")
    }

    @Test("a leaf's key is of P-256; RSA and Ed25519 are refused before they cost anything")
    func algorithms() async throws {
        let p384 = P384.Signing.PrivateKey()
        let leaf = try fixture.certificate { $0.key = .init(p384.publicKey) }
        #expect(await fixture.refusal(of: [leaf]) == "certificate-leaf")
        let ed25519 = Curve25519.Signing.PrivateKey()
        let edLeaf = try fixture.certificate { $0.key = .init(ed25519.publicKey) }
        #expect(await fixture.refusal(of: [edLeaf]) == "certificate-algorithm")
        let foreign = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(fixture.keys.tls.publicKey),
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 4_000_000_000),
            issuer: fixture.ca.certificate.subject, subject: fixture.ca.certificate.subject,
            signatureAlgorithm: .ed25519, extensions: .init(), issuerPrivateKey: .init(ed25519))
        #expect(await fixture.refusal(of: [foreign]) == "certificate-algorithm")
    }

    @Test("a critical extension that is not understood is refused, an uncritical one is not")
    func unknownExtension() async throws {
        for critical in [true, false] {
            let leaf = try fixture.certificate {
                $0.more = [
                    .init(oid: [1, 3, 6, 1, 4, 1, 99_999, 1], critical: critical, value: [5, 0])
                ]
            }
            #expect(
                await fixture.refusal(of: [leaf])
                    == (critical ? "certificate-untrusted" : nil))
        }
    }

    @Test("a CA below the alliance's CA makes nobody a member")
    func subordinate() async throws {
        let key = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName("subordinate") }
        let certificate = try fixture.ca.issue(
            .init(key.publicKey), subject: subject, from: Fixture.now,
            until: Fixture.now.adding(days: 9)
        ) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true))
        }
        let below = try CertificateAuthority(certificate: certificate, privateKey: key)
        let leaf = try fixture.certificate(by: below)
        #expect(await fixture.refusal(of: [leaf, certificate]) == "certificate-untrusted")
        // Nor does a member's certificate make another.
        let ownLeaf = try fixture.leaf()
        let asCA = try CertificateAuthority(certificate: ownLeaf, privateKey: fixture.keys.tls)
        let forged = try fixture.certificate(by: asCA) {
            $0.names = [.uniformResourceIdentifier("spiffe://ipacc.example/member/borealis")]
        }
        #expect(await fixture.refusal(of: [forged, ownLeaf]) == "certificate-untrusted")
    }

    // MARK: Limits, from both sides

    @Test("three certificates are read, four are not")
    func chainLength() async throws {
        let leaf = try fixture.leaf()
        let ca = fixture.ca.certificate
        #expect(PeerVerifier.chainCertificatesMax == 3)
        #expect(await fixture.refusal(of: [leaf, ca, ca]) == nil)
        #expect(await fixture.refusal(of: [leaf, ca, ca, ca]) == "chain-too-long")
    }

    @Test("8 KiB of certificates are read, one byte more is not")
    func chainBytes() async throws {
        func leaf(padding: Int) throws -> Certificate {
            let value = [UInt8](repeating: 0, count: padding)
            return try fixture.certificate {
                $0.more = [
                    .init(oid: [1, 3, 6, 1, 4, 1, 99_999, 1], critical: false, value: value[...])
                ]
            }
        }
        // Signatures and serial numbers vary by a few bytes: make some until one fits exactly.
        let max = PeerVerifier.chainBytesMax
        let padding = max - (try leaf(padding: 300).der.count - 300)
        var exact: Certificate?
        for attempt in 0..<400 where exact == nil {
            let candidate = try leaf(padding: padding - 2 + attempt % 5)
            if candidate.der.count == max { exact = candidate }
        }
        let certificate = try #require(exact)
        #expect(await fixture.refusal(of: [certificate]) == nil)
        #expect(await fixture.refusal(ofDER: [certificate.der + [0]]) == "chain-too-large")
    }

    @Test("four alternative names are read, five are not, in any certificate of the chain")
    func alternativeNames() async throws {
        func leaf(_ count: Int) throws -> Certificate {
            try fixture.certificate {
                $0.names = [.uniformResourceIdentifier(Fixture.spiffeID.description)]
                for number in 1..<count { $0.names?.append(.dnsName("\(number).example")) }
            }
        }
        #expect(await fixture.refusal(of: [try leaf(4)]) == nil)
        #expect(await fixture.refusal(of: [try leaf(5)]) == "certificate-names")
        #expect(
            await fixture.refusal(of: [try fixture.leaf(), try leaf(5)]) == "certificate-names")
    }

    @Test("what is not a certificate is refused, also a certificate with a byte behind it")
    func malformed() async throws {
        let leaf = try fixture.leaf().der
        for der in [[], [0x30], leaf.dropLast(), leaf + [0]] as [[UInt8]] {
            #expect(await fixture.refusal(ofDER: [der]) == "certificate-malformed")
            #expect(await fixture.refusal(ofDER: [leaf, der]) == "certificate-malformed")
        }
    }

    @Test("a flipped bit is refused in what is signed, and elsewhere makes nobody else of the peer")
    func flippedBits() async throws {
        let leaf = try fixture.leaf().der
        let identity = try await fixture.verifier.verify(chainDER: [leaf], at: Fixture.now)
        // SEQUENCE { TBSCertificate, ... }, both with two bytes of length
        let signedEnd = 8 + Int(leaf[6]) << 8 + Int(leaf[7])
        for offset in leaf.indices {
            var flipped = leaf
            flipped[offset] ^= 1 << UInt8(offset % 8)
            let found = try? await fixture.verifier.verify(chainDER: [flipped], at: Fixture.now)
            #expect(
                found == nil || offset >= signedEnd && found == identity, "byte \(offset)")
        }
    }
}
