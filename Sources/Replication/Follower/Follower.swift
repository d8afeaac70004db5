package import AllianceNames
import Roster
import TransparencyLog

/// Keeps one log as its author signed it: decides what to believe, what to fetch, from whom, what to
/// store, and who is to blame. A value: events in, actions out; whoever carries out the actions needs
/// no judgement of its own.
///
/// It promises:
/// - Nothing is stored that is not below a checkpoint signed by the log's key, within the roster's
///   scope, and consistent with everything stored before; payloads match their commits.
/// - The log is frozen, and its author reported, only when two checkpoints signed with the log's key
///   contradict each other. Bytes that do not fit a signed root are the fault of the peer that sent
///   them: it is left alone for a while and another is asked.
/// - At most one peer is asked at a time, and what the store holds is all that is needed to go on
///   after any interruption.
///
/// Source: docs/replication.md.
package struct Follower: Sendable {
    package enum Role: Sendable {
        /// Another member's log, to be held as far as its checkpoints reach.
        case mirror
        /// This node's own log: only compared with what others show of it, never written here.
        case own
    }

    package let origin: LogOrigin
    package let role: Role
    package private(set) var held: LogState
    package internal(set) var obstacle: Obstacle?

    let limits: FollowerLimits
    private(set) var key: VerifierKey?
    private(set) var scope: LogScope = .never
    private(set) var erased = ErasedEntries.none
    var sources: SourceTable
    var phase = GrowthPhase.idle
    /// The store's answer that is waited for.
    var storing: JobID?
    /// Where an earlier growth found a bundle larger than usual.
    var isOversize = false
    /// Whether what is held, as far as the roster's end and beyond, is on another branch than the roster's;
    /// nil while that is not known.
    var isAstray: Bool?
    /// A believed checkpoint that the store found a growth to disagree with. It is one of several that are believed
    /// and not reached, of which the state names the largest; what is grown towards next is proven against it too.
    var disputed: CheckpointRecord?
    private var comparing: (job: JobID, subject: Compared)?
    /// A fork that the store has not recorded yet.
    private var freezing: Freezing?

    private enum Compared {
        case shown(VerifiedCheckpoint, by: MemberID)
        /// Where the roster ends the log.
        case rosterEnd(size: TreeSize, root: Digest)
    }

    private struct Freezing {
        let finding: ForkFinding
        /// Set where the store may not know the log.
        let believing: VerifiedCheckpoint?
        let proof: VerifiedForkProof?
    }

    private var storeBackoff: Backoff
    private var storeNotBefore: Duration = .zero
    private var lastWake: Duration?
    private var lastJob: JobID = 0

    /// - Parameter held: what the store holds; an empty log where it knows none.
    package init(
        origin: LogOrigin, role: Role, held: LogState, limits: FollowerLimits = FollowerLimits()
    ) {
        precondition(
            held.origin == origin, "state of \(held.origin) given to the follower of \(origin)")
        self.origin = origin
        self.role = role
        self.held = held
        self.limits = limits
        sources = SourceTable(limits: limits)
        storeBackoff = limits.store
    }

    package mutating func handle(_ event: FollowerEvent, at moment: Moment) -> [FollowerAction] {
        var actions: [FollowerAction] = []
        switch event {
        case .offered(let checkpoint, let peer, let rank):
            offered(checkpoint, by: peer, rank: rank, at: moment, &actions)
        case .gone(let peer):
            sources.remove(peer)
        case .roster(let key, let scope):
            guard (key, scope) != (self.key, self.scope) else { break }
            (self.key, self.scope) = (key, scope)
            isAstray = nil
            disputed = nil
            stopGrowing(&actions)
        case .forked(let finding):
            held.frozen = held.frozen ?? finding
            freezing = nil
            stopGrowing(&actions)
        case .held(let state):
            held = state
            isAstray = nil
            disputed = nil
            // What is being compared is what was held before.
            if case .rosterEnd? = comparing?.subject { comparing = nil }
            stopGrowing(&actions)
            sources.forgive()
        case .erased(let erased):
            guard erased != self.erased else { break }
            self.erased = erased
            // What is under way is checked by the old set, and would be held against who is right.
            stopGrowing(&actions)
            sources.forgive()
        case .tiles(let job, let tiles):
            took(tiles, for: job, at: moment, &actions)
        case .bundle(let job, let checked):
            took(checked, for: job, at: moment, &actions)
        case .failed(let job, let failure):
            failed(job, failure, at: moment, &actions)
        case .stored(let job, let state):
            stored(job, state, &actions)
        case .storeFailed(let job, let state, let believed):
            storeFailed(job, state, against: believed, at: moment, &actions)
        case .compared(let job, let comparison):
            compared(job, comparison, at: moment, &actions)
        case .flush:
            store(atLeast: 1, &actions)
        case .time:
            lastWake = nil
        }
        proceed(at: moment, &actions)
        return actions
    }

    /// Entries that a peer has shown a checkpoint for and that are not held.
    package func behind(_ peer: MemberID) -> UInt64 {
        // Of an own log only the store is held up to date, and it is ahead of what anybody shows.
        guard role == .mirror, let shown = sources.newest(of: peer), shown.size > held.size else {
            return 0
        }
        return shown.size - held.size
    }

    mutating func newJob() -> JobID {
        lastJob += 1
        return lastJob
    }

    /// Whether the log may grow here at all.
    var mayGrow: Bool {
        role == .mirror && key != nil && scope != .never && held.frozen == nil && freezing == nil
    }

    /// Entries that the roster lets count, at most.
    var scopeEnd: TreeSize {
        switch scope {
        case .open: logEntriesMax
        case .until(let size, _): size
        case .never: 0
        }
    }

    /// Entries held that are known to be below a believed checkpoint, which may promise more.
    var signedSize: TreeSize { min(held.size, held.target?.size ?? 0) }

    /// Up to here no checkpoint is of use: what is held goes at least as far. Over the roster's end that is
    /// of no use itself while no checkpoint proves what counts.
    var sizeOfNoUse: TreeSize {
        guard isAstray == false, isWanting, held.size >= scopeEnd else { return held.size }
        return max(scopeEnd, 1) - 1
    }

    /// Whether entries that count are still to come, or a checkpoint that proves them to others. That one may
    /// lie beyond the roster's end; it is of use only where what is held is on the roster's branch.
    var isWanting: Bool {
        if held.size < scopeEnd { return true }
        guard case .until(let size, _) = scope, isAstray == false else { return false }
        return held.served?.size ?? 0 < size
    }

    private mutating func proceed(at moment: Moment, _ actions: inout [FollowerAction]) {
        let now = moment.uptime
        // First, since it may find that it has come to its end, and then something else is chosen.
        if case .large = phase { pump(at: moment, &actions) }
        if storing == nil, now >= storeNotBefore {
            if let freezing {
                let job = newJob()
                storing = job
                actions.append(
                    .freeze(
                        job, freezing.finding, believing: freezing.believing,
                        proof: freezing.proof))
            } else if mayGrow {
                if case .idle = phase { choose(at: now, &actions) }
            }
        }
        compareNext(at: now, &actions)
        wakeWhenNeeded(after: now, &actions)
    }

    private mutating func wakeWhenNeeded(after now: Duration, _ actions: inout [FollowerAction]) {
        var times: [Duration] = []
        if storeNotBefore > now, storing == nil { times.append(storeNotBefore) }
        if case .idle = phase, mayGrow, storing == nil, obstacleIsPassable,
            let chance = sources.nextChance(above: sizeOfNoUse, after: now)
        {
            times.append(chance)
        }
        guard let next = times.min(), next != lastWake else { return }
        lastWake = next
        actions.append(.wake(at: next))
    }

    /// An entry that cannot be read stays so, whoever shows it.
    var obstacleIsPassable: Bool {
        guard case .entryMalformed(let index, _) = obstacle else { return true }
        return index != held.size
    }
}

// MARK: Checkpoints

extension Follower {
    private mutating func offered(
        _ signed: SignedCheckpoint, by peer: MemberID, rank: Int, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        // Without a key from the roster nothing can be said of it, neither good nor bad.
        guard let key, scope != .never else { return }
        guard let checkpoint = verified(signed, by: key, from: peer, at: moment, &actions) else {
            return
        }
        let isNews = sources.newest(of: peer).map(CheckpointKey.init) != CheckpointKey(checkpoint)
        guard sources.offer(checkpoint, by: peer, rank: rank), isNews else { return }
        actions.append(.report(.shown(checkpoint, by: peer)))
        guard role == .mirror, held.frozen == nil, !held.isSettled, freezing == nil,
            let (believed, verified) = rival(of: checkpoint)
        else { return }
        fork(believed, believing: verified, checkpoint, by: peer, at: moment, &actions)
    }

    private mutating func verified(
        _ signed: SignedCheckpoint, by key: VerifierKey, from peer: MemberID, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) -> VerifiedCheckpoint? {
        let failure: ReplicationError
        if signed.checkpoint.size > logEntriesMax {
            failure = .checkpointTooLarge(
                origin: origin, size: signed.checkpoint.size, sizeMax: logEntriesMax)
        } else {
            // A hub repeats what others have shown, and a signature costs as much as a hundred hashes.
            if let known = sources.verified(CheckpointKey(signed.checkpoint)),
                known.checkpoint == signed.checkpoint
            {
                return known
            }
            do { return try signed.verified(by: key).alone } catch {
                failure = .checkpoint(detail: error.description)
            }
        }
        refuse(peer, .refused(failure), at: moment, &actions)
        return nil
    }

    /// A checkpoint that is known, of the same size, and has another root.
    private func rival(
        of checkpoint: VerifiedCheckpoint
    ) -> (CheckpointRecord, VerifiedCheckpoint?)? {
        guard checkpoint.size <= scopeEnd || isAstray == true else { return nil }
        func contradicts(_ size: TreeSize, _ root: Digest) -> Bool {
            size == checkpoint.size && root != checkpoint.root
        }
        for record in [held.target, held.served].compactMap({ $0 })
        where contradicts(record.size, record.root) {
            return (record, nil)
        }
        for (_, known) in sources.newest where contradicts(known.size, known.root) {
            return (CheckpointRecord(known), known)
        }
        return nil
    }

    /// Two checkpoints that the log's key signed cannot both be true.
    /// - Parameter extending: the larger one's tree, proven to extend another one than the smaller's;
    ///   nil where the sizes are equal, or no such proof is at hand.
    mutating func fork(
        _ believed: CheckpointRecord, believing: VerifiedCheckpoint?,
        _ offered: VerifiedCheckpoint, extending: ForkProof.Difference? = nil, by peer: MemberID,
        at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        guard freezing == nil, held.frozen == nil else { return }
        let finding = ForkFinding(
            origin: origin,
            contradiction: believed.size == offered.size ? .twoRoots : .notExtended,
            believed: believed, offered: CheckpointRecord(offered), offeredBy: peer,
            foundAt: moment.wall)
        stopGrowing(&actions)
        // Only a store that knows nothing of the log needs to be told what it was.
        freezing = Freezing(
            finding: finding, believing: held.target == nil && held.size == 0 ? believing : nil,
            proof: proof(of: finding, extending))
        actions.append(.report(.forked(finding)))
    }

    /// Nil where it takes hashes that are not at hand (`ForkProving` fetches them).
    private func proof(
        of finding: ForkFinding, _ difference: ForkProof.Difference?
    ) -> VerifiedForkProof? {
        guard let key else { return nil }
        return ForkProving(finding, key: key)?.proof(by: difference)
    }

    mutating func refuse(
        _ peer: MemberID, _ failure: FetchFailure, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        sources.fail(peer, failure, at: moment)
        actions.append(.report(.refused(peer, failure)))
    }
}

// MARK: Comparing with what is held

extension Follower {
    private mutating func compareNext(at now: Duration, _ actions: inout [FollowerAction]) {
        guard comparing == nil, now >= storeNotBefore, held.frozen == nil, freezing == nil else {
            return
        }
        if compareEnd(&actions) { return }
        // Of a fork that is settled all is known.
        guard !held.isSettled else { return }
        let ends = [held.served, held.target].compactMap { $0 }.map { CheckpointKey($0) }
        for end in ends where end.size <= held.size { sources.markCompared(end) }
        // A mirror compares what others have less of; an author, all that others show of its log. What is
        // beyond the roster's end matters only where this node itself is on the other branch.
        let limit =
            switch role {
            case .own: TreeSize.max
            case .mirror where isAstray == true: max(held.served?.size ?? 0, signedSize)
            case .mirror: min(held.served?.size ?? 0, scopeEnd)
            }
        guard let (peer, checkpoint) = sources.uncompared(where: { $0.size <= limit }) else {
            return
        }
        let job = newJob()
        comparing = (job, .shown(checkpoint, by: peer))
        actions.append(.compare(job, checkpoint.checkpoint))
    }

    /// Looks whether what is held is on the roster's branch, once it reaches the roster's end: no peer may
    /// ever show the other branch below it.
    private mutating func compareEnd(_ actions: inout [FollowerAction]) -> Bool {
        guard mayGrow, isAstray == nil, case .until(let size, let root) = scope, size > 0,
            held.size >= size
        else { return false }
        let job = newJob()
        comparing = (job, .rosterEnd(size: size, root: root))
        actions.append(
            .compare(job, Checkpoint(origin: origin.description, size: size, root: root)))
        return true
    }

    private mutating func compared(
        _ job: JobID, _ comparison: HeldComparison, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        guard let (waiting, subject) = comparing, waiting == job else { return }
        comparing = nil
        storeBackoff.succeed()
        switch subject {
        case .shown(let checkpoint, let peer):
            compared(checkpoint, by: peer, comparison, at: moment, &actions)
        case .rosterEnd(let size, let root):
            guard scope == .until(size: size, root: root) else { break }
            if case .differs = comparison { isAstray = true } else { isAstray = false }
        }
    }

    private mutating func compared(
        _ checkpoint: VerifiedCheckpoint, by peer: MemberID, _ comparison: HeldComparison,
        at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        sources.markCompared(CheckpointKey(checkpoint))
        switch (role, comparison) {
        case (_, .same): break
        case (.own, .beyond(let size)):
            actions.append(.report(.ownLogAhead(checkpoint, by: peer, held: size)))
        case (.own, .differs):
            actions.append(.report(.ownLogDiffers(checkpoint, by: peer)))
        case (.mirror, .differs(let root, let way)):
            let believed = [held.served, held.target].compactMap(\.self)
                .first { $0.size >= checkpoint.size }
            guard let believed else { break }
            fork(
                believed, believing: nil, checkpoint,
                extending: way.map { .prefix(root: root, path: $0.path) }, by: peer, at: moment,
                &actions)
        case (.mirror, .beyond):
            // The store has lost entries since `held` was read; the next growth finds out.
            break
        }
    }
}

// MARK: The store's answers

extension Follower {
    private mutating func stored(
        _ job: JobID, _ state: LogState, _ actions: inout [FollowerAction]
    ) {
        held = state
        guard storing == job else { return }
        storing = nil
        storeBackoff.succeed()
        if state.frozen != nil {
            freezing = nil
            stopGrowing(&actions)
            return
        }
        if let obstacle, obstacle.index < held.size { meet(nil, &actions) }
        storedGrowth(&actions)
    }

    mutating func met(
        withheld index: EntryIndex, by peer: MemberID, _ actions: inout [FollowerAction]
    ) {
        var peers: Set<MemberID> = [peer]
        if case .withheld(index, let others) = obstacle { peers.formUnion(others) }
        meet(.withheld(index, by: peers.sorted()), &actions)
    }

    mutating func meet(_ obstacle: Obstacle?, _ actions: inout [FollowerAction]) {
        guard obstacle != self.obstacle else { return }
        self.obstacle = obstacle
        actions.append(.report(.obstacle(obstacle)))
    }

    private mutating func storeFailed(
        _ job: JobID, _ state: LogState?, against believed: CheckpointRecord?, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        if let state { held = state }
        if comparing?.job == job { comparing = nil } else if storing != job { return }
        storing = storing == job ? nil : storing
        // Once the roster has ended the log its branch counts, and what is in its way is settled.
        if scope == .open { disputed = believed }
        storeNotBefore = moment.uptime + storeBackoff.fail(random: moment.random)
        stopGrowing(&actions)
    }

    /// Gives up what is under way; what is wanted is chosen anew from what is held.
    mutating func stopGrowing(_ actions: inout [FollowerAction]) {
        drop(phase.jobs, &actions)
        phase = .idle
    }

    func drop(_ jobs: [JobID], _ actions: inout [FollowerAction]) {
        if !jobs.isEmpty { actions.append(.drop(jobs)) }
    }
}
