import Synchronization

/// The ports that a running node takes connections on.
package struct NodePorts: Hashable, Sendable {
    package let peer: Int
    package let desk: Int?
}

/// Waits until all ports of a node take connections, and reports them once.
final class RunningPorts: Sendable {
    enum Kind {
        case peer, desk
    }

    private let count: Int
    private let report: @Sendable (NodePorts) async -> Void
    private let ports = Mutex<[Kind: Int]>([:])

    init(count: Int, report: @escaping @Sendable (NodePorts) async -> Void) {
        self.count = count
        self.report = report
    }

    func took(_ kind: Kind, _ number: Int) async {
        let ports = ports.withLock { ports in
            ports[kind] = number
            return ports
        }
        guard ports.count == count, let peer = ports[.peer] else { return }
        await report(NodePorts(peer: peer, desk: ports[.desk]))
    }
}
