import AllianceNames
import ComplaintScoring
package import Complaints
package import Logging
import MergedView
import Roster
import SQLiteStore
import ServiceLifecycle
import Statements
import Synchronization

/// What a running platform does about complaints, round after round: takes up what was said, judges what is new, and sees
/// to it that each deadline is noticed once.
///
/// One complaint that cannot be judged is left to people, tried again after a pause, and holds up no other.
package final class ComplaintUpkeep: Service {
    /// Between two looks where nobody knocks. A deadline is noticed so late at most, whatever the clock does.
    package static let interval = Duration.seconds(5)
    /// Complaints judged in one round, after which it is looked again whether a deadline is due.
    package static let roundMax = 100
    /// Deadlines fired in one transaction.
    package static let firedMax = 500
    /// Of decisions before the last stop, how many complaints are looked at for what was not noted.
    package static let settledMax = 500

    package let register: any ComplaintRegister
    package let judge: ComplaintJudge
    private let inquiries: ItemInquiries
    private let node: OpenedNode
    private let pulse: Pulse
    private let calls: BlockingCalls
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var list = RejudgingList()
        var hasBegun = false
        /// Why complaints could not be judged, so that a reason is logged once.
        var reason: String?
    }

    /// - Parameters:
    ///   - items: asks owners about numbers of goods.
    ///   - pulse: fired when the view has grown.
    package init(
        node: OpenedNode, register: any ComplaintRegister, judge: ComplaintJudge,
        items: any ItemAsking = NoItemAsking(), pulse: Pulse,
        calls: BlockingCalls, logger: Logger
    ) {
        self.node = node
        self.register = register
        self.judge = judge
        inquiries = ItemInquiries(register, asking: items, now: node.clock.now, calls: calls)
        self.pulse = pulse
        self.calls = calls
        self.logger = logger
    }

    package func run() async throws {
        let reading = PatientRounds(what: "complaints cannot be judged", logger: logger)
        let firing = PatientRounds(
            what: "deadlines of complaints cannot be looked at", logger: logger, pause: .zero)
        try await cancelWhenGracefulShutdown {
            do {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    // By itself, so that no list of complaints and no slow marketplace holds up a deadline.
                    tasks.addTask {
                        try await Pulse().forEach(orEvery: Self.interval) {
                            try await firing.run { try await self.fireDeadlines() }
                        }
                    }
                    tasks.addTask {
                        try await self.pulse.forEach(orEvery: Self.interval) {
                            try await reading.run {
                                if try await self.round() { self.pulse.fire() }
                            }
                        }
                    }
                    try await tasks.waitForAll()
                }
            } catch is CancellationError {
                return
            }
        }
    }

    // MARK: Judging

    /// Takes up what the logs hold, and judges what is new in it.
    /// - Returns: whether there may be more.
    @discardableResult
    package func round() async throws -> Bool {
        let ids = try await calls.run { [self] () -> Work in try work() }
        for id in ids.changed { await attempt(id) { try await self.settle(id) } }
        let answered = isPlatform ? try await inquiries.round() : []
        var looked: Set<EntryReference> = []
        for id in ids.new + ids.again + answered where looked.insert(id).inserted {
            try Task.checkCancellation()
            await attempt(id) {
                let mayWait = self.state.withLock { $0.list.mayWait(id) }
                let outcome = try await self.judge.judge(id, mayWait: mayWait)
                let now = self.node.clock.now()
                self.state.withLock { state in
                    if outcome.awaitsRight {
                        state.list.failed(id, at: now)
                    } else {
                        state.list.judged(id, awaitsWitnesses: outcome.awaitsWitnesses)
                    }
                }
            }
        }
        return ids.new.count == Self.roundMax
    }

    /// Of one round.
    private struct Work {
        var changed: [EntryReference]
        var new: [EntryReference] = []
        var again: [EntryReference] = []
    }

    private func work() throws -> Work {
        let changed = try register.catchUp()
        if !changed.isEmpty { judge.forgetStandings() }
        try begin()
        var work = Work(changed: changed)
        guard isPlatform else { return work }
        // A complaint is read off its log; the right that it rests on, and who objects, off the view.
        try node.merger.catchUp()
        let cosigned = try node.logs.cosignedChanges().values.reduce(0, &+)
        let unjudged = try register.unjudged(limit: Self.roundMax)
        let now = node.clock.now()
        state.withLock { state in
            work.new = unjudged.filter { !state.list.isPaused($0, at: now) }
            work.again = state.list.next(at: now, cosigned: cosigned)
        }
        return work
    }

    /// Who decides the register says, which may change.
    private var isPlatform: Bool {
        !node.isStandby && node.roster.has(node.member, role: .platform)
    }

    private func settle(_ id: EntryReference) async throws {
        _ = try await calls.run { [judge] in try judge.settle(id) }
    }

    private func attempt(_ id: EntryReference, _ body: () async throws -> Void) async {
        do {
            try await body()
            state.withLock { $0.reason = nil }
        } catch is CancellationError {
            return
        } catch {
            failed(id, error)
            await leave(id)
        }
    }

    private func failed(_ id: EntryReference, _ error: any Error) {
        judge.counts.addFailure()
        let now = node.clock.now()
        let isNews = state.withLock { state in
            state.list.failed(id, at: now)
            defer { state.reason = "\(error)" }
            return state.reason != "\(error)"
        }
        guard isNews else { return }
        logger.warning(
            "a complaint cannot be judged; people have it, and it is tried again",
            metadata: ["complaint": "\(id)", "reason": "\(error)"])
    }

    /// Where even that fails the complaint stays among those of which nothing was noted.
    private func leave(_ id: EntryReference) async {
        do {
            try await calls.run { [judge] in try judge.leave(id) }
        } catch {
            logger.error(
                "a complaint cannot be given to people",
                metadata: ["complaint": "\(id)", "reason": "\(error)"])
        }
    }

    /// Once: what was decided and not noted before the last stop, and what is to be looked at again.
    private func begin() throws {
        guard !state.withLock({ $0.hasBegun }), isPlatform else { return }
        var query = ComplaintQuery(channels: node.channels)
        query.limit = min(Self.settledMax, ComplaintQuery.limits.upperBound)
        for summary in try register.page(query).complaints where summary.refusal == nil {
            // One that cannot be read holds up no other.
            do { try judge.settle(summary.id) } catch { failed(summary.id, error) }
        }
        try rememberOpen()
        state.withLock { $0.hasBegun = true }
    }

    /// What is looked at again, of all that is open: not of the most urgent alone, of which few complaints may be all.
    private func rememberOpen() throws {
        var query = ComplaintQuery(channels: node.channels)
        query.isOpen = true
        query.limit = ComplaintQuery.limits.upperBound
        var looked = 0
        repeat {
            let page = try register.page(query)
            for summary in page.complaints
            where summary.refusal == nil && summary.stages.keys.contains(where: \.awaitsDecision) {
                looked += 1
                // One that cannot be read holds up no other.
                do { try remember(summary.id) } catch { failed(summary.id, error) }
            }
            query.after = page.next
        } while query.after != nil && looked < RejudgingList.keptMax
    }

    private func remember(_ id: EntryReference) throws {
        let noted = try register.judgements(of: id).filter { $0.review != nil }
        let pending = ScoreFeature.pendingMembers.rawValue
        let now = node.clock.now()
        state.withLock { state in
            if noted.contains(where: { $0.review == .notScored || $0.review == .rightAwaited }) {
                state.list.failed(id, at: now)
            } else if noted.contains(where: { judgement in
                judgement.contributions.contains { $0.feature == pending }
            }) {
                state.list.judged(id, awaitsWitnesses: true)
            }
        }
    }

    // MARK: Deadlines

    /// Notices all deadlines that are due, each once, however often the node is stopped and the clock set.
    /// - Returns: when the next one is.
    @discardableResult
    package func fireDeadlines() async throws -> UInt64? {
        try await calls.run { [self] in
            var now = node.clock.now()
            var next: UInt64?
            repeat {
                var fired: [Deadline] = []
                next = try register.fire(now: now, limit: Self.firedMax) { due in
                    tell(due)
                    fired = due
                }
                judge.counts.add(fired)
                guard !fired.isEmpty else { break }
                now = node.clock.now()
            } while next.map { $0 <= now } ?? false
            return next
        }
    }

    private func tell(_ due: [Deadline]) {
        guard isPlatform else { return }
        for deadline in due {
            logger.log(
                level: deadline.kind.isUrgent ? .warning : .info,
                "a deadline of a complaint has come",
                metadata: [
                    "complaint": "\(deadline.subject)", "kind": "\(deadline.kind.rawValue)",
                    "listings": "\(deadline.places.count)",
                ])
        }
    }
}

extension Deadline.Kind {
    /// Whether somebody has to do something now.
    var isUrgent: Bool {
        switch self {
        case .decisionWarning, .decisionEscalation, .decisionDue, .objectionEscalation,
            .objectionDue, .orderUnconfirmed, .customsEscalation, .customsDue:
            true
        case .evidenceDue, .pauseEnds, .objectionWindowEnds, .holdEnds: false
        }
    }
}
