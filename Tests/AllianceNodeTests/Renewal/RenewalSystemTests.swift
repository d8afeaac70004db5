import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Peering
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

/// Two running nodes over TLS: one holds the CA key, the other's certificate is about to run out.
@Suite(.serialized, .timeLimit(.minutes(30))) struct RenewalSystemTests {
    @Test("a certificate is renewed over the peer port without a person, and calls go on")
    func renewed() async throws {
        let ports = LoopbackPorts.take(2)
        let nodes = try TwoNodes(ports: ports)
        let authority = HomeFolder(nodes.folder.appending(path: "authority").path()).certs
        // The issuer needs the CA key, and not the one that signs rosters.
        try DurableFile.write(
            DurableFile.text(authority.caKey, secret: true), to: nodes.brand.certs.caKey,
            mode: .secret)
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let id = try nodes.customs.certs.tlsIdentity().spiffeID
        let request = try CertificateRequest(
            for: id, key: nodes.customs.certs.newestTLSPrivateKey())
        // An hour of its time is over by the allowance for clocks, ten minutes are left.
        let short = try authority.certificateAuthority().issue(
            request, for: id, at: now,
            until: UTCTimestamp(secondsSince1970: now.secondsSince1970 + 600))
        let before = try nodes.customs.certs.write(certificate: short)

        let brand = try await TwoNodes.Running(nodes.brand)
        let customs = try await TwoNodes.Running(nodes.customs)
        while try nodes.customs.certs.tlsIdentity().certificateDER == before.certificateDER {
            try await Task.sleep(for: .milliseconds(20))
        }
        let renewed = try nodes.customs.certs.tlsIdentity()
        #expect(renewed.notAfter > before.notAfter)
        // The running node shows it to others.
        try await brand.opened.withPeerClient(limits: .patient) { client in
            _ = try await client.fetch(
                .roster(version: nil), from: id.member, deadline: .seconds(1_200))
        }
        #expect(try await Self.shown(at: ports[1], to: nodes.brand) == renewed.certificateDER)
        await customs.stop()
        await brand.stop()
    }

    @Test(
        "a CA key or an authority key that is none of the alliance's signs nothing, and stops nothing"
    )
    func foreignKeys() throws {
        let nodes = try TwoNodes(ports: LoopbackPorts.take(2))
        let authority = HomeFolder(nodes.folder.appending(path: "authority").path()).certs
        let stranger = HomeFolder(nodes.folder.appending(path: "stranger").path()).certs
        _ = try stranger.createAuthority(
            for: AllianceID(parsing: "two.example"),
            at: UTCTimestamp(millisecondsSince1970: WallClock.system.now()))
        let certs = nodes.brand.certs
        let node = try OpenedNode(nodes.brand)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        #expect(try node.authoritySigner() == nil)
        #expect(try node.certificateIssuer(logger: logger) == nil)
        for (source, isOurs) in [(stranger, false), (authority, true)] {
            for (from, to) in [
                (source.caKey, certs.caKey), (source.authorityKey, certs.authorityKey),
            ] {
                try DurableFile.write(
                    DurableFile.text(from, secret: true), to: to, mode: .secret, replacing: true)
            }
            #expect(try (node.certificateIssuer(logger: logger) != nil) == isOurs)
            #expect(try (node.authoritySigner() != nil) == isOurs)
        }
        try node.close()
    }

    /// DER of the certificate that a node shows.
    private static func shown(at port: Int, to home: HomeFolder) async throws -> [UInt8]? {
        let material = TLSMaterial(
            try home.certs.tlsIdentity(), anchors: try home.certs.trustAnchors())
        let context = try NIOSSLContext(
            configuration: TLSContexts.clientConfiguration(material))
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                }
            }.connect(host: "127.0.0.1", port: port).get()
        // A write is only through once the handshake is.
        try await channel.writeAndFlush(ByteBuffer(string: "GET /roster HTTP/1.1\r\n"))
        let certificate = try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes()
        }.get()
        try? await channel.close()
        return certificate
    }
}
