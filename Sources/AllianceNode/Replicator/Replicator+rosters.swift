import AllianceNames
import Replication
import Roster
import TransparencyLog

// The rosters that peers show, and what follows from the newest one.
extension Replicator {
    private static let rosterDeadline = Duration.seconds(30)

    func takeRoster() {
        guard let roster = register.newest, roster.digest != rosterTaken else { return }
        rosterTaken = roster.digest
        let plan = pollPlan(by: roster)
        self.plan = plan
        leave(allBut: plan)
        for (origin, follower) in followers
        where follower.role == .own && roster.scope(of: origin) != .open {
            followers[origin] = nil
            heldAtStart[origin] = follower.held
        }
        for origin in followers.keys.sorted() {
            let mayRead = roster.mayRead(member, origin.channel)
            handle(
                .roster(
                    key: mayRead ? roster.logKey(for: origin) : nil,
                    scope: mayRead ? roster.scope(of: origin) : .never),
                of: origin)
        }
        settleForks(roster)
        for peer in plan.peers where polls[peer] != nil { handle(.rosterChanged, from: peer) }
        begin(plan)
    }

    /// Draws anew whom this node polls beside the hub: a hub must not know whom it has to deceive.
    func drawPeers() {
        lot = time.moment.random
        wake(.lot, at: time.uptime() + limits.lotInterval)
        planAnew()
    }

    /// Polls more members while no node of the platform answers, and fewer again when one does.
    func lookAtHubs(after peer: MemberID) {
        guard let hubs = plan?.hubs, hubs.contains(peer) else { return }
        let now = time.uptime()
        let isSilent = hubs.allSatisfy { hub in
            polls[hub]?.silentSince.map { now - $0 >= limits.hubSilenceMax } ?? false
        }
        guard isSilent != isHubSilent else { return }
        isHubSilent = isSilent
        planAnew()
    }

    private func planAnew() {
        guard let roster = register.newest, plan != nil else { return }
        let plan = pollPlan(by: roster)
        self.plan = plan
        leave(allBut: plan)
        begin(plan)
    }

    private func pollPlan(by roster: VerifiedRoster) -> PollPlan {
        PollPlan(
            of: member, in: roster, lot: lot, isHubSilent: isHubSilent,
            withAll: ownLogs == .pulledBack, withItself: ownLogs != .compared)
    }

    private func leave(allBut plan: PollPlan) {
        for peer in polls.keys.sorted() where !plan.peers.contains(peer) {
            polls[peer] = nil
            refusalsLogged[peer] = nil
            alarms.cancel(.poll(peer))
            withholding.gone(peer)
            for origin in followers.keys.sorted() { handle(.gone(peer), of: origin) }
        }
    }

    private func begin(_ plan: PollPlan) {
        for peer in plan.peers where polls[peer] == nil {
            polls[peer] = PeerPoll(peer: peer, limits: limits.poll)
            handle(.started, from: peer)
        }
    }

    /// Takes the peer's newest roster, and those between ours and it.
    nonisolated func seeRoster(of peer: MemberID) async {
        var version: UInt64?
        var isOlder = false
        do {
            let before = register.newest?.digest
            version = try await acceptRosters(of: peer)
            if register.newest?.digest != before { rosterChanged() }
            isOlder = (version ?? 0) < register.newest?.version ?? 0
        } catch let error as PeerError {
            // To whom it does not know a peer shows nothing, its roster neither: it may have one from before this
            // member, or from before the key or the certificate that it goes by.
            if case .refused(status: 403, _) = error {
                isOlder = register.newest?.isActive(member) ?? false
            }
            await refused(peer, .noAnswer(error))
        } catch {
            await refused(peer, .refused(.roster(detail: "\(error)")))
        }
        await handle(.rosterSeen(version: version, isOlder: isOlder), from: peer)
    }

    /// - Returns: the version that the peer showed, where it is believed; nil for one below ours, as a newcomer's
    ///   begin with the one that names it.
    private nonisolated func acceptRosters(of peer: MemberID) async throws -> UInt64? {
        let (note, found) = try await fetchRoster(nil, of: peer)
        do {
            try await accept(note)
        } catch RosterError.beforeFirst {
            return nil
        } catch RosterError.missingVersions(let held, _) {
            try await climb(from: held + 1, to: found, of: peer)
        } catch RosterError.unlinked {
            try await descend(from: found, of: peer)
        }
        return found
    }

    /// Takes the versions between ours and the peer's newest, each checked and kept before the next is
    /// asked for: what one peer lacks, another may have. Whether those between have expired does not
    /// matter.
    private nonisolated func climb(
        from first: UInt64, to last: UInt64, of peer: MemberID
    ) async throws {
        for version in first...min(last, first + limits.rosterVersionsMax - 1) {
            let (note, found) = try await fetchRoster(version, of: peer)
            do {
                try await accept(note)
            } catch RosterError.unlinked {
                return try await descend(from: found, of: peer)
            }
        }
    }

    /// A roster of this peer does not follow on ours. Its predecessors lead to where the two chains
    /// part; the rival there is invalid, or the finding against the authority.
    private nonisolated func descend(from unlinked: UInt64, of peer: MemberID) async throws {
        let last = unlinked > limits.rosterVersionsMax ? unlinked - limits.rosterVersionsMax : 1
        guard unlinked > 1 else { return }
        var refusal: RosterError?
        for version in stride(from: unlinked - 1, through: last, by: -1) {
            let (note, _) = try await fetchRoster(version, of: peer)
            do {
                switch try await accept(note) {
                case .forked: return
                case .alreadyHeld, .extended:
                    // It shows what we hold, and above it a roster that follows on something else.
                    throw refusal ?? RosterError.missingVersions(held: version, found: unlinked)
                }
            } catch let error as RosterError {
                guard case .unlinked = error else { throw error }
                refusal = error
            }
        }
        if let refusal { throw refusal }
    }

    @discardableResult
    private nonisolated func accept(_ note: SignedNote) async throws -> RosterChain.Acceptance {
        // What is not taken keeps nobody's entries from being written.
        let judged = try await reading.run { [register] in try register.judge(note) }
        if judged == .alreadyHeld { return judged }
        return try await writing.run { [register] in try register.accept(note) }
    }

    /// - Throws: `PeerError.malformed` for another version than was asked for.
    private nonisolated func fetchRoster(
        _ version: UInt64?, of peer: MemberID
    ) async throws -> (note: SignedNote, version: UInt64) {
        let bytes = try await transport.fetch(
            .roster(version: version.map { Int($0) }), from: peer, deadline: Self.rosterDeadline)
        let note = try SignedNote(parsing: bytes)
        let found = try Roster(parsing: note.text).version
        guard version == nil || version == found else {
            throw PeerError.malformed("asked for roster \(version ?? 0), it gave \(found)")
        }
        return (note, found)
    }
}
