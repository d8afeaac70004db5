package import TransparencyLog

/// Brings the checkpoints of one own log to one witness: when to submit, from which size on to prove,
/// and what its answers mean. A value; whoever carries out its actions has the clock, the record and
/// the socket.
///
/// Of checkpoints that come in quick succession only the newest is submitted, and one submission is
/// under way at a time, so a busy log costs a witness no more than one request each `interval`.
package struct WitnessSubmission: Sendable {
    package struct Limits: Equatable, Sendable {
        /// Waited for more after a checkpoint, before it is submitted.
        package var gap = Duration.milliseconds(200)
        /// Between two submissions.
        package var interval = Duration.seconds(2)
        /// Times in a row that a proof is made anew from the size that the witness names.
        package var conflictsMax = 3
        /// After no answer.
        package var absence = Backoff(first: .seconds(1), limit: .seconds(300))
        /// After the witness said no.
        package var refusal = Backoff(first: .seconds(60), limit: .seconds(3_600))

        package init() {}
    }

    package enum Event: Equatable, Sendable {
        /// A checkpoint of this size is signed; also told at start.
        case signed(TreeSize)
        /// The witness cosigned at this size; the line is verified, and kept.
        case cosigned(TreeSize)
        /// It answered with another size than the proof began at.
        /// - `signed`: of the newest checkpoint that this member has signed.
        case conflict(TreeSize, signed: TreeSize)
        /// It found that the checkpoint of this size does not extend what it cosigned.
        case contradicted(TreeSize)
        /// It refused for another reason, or answered with what is no cosignature of its key.
        case refused
        case failed
        /// There was nothing to submit any more.
        case withdrawn
        case rosterChanged
        case time
    }

    package enum Action: Equatable, Sendable {
        /// Submit the newest checkpoint with a proof from this size on, and answer with an event.
        case submit(from: TreeSize)
        case wake(at: Duration)
        /// The witness claims what this member does not know of its own log.
        case alarm(OwnLogClaim.Kind, size: TreeSize)
    }

    private let limits: Limits
    private var signed: TreeSize = 0
    /// The largest size for which a cosignature is held.
    private var cosigned: TreeSize?
    /// Where the witness stands, as far as is known.
    private var witnessSize: TreeSize
    private var isSubmitting = false
    private var conflicts = 0
    private var dueAt: Duration?
    private var lastAt: Duration?
    private var absence: Backoff
    private var refusal: Backoff

    /// - Parameter cosigned: the largest size for which a cosignature is held already.
    package init(cosigned: TreeSize?, limits: Limits = Limits()) {
        self.limits = limits
        self.cosigned = cosigned
        witnessSize = cosigned ?? 0
        absence = limits.absence
        refusal = limits.refusal
    }

    package mutating func handle(_ event: Event, at moment: Moment) -> [Action] {
        let now = moment.uptime
        var actions: [Action] = []
        switch event {
        case .signed(let size):
            signed = max(signed, size)
            if dueAt == nil, !isSubmitting { schedule(at: now + limits.gap) }
        case .cosigned(let size):
            isSubmitting = false
            conflicts = 0
            absence.succeed()
            refusal.succeed()
            cosigned = max(cosigned ?? 0, size)
            witnessSize = max(witnessSize, size)
            schedule(at: now)
        case .conflict(let size, let signed):
            isSubmitting = false
            absence.succeed()
            guard size <= signed else {
                actions.append(.alarm(.ahead, size: size))
                schedule(at: now + refusal.fail(random: moment.random))
                break
            }
            witnessSize = size
            conflicts += 1
            if conflicts <= limits.conflictsMax {
                dueAt = now
            } else {
                conflicts = 0
                schedule(at: now + absence.fail(random: moment.random))
            }
        case .contradicted(let size):
            isSubmitting = false
            actions.append(.alarm(.differs, size: size))
            schedule(at: now + refusal.fail(random: moment.random))
        case .refused:
            isSubmitting = false
            schedule(at: now + refusal.fail(random: moment.random))
        case .failed:
            isSubmitting = false
            schedule(at: now + absence.fail(random: moment.random))
        case .withdrawn:
            isSubmitting = false
            dueAt = nil
        case .rosterChanged:
            absence.succeed()
            refusal.succeed()
            if !isSubmitting { schedule(at: now) }
        case .time:
            break
        }
        proceed(at: now, &actions)
        return actions
    }

    private var isWanted: Bool { signed > 0 && signed > cosigned ?? 0 }

    private mutating func schedule(at time: Duration) {
        dueAt = max(time, lastAt.map { $0 + limits.interval } ?? time)
    }

    private mutating func proceed(at now: Duration, _ actions: inout [Action]) {
        guard !isSubmitting, let due = dueAt else { return }
        guard isWanted else {
            dueAt = nil
            return
        }
        guard due <= now else {
            actions.append(.wake(at: due))
            return
        }
        dueAt = nil
        lastAt = now
        isSubmitting = true
        actions.append(.submit(from: witnessSize))
    }
}
