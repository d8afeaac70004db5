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

/// Every route of the peer port that takes a body, and one of the desk's, from members who send what no honest client
/// does; the other routes of a desk are tried in `HostileDeskTests`.
@Suite("Hostile requests to a running node, over TLS", .serialized)
struct HostileRequestSystemTests {
    private struct Route {
        let path: String
        var mediaType = "application/octet-stream"
        var isDesk = false
        /// Whether it is for a member that takes no connections.
        var isOutbound = false
        /// What an honest caller sends.
        let body: [UInt8]
        let honest: Set<Int>
        /// Beside 4xx: what the port may have to say of a request that it has read.
        var refusals: Set<Int> = []

        init(_ resource: PeerResource, _ body: [UInt8], _ honest: Set<Int>) {
            (path, self.body, self.honest) = (resource.path, body, honest)
        }

        init(desk path: String, mediaType: String, _ body: [UInt8], _ honest: Set<Int>) {
            (self.path, self.mediaType, self.body, self.honest) = (path, mediaType, body, honest)
            isDesk = true
        }

        func isRefusal(_ status: Int) -> Bool {
            (400..<500).contains(status) || refusals.contains(status)
        }
    }

    private static let event = """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-02-01T00:00:00Z",
         "epcisBody": {"eventList": [{"type": "ObjectEvent", "action": "OBSERVE",
           "eventTime": "2026-02-01T00:00:00Z", "eventTimeZoneOffset": "+00:00",
           "epcList": ["https://id.gs1.org/01/09521001000017/21/A1"]}]}}
        """

    /// What may come of a body that no port reads to its end; of any other there has to be an answer.
    private static func ends(
        of attack: HostileAttack, _ bytes: HostileBytes
    ) -> Set<HostileCaller.Outcome>? {
        switch bytes.ending {
        // The caller has hung up itself.
        case .cut: [.left]
        // Who has refused it hangs up, and the refusal may be lost with what was still under way.
        case .endless: [.status(413), .hungUp]
        case .whole: attack == .oversized ? [.status(413), .hungUp] : nil
        }
    }

    /// - Parameter caller: who posts to the peer port; to the desk port, the node's own systems do.
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
        let own = try await caller.report(HostileWorld.reports(3, "own"), to: .alliance)
        let checkpoint = try #require(try caller.logs.state(of: own.origin)?.served)
        let upload = OwnLogUpload(member: caller.member, store: caller.logs)
        let note = LogPush.Note(text: checkpoint.noteText, size: 3, isCosigned: false)
        let mirrored = try upload.checkpoint(note, of: own.origin, from: 0)
        let entries = try upload.entries(of: own.origin, from: 0, size: 3)
        var asking = Route(.questions, question.bytes, [200])
        // A bit may be one of the time that the asker waits.
        asking.refusals = [504]
        var routed = Route(
            .routedQuestion(caller.member, deadline: 1_000), question.bytes, [503])
        routed.refusals = [503]
        // Which no statement names.
        var file = Route(.mirrorObject(.sha256(question.bytes)), question.bytes, [404])
        file.isOutbound = true
        return [
            asking, routed,
            // A key that the register does not have.
            Route(.certificate, Array(request.pem.utf8), [422]),
            Route(
                .addCheckpoint, Array("old 0\n\n\(checkpoint.noteText)".utf8), [200, 409]),
            Route(mirrored.resource, mirrored.body, [200, 202]),
            Route(entries.resource, entries.body, [200, 409]),
            Route(
                .mirrorEvidence,
                EvidenceAnswer(token: "posted", forkProofs: [], erasures: []).bytes, [200]),
            file,
            // To a question that nobody asked.
            Route(.routedAnswer("1-1", isRefusal: false), question.bytes, [404]),
            Route(
                desk: "/capture", mediaType: "application/ld+json", Array(Self.event.utf8), [202]),
        ]
    }

    @Test(
        "each is answered with a refusal or cut off, none is this node's failure, and it serves on",
        .timeLimit(.minutes(30)))
    func everyRoute() async throws {
        let world = try HostileWorld.make(hostiles: 1, isOutbound: true)
        try world.giveAuthorityKeys(to: HostileWorld.honest)
        let node = try await world.run(HostileWorld.honest, hasDesk: true)
        let caller = try OpenedNode(world.home(world.hostiles[0]))
        let group = MultiThreadedEventLoopGroup.singleton
        let peerPort = try HostileCaller(
            port: world.ports[HostileWorld.honest] ?? 0,
            tls: TLSContexts.clientConfiguration(caller.tlsContexts().material), group: group)
        let outbound = try OpenedNode(world.home(HostileWorld.follower))
        let peerPortOfOutbound = try HostileCaller(
            port: world.ports[HostileWorld.honest] ?? 0,
            tls: TLSContexts.clientConfiguration(outbound.tlsContexts().material), group: group)
        let deskPort = try HostileCaller(
            port: #require(node.deskPort),
            tls: TLSContexts.clientConfiguration(node.opened.tlsContexts().material),
            group: group)
        let routes = try await routes(caller)
        var random = SeededRandom(seed: 7)
        for round in 0..<2 {
            for route in routes {
                let port =
                    route.isDesk ? deskPort : route.isOutbound ? peerPortOfOutbound : peerPort
                let elsewhere = routes.map(\.body).filter { $0 != route.body }
                for attack in HostileAttack.allCases {
                    let bytes = attack.bytes(
                        for: route.body, bytesMax: ConnectionLimits().bodyBytesMax,
                        earlier: [Array(route.body.reversed())], elsewhere: elsewhere,
                        using: &random)
                    let place = "\(attack) at \(route.path) in round \(round)"
                    let outcome = try await port.post(
                        route.path, mediaType: route.mediaType, bytes)
                    if let ends = Self.ends(of: attack, bytes) {
                        #expect(ends.contains(outcome), "\(place): \(outcome)")
                        continue
                    }
                    guard case .status(let code) = outcome else {
                        Issue.record("\(place): no answer")
                        continue
                    }
                    #expect(
                        route.isRefusal(code) || route.honest.contains(code), "\(place): \(code)")
                }
                let honest = try await port.post(
                    route.path, mediaType: route.mediaType, HostileBytes(bytes: route.body))
                #expect(
                    route.honest.contains { honest == .status($0) },
                    "an honest request at \(route.path): \(honest)")
            }
        }
        try caller.close()
        try outbound.close()
        await node.stop()
    }
}
