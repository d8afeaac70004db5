package import AllianceNames
package import Replication
import Roster
import SQLiteStore

/// Asks others how far this member's own logs go, where that is due before they are signed.
///
/// Once for each start of the machine, and where it seems to have been put back with its memory, somebody else must
/// have answered, since the folder cannot say by itself whether it is the newest; and where somebody shows more, or something else, the log is not
/// signed at all (`FencedLog`).
package struct OwnLogConfirmation: Sendable {
    private let node: OpenedNode
    private let transport: any PeerTransport
    private let clocks: MachineClocks

    package init(
        _ node: OpenedNode, transport: any PeerTransport, clocks: MachineClocks = .system
    ) {
        self.node = node
        self.transport = transport
        self.clocks = clocks
    }

    /// The logs about which others are to be asked now.
    package static func due(_ origins: [LogOrigin], at node: OpenedNode) async throws -> [LogOrigin]
    {
        var due: [LogOrigin] = []
        for origin in origins {
            let isConfirmed = try await node.writer.withLog { try $0.isConfirmed(origin) }
            if try !isConfirmed
                || OwnLogComparison.isDue(origin, in: node.logs, at: node.clock.now())
            {
                due.append(origin)
            }
        }
        return due
    }

    /// - Returns: those that wait on: nobody who could know has answered.
    package func run(_ origins: [LogOrigin]) async throws -> [LogOrigin] {
        let roster = node.roster
        let comparison = OwnLogComparison(
            member: node.member, store: node.logs, transport: transport, clock: node.clock,
            deadline: node.patience)
        var waiting: [LogOrigin] = []
        for origin in origins {
            // Before the question: a machine that is put back behind the answer has not heard it.
            let startedAt = clocks.startedAt()
            let answered = try await comparison.run(origin, in: roster)
            if try await node.writer.withLog({ try $0.isConfirmed(origin) }) { continue }
            guard answered > 0 || OwnLogComparison.readers(of: origin, in: roster).isEmpty else {
                waiting.append(origin)
                continue
            }
            // What contradicts keeps the log from being signed, and vouches for nothing.
            guard try !isContradicted(origin) else { continue }
            let isConfirmed = try await node.writer.withLog { [clocks] log in
                guard !MachineClocks.haveStepped(from: startedAt, to: clocks.startedAt()) else {
                    return false
                }
                try log.confirm(origin)
                return true
            }
            if !isConfirmed { waiting.append(origin) }
        }
        return waiting
    }

    private func isContradicted(_ origin: LogOrigin) throws -> Bool {
        let held = try node.logs.state(of: origin)?.size ?? 0
        return try node.logs.seenCheckpoints(of: origin).contains { $0.record.size > held }
            || node.logs.ownLogClaims().contains { $0.forbidsSigning(of: origin, held: held) }
    }
}
