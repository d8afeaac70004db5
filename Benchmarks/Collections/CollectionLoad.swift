import AllianceNode
import Credentials
import Foundation
import NIOCore
import NIOSSL
import Peering
import Roster

/// Indicators posted over mutual TLS to a member's node, which signs each, while another member's node follows
/// and verifies; and the same requests to OpenTAXII where it is installed. One posts, as one client would:
/// envelopes of 1,000 objects, each when the one before is answered.
final class CollectionLoad {
    /// What a POST of 1 MiB has room for.
    static let objectsPerPost = 1_000
    static let objectsPerPage = 1_000
    /// Of those who ask for single objects.
    static let connections = 8
    private static let path = "/taxii2/\(BenchAlliance.id)/collections/alliance/objects/"

    /// One server's answers to the same requests.
    struct Served {
        /// Of OpenTAXII's; 0 for our node.
        var processes = 0
        let result: RawLoad.Result
        let perSecond: Double
        /// Of our node meanwhile; 0 for another server.
        var cpuSeconds = 0.0
        var peakMemoryBytes = 0
    }

    /// What became of the posted objects.
    struct Posted {
        let node: Served
        /// With two processes, then with one; none where it is not installed.
        let openTAXII: [Served]
        /// From the last answer until the follower had verified and merged every statement.
        let secondsToFollow: Double
    }

    let objects: Int
    private let tls: TLSConfiguration
    private let node: NodeProcess
    private let follower: NodeProcess
    private let deskPort: Int
    private let openTAXII: [OpenTAXIIServer]
    private(set) var posted: Posted?

    init(_ bench: Workbench) async throws {
        objects = bench.objects / Self.objectsPerPost * Self.objectsPerPost
        // Two members of their own: nothing but what is posted is in their logs.
        let peers = try await PeerAlliance(in: bench.room("collections"), members: 2)
        let home = peers.home(PeerAlliance.hub)
        let hub = try OpenedNode(home)
        tls = try TLSContexts.clientConfiguration(hub.tlsContexts().material)
        try hub.close()
        node = try NodeProcess(home, hasDesk: true)
        guard let port = try node.next(.ready).deskPort else {
            throw BenchmarkFailure("the node has no desk port")
        }
        deskPort = port
        follower = try NodeProcess(peers.home(PeerAlliance.brand), waitingFor: objects)
        _ = try follower.next(.ready)
        var servers: [OpenTAXIIServer] = []
        for processes in [2, 1] {
            if let server = try await OpenTAXIIServer(processes: processes, bench, home.certs) {
                servers.append(server)
            }
        }
        openTAXII = servers
    }

    func stop() {
        node.stop()
        follower.stop()
        for server in openTAXII { server.stop() }
    }

    /// With what the node used meanwhile.
    private func measured(_ body: () async throws -> Served) async throws -> Served {
        let before = node.usage.cpuSeconds
        var served = try await body()
        served.cpuSeconds = node.usage.cpuSeconds - before
        served.peakMemoryBytes = node.usage.peakMemoryBytes
        return served
    }

    /// One after the other.
    private func openTAXII(
        _ body: (OpenTAXIIServer) async throws -> Served
    ) async throws -> [Served] {
        var all: [Served] = []
        for server in openTAXII {
            var served = try await body(server)
            served.processes = server.processes
            all.append(served)
        }
        return all
    }

    /// Posts to all, one after the other.
    func post() async throws -> Posted {
        if let posted { return posted }
        let own = try await measured { try await post(to: deskPort, Self.path) }
        let answered = ContinuousClock.now
        _ = try follower.next(.merged)
        let seconds = (ContinuousClock.now - answered).inSeconds
        let theirs = try await openTAXII { try await post(to: $0.port, $0.path) }
        let all = Posted(node: own, openTAXII: theirs, secondsToFollow: seconds)
        posted = all
        return all
    }

    private func post(to port: Int, _ path: String) async throws -> Served {
        let result = try await RawLoad.run(
            port: port, tls: tls, count: objects / Self.objectsPerPost, connections: 1
        ) { number in
            let start = number * Self.objectsPerPost
            let list = (start..<start + Self.objectsPerPost).map(PostedIndicator.json)
            let body = "{\"objects\":[\(list.joined(separator: ","))]}"
            return Array(
                (Self.head("POST", path)
                    + "content-type: application/taxii+json;version=2.1\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
                    + body).utf8)
        }
        return Served(result: result, perSecond: Double(objects) / result.seconds)
    }

    /// All objects from each, page by page.
    func pages() async throws -> (node: Served, openTAXII: [Served]) {
        _ = try await post()
        let own = try await measured { try await pages(from: deskPort, Self.path) }
        return (own, try await openTAXII { try await pages(from: $0.port, $0.path) })
    }

    private func pages(from port: Int, _ path: String) async throws -> Served {
        let (result, answers) = try await RawLoad.follow(
            port: port, tls: tls, from: Self.page(path, next: nil)
        ) { answer in
            PageCursorText.next(in: answer).map { Self.page(path, next: $0) }
        }
        // Counted once the clock has stopped.
        let count = answers.reduce(0) { $0 + PageCursorText.indicators(in: $1) }
        guard count >= objects else {
            throw BenchmarkFailure("\(count) of \(objects) objects came in pages")
        }
        return Served(result: result, perSecond: Double(count) / result.seconds)
    }

    /// Single objects from each.
    ///
    /// - Parameter share: of the requests, those that OpenTAXII is asked.
    func single(_ count: Int, share: Int) async throws -> (node: Served, openTAXII: [Served]) {
        _ = try await post()
        let own = try await measured { try await single(count, from: deskPort, Self.path) }
        return (
            own, try await openTAXII { try await single(count / share, from: $0.port, $0.path) }
        )
    }

    private func single(_ count: Int, from port: Int, _ path: String) async throws -> Served {
        let objects = objects
        let result = try await RawLoad.run(
            port: port, tls: tls, count: count, connections: Self.connections
        ) { number in
            // In no order: 7,919 is a prime that divides no round number.
            let id = PostedIndicator.id(number &* 7_919 % objects)
            return Array((Self.head("GET", "\(path)\(id)/") + "\r\n").utf8)
        }
        return Served(result: result, perSecond: result.perSecond)
    }

    private static func page(_ path: String, next: String?) -> [UInt8] {
        let query = "?limit=\(objectsPerPage)" + (next.map { "&next=\($0)" } ?? "")
        return Array((head("GET", path + query) + "\r\n").utf8)
    }

    private static func head(_ method: String, _ target: String) -> String {
        "\(method) \(target) HTTP/1.1\r\nhost: desk\r\naccept: application/taxii+json;version=2.1\r\n"
    }
}
