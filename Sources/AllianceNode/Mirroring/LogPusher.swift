package import AllianceNames
package import Logging
import Peering
package import Replication
import Roster
import TransparencyLog

/// Brings the logs of a member that takes no connections, and the evidence that it has, to the nodes
/// that hold them for others. All judgement is in one `LogPush` for each log and mirror; here are the
/// tasks, the clock, the transport and the record.
///
/// Nothing waits for it: what a command acknowledges is in the record, and from there it is brought,
/// however long that takes.
package actor LogPusher {
    /// For one request.
    package static let deadline = Duration.seconds(60)
    /// How soon a request for which nothing has changed is made again.
    private static let evidenceBackoff = Backoff(first: .seconds(2), limit: .seconds(120))

    struct Pair: Hashable, Sendable {
        let origin: LogOrigin
        let mirror: MemberID
    }

    /// How far evidence has been brought to one mirror.
    private struct Evidence {
        var upTo: UInt64 = 0
        var isPosting = false
        var notBefore: Duration?
        var backoff = LogPusher.evidenceBackoff
    }

    private enum Job: Sendable {
        case look
        case takeRoster
        case post(Pair, LogPush.Action)
        case postEvidence(MemberID, after: UInt64)
        case sleep(Duration)
    }

    private enum Sleeper: Hashable, Sendable {
        case push(Pair)
        case evidence(MemberID)
    }

    let member: MemberID
    let upload: OwnLogUpload
    let transport: any MirrorTransport
    let register: RosterRegister
    let time: ReplicationTime
    private let limits: LogPush.Limits
    /// A mirror has refused, or not answered: for the peer's status.
    let onFailure: @Sendable (MemberID, PeerError) -> Void
    /// A mirror has taken something of a log.
    let onTaken: @Sendable (MemberID, LogOrigin) -> Void
    let logger: Logger
    let calls = BlockingCalls.serial(label: "log-pusher")

    private nonisolated let jobs: AsyncStream<Job>
    private nonisolated let jobsIn: AsyncStream<Job>.Continuation

    private var pushes: [Pair: LogPush] = [:]
    private var evidence: [MemberID: Evidence] = [:]
    private var alarms = Alarms<Sleeper>()

    package init(
        member: MemberID, store: any LogStore & WitnessStore, transport: any MirrorTransport,
        register: RosterRegister, time: ReplicationTime = .system(),
        limits: LogPush.Limits = .init(),
        onFailure: @escaping @Sendable (MemberID, PeerError) -> Void,
        onTaken: @escaping @Sendable (MemberID, LogOrigin) -> Void = { _, _ in }, logger: Logger
    ) {
        self.member = member
        upload = OwnLogUpload(member: member, store: store)
        self.transport = transport
        self.register = register
        self.time = time
        self.limits = limits
        self.onFailure = onFailure
        self.onTaken = onTaken
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

    /// Whether all that is served has arrived everywhere.
    package var isDone: Bool { pushes.values.allSatisfy(\.isDone) }

    private nonisolated func carryOut(_ job: Job) async {
        switch job {
        case .look: await look()
        case .takeRoster: await takeRoster()
        case .post(let pair, let action):
            await handle(await outcome(of: action, pair), of: pair)
        case .postEvidence(let mirror, let number):
            await posted(await outcome(ofEvidence: number, to: mirror), to: mirror)
        case .sleep(let until):
            await time.sleep(until - time.uptime())
            await awake(from: until)
        }
    }

    // MARK: What there is to bring

    private func takeRoster() async {
        guard let roster = register.newest else { return }
        var wanted: Set<Pair> = []
        if MirrorChoice.isOutboundOnly(member, roster) {
            for log in roster.logs(readableBy: member) where log.origin.member == member {
                for mirror in MirrorChoice.mirrors(of: log.origin.channel, roster, for: member) {
                    wanted.insert(Pair(origin: log.origin, mirror: mirror))
                }
            }
        }
        for pair in pushes.keys where !wanted.contains(pair) {
            pushes[pair] = nil
            alarms.cancel(.push(pair))
        }
        let mirrors = Set(wanted.map(\.mirror))
        for mirror in evidence.keys where !mirrors.contains(mirror) { evidence[mirror] = nil }
        // All of it anew: what the register said before may have kept a mirror from taking some of it.
        for mirror in mirrors { evidence[mirror, default: Evidence()].upTo = 0 }
        for pair in wanted where pushes[pair] == nil { pushes[pair] = LogPush(limits: limits) }
        for pair in pushes.keys { handle(.rosterChanged, of: pair) }
        await look()
    }

    private func look() async {
        guard !pushes.isEmpty, let roster = register.newest else { return }
        for mirror in evidence.keys.sorted() { postEvidence(to: mirror) }
        let upload = upload
        for log in roster.logs where log.origin.member == member {
            let pairs = pushes.keys.filter { $0.origin == log.origin }
            guard !pairs.isEmpty else { continue }
            do {
                let (notes, size) = try await calls.run {
                    (try upload.notes(of: log, in: roster), try upload.size(of: log.origin))
                }
                guard !notes.isEmpty else { continue }
                for pair in pairs { handle(.served(notes, size: size), of: pair) }
            } catch {
                logger.error(
                    "an own log cannot be read for its mirrors",
                    metadata: ["origin": "\(log.origin)", "error": "\(error)"])
            }
        }
    }

    private func handle(_ event: LogPush.Event, of pair: Pair) {
        for action in pushes[pair]?.handle(event, at: time.moment) ?? [] {
            switch action {
            case .postCheckpoint, .postEntries: jobsIn.yield(.post(pair, action))
            case .wake(let at): wake(.push(pair), at: at)
            }
        }
    }

    private func wake(_ sleeper: Sleeper, at time: Duration) {
        alarms.set(sleeper, at: time)
        if let until = alarms.sleep() { jobsIn.yield(.sleep(until)) }
    }

    private func awake(from sleep: Duration) {
        for sleeper in alarms.awake(from: sleep, at: time.uptime()) {
            switch sleeper {
            case .push(let pair): handle(.time, of: pair)
            case .evidence(let mirror): postEvidence(to: mirror)
            }
        }
        if let until = alarms.sleep() { jobsIn.yield(.sleep(until)) }
    }

    // MARK: Evidence

    private func postEvidence(to mirror: MemberID) {
        guard let state = evidence[mirror], !state.isPosting else { return }
        if let notBefore = state.notBefore, notBefore > time.uptime() {
            return wake(.evidence(mirror), at: notBefore)
        }
        evidence[mirror]?.isPosting = true
        jobsIn.yield(.postEvidence(mirror, after: state.upTo))
    }

    /// - Parameter end: up to where it has been brought; nil where it could not be.
    private func posted(_ end: UInt64?, to mirror: MemberID) {
        guard var state = evidence[mirror] else { return }
        state.isPosting = false
        state.notBefore = nil
        let isNews = end != state.upTo
        if let end {
            state.backoff.succeed()
            state.upTo = end
        } else {
            state.notBefore =
                time.uptime() + state.backoff.fail(random: time.moment.random)
        }
        evidence[mirror] = state
        // There may be more than one request holds, or more since.
        if isNews { postEvidence(to: mirror) }
    }
}
