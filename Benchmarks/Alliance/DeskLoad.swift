import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import NIOCore
import NIOSSL
import Peering
import SQLiteStore
import SignIn

/// A member's node that holds all reports, asked over HTTPS at its desk port by one of its people, who has
/// signed in and said what for: so each answer has been recorded in the audit log before it is sent.
final class DeskLoad {
    /// Requests outstanding at a time, as when a few people work.
    static let connections = 2

    private let node: NodeProcess
    private let port: Int
    private let tls: TLSConfiguration
    private let cookie: String

    init(_ bench: Workbench) async throws {
        let home = try await bench.reported().holder()
        cookie = try Self.signIn(home)
        let opened = try OpenedNode(home)
        var tls = try TLSContexts.clientConfiguration(opened.tlsContexts().material)
        try opened.close()
        // It is the session that says who asks.
        tls.certificateChain = []
        tls.privateKey = nil
        self.tls = tls
        node = try NodeProcess(home, waitingFor: bench.entries, hasDesk: true)
        guard let port = try node.next(.ready).deskPort else {
            throw BenchmarkFailure("the node has no desk port")
        }
        self.port = port
        _ = try node.next(.indexed)
    }

    func stop() { node.stop() }

    /// A new person in a session of its own.
    private static func signIn(_ home: HomeFolder) throws -> String {
        let store = try SQLiteAccessStore(path: home.accessDatabase)
        let (secret, now) = (Secret.random(), WallClock.system.now())
        let id = try PersonID(parsing: "bench-\(store.people().count)")
        try store.add(
            Person(id: id, displayName: "Bench", roles: Set(Role.ofPeople), addedAt: now))
        try store.begin(
            Session(
                hash: secret.hash(for: .session), person: id, method: .link, begunAt: now,
                seenAt: now, purpose: Purpose(.investigation, reference: "bench")))
        try store.close()
        return "__Host-touchstone=\(secret.text)"
    }

    struct Asked {
        let latencies: Latencies
        let perSecond: Double
        let cpuSeconds: Double
        let peakMemoryBytes: Int
    }

    /// Asks each of `paths` once, in this order, `connections` at a time.
    func ask(_ paths: [String], accept: String) async throws -> Asked {
        let before = node.usage.cpuSeconds
        let result = try await RawLoad.run(
            port: port, tls: tls, count: paths.count, connections: Self.connections
        ) { [cookie] in Self.request(paths[$0], accept, cookie) }
        return Asked(
            latencies: result.latencies, perSecond: result.perSecond,
            cpuSeconds: node.usage.cpuSeconds - before,
            peakMemoryBytes: node.usage.peakMemoryBytes)
    }

    /// The answer to one request, head and body.
    func answer(_ path: String, accept: String) async throws -> String {
        let (_, answers) = try await RawLoad.follow(
            port: port, tls: tls, from: Self.request(path, accept, cookie)
        ) { _ in nil }
        guard let answer = answers.first else { throw BenchmarkFailure("no answer to \(path)") }
        return String(buffer: answer)
    }

    private static func request(_ path: String, _ accept: String, _ cookie: String) -> [UInt8] {
        Array(
            ("GET \(path) HTTP/1.1\r\nhost: desk\r\naccept: \(accept)\r\ncookie: \(cookie)\r\n\r\n")
                .utf8)
    }

    /// What the round trip takes by itself: the shortest answer that the port has.
    func bareRoundTrip(_ count: Int) async throws -> Latencies {
        try await ask(Array(repeating: "/healthz", count: count), accept: "*/*").latencies
    }

    static func escaped(_ text: String) -> String { PercentEncoding.segment(text) }
}
