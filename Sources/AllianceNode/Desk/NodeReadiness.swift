import AllianceNames
import Credentials
import MergedView
package import NodeAPI
import Replication
import Roster
import SQLiteStore
import Synchronization

/// Whether a node can be relied on: its register and certificate hold, its record can be read and
/// written, and it is up to date as far as it can know.
package struct NodeReadiness {
    /// More entries than this that are to come, or to be merged, is not caught up. A busy alliance is
    /// always a few behind.
    package static let entriesBehindMax: UInt64 = 10_000

    private let node: OpenedNode
    private let audit: AuditRecorder?

    /// - Parameter audit: what its desk records with; nil for a node without one.
    package init(_ node: OpenedNode, audit: AuditRecorder? = nil) {
        self.node = node
        self.audit = audit
    }

    /// Blocks.
    package func obstacles() -> [ReadinessObstacle] {
        var obstacles: [ReadinessObstacle] = []
        if node.isRosterExpired() {
            obstacles.append(
                .init(
                    "register-expired",
                    "The member register expired at \(node.roster.roster.expiresAt)."))
        }
        do {
            let end = try node.home.certs.tlsIdentity().notAfter
            if end < UTCTimestamp(millisecondsSince1970: node.clock.now()) {
                obstacles.append(
                    .init("certificate-expired", "This node's certificate expired at \(end)."))
            }
        } catch {
            obstacles.append(.init("certificate-unreadable", "\(error)"))
        }
        if let reason = audit?.obstacle {
            obstacles.append(
                .init(
                    "audit-unwritable", "The desk records nothing, and so shows nothing: \(reason)."
                ))
        }
        do {
            if let reason = node.logs.stoppedReason {
                obstacles.append(
                    .init("record-stopped", "\(node.logs.path) takes no more writes: \(reason)."))
            }
            obstacles += try viewObstacles() + peerObstacles()
        } catch {
            obstacles.append(.init("record-unreadable", "\(error)"))
        }
        return obstacles
    }

    private func viewObstacles() throws -> [ReadinessObstacle] {
        let held = try node.logs.states().reduce(0) { $0 + $1.size }
        let merged = try node.view.textIndexProgress().merged
        let behind = held - min(held, merged)
        guard behind > Self.entriesBehindMax else { return [] }
        return [.init("view-behind", "\(behind) entries held are not merged into the view yet.")]
    }

    private func peerObstacles() throws -> [ReadinessObstacle] {
        let statuses = try node.logs.peerStatuses()
        var obstacles: [ReadinessObstacle] = []
        if let most = statuses.max(by: { $0.entriesBehind < $1.entriesBehind }),
            most.entriesBehind > Self.entriesBehindMax
        {
            obstacles.append(
                .init(
                    "entries-to-come",
                    "\(most.peer) shows \(most.entriesBehind) entries that are not held yet."))
        }
        let callable = node.roster.activeMembers.filter {
            $0.id != node.member && $0.endpoint != nil
        }.map(\.id)
        let last = statuses.filter { callable.contains($0.peer) }.compactMap(\.lastSuccessAt).max()
        let limit = node.roster.roster.stalenessSeconds * 1_000
        let now = node.clock.now()
        if !callable.isEmpty, now - min(now, last ?? 0) > limit {
            obstacles.append(
                .init(
                    "no-peer-heard",
                    "No other member's node has answered for \(limit / 1_000) seconds: what they said since is not known."
                ))
        }
        return obstacles
    }
}

/// What `NodeReadiness` found, for so many askers: strangers may ask as often as they like, and the
/// record is looked at once a second at most.
final class ReadinessMemory: Sendable {
    static let millisecondsMax: UInt64 = 1_000

    private let last = Mutex<(at: UInt64, obstacles: [ReadinessObstacle])?>(nil)

    /// Blocks while another one looks.
    func obstacles(of node: OpenedNode, _ audit: AuditRecorder?) -> [ReadinessObstacle] {
        last.withLock { last in
            let now = node.clock.now()
            if let last, last.at <= now, now - last.at < Self.millisecondsMax {
                return last.obstacles
            }
            let obstacles = NodeReadiness(node, audit: audit).obstacles()
            last = (now, obstacles)
            return obstacles
        }
    }
}

extension OpenedNode {
    /// `/healthz` and `/readyz`.
    func healthRoutes(_ audit: AuditRecorder?, calls: BlockingCalls) -> HealthRoutes {
        let memory = ReadinessMemory()
        return HealthRoutes(of: member) {
            do {
                return try await calls.run { memory.obstacles(of: self, audit) }
            } catch {
                return [.init("record-unreadable", "\(error)")]
            }
        }
    }
}
