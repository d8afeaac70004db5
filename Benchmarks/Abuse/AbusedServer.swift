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
import SQLiteStore
import ServiceLifecycle
import TransparencyLog
import UnixSignals

/// One port of a node in a process of its own, with everything behind it that the node has there: so
/// that its memory is that of its connections.
final class AbusedServer {
    static let role = "abused-server"

    enum Port: String {
        case peer, desk
    }

    private let process = Process()
    private let output = Pipe()
    let port: Int

    init(_ home: HomeFolder, _ kind: Port) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [Self.role, home.path, kind.rawValue]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BenchmarkFailure("the server ended early: \(line)")
        }
        self.port = port
    }

    var usage: ProcessUsage { ProcessUsage(process.processIdentifier) }
    var isRunning: Bool { process.isRunning }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    // MARK: In the process

    /// Ends by itself, should nobody end it.
    static let secondsMax: UInt32 = 900

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let kind = Port(rawValue: arguments[1]) else {
            throw BenchmarkFailure("abused-server HOME peer|desk")
        }
        alarm(secondsMax)
        let opened = try OpenedNode(HomeFolder(arguments[0]))
        try opened.merger.catchUp()
        var logger = Logger(label: "abused") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let threads = NIOThreadPool(numberOfThreads: Node.blockingThreads)
        threads.start()
        let calls = BlockingCalls { work in threads.submit { _ in work() } }
        let limits = ConnectionLimits(descriptors: DescriptorLimit.raise(), ports: 1)
        let group = MultiThreadedEventLoopGroup.singleton
        let tls = try opened.tlsContexts()
        let registry = try opened.openRegistry()
        let scans = try opened.openScans(of: registry)
        let responder = opened.questionResponder(
            registry: registry, scans: scans, logger: logger)
        let client = try opened.peerClient(tls: tls, eventLoopGroup: group, logger: logger)
        let address = PeerPort.Address(host: "127.0.0.1", port: 0)
        let tell: @Sendable (Int) async -> Void = {
            FileHandle.standardOutput.write(Data("\($0)\n".utf8))
        }
        let port: any Service
        switch kind {
        case .peer:
            let board = FrontierBoard(nonce: 1)
            for state in try opened.logs.states() {
                guard let served = state.served else { continue }
                board.publish([(state.origin, served.noteText)])
            }
            port = PeerPort(
                address: address, authority: opened.register,
                source: StoredPeerSource(
                    opened.logs, register: opened.register, objects: opened.servedObjects),
                questions: PeerQuestions(responder: responder, logger: logger), board: board,
                tls: tls, limits: limits, threads: threads, eventLoopGroup: group,
                logger: logger, onRunning: tell)
        case .desk:
            let router = opened.questionRouter(
                responder: responder, transport: client, calls: calls)
            let persons = try opened.personRegister(calls: calls)
            port = DeskPort(
                address: address, authority: opened.register, signIn: persons,
                routes: try opened.deskRoutes(
                    try opened.deskAnswers(router: router, calls: calls), scans: scans,
                    collections: nil, signIn: persons, calls: calls, logger: logger),
                tls: try DeskTLS(tls), limits: limits, eventLoopGroup: group, logger: logger,
                onRunning: tell)
        }
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: port)], gracefulShutdownSignals: [.sigterm],
                logger: logger))
        try await services.run()
        await client.shutdown()
        try await threads.shutdownGracefully()
        try opened.close()
    }
}
