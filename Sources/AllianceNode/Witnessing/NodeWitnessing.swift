import AllianceNames
import Logging
import Peering
import Replication
import ServiceLifecycle
import TransparencyLog

/// What a running node does with witnesses: own checkpoints brought to them, cosignatures of all logs
/// gathered, own logs kept fresh and compared with what others hold.
struct NodeWitnessing: Sendable {
    private let collector: CosignatureCollector
    private let submitter: WitnessSubmitter
    private let freshness: FreshnessKeeper
    private let watch: OwnLogWatch
    private let isStandby: Bool

    fileprivate init(
        _ opened: OpenedNode, transport: PeerClient, limits: WitnessSubmission.Limits,
        calls: BlockingCalls, logger: Logger
    ) {
        collector = CosignatureCollector(
            store: opened.logs, register: opened.register, clock: opened.clock, calls: calls,
            logger: logger)
        submitter = WitnessSubmitter(
            member: opened.member, store: opened.logs, transport: transport,
            register: opened.register, limits: limits,
            onAlarm: { claim in
                logger.critical(
                    "a witness contradicts this member's own log; nothing more is signed in it",
                    metadata: [
                        "origin": "\(claim.origin)", "witness": "\(claim.claimedBy)",
                        "kind": "\(claim.kind.rawValue)", "tree_size": "\(claim.size)",
                    ])
            }, logger: logger)
        freshness = FreshnessKeeper(
            member: opened.member, store: opened.logs, records: opened.witnessRecords,
            register: opened.register, keys: opened.cosigners, clock: opened.clock, calls: calls,
            logger: logger)
        isStandby = opened.isStandby
        watch = OwnLogWatch(node: opened, transport: transport, calls: calls, logger: logger)
    }

    /// A peer has shown a checkpoint with more signatures than its log's.
    var offer: @Sendable (SignedCheckpoint, LogOrigin, MemberID) -> Void {
        { [collector] in collector.offer($0, of: $1, by: $2) }
    }

    var cosignOwn: @Sendable () throws -> Void {
        if isStandby { return {} }
        return { [freshness] in try freshness.cosignOwn() }
    }

    /// A peer shows something else of an own log than is held here.
    func contradicted(_ alarm: OwnLogAlarm) {
        // More entries than are held keep the log from being signed for as long as that is so.
        guard case .differs = alarm.kind else { return }
        submitter.contradicted(alarm.origin, by: alarm.shown, of: alarm.shownBy)
    }

    func rosterChanged() { submitter.rosterChanged() }

    func recordChanged() {
        collector.recordChanged()
        submitter.recordChanged()
    }

    /// A standby only gathers: what it holds of its member's logs is for the node that signs to bring to
    /// witnesses, and to vouch for.
    var services: [any Service] {
        isStandby
            ? [collector]
            : [collector, Submitting(submitter: submitter), freshness, watch]
    }
}

extension OpenedNode {
    func witnessing(
        transport: PeerClient, limits: WitnessSubmission.Limits, calls: BlockingCalls,
        logger: Logger
    ) -> NodeWitnessing {
        NodeWitnessing(
            self, transport: transport, limits: limits, calls: calls, logger: logger)
    }
}

/// The submitter as a service.
private struct Submitting: Service {
    let submitter: WitnessSubmitter

    func run() async throws {
        await cancelWhenGracefulShutdown { await submitter.run() }
    }
}
