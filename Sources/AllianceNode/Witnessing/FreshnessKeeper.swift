package import AllianceNames
package import Logging
import Peering
package import Replication
package import Roster
import ServiceLifecycle
import Synchronization
import TransparencyLog

/// Cosigns this member's own newest checkpoints again and again, so that others know them to be fresh,
/// and says when another member's are not.
package final class FreshnessKeeper: Service {
    private let own: OwnCheckpoints
    private let records: any WitnessRecords
    private let register: RosterRegister
    private let keys: OwnCosigner
    private let clock: WallClock
    private let calls: BlockingCalls
    private let logger: Logger
    private let sleep: @Sendable (Duration) async throws -> Void
    private let stale = Mutex<Set<MemberID>>([])
    /// By the name of the log, and the reason.
    private let refusals = Repeats<[String]>()
    /// The checkpoint of each log that was cosigned last, when, and with which key.
    private let cosigned = Mutex<[LogOrigin: (size: TreeSize, at: UInt64, key: VerifierKey)]>([:])

    /// - Parameters:
    ///   - records: what was cosigned; nil where the store cannot go back.
    ///   - keys: this member's cosigner keys.
    ///   - sleep: how time passes between two looks.
    package init(
        member: MemberID, store: any LogStore & WitnessStore, records: (any WitnessRecords)? = nil,
        register: RosterRegister, keys: OwnCosigner, clock: WallClock, calls: BlockingCalls,
        logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void = {
            try await Task.sleep(for: $0)
        }
    ) {
        own = OwnCheckpoints(member: member, store: store)
        self.records = records ?? store
        self.register = register
        self.keys = keys
        self.clock = clock
        self.calls = calls
        self.logger = logger
        self.sleep = sleep
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var sinceLook = Duration.zero
            var isFirst = true
            while !Task.isCancelled {
                let isLookDue = isFirst || sinceLook >= self.interval
                if isLookDue { (isFirst, sinceLook) = (false, .zero) }
                do {
                    try await self.calls.run {
                        try self.cosignOwn()
                        if isLookDue { try self.noteStale() }
                    }
                } catch {
                    self.logger.error(
                        "own checkpoints cannot be cosigned", metadata: ["error": "\(error)"])
                }
                // What was signed soon after a cosignature has none yet, and may be the last for days:
                // nobody else comes to give it one.
                let pause = min(self.interval, .seconds(Self.busySeconds))
                do { try await self.sleep(pause) } catch { return }
                sinceLook += pause
            }
        }
    }

    private var interval: Duration {
        let staleness = register.newest?.roster.stalenessSeconds ?? Freshness.intervalMax
        return Freshness.interval(stalenessSeconds: staleness)
    }

    /// Between two cosignatures of one log that is written to all the time, in seconds; and until the
    /// newest checkpoint of one has its own.
    package static let busySeconds: UInt64 = 10

    /// Cosigns what is due: also called before new checkpoints are served, so that a first one is never
    /// without. Blocks.
    package func cosignOwn() throws {
        guard let roster = register.newest, !register.standing().isExpired,
            let signer = keys.signer(by: roster)
        else { return }
        let now = clock.now() / 1_000
        for (origin, record) in try own.newest(in: roster) {
            do {
                try cosign(origin, record, roster, with: signer, at: now)
            } catch let error as WitnessMarksError where error.origin != nil {
                // The others are.
                if refusals.isDue([origin.description, error.keyword], at: clock.now()) {
                    logger.critical(
                        "own log is not cosigned",
                        metadata: ["origin": "\(origin)", "reason": "\(error)"])
                }
            }
        }
    }

    private func cosign(
        _ origin: LogOrigin, _ record: CheckpointRecord, _ roster: VerifiedRoster,
        with signer: NoteSigner, at now: UInt64
    ) throws {
        let (key, staleness) = (signer.verifierKey, roster.roster.stalenessSeconds)
        guard isDue(origin, record.size, key, staleness, at: now),
            let logKey = roster.logKey(for: origin),
            try !own.store.ownLogClaims().contains(where: {
                $0.forbidsSigning(of: origin, held: record.size)
            }),
            // A tree that others have seen, and this node has not, makes its newest one anything but fresh.
            try !own.store.seenCheckpoints(of: origin).contains(where: {
                $0.record.size > record.size
            })
        else { return }
        let verified = try SignedCheckpoint(parsing: record.noteText).verified(by: logKey)
        let bare = CosignedCheckpoint(verified, cosigners: [])
        // By the rule of every cosigner: never a smaller tree than before, nor another one.
        let last = try records.witnessRecord(of: origin)?.state
        let request = Witness.Request(
            checkpoint: verified,
            proof: try own.proof(
                of: origin, from: min(last?.size ?? 0, record.size), to: record))
        do {
            _ = try records.advanceWitness(of: origin, note: bare.noteText) {
                try Witness.judge(request, after: $0)
            }
        } catch WitnessRefusal.conflict(let size) where size <= record.size {
            return  // another process was first
        } catch let refusal as WitnessRefusal {
            logger.critical(
                "this member's own log does not extend what it cosigned before; it is not cosigned",
                metadata: ["origin": "\(origin)", "reason": "\(refusal)"])
            return
        }
        let line = signer.sign(text: bare.checkpoint.description, timestamp: max(1, now))
        var signed = try SignedCheckpoint(parsing: bare.noteText)
        signed.add(line)
        // What was signed while this clock was ahead would keep the line from being served.
        try own.store.keep(
            CosignedCheckpoint(
                signed.verified(by: logKey), cosigners: [key]),
            of: origin, limit: FreshnessLimit(of: origin, in: roster, at: now),
            durability: .withNext)
        cosigned.withLock { $0[origin] = (record.size, now, key) }
    }

    private func isDue(
        _ origin: LogOrigin, _ size: TreeSize, _ key: VerifierKey, _ staleness: UInt64,
        at now: UInt64
    ) -> Bool {
        // Lines of another key may count no more.
        guard let last = cosigned.withLock({ $0[origin] }), last.at <= now, last.key == key else {
            return true
        }
        let interval = UInt64(Freshness.interval(stalenessSeconds: staleness) / .seconds(1))
        return now - last.at >= (last.size == size ? interval : min(interval, Self.busySeconds))
    }

    /// Says once that a member has become stale, and once that it is not any more.
    private func noteStale() throws {
        guard let roster = register.newest else { return }
        let now = clock.now() / 1_000
        var found: Set<MemberID> = []
        for member in roster.activeMembers where member.id != own.member {
            let freshness = try MemberFreshness.of(
                member.id, roster: roster, readBy: own.member, store: own.store, at: now)
            if freshness.isStale { found.insert(member.id) }
        }
        let before = stale.withLock { known in
            defer { known = found }
            return known
        }
        for member in found.subtracting(before).sorted() {
            logger.warning(
                "nothing fresh of a member's logs has arrived", metadata: ["member": "\(member)"])
        }
        for member in before.subtracting(found).sorted() {
            logger.info("a member's logs are fresh again", metadata: ["member": "\(member)"])
        }
    }
}

/// How fresh what is held of a member's logs is. Blocks.
package enum MemberFreshness {
    package static func of(
        _ member: MemberID, roster: VerifiedRoster, readBy reader: MemberID,
        store: any LogStore & WitnessStore, at now: UInt64
    ) throws -> Freshness {
        let logs = roster.logs.filter {
            $0.origin.member == member && $0.scope == .open
                && roster.mayRead(reader, $0.origin.channel)
        }
        return Freshness.worst(
            of: try logs.map { log in
                try of(log.origin, roster: roster, store: store, at: now)
            })
    }

    package static func of(
        _ origin: LogOrigin, roster: VerifiedRoster, store: any LogStore & WitnessStore,
        at now: UInt64
    ) throws -> Freshness {
        Freshness(
            latest: try store.authorCosignedAt(origin, in: roster, at: now),
            hasEntries: try store.state(of: origin)?.served != nil,
            stalenessSeconds: roster.roster.stalenessSeconds, now: now)
    }
}
