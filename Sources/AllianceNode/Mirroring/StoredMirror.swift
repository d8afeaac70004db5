package import AllianceNames
package import Logging
package import NodeAPI
import Peering
package import Replication
import Roster
package import TransparencyLog

/// Holds the logs and files that members behind firewalls bring, in the record of this node and in its
/// shelf, where those go that it fetches: to everybody else it is the same.
package struct StoredMirror: Mirroring {
    /// What the rest of the node hears of it. A hook must return at once.
    package struct Hooks: Sendable {
        /// Entries are held, durably.
        package var admitted: @Sendable (AdmittedEntries) -> Void = { _ in }
        /// The record has more of a log than before.
        package var grown: @Sendable (LogState) -> Void = { _ in }
        /// A checkpoint with more signatures than its log's: nobody has verified them.
        package var cosigned: @Sendable (SignedCheckpoint, LogOrigin, MemberID) -> Void = {
            _, _, _ in
        }
        /// The author signed two histories; to be kept, which freezes the log, before it is answered.
        package var forked: @Sendable (EvidenceRecord) async -> Void = { _ in }
        /// A log follows the branch that the roster names, and did not before; of so many entries that it had, others
        /// may have been taken out. To be taken up before it is answered.
        package var settled: @Sendable (LogState, TreeSize) async -> Void = { _, _ in }
        /// Evidence to be looked at. Returns whether all of it holds.
        package var evidence: @Sendable (EvidenceAnswer, MemberID) async -> Bool = { _, _ in true }

        package init() {}
    }

    private let member: MemberID
    private let store: any LogStore
    /// Nil at a node that reads no desk.
    private let files: EvidenceShelf?
    private let register: RosterRegister
    private let clock: WallClock
    private let calls: BlockingCalls
    private let hooks: Hooks
    private let logger: Logger
    private let contacts = Repeats<Contact>()
    private let before = BroughtBefore()
    private let turns: PosterTurns

    package init(
        member: MemberID, store: any LogStore, files: EvidenceShelf? = nil,
        register: RosterRegister, clock: WallClock, calls: BlockingCalls, hooks: Hooks,
        turns: PosterTurns = PosterTurns(), logger: Logger
    ) {
        self.member = member
        self.store = store
        self.files = files
        self.register = register
        self.clock = clock
        self.calls = calls
        self.hooks = hooks
        self.turns = turns
        self.logger = logger
    }

    // MARK: Checkpoints

    package func addCheckpoint(
        _ bytes: [UInt8], oldRoot: Digest?, from poster: MemberID
    ) async throws -> MirrorAnswer {
        try await answering(poster) {
            guard bytes.count <= AddCheckpointRequest.bytesMax else {
                throw MirrorRefusal.tooLarge(bytesMax: AddCheckpointRequest.bytesMax)
            }
            let request: AddCheckpointRequest
            do { request = try AddCheckpointRequest(parsing: bytes) } catch {
                throw MirrorRefusal.malformed(detail: "\(error)")
            }
            guard let origin = try? LogOrigin(parsing: request.checkpoint.checkpoint.origin)
            else { throw MirrorRefusal.unknownLog }
            // It is judged by what is believed, and then believed itself: nothing else of this author's comes between.
            try await turns.run(of: poster) {
                try await take(request, of: origin, oldRoot: oldRoot, from: poster)
            }
            let state = try await held(origin)
            hooks.grown(state)
            if request.checkpoint.note.signatures.count > 1 {
                hooks.cosigned(request.checkpoint, origin, poster)
            }
            return answer(state)
        }
    }

    private func take(
        _ request: AddCheckpointRequest, of origin: LogOrigin, oldRoot: Digest?,
        from poster: MemberID
    ) async throws {
        let settled = try await calls.run {
            try self.settle(request, of: origin, oldRoot: oldRoot, from: poster)
        }
        if let settled { await hooks.settled(settled.state, settled.before) }
        let judgement = try await calls.run {
            try self.judge(request, of: origin, oldRoot: oldRoot, from: poster)
        }
        if case .forked(let proof) = judgement { try await freeze(by: proof, from: poster) }
    }

    /// A proof that is kept freezes the log, here and wherever it travels to.
    private func freeze(by proof: VerifiedForkProof, from poster: MemberID) async throws {
        await hooks.forked(
            try EvidenceRecord(fork: proof, shownBy: poster, keptAt: clock.now()))
        throw MirrorRefusal.frozen
    }

    /// Has a log that is frozen, or believes what may be of another branch, follow the one that the roster names, once
    /// the author has shown where it parts from what is held.
    /// - Returns: what is held then, and its size before; nil where there is nothing to settle.
    private func settle(
        _ request: AddCheckpointRequest, of origin: LogOrigin, oldRoot: Digest?,
        from poster: MemberID
    ) throws -> (state: LogState, before: TreeSize)? {
        let state = try store.state(of: origin)
        let intake = try intake(origin, from: poster, state)
        var branch = before[origin].branch
        defer { before[origin].branch = branch }
        let settlement = try intake.settlement(
            before: request, oldRoot: oldRoot,
            signed: { try signed(origin, isKnown: state != nil) }, branch: &branch
        ) { size in
            try TiledTree(size: size) { try tile($0, of: origin) }.root()
        }
        guard let settlement else { return nil }
        let finding = try intake.finding(
            settlement, by: request, from: poster, at: clock.now())
        // Should it end here, the log is a frozen one, and is settled by what is brought next.
        if let finding { try store.freeze(origin, finding) }
        try store.settle(origin, settlement)
        return try store.state(of: origin).map { ($0, intake.held.size) }
    }

    private func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8] {
        guard let bytes = try store.tile(of: origin, tile) else {
            throw ReplicatorError.tileMissing(origin, tile)
        }
        return bytes
    }

    /// Checkpoints of the log that its key signed, believed or shown.
    private func signed(_ origin: LogOrigin, isKnown: Bool) throws -> [CheckpointRecord] {
        try (isKnown ? store.checkpoints(of: origin) : [])
            + store.seenCheckpoints(of: origin).map(\.record)
    }

    /// Records what is news.
    private func judge(
        _ request: AddCheckpointRequest, of origin: LogOrigin, oldRoot: Digest?,
        from poster: MemberID
    ) throws -> MirrorIntake.Judgement {
        let state = try store.state(of: origin)
        let intake = try intake(origin, from: poster, state)
        var branch = before[origin].branch
        defer { before[origin].branch = branch }
        let signed = try signed(origin, isKnown: state != nil)
        let judgement = try intake.judge(
            request, oldRoot: oldRoot, signed: signed, branch: &branch
        ) { checkpoint in
            try HeldComparison.compare(checkpoint, with: intake.held) { tile in
                try self.tile(tile, of: origin)
            }
        }
        switch judgement {
        case .news(let checkpoint):
            do {
                try store.believe(checkpoint, for: origin)
            } catch LogStoreError.rootDiffers {
                // A follower has stored entries meanwhile, and it is judged by them when it comes again.
                throw MirrorRefusal.conflict(MirrorInfo(try store.state(of: origin) ?? intake.held))
            }
            try store.record([
                SeenCheckpoint(
                    origin: origin, peer: poster, record: CheckpointRecord(checkpoint),
                    seenAt: clock.now())
            ])
        case .known:
            let agreed = intake.agreement(by: request, believed: signed)
            if let agreed { before[origin].agreed = agreed }
        case .forked: break
        }
        return judgement
    }

    // MARK: Entries

    package func addEntries(
        _ bytes: [UInt8], from poster: MemberID
    ) async throws -> MirrorAnswer {
        try await answering(poster) {
            let request = try AddEntriesRequest(parsing: bytes)
            let origin = request.origin
            // All of a bundle may have to be read and hashed for it: nobody has that done on several threads.
            let refusal = try await turns.run(of: poster) {
                let admitted = try await calls.run { try self.admit(request, from: poster) }
                if case .forked(let proof) = admitted { try await freeze(by: proof, from: poster) }
                return admitted.refusal
            }
            let state = try await held(origin)
            hooks.grown(state)
            if let refusal { throw refusal }
            return answer(state)
        }
    }

    /// What became of entries.
    private enum Admitted {
        /// What keeps the rest of them from the record.
        case held(MirrorRefusal?)
        /// They prove that the author signed two histories; none are held.
        case forked(VerifiedForkProof)

        var refusal: MirrorRefusal? { if case .held(let refusal) = self { refusal } else { nil } }
    }

    private func admit(
        _ request: AddEntriesRequest, from poster: MemberID
    ) throws -> Admitted {
        let origin = request.origin
        let intake = try intake(origin, from: poster, store.state(of: origin))
        func readEntries(_ bundle: BundleCoordinate) throws -> [UInt8] {
            guard let bytes = try store.entries(of: origin, bundle) else {
                throw LogStoreError.notContiguous(
                    origin: origin, held: bundle.firstEntry, start: request.start)
            }
            return bytes
        }
        do {
            let admission = try intake.admit(
                request, erased: store.erased(of: origin), readEntries: readEntries)
            if let entries = admission.entries {
                // Before anybody is told of them, so that whoever merges finds the bytes.
                try store.admit(entries)
                hooks.admitted(entries)
            }
            return .held(admission.refusal)
        } catch MirrorRefusal.unproven(let detail) {
            let believed = try store.checkpoints(of: origin)
            if let proof = try intake.fork(
                in: request, against: believed, readEntries: readEntries)
            {
                return .forked(proof)
            }
            if let size = intake.doubt(believed: believed, agreed: before[origin].agreed) {
                throw MirrorRefusal.conflict(MirrorInfo(pending: size, next: size))
            }
            throw MirrorRefusal.unproven(detail: detail)
        } catch let error as LogStoreError {
            guard case .rootDiffers = error else { throw error }
            let rivals = try store.believed(against: error).map { [$0] } ?? []
            if let proof = try intake.fork(in: request, against: rivals, readEntries: readEntries) {
                return .forked(proof)
            }
            throw MirrorRefusal.unproven(detail: error.description)
        }
    }

    // MARK: Evidence

    package func addEvidence(_ bytes: [UInt8], from poster: MemberID) async throws {
        _ = try await answering(poster) {
            let evidence: EvidenceAnswer
            do { evidence = try EvidenceAnswer(parsing: bytes) } catch {
                throw MirrorRefusal.malformed(detail: "\(error)")
            }
            let holds = try await turns.run(of: poster) { await hooks.evidence(evidence, poster) }
            guard holds else {
                throw MirrorRefusal.unproven(detail: "a piece of the evidence does not hold")
            }
            return .taken(MirrorInfo(pending: 0, next: 0))
        }
    }

    // MARK: Files

    package func wantedObjects(of author: MemberID, after: Digest?) async throws -> WantedObjects {
        guard let files else { return WantedObjects([]) }
        return try await calls.run { try files.wanted(of: author, after: after) }
    }

    package func addObject(
        _ piece: [UInt8], of file: Digest, from: Int, by poster: MemberID
    ) async throws -> MirrorAnswer {
        try await answering(poster) {
            guard let files else { throw MirrorRefusal.notWanted }
            let info = try await calls.run {
                try files.take(piece, of: file, from: from, by: poster)
            }
            return info.next < info.pending ? .partly(info) : .taken(info)
        }
    }

    // MARK: Parts

    private func intake(
        _ origin: LogOrigin, from poster: MemberID, _ state: LogState?
    ) throws -> MirrorIntake {
        // The port has asked already whether the roster still holds; it may have changed since.
        let standing = register.standing()
        guard !standing.isExpired else {
            throw PeerProblem(
                status: 503, keyword: "roster-expired",
                detail: "Nothing is mirrored by roster version \(standing.roster.version).")
        }
        return try MirrorIntake(
            origin, postedBy: poster, to: member, roster: standing.roster, held: state)
    }

    private func held(_ origin: LogOrigin) async throws -> LogState {
        try await calls.run { [store] in
            try store.state(of: origin) ?? LogState(origin: origin, edge: CompactRange())
        }
    }

    private func answer(_ state: LogState) -> MirrorAnswer {
        let info = MirrorInfo(state)
        return info.next < info.pending ? .partly(info) : .taken(info)
    }

    /// Refusals as the port shows them. A store that was changed between looking and writing (by a
    /// follower, or another request of the same author) is a conflict like any other.
    private func answering(
        _ poster: MemberID, _ body: () async throws -> MirrorAnswer
    ) async throws -> MirrorAnswer {
        do {
            let answer = try await body()
            await note(poster, nil)
            return answer
        } catch MirrorRefusal.conflict(let info) {
            await note(poster, nil)
            return .conflict(info)
        } catch LogStoreError.notContiguous(let origin, _, _) {
            return .conflict(MirrorInfo(try await held(origin)))
        } catch LogStoreError.contradicted(let origin, _, _, _) {
            return .conflict(MirrorInfo(try await held(origin)))
        } catch LogStoreError.frozen {
            throw problem(.frozen)
        } catch let refusal as MirrorRefusal {
            let isDue = await note(poster, refusal)
            if isDue, [403, 422].contains(refusal.status) {
                logger.warning(
                    "a member brings of its own log what is not taken",
                    metadata: [
                        "member": "\(poster)", "keyword": "\(refusal.keyword)",
                        "reason": "\(refusal)",
                    ])
            }
            throw problem(refusal)
        }
    }

    private func problem(_ refusal: MirrorRefusal) -> PeerProblem {
        PeerProblem(
            status: refusal.status, keyword: refusal.keyword, detail: refusal.description)
    }

    /// What there is to be said of a member: that it was refused something, by the reason, or that it was not.
    private struct Contact: Hashable {
        let member: MemberID
        let refusal: String?
    }

    /// A member that nobody polls has its status from what it brings.
    /// - Returns: whether it was written: nobody can have it written all the time.
    @discardableResult
    private func note(_ poster: MemberID, _ refusal: MirrorRefusal?) async -> Bool {
        let now = clock.now()
        guard contacts.isDue(Contact(member: poster, refusal: refusal?.keyword), at: now) else {
            return false
        }
        do {
            try await calls.run { [store] in
                var status =
                    try store.peerStatuses().first { $0.peer == poster }
                    ?? PeerStatus(peer: poster)
                status.lastAttemptAt = now
                if let refusal {
                    status.lastRefusal = PeerStatus.Refusal(
                        at: now, keyword: refusal.keyword, reason: refusal.description)
                } else {
                    status.lastSuccessAt = now
                }
                try store.record(status)
            }
        } catch {
            logger.error("Peer status cannot be stored", metadata: ["error": "\(error)"])
        }
        return true
    }
}
