import AllianceNames
import AllianceNode
import Credentials
import Peering
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog
import X509

@Suite struct CertificateKeeperTests {
    struct Away: Error {}

    /// As over the peer port: the issuer learns the shown certificate's times from the connection.
    private static func issue(
        _ world: RenewalWorld, _ request: [UInt8]
    ) throws -> [UInt8] {
        let shown = try world.certs.tlsIdentity()
        return try world.issuer.certify(
            request, of: RenewalWorld.brand, shown: (shown.notBefore, shown.notAfter))
    }

    @Test("nothing is asked before two thirds of the time, and then the certificate is replaced")
    func renewal() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen) { request, _ in try Self.issue(world, request) }
        world.set(day: 59)
        await keeper.look()
        #expect(seen.asked.withLock { $0.isEmpty } && seen.shown.withLock { $0.isEmpty })
        world.set(day: 61)
        await keeper.look()
        #expect(seen.asked.withLock { $0.map(\.rawValue) } == ["hub"], "the platform first")
        let file = try world.certs.tlsIdentity()
        #expect(file.notAfter == world.start.adding(days: 151))
        #expect(seen.shown.withLock { $0.map(\.certificateDER) } == [file.certificateDER])
        await keeper.look()
        #expect(seen.asked.withLock { $0.count } == 1)
        #expect(seen.shown.withLock { $0.count } == 1)
    }

    @Test("whoever issues is found, asked first the next time, and replaced when it is away")
    func discovery() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen) { request, peer in
            guard peer.rawValue == (world.now < world.start.adding(days: 200) ? "rival" : "other")
            else { throw PeerError.refused(status: 404, detail: "not offered") }
            return try Self.issue(world, request)
        }
        world.set(day: 65)
        await keeper.look()
        #expect(seen.asked.withLock { $0.map(\.rawValue) } == ["hub", "other", "rival"])
        world.set(day: 130)
        await keeper.look()
        #expect(seen.asked.withLock { $0.map(\.rawValue) }.suffix(1) == ["rival"])
        #expect(seen.asked.withLock { $0.count } == 4)
        world.set(day: 201)
        await keeper.look()
        #expect(seen.asked.withLock { $0.map(\.rawValue) }.suffix(3) == ["rival", "hub", "other"])
        #expect(try world.certs.tlsIdentity().notAfter == world.start.adding(days: 291))
    }

    @Test("failures are followed by pauses, and the certificate is renewed before it ends")
    func backoff() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen) { request, peer in
            guard world.now > world.start.adding(days: 89) else { throw Away() }
            return try Self.issue(world, request)
        }
        world.set(day: 65)
        var looks = 0
        while world.now < world.start.adding(days: 90) {
            await keeper.look()
            looks += 1
            world.pass(seconds: 1_800)
        }
        let asked = seen.asked.withLock { $0.count }
        #expect(asked < looks, "\(asked) questions in \(looks) looks")
        #expect(seen.shown.withLock { $0.count } == 1)
        #expect(try world.certs.tlsIdentity().notAfter > world.start.adding(days: 170))
    }

    @Test("what a lying issuer answers is refused, and the certificate before stays")
    func lyingIssuers() async throws {
        let world = try RenewalWorld(days: 90)
        let before = try world.certs.tlsIdentity().certificateDER
        let stranger = try CertificateAuthority(
            creatingFor: RenewalWorld.alliance, at: world.start)
        let lies: [@Sendable ([UInt8]) throws -> [UInt8]] = [
            { _ in Array("no certificate".utf8) },
            { _ in [0xff] },
            // Of another CA.
            { request in
                let request = try CertificateRequest(pem: String(decoding: request, as: UTF8.self))
                return Array(
                    try stranger.issue(request, for: request.spiffeID, at: world.now).pem.utf8)
            },
            // The one that is in use already.
            { _ in Array(try world.certs.tlsIdentity().certificatePEM.utf8) },
            // Of another key.
            { _ in
                let id = SPIFFEID(alliance: RenewalWorld.alliance, member: RenewalWorld.brand)
                let request = try CertificateRequest(for: id, key: MemberKeys().tls)
                return Array(try world.ca.issue(request, for: id, at: world.now).pem.utf8)
            },
            // Of another member.
            { _ in
                let id = SPIFFEID(
                    alliance: RenewalWorld.alliance, member: MemberID(unchecked: "rival"))
                let request = try CertificateRequest(
                    for: id, key: world.certs.newestTLSPrivateKey())
                return Array(try world.ca.issue(request, for: id, at: world.now).pem.utf8)
            },
        ]
        world.set(day: 65)
        for lie in lies {
            let seen = RenewalWorld.Seen()
            let keeper = try world.keeper(seen) { request, _ in try lie(request) }
            await keeper.look()
            #expect(seen.asked.withLock { $0.count } == 3 && seen.shown.withLock { $0.isEmpty })
            #expect(try world.certs.tlsIdentity().certificateDER == before)
        }
    }

    @Test("a new TLS key is certified once it is admitted, and the one before until then")
    func newKey() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen) { request, _ in try Self.issue(world, request) }
        let old = try world.certs.tlsIdentity().spkiDigest
        let key = try world.certs.createTLSKey()
        await keeper.look()
        #expect(seen.asked.withLock { $0.isEmpty })
        world.set(day: 65)
        await keeper.look()
        #expect(seen.shown.withLock { $0.map(\.spkiDigest) } == [old])
        // The authority admits the descriptor with the new key.
        let keys = try world.certs.memberKeys(epoch: Epoch(1))
        let digest = CertificateRequest.spkiDigest(of: key)
        #expect(CertificateRequest.spkiDigest(of: keys.tls) == digest)
        try world.change {
            try $0.admit(
                keys.descriptor(of: RenewalWorld.brand, name: "brand", in: RenewalWorld.alliance),
                tlsKey: digest)
        }
        await keeper.look()
        #expect(seen.shown.withLock { $0.map(\.spkiDigest) } == [old, digest])
        #expect(try world.certs.tlsIdentity().spkiDigest == digest)
    }

    @Test(
        "once another CA follows, its certificate is fetched as soon as it certifies, asked for once a day"
    )
    func followingCA() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let next = try CertificateAuthority(
            creatingFor: RenewalWorld.alliance, at: world.start.adding(days: 1))
        let later = CertificateIssuer(
            next, authority: world.register, logger: RenewalWorld.logger)
        let keeper = try world.keeper(seen) { request, peer in
            guard peer.rawValue == "hub" else {
                throw PeerError.refused(status: 404, detail: "not offered")
            }
            guard world.now >= world.start.adding(days: 12) else {
                return try Self.issue(world, request)
            }
            let shown = try world.certs.tlsIdentity()
            return try later.certify(
                request, of: RenewalWorld.brand, shown: (shown.notBefore, shown.notAfter))
        }
        let first = try world.certs.tlsIdentity()
        world.set(day: 10)
        await keeper.look()
        #expect(seen.asked.withLock { $0.isEmpty })
        // Until it certifies there is nothing that would be worth a change.
        await keeper.trust(TrustAnchors([world.ca.certificate, next.certificate]), showing: first)
        await keeper.look()
        await keeper.look()
        #expect(seen.asked.withLock { $0.map(\.rawValue) } == ["hub", "other", "rival"])
        #expect(try world.certs.tlsIdentity().certificateDER == first.certificateDER)
        world.set(day: 11)
        await keeper.look()
        #expect(seen.asked.withLock { $0.count } == 6 && seen.shown.withLock { $0.isEmpty })
        world.set(day: 12)
        await keeper.look()
        await keeper.look()
        #expect(seen.asked.withLock { $0.count } == 7)
        let fetched = try world.certs.tlsIdentity()
        #expect(seen.shown.withLock { $0.map(\.certificateDER) } == [fetched.certificateDER])
        #expect(
            next.certificate.publicKey.isValidSignature(
                fetched.certificate.signature, for: fetched.certificate))
        // Later only in its time.
        for day in UInt64(13)...60 {
            world.set(day: day)
            await keeper.look()
        }
        #expect(seen.asked.withLock { $0.count } == 7)
    }

    @Test("a certificate that a person has put into the folder is shown; a wrong one is not")
    func putByHand() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen) { _, _ in throw Away() }
        let id = SPIFFEID(alliance: RenewalWorld.alliance, member: RenewalWorld.brand)
        let request = try CertificateRequest(for: id, key: world.certs.newestTLSPrivateKey())
        let good = try world.ca.issue(request, for: id, at: world.start)
        let foreign = try CertificateAuthority(creatingFor: RenewalWorld.alliance, at: world.start)
            .issue(request, for: id, at: world.start)
        for text in [foreign.pem, "rubbish"] {
            try DurableFile.write(
                text, to: world.certs.tlsCertificate, mode: .open, replacing: true)
            await keeper.look()
            #expect(seen.shown.withLock { $0.isEmpty })
        }
        try DurableFile.write(
            good.pem, to: world.certs.tlsCertificate, mode: .open, replacing: true)
        await keeper.look()
        #expect(seen.shown.withLock { $0.map(\.certificateDER) } == [good.der])
    }

    @Test("a node that issues renews its own")
    func issuesItself() async throws {
        let world = try RenewalWorld(days: 90)
        let seen = RenewalWorld.Seen()
        let keeper = try world.keeper(seen, issuesItself: true) { request, peer in
            #expect(peer == RenewalWorld.brand)
            return try Self.issue(world, request)
        }
        world.set(day: 65)
        await keeper.look()
        #expect(seen.asked.withLock { $0 } == [RenewalWorld.brand])
        #expect(seen.shown.withLock { $0.count } == 1)
    }
}
