import AllianceNames
import Credentials
import Crypto
import Roster
import SwiftASN1
import Testing
import X509

@Suite struct CertificateAuthorityTests {
    typealias Fixture = CredentialsFixture
    let fixture: CredentialsFixture
    init() throws { fixture = try CredentialsFixture() }

    private func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? CredentialsError)?.keyword }
    }

    @Test("a request is read back as what was asked for, and has its key's digest")
    func request() throws {
        let request = try fixture.request()
        let again = try CertificateRequest(pem: request.pem)
        #expect(again.spiffeID == Fixture.spiffeID)
        #expect(again.spkiDigest == request.spkiDigest)
        #expect(again.pem == request.pem)
    }

    @Test("a request that its own key did not sign is refused")
    func forgedRequest() throws {
        var document = try PEMDocument(pemString: fixture.request().pem)
        document.derBytes[document.derBytes.count - 1] ^= 1
        #expect(
            keyword { _ = try CertificateRequest(pem: document.pemString) } == "request")
    }

    @Test("a request for another key type, no name, two names or no member's name is refused")
    func wrongRequests() throws {
        func pem(_ names: [GeneralName], key: Certificate.PrivateKey) throws -> String {
            let extensions = try Certificate.Extensions { SubjectAlternativeNames(names) }
            return try CertificateSigningRequest(
                version: .v1, subject: DistinguishedName { CommonName("x") }, privateKey: key,
                attributes: .init([.init(ExtensionRequest(extensions: extensions))]),
                signatureAlgorithm: .ecdsaWithSHA256
            ).serializeAsPEM().pemString
        }
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let uri = GeneralName.uniformResourceIdentifier(Fixture.spiffeID.description)
        let wrong = [
            try pem([], key: key), try pem([uri, uri], key: key),
            try pem([.dnsName("a.example")], key: key),
            try pem([uri], key: .init(P384.Signing.PrivateKey())), "", "-----BEGIN",
            fixture.ca.certificate.pem,
        ]
        for pem in wrong { #expect(keyword { _ = try CertificateRequest(pem: pem) } == "request") }
        let notMember = try pem([.uniformResourceIdentifier("spiffe://x/y")], key: key)
        #expect(keyword { _ = try CertificateRequest(pem: notMember) } == "spiffe-id")
    }

    @Test("a request over its limit is refused before it is read")
    func requestTooLarge() throws {
        let pem = PEMDocument(
            type: "CERTIFICATE REQUEST",
            derBytes: [UInt8](repeating: 0x30, count: CertificateRequest.derBytesMax + 1))
        #expect(throws: CredentialsError.request(problem: "more than 4096 bytes")) {
            try CertificateRequest(pem: pem.pemString)
        }
    }

    @Test("a request of somebody else than the authority admits is refused")
    func otherMember() throws {
        let borealis = SPIFFEID(
            alliance: Fixture.alliance, member: MemberID(unchecked: "borealis"))
        #expect(
            keyword { _ = try fixture.ca.issue(fixture.request(), for: borealis, at: Fixture.now) }
                == "other-member")
        let foreign = SPIFFEID(alliance: AllianceID(unchecked: "other"), member: Fixture.member)
        #expect(
            keyword { _ = try fixture.ca.issue(fixture.request(), for: foreign, at: Fixture.now) }
                == "other-alliance")
    }

    @Test("a member's certificate never outlives its CA's")
    func withinCA() throws {
        let end = Fixture.now.adding(days: CertificateAuthority.validDays)
        let late = Fixture.now.adding(days: CertificateAuthority.validDays - 10)
        let leaf = try fixture.ca.issue(fixture.request(), for: Fixture.spiffeID, at: late)
        #expect(leaf.notValidAfter == fixture.ca.certificate.notValidAfter)
        #expect(
            keyword {
                _ = try fixture.ca.issue(fixture.request(), for: Fixture.spiffeID, at: end)
            } == "beyond-authority")
    }

    @Test("two certificates never share a serial number")
    func serials() throws {
        let serials = try (0..<20).map { _ in try fixture.leaf().serialNumber }
        #expect(Set(serials).count == 20)
        #expect(serials.allSatisfy { $0.bytes.count >= 16 && $0.bytes.count <= 20 })
    }

    @Test("a CA is not put together of a certificate and another's key")
    func mismatch() throws {
        #expect(
            keyword {
                _ = try CertificateAuthority(
                    certificate: fixture.ca.certificate, privateKey: P256.Signing.PrivateKey())
            } == "key-mismatch")
    }
}
