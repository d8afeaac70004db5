package import AllianceNames
package import Logging
package import MergedView
package import Replication
import Roster
import TransparencyLog

/// Keeps this node's copies of its channels' logs up to date: polls peers, and carries out what one
/// `Follower` for each log asks for. All judgement is in those values; here are the tasks, the clock,
/// the transport and the store.
///
/// Events are dealt with one after the other on the actor; requests and hashing run beside it, the
/// database on threads of its own. Memory is bounded by the fetch queue, not by the number of logs.
package actor Replicator {
    package struct Limits: Sendable {
        package var follower = FollowerLimits()
        package var poll = PeerPoll.Limits()
        package var fetches = FetchQueue.Limits()
        /// Versions of the roster fetched in a row from one peer; the rest at the next look.
        package var rosterVersionsMax: UInt64 = 1_000
        /// Between two writes of the peers' statuses.
        package var statusInterval = Duration.seconds(5)
        /// After this long it is drawn anew whom a node polls beside the hub.
        package var lotInterval = Duration.seconds(3_600)
        /// How long no node of the platform may answer before others are polled in its place.
        package var hubSilenceMax = Duration.seconds(30)
        /// Between two looks at who shows less than others.
        package var withholdingInterval = Duration.seconds(10)
        /// How long a peer may take to show what another shows already.
        package var withholdingGrace = Duration.seconds(120)
        /// Before the first one.
        package var statusPauseFirst = Duration.milliseconds(500)
        /// Between two lines of the log that say the same about one peer.
        package var refusalLogInterval = Duration.seconds(10)

        package init() {}
    }

    /// What is done about this member's own open logs.
    package enum OwnLogs: Sendable {
        /// They are written here, and only compared with what others show.
        case compared
        /// They are pulled back from whoever has them: nothing is written here meanwhile.
        case pulledBack
        /// They are followed like everybody's, from this member's own node as well.
        case followed
    }

    enum Job: Sendable {
        case fetchTiles(FetchQueue.Ticket, [TileCoordinate])
        case fetchBundle(FetchQueue.Ticket, BundleCheck, bytesMax: Int)
        case poll(MemberID, PeerResource, deadline: Duration)
        case seeRoster(MemberID)
        case seeEvidence(MemberID, after: String?)
        case prove(ForkFinding)
        case settle(LogOrigin)
        case write([Write])
        case compare(LogOrigin, JobID, Checkpoint)
        case sleep(Duration)
        case keepStatuses([PeerStatus], [SeenCheckpoint])
        case keepWithholdings([Withholding])
        case takeRoster
        case takeErasures
        case held(LogState)
    }

    enum Sleeper: Hashable, Sendable {
        case follower(LogOrigin)
        case poll(MemberID)
        case statuses
        case lot
        case withholding
    }

    let member: MemberID
    let ownLogs: OwnLogs
    let store: any LogStore
    let transport: any PeerTransport
    let register: RosterRegister
    let recent: RecentSlices
    let time: ReplicationTime
    let hooks: ReplicatorHooks
    let limits: Limits
    let logger: Logger
    let writing = BlockingCalls.serial(label: "replicator.writing")
    let reading = BlockingCalls.concurrent(label: "replicator.reading")

    /// Work for the tasks. Not bounded by itself: followers bound what they ask for, and everything
    /// else comes once for each peer or log.
    private nonisolated let jobs: AsyncStream<Job>
    private nonisolated let jobsIn: AsyncStream<Job>.Continuation

    /// Of the roster that `plan` and the followers go by.
    var rosterTaken: Digest?
    var plan: PollPlan?
    /// Decides whom this node polls beside the hub.
    var lot: UInt64 = 0
    /// Whether no node of the platform has answered for a while.
    var isHubSilent = false
    var withholding: WithholdingWatch
    var followers: [LogOrigin: Follower] = [:]
    /// What the store held when this began, of logs that have no follower yet.
    var heldAtStart: [LogOrigin: LogState] = [:]
    /// Logs whose authors signed two histories, found here or proven by others, and not settled.
    var forks: [LogOrigin: ForkFinding] = [:]
    /// Those that are being settled.
    var settling: Set<LogOrigin> = []
    /// What complete certificates erase of each log.
    var erased: [LogOrigin: ErasedEntries] = [:]
    var polls: [MemberID: PeerPoll] = [:]
    var alarms = Alarms<Sleeper>()
    var queue: FetchQueue
    /// What the tickets in the queue are for.
    var fetches: [LogOrigin: [JobID: Fetch]] = [:]
    var waitingWrites: [Write] = []
    var isWriting = false
    var staleStatuses: Set<MemberID> = []
    /// When it was last logged of a peer that something it shows is refused, by the reason.
    var refusalsLogged: [MemberID: [String: Duration]] = [:]
    var hasKeptStatuses = false
    var seen: [LogOrigin: [MemberID: SeenCheckpoint]] = [:]

    /// - Parameter recent: receives what is admitted, for the merge.
    package init(
        member: MemberID, ownLogs: OwnLogs = .compared, store: any LogStore,
        transport: any PeerTransport, register: RosterRegister,
        recent: RecentSlices = RecentSlices(),
        time: ReplicationTime = .system(), limits: Limits = Limits(),
        hooks: ReplicatorHooks = ReplicatorHooks(), logger: Logger
    ) {
        self.member = member
        self.ownLogs = ownLogs
        self.store = store
        self.transport = transport
        self.register = register
        self.recent = recent
        self.time = time
        self.limits = limits
        self.hooks = hooks
        self.logger = logger
        queue = FetchQueue(limits: limits.fetches)
        withholding = WithholdingWatch(grace: limits.withholdingGrace)
        (jobs, jobsIn) = AsyncStream.makeStream(of: Job.self)
    }

    /// Replicates until the task is cancelled. Returns when everything that was under way has ended;
    /// what is in the store then is all that counts.
    /// - Throws: where the store cannot be read at the start.
    package func run() async throws {
        let (states, erased) = try await reading.run { [store] in
            (try store.states(), try store.erasedEntries())
        }
        self.erased = erased
        heldAtStart = Dictionary(uniqueKeysWithValues: states.map { ($0.origin, $0) })
        try await takeUpForks(of: states)
        try await takeUpWithholdings()
        drawPeers()
        takeRoster()
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                group.addTask { await self.carryOut(job) }
            }
            group.cancelAll()
        }
    }

    /// Tells of a roster that the register has accepted, from wherever. Returns at once.
    package nonisolated func rosterChanged() { jobsIn.yield(.takeRoster) }

    /// Tells of erasure certificates that the record has received, from wherever. Returns at once.
    package nonisolated func erasuresChanged() { jobsIn.yield(.takeErasures) }

    /// Tells of a log that has grown in the record without this replicator. Returns at once.
    package nonisolated func grown(_ state: LogState) { jobsIn.yield(.held(state)) }

    /// How it goes with each peer now, by name.
    package var peerStatuses: [PeerStatus] {
        polls.keys.sorted().compactMap { status(of: $0) }
    }

    /// What keeps logs from growing that have a follower, by origin.
    package var obstacles: [(origin: LogOrigin, obstacle: Obstacle)] {
        followers.keys.sorted().compactMap { origin in
            followers[origin]?.obstacle.map { (origin, $0) }
        }
    }

    func begin(_ job: Job) { jobsIn.yield(job) }

    private nonisolated func carryOut(_ job: Job) async {
        switch job {
        case .fetchTiles(let ticket, let tiles):
            await fetchTiles(tiles, for: ticket)
        case .fetchBundle(let ticket, let check, let bytesMax):
            let fetch = BundleFetch(
                transport: transport, check: check, peer: ticket.peer, bytesMax: bytesMax)
            await ended(ticket, await fetch.run())
        case .poll(let peer, let resource, let deadline):
            await poll(peer, resource, deadline: deadline)
        case .seeRoster(let peer):
            await seeRoster(of: peer)
        case .seeEvidence(let peer, let token):
            await seeEvidence(of: peer, after: token)
        case .prove(let finding):
            await prove(finding)
        case .settle(let origin):
            await settle(origin)
        case .write(let writes):
            await write(writes)
        case .compare(let origin, let job, let checkpoint):
            await compare(checkpoint, of: origin, for: job)
        case .sleep(let until):
            await time.sleep(until - time.uptime())
            await awake(from: until)
        case .keepStatuses(let statuses, let seen):
            await keep(statuses, seen)
        case .keepWithholdings(let findings):
            await keep(findings)
        case .takeRoster:
            await takeRoster()
        case .takeErasures:
            await takeErasures()
        case .held(let state):
            await held(state)
        }
    }

    // MARK: Time

    func wake(_ sleeper: Sleeper, at time: Duration) {
        alarms.set(sleeper, at: time)
        sleepIfNeeded()
    }

    private func sleepIfNeeded() {
        if let until = alarms.sleep() { begin(.sleep(until)) }
    }

    private func awake(from sleep: Duration) {
        for sleeper in alarms.awake(from: sleep, at: time.uptime()) {
            switch sleeper {
            case .follower(let origin): handle(.time, of: origin)
            case .poll(let peer): handle(.time, from: peer)
            case .statuses: keepStatuses()
            case .lot: drawPeers()
            case .withholding: lookForWithholding()
            }
        }
        sleepIfNeeded()
    }
}
