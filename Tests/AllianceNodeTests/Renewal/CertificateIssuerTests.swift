import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Peering
import Roster
import Testing
import TransparencyLog
import X509

@Suite struct CertificateIssuerTests {
    let world: RenewalWorld
    init() throws { world = try RenewalWorld(days: 30) }

    private var own: SPIFFEID {
        SPIFFEID(alliance: RenewalWorld.alliance, member: RenewalWorld.brand)
    }

    private func request(
        _ id: SPIFFEID? = nil, key: P256.Signing.PrivateKey? = nil
    ) throws -> [UInt8] {
        let key = try key ?? world.certs.newestTLSPrivateKey()
        return Array(try CertificateRequest(for: id ?? own, key: key).pem.utf8)
    }

    private func certify(
        _ request: [UInt8], of member: MemberID = RenewalWorld.brand
    ) throws -> Certificate {
        let shown = try world.certs.tlsIdentity()
        let pem = try world.issuer.certify(
            request, of: member, shown: (shown.notBefore, shown.notAfter))
        return try Certificate(pem: String(decoding: pem, as: UTF8.self), path: "answer")
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? PeerProblem)?.keyword }
    }

    @Test("the own key is certified again, for as long as the certificate before was valid")
    func renewal() async throws {
        world.set(day: 20)
        let certificate = try certify(request())
        let verifier = PeerVerifier(
            anchors: TrustAnchors([world.ca.certificate]), alliance: RenewalWorld.alliance)
        let identity = try await verifier.verify(chainDER: [certificate.der], at: world.now)
        #expect(identity.member == RenewalWorld.brand)
        #expect(identity.notAfter == world.start.adding(days: 50))
        #expect(try identity.spkiDigest == world.certs.tlsIdentity().spkiDigest)
    }

    @Test("nothing is certified but the asker's own name and keys that the roster lists")
    func refusals() throws {
        let rival = MemberID(unchecked: "rival")
        let other = SPIFFEID(alliance: RenewalWorld.alliance, member: rival)
        #expect(refusal { _ = try certify(request(other)) } == "certificate-request")
        // The own request, sent by another member.
        #expect(refusal { _ = try certify(request(), of: rival) } == "certificate-request")
        // Another member's name with the own key, sent by that member: the key is not its.
        #expect(refusal { _ = try certify(request(other), of: rival) } == "key-not-accepted")
        let foreign = SPIFFEID(
            alliance: AllianceID(unchecked: "other.example"), member: RenewalWorld.brand)
        #expect(refusal { _ = try certify(request(foreign)) } == "certificate-request")
        #expect(
            refusal { _ = try certify(request(key: P256.Signing.PrivateKey())) }
                == "key-not-accepted")
        #expect(refusal { _ = try certify([0xff, 0xfe]) } == "certificate-request")
        #expect(refusal { _ = try certify(Array("no request".utf8)) } == "certificate-request")
        let long = [UInt8](repeating: 0x41, count: MemberDescriptor.requestBytesMax + 1)
        #expect(refusal { _ = try certify(long) } == "certificate-request")
        var forged = try request()
        let middle = forged.count / 2
        forged[middle] = forged[middle] == 0x41 ? 0x42 : 0x41
        #expect(refusal { _ = try certify(forged) } == "certificate-request")
    }

    @Test("a key that the authority has shut out is not certified any more")
    func revokedKey() throws {
        let spki = try world.certs.tlsIdentity().spkiDigest
        try world.change { try $0.endTLSKey(spki, of: RenewalWorld.brand) }
        #expect(refusal { _ = try certify(request()) } == "key-not-accepted")
    }

    @Test("a member gets so many certificates a day and no more")
    func limit() throws {
        for _ in 0..<CertificateIssuer.certificatesPerDayMax { _ = try certify(request()) }
        #expect(refusal { _ = try certify(request()) } == "certificate-limit")
        world.set(day: 1)
        #expect(refusal { _ = try certify(request()) } == nil)
    }
}
