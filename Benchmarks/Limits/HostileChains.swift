import AllianceNames
import Credentials
import Crypto
import Foundation
import Roster
import SwiftASN1
import X509

/// Certificate chains within the caps of `PeerVerifier` that cost it as much as their makers can make
/// them cost: all the bytes and certificates that are read, spent on one thing each.
struct HostileChains {
    struct Chain {
        let what: String
        let certificates: [[UInt8]]
        let verifier: PeerVerifier
    }

    static let alliance = AllianceID(unchecked: "bench.example")
    static let name = "spiffe://bench.example/member/brand"
    /// Leaves room for the other parts of three certificates.
    private static let spareBytes = PeerVerifier.chainBytesMax - 2_600

    let now = UTCTimestamp(secondsSince1970: UInt64(Date().timeIntervalSince1970))
    let all: [Chain]

    init() throws {
        let maker = Maker(now: now)
        all = try [
            maker.honest(), maker.honest384(), maker.alike(), maker.constrained(),
            maker.longName(), maker.manyExtensions(),
        ]
    }

    /// One key for all: making chains is not what is measured.
    private struct Maker {
        typealias Key = Certificate.PrivateKey

        let now: UTCTimestamp
        let key = Key(P256.Signing.PrivateKey())
        let key384 = Key(P384.Signing.PrivateKey())
        let leafKey = Key(P256.Signing.PrivateKey())

        func certificate(
            _ subject: DistinguishedName, by issuer: DistinguishedName, key: Key? = nil,
            signedBy signer: Key? = nil,
            _ extensions: Certificate.Extensions
        ) throws -> Certificate {
            let seconds = TimeInterval(now.secondsSince1970)
            return try Certificate(
                version: .v3, serialNumber: .init(), publicKey: (key ?? self.key).publicKey,
                notValidBefore: Date(timeIntervalSince1970: seconds - 3_600),
                notValidAfter: Date(timeIntervalSince1970: seconds + 3_600),
                issuer: issuer, subject: subject,
                signatureAlgorithm: (signer ?? self.key) == key384
                    ? .ecdsaWithSHA384 : .ecdsaWithSHA256,
                extensions: extensions, issuerPrivateKey: signer ?? self.key)
        }

        func name(_ text: String) throws -> DistinguishedName {
            try DistinguishedName { CommonName(text) }
        }

        func authority(
            _ subject: DistinguishedName, by issuer: DistinguishedName? = nil, key: Key? = nil
        ) throws -> Certificate {
            let extensions = try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            }
            return try certificate(
                subject, by: issuer ?? subject, key: key, signedBy: key, extensions)
        }

        func leaf(
            by issuer: DistinguishedName, subject: DistinguishedName? = nil, key: Key? = nil,
            names: [GeneralName] = [], more: [Certificate.Extension] = []
        ) throws -> Certificate {
            var extensions = try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames([.uniformResourceIdentifier(HostileChains.name)] + names)
            }
            for one in more { try extensions.append(one) }
            return try certificate(
                subject ?? name("leaf"), by: issuer, key: key ?? leafKey, signedBy: key, extensions)
        }

        func chain(
            _ what: String, _ anchor: Certificate, _ certificates: [Certificate]
        ) -> Chain {
            Chain(
                what: what, certificates: certificates.map(\.der),
                verifier: PeerVerifier(
                    anchors: TrustAnchors([anchor]), alliance: HostileChains.alliance))
        }

        func honest() throws -> Chain {
            let root = try name("root")
            return chain(
                "an honest leaf", try authority(root), [try leaf(by: root)])
        }

        /// As many signatures of the dearest kind as fit.
        func honest384() throws -> Chain {
            let (root, second, first) = (try name("root"), try name("second"), try name("first"))
            return chain(
                "three signatures over P-384", try authority(root, key: key384),
                [
                    try leaf(by: first, key: key384), try authority(first, by: second, key: key384),
                    try authority(second, by: root, key: key384),
                ])
        }

        /// Everybody could have issued everybody.
        func alike() throws -> Chain {
            let one = try name("one")
            let other = Key(P256.Signing.PrivateKey())
            return chain(
                "certificates that all bear one name", try authority(one, key: other),
                [try leaf(by: one, subject: one), try authority(one), try authority(one)])
        }

        /// Every name of the leaf against as many constraints as fit.
        func constrained() throws -> Chain {
            let (root, middle) = (try name("root"), try name("middle"))
            let domains = (0..<(HostileChains.spareBytes / 12)).map { "d\($0).ex" }
            let extensions = try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
                Critical(NameConstraints(excludedDNSDomains: domains))
            }
            let intermediate = try certificate(middle, by: root, extensions)
            let names = (0..<(PeerVerifier.alternativeNamesMax - 1)).map {
                GeneralName.dnsName("a\($0)." + String(repeating: "b.", count: 60) + "example")
            }
            return chain(
                "\(domains.count) name constraints", try authority(root),
                [try leaf(by: middle, names: names), intermediate])
        }

        func longName() throws -> Chain {
            let parts = (0..<(HostileChains.spareBytes / 2 / 14)).map { number in
                RelativeDistinguishedName.Attribute(
                    type: .RDNAttributeType.commonName, utf8String: "\(number % 10)")
            }
            let long = try DistinguishedName(parts)
            return chain(
                "a name of \(parts.count) parts", try authority(long),
                [try leaf(by: long, subject: long)])
        }

        func manyExtensions() throws -> Chain {
            let root = try name("root")
            let more = (0..<UInt(HostileChains.spareBytes / 18)).map { number in
                Certificate.Extension(
                    oid: ASN1ObjectIdentifier(arrayLiteral: 1, 3, 6, 1, 4, 1, 99_999, number),
                    critical: false, value: [5, 0])
            }
            return chain(
                "\(more.count) unknown extensions", try authority(root),
                [try leaf(by: root, more: more)])
        }
    }
}
