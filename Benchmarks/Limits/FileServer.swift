import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import NIOPosix
import NodeAPI
import Peering
import Replication
import Roster
import ServiceLifecycle
import TransparencyLog

/// The peer port with nothing behind it: every bundle is the same bytes, out of memory.
struct FileServer {
    /// Requests under way at once.
    static let window = 16

    private struct Source: PeerPortSource {
        let entries: [UInt8]
        let payloads: [UInt8]

        func rosterNote(version: UInt64) -> [UInt8]? { nil }
        func tile(_ tile: TileCoordinate, of origin: LogOrigin) -> [UInt8]? { nil }
        func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) -> [UInt8]? { entries }
        func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) -> [UInt8]? { payloads }
        func evidence(
            after number: UInt64, readableIn channels: Set<ChannelID>
        ) -> EvidencePage { EvidencePage(pieces: [], end: number) }
        func object(
            _ file: TransparencyLog.Digest, from: Int, readableIn channels: Set<ChannelID>
        ) -> [UInt8]? { nil }
        func snapshotKey(
            of file: TransparencyLog.Digest, readableIn channels: Set<ChannelID>
        ) -> [UInt8]? { nil }
    }

    private struct Silent: QuestionAnswering {
        func answer(
            _ question: [UInt8], from asker: MemberID, waited: UInt64
        ) throws(PeerProblem) -> [UInt8] { [] }
    }

    /// Serves as the member of one folder, and lends what fetches as the member of another.
    static func withServer<Result: Sendable>(
        of server: HomeFolder, to reader: HomeFolder, bytes: (entries: Int, payloads: Int),
        _ body: @escaping @Sendable (PeerClient, MemberID) async throws -> Result
    ) async throws -> Result {
        let serving = try OpenedNode(server)
        let reading = try OpenedNode(reader)
        guard let endpoint = serving.roster.endpoint(of: serving.member) else {
            throw BenchmarkFailure("the file server has no endpoint")
        }
        var quiet = Logger(label: "files") { StreamLogHandler.standardError(label: $0) }
        quiet.logLevel = .error
        let logger = quiet
        let threads = NIOThreadPool(numberOfThreads: Node.blockingThreads)
        threads.start()
        let (running, isRunning) = AsyncStream<Void>.makeStream()
        let port = PeerPort(
            address: .init(host: endpoint.host, port: Int(endpoint.port)),
            authority: serving.register,
            source: Source(
                entries: Array(repeating: 7, count: bytes.entries),
                payloads: Array(repeating: 9, count: bytes.payloads)),
            questions: Silent(), board: FrontierBoard(nonce: 1), tls: try serving.tlsContexts(),
            threads: threads, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger, onRunning: { _ in isRunning.finish() })
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: port)], logger: logger))
        let service = Task { try await group.run() }
        for await _ in running {}
        let member = serving.member
        let result: Result
        do {
            result = try await reading.withPeerClient { try await body($0, member) }
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await service.value
        try await threads.shutdownGracefully()
        try serving.close()
        try reading.close()
        return result
    }

    /// Fetches entries and payloads of `bundles` bundles.
    static func fetch(
        _ bundles: Int, of origin: LogOrigin, from peer: MemberID, through client: PeerClient
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<bundles {
                if number >= window { try await group.next() }
                group.addTask {
                    let bundle = BundleCoordinate(index: UInt64(number))
                    _ = try await client.fetch(
                        .entries(origin, bundle), from: peer, deadline: .seconds(30))
                    _ = try await client.fetch(
                        .payloads(origin, bundle), from: peer, deadline: .seconds(30))
                }
            }
            try await group.waitForAll()
        }
    }
}
