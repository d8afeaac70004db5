import AllianceNames
import Logging
import Replication
import Roster
import ServiceLifecycle

/// Compares this member's logs with what others hold while the node runs, and lets those be signed that
/// had to wait for it.
struct OwnLogWatch: Service {
    /// How often it is looked whether that is due. Others are asked far more rarely, but where the machine seems to
    /// have been put back, nothing is signed before.
    static let interval = Duration.seconds(30)
    /// The same while a log waits because nobody has answered.
    static let waitingInterval = Duration.seconds(5)

    let node: OpenedNode
    let transport: any PeerTransport
    let calls: BlockingCalls
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var isWaiting = false
                do {
                    isWaiting = try await compare()
                } catch {
                    logger.error(
                        "own logs cannot be compared with what others hold",
                        metadata: ["error": "\(error)"])
                }
                do {
                    try await Task.sleep(for: isWaiting ? Self.waitingInterval : Self.interval)
                } catch { return }
            }
        }
    }

    /// - Returns: whether a log waits on.
    private func compare() async throws -> Bool {
        guard !node.isRosterExpired() else { return false }
        let roster = node.roster
        let own = roster.logs.map(\.origin).filter {
            $0.member == node.member && roster.scope(of: $0) == .open
                && node.isLogKeyNamed(in: $0.channel)
        }
        let due = try await OwnLogConfirmation.due(own, at: node)
        guard !due.isEmpty else { return false }
        let wasWaiting = try await unconfirmed(of: due)
        let waiting = try await OwnLogConfirmation(node, transport: transport).run(due)
        for origin in wasWaiting where !waiting.contains(origin) {
            do {
                try await node.writer.recover([origin.channel])
                logger.info("own log may be signed again", metadata: ["origin": "\(origin)"])
            } catch {
                logger.critical(
                    "own log is not signed",
                    metadata: ["origin": "\(origin)", "reason": "\(error)"])
            }
        }
        return !waiting.isEmpty
    }

    private func unconfirmed(of origins: [LogOrigin]) async throws -> [LogOrigin] {
        var found: [LogOrigin] = []
        for origin in origins
        where try await !node.writer.withLog({ try $0.isConfirmed(origin) }) {
            found.append(origin)
        }
        return found
    }
}
