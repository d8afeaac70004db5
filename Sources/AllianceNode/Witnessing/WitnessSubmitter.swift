package import AllianceNames
package import Logging
import Peering
package import Replication
import Roster
package import TransparencyLog

/// Brings this member's new checkpoints to the register's witnesses and keeps what they cosign. All
/// judgement is in one `WitnessSubmission` for each log and witness; here are the tasks, the clock, the
/// transport and the record.
package actor WitnessSubmitter {
    /// For one submission.
    package static let deadline = Duration.seconds(30)

    struct Pair: Hashable, Sendable {
        let origin: LogOrigin
        let witness: MemberID
    }

    /// What a submission is begun for; it begins anew where that changes, since the end of a log may leave
    /// less of it than was to be submitted.
    private struct Aim: Equatable {
        let key: VerifierKey
        let hasEnded: Bool
    }

    private enum Job: Sendable {
        case look
        case takeRoster
        case submit(Pair, VerifierKey, from: TreeSize)
        case alarm(OwnLogClaim)
        case sleep(Duration)
    }

    let own: OwnCheckpoints
    let transport: any WitnessTransport & PeerTransport
    let register: RosterRegister
    let time: ReplicationTime
    private let limits: WitnessSubmission.Limits
    let onAlarm: @Sendable (OwnLogClaim) -> Void
    let logger: Logger
    let calls = BlockingCalls.serial(label: "witness-submitter")

    /// Work for the tasks: each kind comes once for each pair, or for each change of the record.
    private nonisolated let jobs: AsyncStream<Job>
    private nonisolated let jobsIn: AsyncStream<Job>.Continuation

    private var submissions: [Pair: (aim: Aim, state: WitnessSubmission)] = [:]
    private var alarms = Alarms<Pair>()

    /// - Parameter onAlarm: a witness claims what this member does not know of its own log; the claim
    ///   is in the record, and the log is not signed on.
    package init(
        member: MemberID, store: any LogStore & WitnessStore,
        transport: any WitnessTransport & PeerTransport, register: RosterRegister,
        time: ReplicationTime = .system(), limits: WitnessSubmission.Limits = .init(),
        onAlarm: @escaping @Sendable (OwnLogClaim) -> Void, logger: Logger
    ) {
        self.init(
            OwnCheckpoints(member: member, store: store), transport: transport,
            register: register, time: time, limits: limits, onAlarm: onAlarm, logger: logger)
    }

    init(
        _ own: OwnCheckpoints, transport: any WitnessTransport & PeerTransport,
        register: RosterRegister, time: ReplicationTime = .system(),
        limits: WitnessSubmission.Limits = .init(),
        onAlarm: @escaping @Sendable (OwnLogClaim) -> Void, logger: Logger
    ) {
        self.own = own
        self.transport = transport
        self.register = register
        self.time = time
        self.limits = limits
        self.onAlarm = onAlarm
        self.logger = logger
        (jobs, jobsIn) = AsyncStream.makeStream(of: Job.self)
    }

    /// Until the task is cancelled.
    package func run() async {
        jobsIn.yield(.takeRoster)
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                group.addTask { await self.carryOut(job) }
            }
            group.cancelAll()
        }
    }

    /// Tells of a change of the record. Returns at once.
    package nonisolated func recordChanged() { jobsIn.yield(.look) }

    package nonisolated func rosterChanged() { jobsIn.yield(.takeRoster) }

    /// Keeps that somebody has shown another history of an own log. Returns at once.
    package nonisolated func contradicted(
        _ origin: LogOrigin, by shown: VerifiedCheckpoint, of peer: MemberID
    ) {
        jobsIn.yield(
            .alarm(
                OwnLogClaim(
                    origin: origin, claimedBy: peer, kind: .differs, size: shown.size,
                    at: time.wall.now(), proof: CheckpointRecord(shown))))
    }

    private nonisolated func carryOut(_ job: Job) async {
        switch job {
        case .look: await look()
        case .takeRoster: await takeRoster()
        case .submit(let pair, let key, let from): await submit(pair, key, from: from)
        case .alarm(let claim): await raise(claim)
        case .sleep(let until):
            await time.sleep(until - time.uptime())
            await awake(from: until)
        }
    }

    // MARK: What there is to submit

    private func takeRoster() async {
        guard let roster = register.newest else { return }
        var wanted: [Pair: Aim] = [:]
        for origin in own.broughtOrigins(in: roster) {
            for key in roster.witnessPolicy(for: origin).witnesses {
                guard let witness = roster.member(ofWitness: key),
                    roster.endpoint(of: witness) != nil
                else { continue }
                wanted[Pair(origin: origin, witness: witness)] = Aim(
                    key: key, hasEnded: own.audit == nil && roster.scope(of: origin) != .open)
            }
        }
        for pair in submissions.keys where wanted[pair] != submissions[pair]?.aim {
            submissions[pair] = nil
            alarms.cancel(pair)
        }
        for (pair, aim) in wanted where submissions[pair] == nil {
            let cosigned = await blocking("cosignatures cannot be read") { [own] in
                try own.store.cosigned(
                    of: pair.origin, cosigners: 1, below: .max, limit: Self.looked
                ).first { $0.earliest(by: aim.key) != nil }?.size
            }
            submissions[pair] = (
                aim, WitnessSubmission(cosigned: cosigned ?? nil, limits: limits)
            )
        }
        for pair in submissions.keys { handle(.rosterChanged, of: pair) }
        await look()
    }

    /// Checkpoints looked at for what a witness cosigned last; where it is older, it says so itself.
    private static let looked = 64

    private func look() async {
        guard !submissions.isEmpty, let roster = register.newest,
            !register.standing().isExpired
        else { return }
        let logs = Set(submissions.keys.map(\.origin))
        let sizes = await blocking("own logs cannot be read") { [own] in
            try logs.reduce(into: [LogOrigin: TreeSize]()) { sizes, origin in
                sizes[origin] = try own.brought(of: origin, in: roster)?.size
            }
        }
        for pair in submissions.keys {
            if let size = sizes?[pair.origin] { handle(.signed(size), of: pair) }
        }
    }

    func handle(_ event: WitnessSubmission.Event, of pair: Pair) {
        guard let key = submissions[pair]?.aim.key,
            let actions = submissions[pair]?.state.handle(event, at: time.moment)
        else { return }
        for action in actions {
            switch action {
            case .submit(let from): jobsIn.yield(.submit(pair, key, from: from))
            case .wake(let at):
                alarms.set(pair, at: at)
                if let until = alarms.sleep() { jobsIn.yield(.sleep(until)) }
            case .alarm(let kind, let size):
                jobsIn.yield(
                    .alarm(
                        OwnLogClaim(
                            origin: pair.origin, claimedBy: pair.witness, kind: kind, size: size,
                            at: time.wall.now())))
            }
        }
    }

    private func awake(from sleep: Duration) {
        for pair in alarms.awake(from: sleep, at: time.uptime()) { handle(.time, of: pair) }
        if let until = alarms.sleep() { jobsIn.yield(.sleep(until)) }
    }

    private func blocking<Value: Sendable>(
        _ failure: Logger.Message, _ body: @escaping @Sendable () throws -> Value
    ) async -> Value? {
        do {
            return try await calls.run(body)
        } catch {
            logger.error(failure, metadata: ["error": "\(error)"])
            return nil
        }
    }
}
