import AllianceNames
import Logging
import MergedView
import Peering
import Replication
import ServiceLifecycle
import TransparencyLog

extension OpenedNode {
    /// Takes the logs that members bring which nobody can call.
    func mirror(
        replicator: Replicator, recent: RecentSlices,
        cosigned: @escaping @Sendable (SignedCheckpoint, LogOrigin, MemberID) -> Void,
        calls: BlockingCalls, logger: Logger
    ) -> StoredMirror {
        var hooks = StoredMirror.Hooks()
        hooks.admitted = recent.keep
        hooks.grown = replicator.grown
        hooks.cosigned = cosigned
        hooks.forked = { await replicator.keep($0) }
        hooks.evidence = { await replicator.takes($0, from: $1) }
        return StoredMirror(
            member: member, store: logs, register: register, clock: clock, calls: calls,
            hooks: hooks, logger: logger)
    }

    func outbound(
        client: PeerClient, replicator: Replicator, questions: PeerQuestions,
        calls: BlockingCalls, logger: Logger
    ) -> OutboundWork {
        OutboundWork(
            pusher: LogPusher(
                member: member, store: logs, transport: client, register: register,
                onFailure: { peer, error in
                    Task { await replicator.refused(peer, .noAnswer(error)) }
                }, logger: logger),
            questions: RoutedQuestions(
                member: member, roster: { self.register.newest }, transport: client,
                questions: questions, calls: calls, now: clock.now, logger: logger))
    }
}

/// What a running node does where the register has no address for its member; nothing where it has one.
struct OutboundWork: Sendable {
    fileprivate let pusher: LogPusher
    fileprivate let questions: RoutedQuestions

    func recordChanged() { pusher.recordChanged() }

    func rosterChanged() { pusher.rosterChanged() }

    var services: [any Service] { [Pushing(pusher: pusher), questions] }
}

/// The pusher as a service.
private struct Pushing: Service {
    let pusher: LogPusher

    func run() async throws {
        await cancelWhenGracefulShutdown { await pusher.run() }
    }
}
