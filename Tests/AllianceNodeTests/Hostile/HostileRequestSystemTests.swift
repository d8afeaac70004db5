import AllianceNames
import AllianceNode
import Credentials
import Crypto
import GS1
import HostilePeers
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Testing
import TransparencyLog

/// Every route of both ports that takes a body, from members who send what no honest client does.
@Suite("Hostile requests to a running node, over TLS", .serialized)
struct HostileRequestSystemTests {
    private struct Route {
        let path: String
        var mediaType = "application/octet-stream"
        let isDesk: Bool
        /// What an honest caller sends.
        let body: [UInt8]
        let honest: Set<Int>
    }

    private static let event = """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-02-01T00:00:00Z",
         "epcisBody": {"eventList": [{"type": "ObjectEvent", "action": "OBSERVE",
           "eventTime": "2026-02-01T00:00:00Z", "eventTimeZoneOffset": "+00:00",
           "epcList": ["https://id.gs1.org/01/09521001000017/21/A1"]}]}}
        """

    /// - Parameters:
    ///   - caller: who posts to the peer port; to the desk port, the node's own systems.
    private func routes(_ caller: OpenedNode) async throws -> [Route] {
        var random = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &random), askedAt: caller.clock.now(), asker: caller.member,
            product: .gs1(
                ItemIdentifiers(
                    gtin: GTIN(parsing: "09521001000017"), serial: Serial(parsing: "A1"))))
        let request = try CertificateRequest(
            for: SPIFFEID(alliance: caller.alliance, member: caller.member),
            key: P256.Signing.PrivateKey())
        let own = try await caller.report(HostileWorld.reports(1, "own"), to: .alliance)
        let checkpoint = try #require(try caller.logs.state(of: own.origin)?.served)
        return [
            Route(
                path: "/questions", isDesk: false, body: question.bytes, honest: [200, 403, 404]),
            // A key that the register does not have.
            Route(
                path: "/certificate", isDesk: false, body: Array(request.pem.utf8), honest: [422]),
            Route(
                path: "/witness/add-checkpoint", isDesk: false,
                body: Array("old 0\n\n\(checkpoint.noteText)".utf8), honest: [200, 409]),
            Route(
                path: "/capture", mediaType: "application/ld+json", isDesk: true,
                body: Array(Self.event.utf8), honest: [202]),
        ]
    }

    @Test(
        "each is answered with a refusal or cut off, none is this node's failure, and it serves on",
        .timeLimit(.minutes(5)))
    func everyRoute() async throws {
        let world = try HostileWorld.make(hostiles: 1)
        try world.giveAuthorityKeys(to: HostileWorld.honest)
        let node = try await world.run(HostileWorld.honest, hasDesk: true)
        let caller = try OpenedNode(world.home(world.hostiles[0]))
        let group = MultiThreadedEventLoopGroup.singleton
        let peerPort = try HostileCaller(
            port: world.ports[HostileWorld.honest] ?? 0,
            tls: TLSContexts.clientConfiguration(caller.tlsContexts().material), group: group)
        let deskPort = try HostileCaller(
            port: #require(node.deskPort),
            tls: TLSContexts.clientConfiguration(node.opened.tlsContexts().material),
            group: group)
        let routes = try await routes(caller)
        var random = SeededRandom(seed: 7)
        for round in 0..<3 {
            for route in routes {
                let port = route.isDesk ? deskPort : peerPort
                let elsewhere = routes.map(\.body).filter { $0 != route.body }
                for attack in HostileAttack.allCases {
                    let bytes = attack.bytes(
                        for: route.body, bytesMax: ConnectionLimits().bodyBytesMax,
                        earlier: [Array(route.body.reversed())], elsewhere: elsewhere,
                        using: &random)
                    let status = try await port.post(
                        route.path, mediaType: route.mediaType, bytes)
                    let isRefused = status.map { (400..<500).contains($0) } ?? true
                    #expect(
                        isRefused || status.map(route.honest.contains) ?? false,
                        "\(attack) at \(route.path) in round \(round): \(status ?? 0)")
                    if [.oversized, .endless].contains(attack) {
                        #expect(status == 413 || status == nil, "\(attack) at \(route.path)")
                    }
                }
                let honest = try await port.post(
                    route.path, mediaType: route.mediaType, HostileBytes(bytes: route.body))
                #expect(
                    honest.map(route.honest.contains) ?? false,
                    "an honest request at \(route.path): \(honest ?? 0)")
            }
        }
        try caller.close()
        await node.stop()
    }
}
