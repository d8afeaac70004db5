import AllianceNames
import Credentials
import Crypto
import Foundation
import Roster
import Testing
import TransparencyLog
import X509

@Suite struct HomeFolderTests {
    typealias Fixture = CredentialsFixture
    let folder: TemporaryFolder
    let home: HomeFolder
    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.path + "//")
    }

    private func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? CredentialsError)?.keyword }
    }

    @Test("a folder is named without its last slashes, and an empty name is the current folder")
    func paths() {
        #expect(home.path == folder.path)
        #expect(HomeFolder("").certs.tlsKey == "./certs/tls.key")
        #expect(HomeFolder("/").peers.roster == "//peers/roster.note")
        #expect(home.certs.logKey(Epoch(1)).hasSuffix("certs/log.key"))
        #expect(home.certs.logKey(Epoch(2)).hasSuffix("certs/log-e2.key"))
    }

    @Test("an authority is made once, found again, and never overwritten")
    func authority() throws {
        let made = try home.certs.createAuthority(for: Fixture.alliance, at: Fixture.now)
        func signer() throws -> NoteSigner {
            try home.certs.authoritySigner(of: Fixture.alliance)
        }
        #expect(try signer().verifierKey == made.signer.verifierKey)
        #expect(try signer().name == "ipacc.example/authority")
        #expect(try home.certs.certificateAuthority().certificate == made.ca.certificate)
        #expect(try home.certs.authorityKeys() == [made.signer.verifierKey])
        #expect(try home.certs.trustAnchors().certificates == [made.ca.certificate])
        #expect(
            keyword { _ = try home.certs.createAuthority(for: Fixture.alliance, at: Fixture.now) }
                == "file-exists")
        #expect(try signer().verifierKey == made.signer.verifierKey)
    }

    @Test("every private key is 0600 in a folder of 0700, and refused when it is not")
    func secrets() throws {
        _ = try home.certs.createAuthority(for: Fixture.alliance, at: Fixture.now)
        _ = try home.certs.createMemberKeys()
        let certs = home.certs
        let secrets = [
            certs.authorityKey, certs.caKey, certs.logKey(Epoch(1)), certs.cosignerKey,
            certs.answerKey, certs.tlsKey,
        ]
        let attributes = try FileManager.default.attributesOfItem(atPath: certs.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        for path in secrets {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(path)")
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let refused = [
                keyword { _ = try certs.authoritySigner(of: Fixture.alliance) },
                keyword { _ = try certs.certificateAuthority() },
                keyword { _ = try certs.memberKeys(epoch: Epoch(1)) },
            ]
            #expect(refused.contains("file-permissions"), "\(path)")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }

    @Test("a member's keys are four different ones, found again and never overwritten")
    func memberKeys() throws {
        let made = try home.certs.createMemberKeys()
        let found = try home.certs.memberKeys(epoch: Epoch(1))
        #expect(found.log.rawRepresentation == made.log.rawRepresentation)
        #expect(found.cosigner.rawRepresentation == made.cosigner.rawRepresentation)
        #expect(found.answer.rawRepresentation == made.answer.rawRepresentation)
        #expect(found.tls.rawRepresentation == made.tls.rawRepresentation)
        #expect(
            Set([made.log, made.cosigner, made.answer].map(\.rawRepresentation)).count == 3)
        #expect(keyword { _ = try home.certs.createMemberKeys() } == "file-exists")
    }

    @Test("where one key is there already, none is made")
    func halfThere() throws {
        _ = try home.certs.createMemberKeys()
        try FileManager.default.removeItem(atPath: home.certs.logKey(Epoch(1)))
        #expect(keyword { _ = try home.certs.createMemberKeys() } == "file-exists")
        #expect(!DurableFile.exists(home.certs.logKey(Epoch(1))))
    }

    @Test("a further epoch has a key file of its own, and the newest is found")
    func epochs() throws {
        #expect(try home.certs.newestEpoch() == nil)
        _ = try home.certs.createMemberKeys()
        #expect(try home.certs.newestEpoch() == Epoch(1))
        let key = try home.certs.createLogKey(Epoch(10))
        _ = try home.certs.createLogKey(Epoch(9))
        #expect(try home.certs.newestEpoch() == Epoch(10))
        #expect(
            try home.certs.memberKeys(epoch: Epoch(10)).log.rawRepresentation
                == key.rawRepresentation)
        #expect(keyword { _ = try home.certs.createLogKey(Epoch(9)) } == "file-exists")
    }

    @Test("a further cosigner key stands behind those before it, and is the one that is asked for")
    func cosignerKeys() throws {
        let (alliance, member) = (Fixture.alliance, MemberID(unchecked: "verel"))
        func keys() throws -> [VerifierKey] {
            try home.certs.cosignerSigners(of: member, in: alliance).map(\.verifierKey)
        }
        func asked() throws -> VerifierKey? {
            try home.certs.memberKeys(epoch: Epoch(1))
                .descriptor(of: member, name: "Verel", in: alliance).cosignerKey
        }
        _ = try home.certs.createMemberKeys()
        let first = try keys()
        #expect(try first.count == 1 && asked() == first.last)
        for _ in 0..<9 { try home.certs.createFurtherCosignerKey() }
        #expect(try home.certs.cosignerKeyNumbers() == Array(1...10))
        #expect(try keys().first == first.first && Set(keys()).count == 10)
        #expect(try asked() == keys().last)
        // What the register has ended may go; what is no number of one is none.
        try FileManager.default.removeItem(atPath: home.certs.cosignerKey)
        for name in ["cosigner-01.key", "cosigner-x.key", "cosigner-1.key", "cosigner-1001.key"] {
            try DurableFile.write("x", to: "\(home.certs.path)/\(name)", mode: .secret)
        }
        #expect(try home.certs.cosignerKeyNumbers() == Array(2...10))
        for number in UInt64(2)...10 {
            try FileManager.default.removeItem(atPath: home.certs.cosignerKey(number))
        }
        #expect(
            isThrown("new-cosigner-key") { _ = try home.certs.memberKeys(epoch: Epoch(1)) })
        // A first one that was lost may be found again: the next is not put in its place.
        try home.certs.createFurtherCosignerKey()
        #expect(try home.certs.cosignerKeyNumbers() == [2])
    }

    @Test("in a restored folder no cosigner key is used but those that were made there since")
    func cosignerKeysPutBack() throws {
        let (alliance, member) = (Fixture.alliance, MemberID(unchecked: "verel"))
        func used() throws -> [VerifierKey] {
            try home.certs.cosignerSigners(of: member, in: alliance).map(\.verifierKey)
        }
        func asked() throws -> VerifierKey? {
            try home.certs.memberKeys(epoch: Epoch(1))
                .descriptor(of: member, name: "Verel", in: alliance).cosignerKey
        }
        let other = HomeFolder("\(folder.path)/other")
        _ = try other.certs.createMemberKeys()
        try home.certs.beginCosignerKeyList()
        _ = try home.certs.createMemberKeys()
        let own = try used()
        #expect(try own.count == 1 && asked() == own[0])
        // One that is put back behind it is not asked for either.
        let (before, behind) = (home.certs.cosignerKey, home.certs.cosignerKey(2))
        try FileManager.default.copyItem(atPath: other.certs.cosignerKey, toPath: behind)
        #expect(try used() == own && asked() == own[0])
        #expect(try home.certs.cosignerKeysPutBack() == [behind])
        try home.certs.createFurtherCosignerKey()
        #expect(try home.certs.cosignerKeyNumbers() == [1, 2, 3])
        #expect(try used().first == own[0] && used().count == 2 && asked() == used().last)
        // All that was made here is gone.
        for path in [before, home.certs.cosignerKey(3)] {
            try FileManager.default.removeItem(atPath: path)
        }
        #expect(try used() == [])
        #expect(
            keyword { _ = try home.certs.memberKeys(epoch: Epoch(1)) } == "cosigner-key-put-back")
        try home.certs.createFurtherCosignerKey()
        #expect(try used().count == 1 && asked() == used().last)
        // Nobody guesses what a damaged list has said.
        try DurableFile.write(
            "touchstone", to: home.certs.cosignerKeyList, mode: .secret, replacing: true)
        #expect(keyword { _ = try used() } == "file-malformed")
        #expect(keyword { try home.certs.createFurtherCosignerKey() } == "file-malformed")
        // No other folder has a list.
        #expect(!DurableFile.exists(other.certs.cosignerKeyList))
        #expect(try other.certs.cosignerKeysPutBack() == [])
    }

    @Test("a further answer key stands behind those before it, and is the one that is asked for")
    func answerKeys() throws {
        let (alliance, member) = (Fixture.alliance, MemberID(unchecked: "verel"))
        func keys() throws -> [VerifierKey] {
            try home.certs.answerSigners(of: member, in: alliance).map(\.verifierKey)
        }
        func asked() throws -> VerifierKey? {
            try home.certs.memberKeys(epoch: Epoch(1))
                .descriptor(of: member, name: "Verel", in: alliance).answerKey
        }
        _ = try home.certs.createMemberKeys()
        let first = try keys()
        #expect(try first.count == 1 && asked() == first.last)
        try home.certs.createFurtherAnswerKey()
        #expect(try home.certs.answerKeyNumbers() == [1, 2])
        #expect(home.certs.answerKey(2) == "\(home.certs.path)/answer-2.key")
        #expect(try keys().first == first.first && asked() == keys().last)
        #expect(try home.certs.cosignerKeyNumbers() == [1])
        for number in UInt64(1)...2 {
            try FileManager.default.removeItem(atPath: home.certs.answerKey(number))
        }
        #expect(
            keyword { _ = try home.certs.memberKeys(epoch: Epoch(1)) } == "file-missing"
                && isThrown("new-answer-key") { _ = try keys() })
        try home.certs.createFurtherAnswerKey()
        #expect(try home.certs.answerKeyNumbers() == [2] && asked() == keys().last)
    }

    /// Whether what is thrown says this.
    private func isThrown(_ text: String, _ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch { return "\(error)".contains(text) }
    }

    @Test("a key file that holds something else is refused without quoting it")
    func malformedKey() throws {
        _ = try home.certs.createMemberKeys()
        for path in [home.certs.logKey(Epoch(1)), home.certs.tlsKey] {
            let other =
                path == home.certs.tlsKey
                ? Ed25519PEM.print(Curve25519.Signing.PrivateKey())
                : P256.Signing.PrivateKey().pemRepresentation
            for text in [other, "SECRET", ""] {
                try DurableFile.write(text, to: path, mode: .secret, replacing: true)
                do {
                    _ = try home.certs.memberKeys(epoch: Epoch(1))
                    Issue.record("taken")
                } catch {
                    #expect(error.keyword == "file-malformed")
                    #expect(!"\(error)".contains("SECRET"))
                }
            }
            try DurableFile.write(
                Ed25519PEM.print(Curve25519.Signing.PrivateKey()), to: path, mode: .secret,
                replacing: true)
        }
    }

    @Test("a certificate is taken over only for the key that is here")
    func takeOver() throws {
        let fixture = try Fixture()
        let keys = try home.certs.createMemberKeys()
        #expect(
            keyword { try home.certs.write(certificate: fixture.leaf()) } == "key-mismatch")
        let request = try CertificateRequest(for: Fixture.spiffeID, key: keys.tls)
        let leaf = try fixture.ca.issue(request, for: Fixture.spiffeID, at: Fixture.now)
        try home.certs.write(certificate: leaf)
        let identity = try home.certs.tlsIdentity()
        #expect(identity.spiffeID == Fixture.spiffeID)
        #expect(identity.spkiDigest == request.spkiDigest)
        #expect(identity.certificateDER == leaf.der)
        try DurableFile.write(
            fixture.leaf().pem, to: home.certs.tlsCertificate, mode: .open, replacing: true)
        #expect(keyword { _ = try home.certs.tlsIdentity() } == "key-mismatch")
    }

    @Test("trust anchors are 1 to 8 certificates and 1 to 50 keys")
    func anchors() throws {
        let fixture = try Fixture()
        let key = try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: 32)).verifierKey
        func write(_ certificates: Int, _ keys: Int) throws {
            try home.certs.write(
                TrustAnchors(Array(repeating: fixture.ca.certificate, count: certificates)),
                authorityKeys: AuthorityKeys(Array(repeating: key, count: keys)))
        }
        try write(8, 50)
        #expect(try home.certs.trustAnchors().certificates.count == 8)
        #expect(try home.certs.authorityKeys().all.count == 50)
        for (certificates, keys) in [(9, 51), (0, 0)] {
            try write(certificates, keys)
            #expect(keyword { _ = try home.certs.trustAnchors() } == "file-malformed")
            #expect(keyword { _ = try home.certs.authorityKeys() } == "file-malformed")
        }
        try DurableFile.write(
            "# by hand\n\n\(key)\n", to: home.certs.authorityVerifierKeys, mode: .open,
            replacing: true)
        #expect(try home.certs.authorityKeys() == [key])
        try DurableFile.write(
            "no key\n", to: home.certs.authorityVerifierKeys, mode: .open, replacing: true)
        #expect(keyword { _ = try home.certs.authorityKeys() } == "file-malformed")
    }

    @Test("descriptors are kept by member, and one under another's name is refused")
    func descriptors() throws {
        #expect(try home.peers.members().isEmpty)
        let keys = MemberKeys()
        for id in ["borealis", "aurelle"] {
            let descriptor = try keys.descriptor(
                of: MemberID(unchecked: id), name: "House", in: Fixture.alliance)
            try home.peers.write(descriptor)
            #expect(try home.peers.read(descriptor: descriptor.id) == descriptor)
        }
        #expect(try home.peers.members().map(\.rawValue) == ["aurelle", "borealis"])
        try FileManager.default.copyItem(
            atPath: home.peers.descriptor(MemberID(unchecked: "aurelle")),
            toPath: home.peers.descriptor(MemberID(unchecked: "cassis")))
        #expect(
            keyword { _ = try home.peers.read(descriptor: MemberID(unchecked: "cassis")) }
                == "file-malformed")
        #expect(
            keyword { _ = try home.peers.read(descriptor: MemberID(unchecked: "nobody")) }
                == "file-missing")
        _ = try folder.write("{}", to: "peers/NOT A MEMBER.json")
        #expect(keyword { _ = try home.peers.members() } == "file-malformed")
    }

    @Test("roster note and certificate are kept as they were")
    func rosterAndCertificate() throws {
        let fixture = try Fixture()
        let signer = try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: 32))
        var note = try SignedNote(text: "text\n")
        note.add(signer.sign(text: note.text))
        try home.peers.write(roster: note)
        #expect(try home.peers.readRoster() == note)
        try DurableFile.write("x", to: home.peers.roster, mode: .open, replacing: true)
        #expect(keyword { _ = try home.peers.readRoster() } == "file-malformed")
        let leaf = try fixture.leaf()
        try home.peers.write(certificate: leaf, of: Fixture.member)
        #expect(try home.peers.read(certificate: Fixture.member) == leaf)
    }

    @Test("a descriptor made from keys is admitted, with a certificate for the same key")
    func admission() throws {
        let authority = try home.certs.createAuthority(for: Fixture.alliance, at: Fixture.now)
        let keys = try home.certs.createMemberKeys()
        var descriptor = try keys.descriptor(
            of: Fixture.member, name: "Aurelle", in: Fixture.alliance)
        descriptor.roles = [.brand]
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        var draft = RosterDraft(
            alliance: Fixture.alliance, authority: [authority.signer.verifierKey],
            issuedAt: Fixture.now, expiresAt: Fixture.now.adding(days: 90))
        try draft.admit(descriptor, tlsKey: request.spkiDigest)
        var chain = RosterChain(
            trusting: try home.certs.authorityKeys(), alliance: Fixture.alliance)
        _ = try chain.accept(draft.signed(by: [authority.signer]))
        let roster = try #require(chain.newest)
        let leaf = try authority.ca.issue(
            request, for: SPIFFEID(alliance: Fixture.alliance, member: descriptor.id),
            at: Fixture.now)
        try home.certs.write(certificate: leaf)
        let identity = try home.certs.tlsIdentity()
        #expect(roster.acceptsTLSKey(Fixture.member, spkiDigest: identity.spkiDigest))
        let origin = LogOrigin(
            alliance: Fixture.alliance, channel: .alliance, member: Fixture.member,
            epoch: Epoch(1))
        #expect(try roster.logKey(for: origin) == keys.logSigner(for: origin).verifierKey)
        #expect(
            try roster.answerKeys(of: Fixture.member) == [
                keys.answerSigner(of: Fixture.member, in: Fixture.alliance).verifierKey
            ])
        #expect(
            try roster.cosignerKeys(of: Fixture.member) == [
                keys.cosignerSigner(of: Fixture.member, in: Fixture.alliance).verifierKey
            ])
    }
}
