import AllianceNames
import AllianceNode
import Credentials
import Foundation
import NIOSSL
import Peering
import ProductAuthentication
import Roster
import TransparencyLog

/// Thousands of connections that do nothing, or next to nothing, against one port: what others see of
/// it meanwhile, and what each costs the server's memory.
enum AbusePorts {
    static let peerName = "abuse.peer.p99"
    static let deskName = "abuse.desk.p99"
    static let silent = 10_000
    static let idle = 1_000
    static let slow = 200
    /// Of one measurement.
    private static let seconds = 15

    static func run(_ bench: Workbench, _ kind: AbusedServer.Port) async throws -> Figure {
        let peers = try await bench.peers()
        let brand = try OpenedNode(peers.home(PeerAlliance.brand))
        try await BrandItems.register(min(bench.items, 10_000), at: brand)
        try brand.close()
        // Those whose own connections are measured are not among the abusers.
        let homes = peers.members.filter { $0 != PeerAlliance.hub && $0 != PeerAlliance.brand }
            .map { peers.home($0) }
        let server = try AbusedServer(peers.home(PeerAlliance.brand), kind)
        defer { server.stop() }
        let others = try Others(peers.home(PeerAlliance.hub), kind, server.port)

        _ = try await others.ask(for: .seconds(3))
        let before = try await others.ask(for: .seconds(seconds))
        let empty = server.usage.memoryBytes
        let silentOnes = try AbuseClient(.silent, silent, to: server.port, kind, [])
        defer { silentOnes.stop() }
        let withSilent = server.usage.memoryBytes
        let silentCounts = silentOnes.counts()
        let idleOnes = try AbuseClient(
            .idle, idle, to: server.port, kind, kind == .peer ? homes : [])
        defer { idleOnes.stop() }
        let withIdle = server.usage.memoryBytes
        let slowOnes = try AbuseClient(.slow, slow, to: server.port, kind, homes)
        defer { slowOnes.stop() }
        let during = try await others.ask(for: .seconds(seconds))
        let held = (silentOnes.counts(), idleOnes.counts(), slowOnes.counts())
        let peak = server.usage.peakMemoryBytes
        for client in [silentOnes, idleOnes, slowOnes] { client.stop() }
        // Their connections end, and what was as it was before is measured again.
        try await Task.sleep(for: .seconds(3))
        let after = try await others.ask(for: .seconds(seconds))
        guard server.isRunning else { throw BenchmarkFailure("the server has ended") }
        // What is refused is no slow connection, but a new one again and again.
        guard held.2.opened < 3 * slow else {
            throw BenchmarkFailure("slow connections were ended: \(held.2.opened) were opened")
        }

        let calm = (before.kept.p99 + after.kept.p99) / 2
        func each(_ bytes: Int, _ count: Int) -> String {
            Figure.rounded(Double(bytes) / Double(max(1, count)) / 1024) + " KiB"
        }
        return Figure(
            name: kind == .peer ? peerName : deskName, value: during.kept.p99, unit: "ms",
            limit: "the same without them", limitValue: calm, cpuSeconds: 0,
            peakMemoryBytes: peak,
            remarks: [
                "others: \(during.kept.remark); before p99 \(Figure.rounded(before.kept.p99)) ms, after \(Figure.rounded(after.kept.p99)) ms",
                "new connections of others, with handshake and one answer: median \(Figure.rounded(during.fresh.quantile(0.5))) ms, p95 \(Figure.rounded(during.fresh.quantile(0.95))) ms, "
                    + "without \(Figure.rounded(before.fresh.quantile(0.5))) and \(Figure.rounded(before.fresh.quantile(0.95))) ms",
                "before the handshake: \(silentCounts.open) open, \(each(withSilent - empty, silentCounts.open)) each; "
                    + "at the end \(held.0.open) open of \(held.0.opened) that were opened",
                "after the handshake: \(held.1.open) open of \(held.1.opened), \(each(withIdle - withSilent, idle)) each",
                "slow: \(held.2.open) open of \(held.2.opened)",
                "the server: \(empty >> 20) MiB before, \(peak >> 20) MiB at most",
            ])
    }

    /// A member that asks as members do.
    private struct Others {
        let tls: TLSConfiguration
        let port: Int
        let requests: [[UInt8]]

        init(_ home: HomeFolder, _ kind: AbusedServer.Port, _ port: Int) throws {
            let node = try OpenedNode(home)
            defer { try? node.close() }
            tls = try TLSContexts.clientConfiguration(node.tlsContexts().material)
            self.port = port
            let origin = LogOrigin(
                alliance: node.alliance, channel: .alliance,
                member: MemberID(unchecked: PeerAlliance.brand), epoch: Epoch(1))
            let gtin = try BrandItems.gtin()
            requests = try (0..<1_000).map { number in
                switch kind {
                case .desk: Self.get("/01/\(gtin)/21/\(BrandItems.serial(number % 100))")
                case .peer where number % 4 == 1: Self.get("/frontier")
                case .peer where number % 4 == 2: Self.get("/log/\(origin)/checkpoint")
                case .peer where number % 4 == 3:
                    Self.get("/log/\(origin)/tile/entries/000.p/1")
                case .peer: try Self.question(number, node)
                }
            }
        }

        func ask(for duration: Duration) async throws -> PacedLoad {
            let requests = requests
            return try await PacedLoad.run(port: port, tls: tls, for: duration) {
                requests[$0 % requests.count]
            }
        }

        private static func get(_ path: String) -> [UInt8] {
            Array(
                "GET \(path) HTTP/1.1\r\nhost: node\r\naccept: application/json\r\n\r\n".utf8)
        }

        private static func question(_ number: Int, _ node: OpenedNode) throws -> [UInt8] {
            var generator = SystemRandomNumberGenerator()
            let body = try Question(
                nonce: Nonce(using: &generator), askedAt: WallClock.system.now(),
                asker: node.member, product: BrandItems.product(number)
            ).bytes
            let head =
                "POST /questions HTTP/1.1\r\nhost: peer\r\ncontent-type: text/plain\r\ncontent-length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        }
    }
}
