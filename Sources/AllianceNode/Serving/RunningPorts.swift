import Synchronization

/// The ports that a running node takes connections on.
package struct NodePorts: Hashable, Sendable {
    /// Nil for a node that takes no connections of peers.
    package let peer: Int?
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
        guard ports.count == count else { return }
        await report(NodePorts(peer: ports[.peer], desk: ports[.desk]))
    }

    /// The node begins: one without ports has nothing to wait for.
    func began() async {
        if count == 0 { await report(NodePorts(peer: nil, desk: nil)) }
    }
}
