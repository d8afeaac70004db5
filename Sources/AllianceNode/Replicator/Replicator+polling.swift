import AllianceNames
import Logging
import Replication
import Roster
import TransparencyLog

// The peers: their frontiers, and how it goes with them.
extension Replicator {
    func handle(_ event: PeerPoll.Event, from peer: MemberID) {
        for action in polls[peer]?.handle(event, at: time.moment) ?? [] {
            switch action {
            case .poll(let resource, let deadline): begin(.poll(peer, resource, deadline: deadline))
            case .fetchRoster: begin(.seeRoster(peer))
            case .fetchEvidence(let token): begin(.seeEvidence(peer, after: token))
            case .deliver: break  // parsed where it was fetched
            case .wake(let time): wake(.poll(peer), at: time)
            case .statusChanged:
                noteStatus(of: peer)
                lookAtHubs(after: peer)
            case .rosterIsNews: hooks.rosterShown()
            }
        }
    }

    nonisolated func poll(_ peer: MemberID, _ resource: PeerResource, deadline: Duration) async {
        do throws(PeerError) {
            let bytes = try await transport.fetch(resource, from: peer, deadline: deadline)
            let answer = try FrontierAnswer(parsing: bytes)
            let notes = answer.checkpoints.map(Note.init(parsing:))
            try Self.check(notes)
            await take(notes, answer, from: peer)
        } catch {
            await handle(.failed(error), from: peer)
        }
    }

    /// A checkpoint note, parsed away from the actor.
    enum Note: Sendable {
        case checkpoint(LogOrigin, SignedCheckpoint)
        case malformed(ReplicationError)

        init(parsing text: String) {
            do {
                let checkpoint = try SignedCheckpoint(parsing: text)
                let origin = try LogOrigin(parsing: checkpoint.checkpoint.origin)
                self = .checkpoint(origin, checkpoint)
            } catch {
                self = .malformed(.checkpoint(detail: "\(error)"))
            }
        }
    }

    /// The largest checkpoint of a log that has a quorum of witnesses, and the newest.
    private static let notesOfOneLogMax = 2

    /// Each note may cost a signature: nobody lists a log as often as it likes.
    private static func check(_ notes: [Note]) throws(PeerError) {
        var counts: [LogOrigin: Int] = [:]
        for case .checkpoint(let origin, _) in notes {
            counts[origin, default: 0] += 1
            guard counts[origin] ?? 0 <= notesOfOneLogMax else {
                throw .malformed("the frontier lists log \(origin) again and again")
            }
        }
    }

    private func take(_ notes: [Note], _ answer: FrontierAnswer, from peer: MemberID) {
        let largest = Self.largest(of: notes)
        for note in notes {
            switch note {
            case .checkpoint(let origin, let checkpoint):
                // Of logs that the roster does not know, or not for this member, nothing is kept.
                guard let plan, follow(origin) else {
                    polls[peer]?.passedOver()
                    continue
                }
                if checkpoint.note.signatures.count > 1 {
                    hooks.cosigned(checkpoint, origin, peer)
                }
                // A smaller one beside it is there for its cosignatures.
                guard checkpoint.checkpoint.size == largest[origin] else { continue }
                handle(
                    .offered(checkpoint, by: peer, rank: plan.rank(of: peer, for: origin)),
                    of: origin)
            case .malformed(let error):
                refused(peer, .refused(error))
            }
        }
        withholding.answered(by: peer, at: time.uptime())
        handle(.answered(answer), from: peer)
    }

    private static func largest(of notes: [Note]) -> [LogOrigin: TreeSize] {
        var largest: [LogOrigin: TreeSize] = [:]
        for case .checkpoint(let origin, let checkpoint) in notes {
            largest[origin] = max(largest[origin] ?? 0, checkpoint.checkpoint.size)
        }
        return largest
    }

    /// Sees to it that a log which this member may read has a follower.
    private func follow(_ origin: LogOrigin) -> Bool {
        if followers[origin] != nil { return true }
        guard let roster = register.newest, roster.mayRead(member, origin.channel),
            roster.logKey(for: origin) != nil
        else { return false }
        var held =
            heldAtStart.removeValue(forKey: origin)
            ?? LogState(origin: origin, edge: CompactRange())
        held.frozen = held.frozen ?? forks[origin]
        // A log of its own that has ended is nobody's to write to.
        let isOwn =
            origin.member == member && roster.scope(of: origin) == .open && ownLogs == .compared
        followers[origin] = Follower(
            origin: origin, role: isOwn ? .own : .mirror, held: held, limits: limits.follower)
        if let erased = erased[origin] { handle(.erased(erased), of: origin) }
        handle(
            .roster(key: roster.logKey(for: origin), scope: roster.scope(of: origin)), of: origin)
        return true
    }

    func refused(_ peer: MemberID, _ failure: FetchFailure) {
        if isToBeLogged(failure, of: peer) {
            logger.notice(
                "Peer refused", metadata: ["peer": "\(peer)", "reason": "\(failure.keyword)"])
        }
        polls[peer]?.refused(failure, at: time.moment)
        noteStatus(of: peer)
    }

    /// Of one peer and reason a line now and then: one answer may have thousands of pieces that do not hold.
    private func isToBeLogged(_ failure: FetchFailure, of peer: MemberID) -> Bool {
        let now = time.uptime()
        let last = refusalsLogged[peer]?[failure.keyword]
        if let last, now - last < limits.refusalLogInterval { return false }
        refusalsLogged[peer, default: [:]][failure.keyword] = now
        return true
    }

    // MARK: Status

    func noteStatus(of peer: MemberID) {
        if staleStatuses.isEmpty {
            // The first ones soon: who has just started a node wants to know whom it reaches.
            let pause = hasKeptStatuses ? limits.statusInterval : limits.statusPauseFirst
            wake(.statuses, at: time.uptime() + pause)
        }
        staleStatuses.insert(peer)
    }

    func status(of peer: MemberID) -> PeerStatus? {
        guard var status = polls[peer]?.status else { return nil }
        status.entriesBehind = followers.values.reduce(0) { $0 + $1.behind(peer) }
        return status
    }

    func keepStatuses() {
        let statuses = staleStatuses.sorted().compactMap { status(of: $0) }
        let sights = seen.values.flatMap(\.values).sorted {
            ($0.origin, $0.peer) < ($1.origin, $1.peer)
        }
        staleStatuses = []
        seen = [:]
        hasKeptStatuses = true
        begin(.keepStatuses(statuses, sights))
    }

    nonisolated func keep(_ statuses: [PeerStatus], _ seen: [SeenCheckpoint]) async {
        do {
            try await writing.run { [store] in
                for status in statuses { try store.record(status) }
                try store.record(seen)
            }
        } catch {
            logger.error("Peer status cannot be stored", metadata: ["error": "\(error)"])
        }
    }
}
