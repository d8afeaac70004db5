import AllianceNode
import Credentials
import Foundation
import HostilePeers
import Logging
import NodeAPI
import Replication
import Roster
import ServiceLifecycle
import TestAlliance

extension HostileWorld {
    /// In a folder of its own, on free ports.
    static func make(hostiles: Int, isOutbound: Bool = false) throws -> HostileWorld {
        try HostileWorld(
            in: FileManager.default.temporaryDirectory.appending(
                path: "hostile-world-\(UUID().uuidString)"),
            ports: LoopbackPorts.take(2 + hostiles), isOutbound: isOutbound)
    }

    /// A node that runs until it is stopped.
    func run(
        _ name: String, replication: Replicator.Limits = .init(), hasDesk: Bool = false
    ) async throws -> RunningNode {
        try await RunningNode(
            home(name), port: ports[name] ?? 0, replication: replication, hasDesk: hasDesk)
    }
}

struct RunningNode {
    let opened: OpenedNode
    /// Nil without a desk port.
    let deskPort: Int?
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(
        _ home: HomeFolder, port: Int, replication: Replicator.Limits, hasDesk: Bool
    ) async throws {
        let opened = try OpenedNode(home)
        try await opened.writer.recover(
            opened.channels.filter { opened.roster.mayWrite(opened.member, $0) }.sorted())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (running, told) = AsyncStream<NodePorts>.makeStream()
        let node = try Node(
            opened, listen: .init(host: "127.0.0.1", port: port),
            desk: hasDesk ? DeskSettings(address: .init(host: "127.0.0.1", port: 0)) : nil,
            replication: replication, connections: .patient, calling: .patient, logger: logger
        ) { told.yield($0) }
        let group = ServiceGroup(
            services: [Service(node: node, logger: logger)], logger: logger)
        self.group = group
        task = Task {
            defer { told.finish() }
            try await group.run()
        }
        deskPort = await running.first { _ in true }?.desk
        self.opened = opened
    }

    /// As SIGTERM would: answers under way finish first.
    func stop() async {
        await group.triggerGracefulShutdown()
        _ = await task.result
    }

    private struct Service: ServiceLifecycle.Service {
        let node: Node
        let logger: Logger

        func run() async throws { try await node.run(logger: logger) }
    }
}
