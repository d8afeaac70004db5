import AllianceNames
import Replication
import Roster
import TransparencyLog

// The peers: whom a node polls, and what comes of it.
extension World {
    private var pollLimits: PeerPoll.Limits {
        var limits = PeerPoll.Limits()
        limits.waitSeconds = 30
        limits.gap = .milliseconds(250)
        limits.margin = .seconds(5)
        limits.rosterInterval = .seconds(4)
        limits.hastyPause = .seconds(4)
        limits.evidencePause = .seconds(4)
        limits.rosterPause = Backoff(first: .seconds(4), limit: .seconds(20))
        limits.disbelief = Backoff(first: .seconds(4), limit: .seconds(60))
        limits.absence = Backoff(first: .seconds(1), limit: .seconds(10))
        limits.exclusion = Backoff(first: .seconds(5), limit: .seconds(20))
        return limits
    }

    /// It is drawn anew whom a node polls beside the hub, more often than in a real one.
    func redraw(_ node: Node) {
        later(node, .seconds(60)) { [self] in
            node.lot = random.next()
            begin(plan(of: node), at: node)
            redraw(node)
        }
    }

    private func plan(of node: Node) -> PollPlan {
        PollPlan(
            of: node.id, in: node.roster, lot: node.lot,
            isHubSilent: time.now - node.hubAnsweredAt > .seconds(30))
    }

    private func begin(_ plan: PollPlan, at node: Node) {
        node.plan = plan
        for peer in node.polls.keys.sorted() where !plan.peers.contains(peer) {
            node.polls[peer] = nil
            for origin in node.followers.keys.sorted() { handle(.gone(peer), of: origin, at: node) }
        }
        for peer in plan.peers where node.polls[peer] == nil {
            node.polls[peer] = PeerPoll(peer: peer, limits: pollLimits)
            handle(.started, from: peer, at: node)
        }
    }

    /// What follows from the newest roster, at the start and whenever there is a newer one.
    func takeRoster(_ node: Node) {
        let roster = node.roster
        guard roster.digest != node.rosterTaken else { return }
        node.rosterTaken = roster.digest
        for (origin, follower) in node.followers.sorted(by: { $0.key < $1.key })
        where follower.role == .own && roster.scope(of: origin) != .open {
            node.followers[origin] = nil
            node.heldAtStart[origin] = follower.held
        }
        for origin in node.followers.keys.sorted() {
            let mayRead = roster.mayRead(node.id, origin.channel)
            handle(
                .roster(
                    key: mayRead ? roster.logKey(for: origin) : nil,
                    scope: mayRead ? roster.scope(of: origin) : .never),
                of: origin, at: node)
        }
        settleForks(node)
        for peer in node.polls.keys.sorted() { handle(.rosterChanged, from: peer, at: node) }
        begin(plan(of: node), at: node)
        takeWitnesses(node)
        // What they may read may have changed with it.
        (node.changedAt, node.allChangedAt) = ([:], node.changes + 1)
        hasNews(node)
    }

    /// Lets those that poll know that there is something new.
    func hasNews(_ node: Node, of origin: LogOrigin? = nil) {
        node.changes += 1
        if let origin { node.changedAt[origin] = node.changes }
        tellWaiting(node)
    }

    func handle(_ event: PeerPoll.Event, from peer: MemberID, at node: Node) {
        let moment = moment(at: node)
        for action in node.polls[peer]?.handle(event, at: moment) ?? [] {
            switch action {
            case .poll(let resource, let deadline):
                request(resource, from: peer, by: node, deadline: deadline) { [self] result in
                    do throws(PeerError) {
                        let answer = try FrontierAnswer(parsing: try result.get())
                        take(answer, from: peer, at: node)
                    } catch {
                        handle(.failed(error), from: peer, at: node)
                    }
                }
            case .fetchRoster: seeRoster(of: peer, at: node)
            case .fetchEvidence(let token): seeEvidence(of: peer, after: token, at: node)
            case .wake(let at):
                later(node, at - time.now) { [self] in handle(.time, from: peer, at: node) }
            case .deliver, .statusChanged, .rosterIsNews: break
            }
        }
    }

    private func take(_ answer: FrontierAnswer, from peer: MemberID, at node: Node) {
        let offered = answer.checkpoints.compactMap { note -> (LogOrigin, SignedCheckpoint)? in
            do {
                let signed = try SignedCheckpoint(parsing: note)
                return (try LogOrigin(parsing: signed.checkpoint.origin), signed)
            } catch {
                refused(peer, .refused(.checkpoint(detail: "\(error)")), at: node)
                return nil
            }
        }
        for (origin, signed) in offered {
            guard let plan = node.plan, follow(origin, at: node) else {
                node.polls[peer]?.passedOver()
                continue
            }
            if signed.note.signatures.count > 1 { takeCosignatures(signed, of: origin, at: node) }
            let largest = offered.filter { $0.0 == origin }.map(\.1.checkpoint.size).max()
            // A smaller one beside it is there for its cosignatures.
            guard signed.checkpoint.size == largest else { continue }
            handle(
                .offered(signed, by: peer, rank: plan.rank(of: peer, for: origin)), of: origin,
                at: node)
        }
        if node.plan?.hubs.contains(peer) == true { node.hubAnsweredAt = time.now }
        handle(.answered(answer), from: peer, at: node)
    }

    func refused(_ peer: MemberID, _ failure: FetchFailure, at node: Node) {
        note("\(node.id) refuses \(peer): \(failure.keyword)")
        node.polls[peer]?.refused(
            failure, at: Moment(uptime: time.now, wall: wall(at: node), random: 0))
    }

    /// Sees to it that a log which this member may read has a follower.
    private func follow(_ origin: LogOrigin, at node: Node) -> Bool {
        if node.followers[origin] != nil { return true }
        let roster = node.roster
        guard roster.mayRead(node.id, origin.channel), roster.logKey(for: origin) != nil else {
            return false
        }
        var held =
            node.heldAtStart.removeValue(forKey: origin)
            ?? LogState(origin: origin, edge: CompactRange())
        held.frozen = held.frozen ?? node.forks[origin]
        let isOwn = origin.member == node.id && roster.scope(of: origin) == .open
        node.followers[origin] = Follower(
            origin: origin, role: isOwn ? .own : .mirror, held: held, limits: limits)
        if let erased = node.erased[origin] { handle(.erased(erased), of: origin, at: node) }
        handle(
            .roster(key: roster.logKey(for: origin), scope: roster.scope(of: origin)),
            of: origin, at: node)
        return true
    }
}
