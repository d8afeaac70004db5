import AllianceNames
import Logging
import Replication
import Roster
import ServiceLifecycle

/// Compares this member's logs with what others hold, once a day while the node runs.
struct OwnLogWatch: Service {
    /// How often it is asked whether that is due.
    static let interval = Duration.seconds(600)

    let node: OpenedNode
    let transport: any PeerTransport
    let calls: BlockingCalls
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await compare()
                } catch {
                    logger.error(
                        "own logs cannot be compared with what others hold",
                        metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    private func compare() async throws {
        guard !node.isRosterExpired() else { return }
        let roster = node.roster
        let due = try await calls.run { [node] in
            try roster.logs.map(\.origin).filter {
                try $0.member == node.member && roster.scope(of: $0) == .open
                    && OwnLogComparison.isDue($0, in: node.logs, at: node.clock.now())
            }
        }
        let comparison = OwnLogComparison(
            member: node.member, store: node.logs, transport: transport, clock: node.clock)
        for origin in due { try await comparison.run(origin, in: roster) }
    }
}
