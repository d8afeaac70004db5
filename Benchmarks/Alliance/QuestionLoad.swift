import AllianceNames
import AllianceNode
import Credentials
import GS1
import NIOSSL
import Peering
import ProductAuthentication
import Roster

/// Questions of the hub about the brand's items, over mutual TLS, to a server in a process of its own.
struct QuestionLoad {
    private let home: HomeFolder
    private let asker: MemberID
    private let tls: TLSConfiguration
    private let port: Int
    private let items: Int

    struct Result {
        let rate: Double
        /// Of the server.
        let cpuSeconds: Double
        let perRequest: Double
        let memoryBefore: Int
        let memoryAfter: Int
        let remark: String
    }

    init(_ bench: Workbench) async throws {
        let peers = try await bench.peers()
        let brand = try OpenedNode(peers.home(PeerAlliance.brand))
        defer { try? brand.close() }
        try await BrandItems.register(bench.items, at: brand)
        guard let port = brand.roster.endpoint(of: brand.member)?.port else {
            throw BenchmarkFailure("the brand has no endpoint")
        }
        let asking = try OpenedNode(peers.home(PeerAlliance.hub))
        defer { try? asking.close() }
        home = peers.home(PeerAlliance.brand)
        asker = asking.member
        tls = try TLSContexts.clientConfiguration(asking.tlsContexts().material)
        self.port = Int(port)
        items = bench.items
    }

    func server(_ handler: QuestionServer.Handler) throws -> QuestionServer {
        try QuestionServer(home, handler)
    }

    /// A new server, a tenth of the questions to warm it, then all of them.
    func measure(
        _ handler: QuestionServer.Handler, questions: Int, place: Place? = nil
    ) async throws -> Result {
        let server = try server(handler)
        defer { server.stop() }
        _ = try await ask(questions / 10, place: place)
        let (cpu, memory) = (server.cpuSeconds, server.memoryBytes)
        let result = try await ask(questions, place: place)
        let used = server.cpuSeconds - cpu
        return Result(
            rate: result.perSecond, cpuSeconds: used,
            perRequest: used / Double(result.answers), memoryBefore: memory,
            memoryAfter: server.memoryBytes, remark: result.latencies.remark)
    }

    /// - Parameters:
    ///   - first: number of the first item that is asked about.
    ///   - place: where the thing is; with it every question is a scan that is kept.
    func ask(_ questions: Int, from first: Int = 0, place: Place? = nil) async throws
        -> RawLoad.Result
    {
        try await RawLoad.run(port: port, tls: tls, count: questions) {
            try post(first + $0, place)
        }
    }

    /// As many requests for the file of a static file server with the same certificates.
    func fetch(_ requests: Int, from file: NginxFile) async throws -> RawLoad.Result {
        let request = Array("GET /\(NginxFile.name) HTTP/1.1\r\nhost: peer\r\n\r\n".utf8)
        return try await RawLoad.run(port: file.port, tls: tls, count: requests) { _ in request }
    }

    /// A question about an item that is there, as it goes over the wire.
    private func post(_ number: Int, _ place: Place?) throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let body = try Question(
            nonce: Nonce(using: &generator), askedAt: WallClock.system.now(), asker: asker,
            product: BrandItems.product(number % items), place: place
        ).bytes
        let head =
            "POST /questions HTTP/1.1\r\nhost: peer\r\ncontent-type: text/plain\r\ncontent-length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body
    }
}
