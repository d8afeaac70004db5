import AllianceNames
import Credentials
import Crypto
import Roster
import Testing
import X509

/// One CA follows on another, and nobody is cut off meanwhile.
@Suite struct NextCATests {
    typealias Fixture = CredentialsFixture
    private let folder: TemporaryFolder
    private let certs: CertsFolder

    init() throws {
        folder = try TemporaryFolder()
        certs = HomeFolder(folder.path).certs
        _ = try certs.createAuthority(for: Fixture.alliance, at: Fixture.now)
    }

    private func leaf() throws -> Certificate {
        let request = try CertificateRequest(
            for: Fixture.spiffeID, key: P256.Signing.PrivateKey())
        return try certs.certificateAuthority().issue(
            request, for: Fixture.spiffeID, at: Fixture.now)
    }

    private func isTrusted(_ leaf: Certificate, by anchors: TrustAnchors) async -> Bool {
        let verifier = PeerVerifier(anchors: anchors, alliance: Fixture.alliance)
        return (try? await verifier.verify(chainDER: [leaf.der], at: Fixture.now)) != nil
    }

    @Test("both are trusted until the one before is dropped, each step again after it broke off")
    func steps() async throws {
        let first = try certs.trustAnchors()
        let early = try leaf()
        let next = try certs.createNextCA(for: Fixture.alliance, at: Fixture.now)
        #expect(
            try certs.createNextCA(for: Fixture.alliance, at: Fixture.now).certificate
                == next.certificate)
        let both = try certs.trustAnchors()
        #expect(both.certificates == first.certificates + [next.certificate])
        #expect(both.end == next.notAfter)
        // It certifies nobody yet, and does not go with those before.
        #expect(throws: CredentialsError.self) { try certs.dropFormerCAs() }
        #expect(try certs.trustAnchors().certificates == both.certificates)
        #expect(try certs.certificateAuthority().certificate == first.certificates[0])

        #expect(try certs.takeUpNextCA().certificate == next.certificate)
        #expect(DurableFile.exists(certs.formerCAKey) && !DurableFile.exists(certs.nextCAKey))
        #expect(throws: CredentialsError.self) { try certs.takeUpNextCA() }
        let late = try leaf()
        for (certificate, trusted) in [(early, [true, true, false]), (late, [false, true, true])] {
            let last = TrustAnchors([next.certificate])
            for (anchors, isTrusted) in zip([first, both, last], trusted) {
                #expect(await self.isTrusted(certificate, by: anchors) == isTrusted)
            }
        }

        #expect(try certs.dropFormerCAs() == first.certificates)
        #expect(try certs.trustAnchors().certificates == [next.certificate])
        #expect(!DurableFile.exists(certs.formerCAKey))
        #expect(try certs.dropFormerCAs().isEmpty)
        #expect(try certs.certificateAuthority().certificate == next.certificate)
    }

    @Test("the key of the CA before may be lost, and a key without its certificate is made anew")
    func lost() throws {
        try DurableFile.remove(certs.caKey)
        _ = try certs.createNextCA(for: Fixture.alliance, at: Fixture.now)
        // It broke off before the anchors were written.
        let anchors = try certs.trustAnchors()
        try DurableFile.write(
            TrustAnchors(Array(anchors.certificates.prefix(1))).pem, to: certs.allianceCA,
            mode: .open, replacing: true)
        #expect(throws: CredentialsError.self) { try certs.takeUpNextCA() }
        let made = try certs.createNextCA(for: Fixture.alliance, at: Fixture.now)
        #expect(made.certificate != anchors.certificates[1])
        #expect(try certs.takeUpNextCA().certificate == made.certificate)
        #expect(!DurableFile.exists(certs.formerCAKey))
    }

    @Test("no more CAs are made than trust anchors are read")
    func tooMany() throws {
        for _ in 1..<TrustAnchors.certificatesMax {
            _ = try certs.createNextCA(for: Fixture.alliance, at: Fixture.now)
            _ = try certs.takeUpNextCA()
        }
        #expect(throws: CredentialsError.self) {
            try certs.createNextCA(for: Fixture.alliance, at: Fixture.now)
        }
        #expect(try certs.trustAnchors().certificates.count == TrustAnchors.certificatesMax)
    }
}
