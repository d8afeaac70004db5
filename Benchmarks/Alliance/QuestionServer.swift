import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import MergedView
import NIOPosix
import NodeAPI
import Peering
import Replication
import Roster
import ServiceLifecycle
import TransparencyLog
import UnixSignals

/// The peer port in a process of its own, with nothing behind it but questions: answered as the node
/// does, or not at all.
final class QuestionServer {
    static let role = "question-server"

    enum Handler: String {
        /// Gives back an empty body at once.
        case empty
        case answering
    }

    private let process = Process()
    private let output = Pipe()

    init(_ home: HomeFolder, _ handler: Handler) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [Self.role, home.path, handler.rawValue]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        guard !output.fileHandleForReading.availableData.isEmpty else {
            throw BenchmarkFailure("the server of questions ended early")
        }
    }

    /// Of the process so far, user and system.
    var cpuSeconds: Double { usage.cpuSeconds }

    /// In use now.
    var memoryBytes: Int { usage.memoryBytes }

    private var usage: ProcessUsage { ProcessUsage(process.processIdentifier) }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    // MARK: In the process

    private struct Silent: QuestionAnswering {
        func answer(
            _ question: [UInt8], from asker: MemberID, waited: UInt64
        ) throws(PeerProblem) -> [UInt8] { [] }
    }

    private struct NoLogs: PeerPortSource {
        func rosterNote(version: UInt64) -> [UInt8]? { nil }
        func tile(_ tile: TileCoordinate, of origin: LogOrigin) -> [UInt8]? { nil }
        func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) -> [UInt8]? { nil }
        func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) -> [UInt8]? { nil }
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

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let handler = Handler(rawValue: arguments[1]) else {
            throw BenchmarkFailure("question-server HOME empty|answering")
        }
        let opened = try OpenedNode(HomeFolder(arguments[0]))
        try opened.merger.catchUp()
        guard let endpoint = opened.roster.endpoint(of: opened.member) else {
            throw BenchmarkFailure("the server has no endpoint")
        }
        var logger = Logger(label: "questions") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let threads = NIOThreadPool(numberOfThreads: Node.blockingThreads)
        threads.start()
        let calls = BlockingCalls { work in threads.submit { _ in work() } }
        let (questions, others) = try answering(handler, opened, calls, logger)
        let port = PeerPort(
            address: .init(host: endpoint.host, port: Int(endpoint.port)),
            authority: opened.register, source: NoLogs(), questions: questions,
            board: FrontierBoard(nonce: 1), tls: try opened.tlsContexts(), threads: threads,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            onRunning: { _ in FileHandle.standardOutput.write(Data("ready\n".utf8)) })
        let group = ServiceGroup(
            configuration: .init(
                services: ([port as any Service] + others).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm], logger: logger))
        try await group.run()
        try await threads.shutdownGracefully()
        try opened.close()
    }

    /// What answers, and what runs beside it in a node: questions are scans that are kept.
    private static func answering(
        _ handler: Handler, _ opened: OpenedNode, _ calls: BlockingCalls, _ logger: Logger
    ) throws -> (any QuestionAnswering, [any Service]) {
        guard handler == .answering else { return (Silent(), []) }
        let registry = try opened.openRegistry()
        let scans = try opened.openScans(of: registry)
        let responder = opened.questionResponder(
            registry: registry, scans: scans, logger: logger)
        return (
            PeerQuestions(responder: responder, logger: logger),
            [ScanUpkeep(scans: scans, calls: calls, now: opened.clock.now, logger: logger)]
        )
    }
}
