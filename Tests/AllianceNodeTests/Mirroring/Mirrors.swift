import AllianceNames
import AllianceNode
import NodeAPI
import Peering
import Replication
import Synchronization
import TransparencyLog

/// Mirrors in this process, each as itself, as the author calls them; some calls do not arrive.
final class Mirrors: MirrorTransport {
    static let poster = MemberID(unchecked: "author")
    let mirrors: [MemberID: StoredMirror]
    let failing: Mutex<Int>
    let posts = Mutex<[PeerResource]>([])
    /// The sizes that were said to be believed, where a post did not go on from there.
    let conflicts = Mutex<[TreeSize]>([])

    init(_ mirrors: [MemberID: StoredMirror], failing: Int) {
        self.mirrors = mirrors
        self.failing = Mutex(failing)
    }

    func mirror(
        _ body: [UInt8], as resource: PeerResource, at mirror: MemberID, deadline: Duration
    ) async throws(PeerError) -> MirrorReply {
        let fails = failing.withLock { count in
            count -= 1
            return count >= 0
        }
        if fails { throw .unreachable("not now") }
        posts.withLock { $0.append(resource) }
        guard let stored = mirrors[mirror] else { throw .unreachable("no \(mirror)") }
        do {
            let answer: MirrorAnswer
            switch resource {
            case .mirrorCheckpoint(let root):
                answer = try await stored.addCheckpoint(body, oldRoot: root, from: Self.poster)
            case .mirrorEntries:
                answer = try await stored.addEntries(body, from: Self.poster)
            default:
                try await stored.addEvidence(body, from: Self.poster)
                answer = .taken(MirrorInfo(pending: 0, next: 0))
            }
            switch answer {
            case .taken(let info), .partly(let info): return .taken(info)
            case .conflict(let info):
                conflicts.withLock { $0.append(info.pending) }
                return .conflict(info)
            }
        } catch let problem as PeerProblem {
            return .refused(
                status: problem.status, keyword: problem.keyword, detail: problem.detail)
        } catch {
            throw .unreachable("\(error)")
        }
    }
}

extension ReplicationTime {
    /// Waits are skipped, so that back-off costs a test nothing.
    static func hurried() -> ReplicationTime {
        let start = ContinuousClock.now
        return ReplicationTime(
            uptime: { (ContinuousClock.now - start) * 1_000 }, wall: WitnessWorld.clock(),
            random: { 0 },
            sleep: { try? await Task.sleep(for: min($0 / 1_000, .milliseconds(50))) })
    }
}
