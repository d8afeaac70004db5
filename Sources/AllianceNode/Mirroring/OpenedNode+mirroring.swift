import AllianceNames
import Logging
import MergedView
import Peering
import Replication
import ServiceLifecycle
import TransparencyLog

extension OpenedNode {
    /// Takes the logs and files that members bring which nobody can call.
    func mirror(
        files: EvidenceShelf?, replicator: Replicator, recent: RecentSlices,
        cosigned: @escaping @Sendable (SignedCheckpoint, LogOrigin, MemberID) -> Void,
        calls: BlockingCalls, logger: Logger
    ) -> StoredMirror {
        var hooks = StoredMirror.Hooks()
        hooks.admitted = recent.keep
        hooks.grown = replicator.grown
        hooks.cosigned = cosigned
        hooks.forked = { await replicator.keep($0) }
        hooks.settled = { await replicator.settled($0, from: $1) }
        hooks.evidence = { await replicator.takes($0, from: $1) }
        return StoredMirror(
            member: member, store: logs, files: files, register: register, clock: clock,
            calls: calls, hooks: hooks, logger: logger)
    }

    /// - Parameter shown: fired where a peer shows another roster than before.
    func outbound(
        client: PeerClient, replicator: Replicator, shown: Pulse, limits: LogPush.Limits,
        questions: PeerQuestions, complaints: NodeComplaints?, calls: BlockingCalls, logger: Logger
    ) -> OutboundWork {
        let files = complaints.map {
            EvidenceBringing(
                shelf: $0.shelf, transport: client, calls: $0.calls, logger: logger)
        }
        return OutboundWork(
            pusher: LogPusher(
                member: member, store: logs, transport: client, register: register,
                limits: limits,
                onFailure: { peer, error in
                    Task { await replicator.refused(peer, .noAnswer(error)) }
                },
                onTaken: { mirror, origin in
                    if origin.channel.isDesk { files?.isThere(mirror) }
                }, logger: logger),
            shown: shown,
            files: files,
            questions: RoutedQuestions(
                member: member, roster: { self.register.newest }, transport: client,
                questions: questions, calls: calls, now: clock.now, logger: logger))
    }
}

/// What a running node does where the register has no address for its member; nothing where it has one.
struct OutboundWork: Sendable {
    fileprivate let pusher: LogPusher
    fileprivate let shown: Pulse
    fileprivate let files: EvidenceBringing?
    fileprivate let questions: RoutedQuestions

    func recordChanged() { pusher.recordChanged() }

    func rosterChanged() { pusher.rosterChanged() }

    var services: [any Service] {
        [Pushing(pusher: pusher, shown: shown), questions] + (files.map { [$0] } ?? [])
    }
}

/// The pusher as a service.
private struct Pushing: Service {
    let pusher: LogPusher
    /// A mirror that shows another roster than before may take now what it has refused.
    let shown: Pulse

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await pusher.run() }
                await shown.forEach { pusher.rosterChanged() }
                group.cancelAll()
            }
        }
    }
}
