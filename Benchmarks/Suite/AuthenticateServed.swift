import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import NIOSSL
import Peering
import ProductAuthentication
import Roster
import TransparencyLog

/// Questions of another member over mutual TLS, each looked up, judged and signed by the owner; beside
/// it the same server with an empty handler.
enum AuthenticateServed {
    static let name = "authenticate.served"
    /// Questions of one run.
    static let questions = 60_000

    static func run(_ bench: Workbench) async throws -> Figure {
        let peers = try await bench.peers()
        let brand = try OpenedNode(peers.home(PeerAlliance.brand))
        try await BrandItems.register(bench.items, at: brand)
        guard let port = brand.roster.endpoint(of: brand.member)?.port else {
            throw BenchmarkFailure("the brand has no endpoint")
        }
        try brand.close()
        let asker = try OpenedNode(peers.home(PeerAlliance.hub))
        let tls = try TLSContexts.clientConfiguration(asker.tlsContexts().material)
        let member = asker.member
        try asker.close()

        // Empty, answering, empty again: the machine is not ours alone.
        let home = peers.home(PeerAlliance.brand)
        func load(_ handler: QuestionServer.Handler) async throws -> Load {
            try await measure(
                home, handler, port: Int(port), tls, asker: member, items: bench.items)
        }
        let before = try await load(.empty)
        let answering = try await load(.answering)
        let after = try await load(.empty)
        let empty = (before.rate + after.rate) / 2
        func micro(_ seconds: Double) -> String { Figure.rounded(seconds * 1e6) + " µs" }
        return Figure(
            name: name, value: answering.rate, unit: "requests/s",
            limit: "an empty handler in the same server", limitValue: empty,
            cpuSeconds: answering.cpuSeconds, peakMemoryBytes: answering.memoryAfter,
            remarks: [
                "share of the empty handler \(Figure.rounded(100 * answering.rate / empty)) % "
                    + "(empty before \(Figure.rounded(before.rate)), after \(Figure.rounded(after.rate)))",
                "CPU of the server a request: \(micro(answering.perRequest)), empty \(micro((before.perRequest + after.perRequest) / 2))",
                answering.remark,
                "memory of the server \(answering.memoryBefore >> 20) MiB after the first tenth, \(answering.memoryAfter >> 20) MiB at the end",
            ])
    }

    private struct Load {
        let rate: Double
        let cpuSeconds: Double
        let perRequest: Double
        let memoryBefore: Int
        let memoryAfter: Int
        let remark: String
    }

    private static func measure(
        _ home: HomeFolder, _ handler: QuestionServer.Handler, port: Int, _ tls: TLSConfiguration,
        asker: MemberID, items: Int
    ) async throws -> Load {
        let server = try QuestionServer(home, handler)
        defer { server.stop() }
        let request: @Sendable (Int) throws -> [UInt8] = { try post($0, of: items, by: asker) }
        _ = try await RawLoad.run(
            port: port, tls: tls, count: questions / 10, request: request)
        let (cpu, memory) = (server.cpuSeconds, server.memoryBytes)
        let result = try await RawLoad.run(
            port: port, tls: tls, count: questions, request: request)
        let used = server.cpuSeconds - cpu
        return Load(
            rate: result.perSecond, cpuSeconds: used,
            perRequest: used / Double(result.answers), memoryBefore: memory,
            memoryAfter: server.memoryBytes, remark: result.latencies.remark)
    }

    /// A question about an item that is there, as it goes over the wire.
    private static func post(_ number: Int, of items: Int, by asker: MemberID) throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let body = try Question(
            nonce: Nonce(using: &generator), askedAt: WallClock.system.now(), asker: asker,
            product: BrandItems.product(number % items)
        ).bytes
        let head =
            "POST /questions HTTP/1.1\r\nhost: peer\r\ncontent-type: text/plain\r\ncontent-length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body
    }
}
