package import AllianceNames

/// Asks one peer for its frontier again and again: a long poll while it answers, and left alone for
/// ever longer while it does not. A value; whoever carries out its actions has the clock and the socket.
package struct PeerPoll: Sendable {
    package struct Limits: Equatable, Sendable {
        /// How long the peer may hold an answer back, in seconds.
        package var waitSeconds = 30
        /// How much longer than that an answer may take.
        package var margin = Duration.seconds(10)
        /// Between an answer with news and the next question, so that a busy author's checkpoints come
        /// in groups.
        package var gap = Duration.milliseconds(50)
        /// After an answer without news that came sooner than asked for, or with news that are not believed.
        package var hastyPause = Duration.seconds(1)
        /// Between two looks at the peer's roster, at least.
        package var rosterInterval = Duration.seconds(5)
        /// After a look at the roster that failed, or showed one that is not believed.
        package var rosterPause = Backoff(first: .seconds(5), limit: .seconds(300))
        /// After an answer with a checkpoint that is not believed, until everything is asked for anew.
        package var disbelief = Backoff(first: .seconds(5), limit: .seconds(600))
        /// Between two looks at the peer's evidence, at least.
        package var evidenceInterval = Duration.seconds(1)
        /// The same after a look that failed, or showed something that does not hold.
        package var evidencePause = Duration.seconds(10)
        /// After no answer.
        package var absence = Backoff(first: .seconds(1), limit: .seconds(60))
        /// After the peer said no: it does not know us any more, or not yet. Once it shows another roster
        /// it is asked at once.
        package var exclusion = Backoff(first: .seconds(300), limit: .seconds(3600))
        /// Between two looks at the roster of a peer that says no and has an older one than this node: the one
        /// that names this node may be on its way to it.
        package var arrival = Backoff(first: .seconds(5), limit: .seconds(60))

        package init() {}
    }

    package enum Event: Sendable {
        case started
        case answered(FrontierAnswer)
        case failed(PeerError)
        /// The answer to `fetchRoster` has been dealt with, or did not come; `version` is that of the
        /// roster which the peer showed, where it is believed. `isOlder`: this node has a newer one, as far as
        /// can be told.
        case rosterSeen(version: UInt64? = nil, isOlder: Bool = false)
        /// The answer to `fetchEvidence` has been dealt with, up to `token`; nil where it did not come, or
        /// something in it does not hold. Where that is not all that the peer has, the next look goes on.
        case evidenceSeen(token: String?, isAll: Bool = true)
        /// What this node may read, or who may answer, has changed: everything is asked for anew, at
        /// once.
        case rosterChanged
        case time
    }

    package enum Action: Equatable, Sendable {
        /// `GET` this frontier, and answer with `answered` or `failed`.
        case poll(PeerResource, deadline: Duration)
        /// Look at the peer's newest roster, and answer with `rosterSeen`.
        case fetchRoster
        /// Fetch the peer's evidence behind this token of its, and answer with `evidenceSeen`.
        case fetchEvidence(after: String?)
        /// Checkpoint notes for the followers.
        case deliver([String])
        case wake(at: Duration)
        /// `status` has changed.
        case statusChanged
        /// The peer has a roster of a higher version than any that it has shown: it may know others by now.
        case rosterIsNews
    }

    package let peer: MemberID
    package private(set) var status: PeerStatus
    /// The highest version that the peer has shown; an older one after it is no news.
    private var newestRosterShown: UInt64 = 0
    /// Since when it has not answered, in spite of being asked; nil while it does.
    package private(set) var silentSince: Duration?
    /// When the peer is asked next; nil while an answer is waited for.
    package private(set) var nextAt: Duration?

    private let limits: Limits
    private var token: String?
    private var askedAt: Duration = .zero
    private var isAsking = false
    /// Set while an answer is awaited that will not be the whole of what this node may read.
    private var wantsAll = false
    /// Whether a checkpoint of the answer at hand is not believed, or of no log that is known. The peer takes it for told, and another
    /// of that log may never come: a bit may have turned over on the way through a relay.
    private var isDisbelieved = false
    /// When everything is asked for anew on that account.
    private var anewAt: Duration?
    private var isSeeingRoster = false
    /// When the roster is to be looked at; nil while nothing has changed since the last look.
    private var rosterAt: Duration?
    private var rosterSeenAt: Duration?
    private var evidence = EvidenceLook()
    private var absence: Backoff
    private var exclusion: Backoff
    private var arrival: Backoff
    private var disbelief: Backoff
    private var rosterPause: Backoff

    package init(peer: MemberID, limits: Limits = Limits()) {
        self.peer = peer
        self.limits = limits
        status = PeerStatus(peer: peer)
        absence = limits.absence
        exclusion = limits.exclusion
        arrival = limits.arrival
        disbelief = limits.disbelief
        rosterPause = limits.rosterPause
    }

    package mutating func handle(_ event: Event, at moment: Moment) -> [Action] {
        let now = moment.uptime
        var actions: [Action] = []
        switch event {
        case .started:
            nextAt = now
        case .answered(let answer):
            guard isAsking else { break }
            answered(answer, at: moment, &actions)
        case .failed(let error):
            guard isAsking else { break }
            failed(error, at: moment, &actions)
        case .rosterSeen(let version, let isOlder):
            if let version, version != status.rosterVersion {
                status.rosterVersion = version
                actions.append(.statusChanged)
            }
            if let version, version > newestRosterShown {
                newestRosterShown = version
                actions.append(.rosterIsNews)
                // It may know us by now.
                if exclusion.failures > 0, !isAsking { nextAt = now }
            }
            isSeeingRoster = false
            rosterSeenAt = now
            if version != nil { rosterPause.succeed() }
            // What is not told again has to be looked for again.
            let pause = version == nil ? rosterPause.fail(random: moment.random) : nil
            if rosterAt != nil {
                rosterAt = now + limits.rosterInterval
            } else if let pause {
                rosterAt = now + pause
            }
            if isOlder, exclusion.failures > 0 {
                let due = now + arrival.fail(random: moment.random)
                rosterAt = min(rosterAt ?? due, due)
            }
        case .evidenceSeen(let token, let isAll):
            let isDone = token != nil && isAll
            let pause = isDone ? limits.evidenceInterval : limits.evidencePause
            evidence.seen(upTo: token, isAll: isAll, nextAt: now + pause)
        case .rosterChanged:
            token = nil
            evidence.forget()
            exclusion.succeed()
            arrival.succeed()
            // An answer that is on its way still goes by what this node could read before.
            if isAsking { wantsAll = true } else { nextAt = now }
        case .time:
            break
        }
        proceed(at: moment, &actions)
        return actions
    }

    /// Notes what a follower did not accept from this peer; of a frontier's checkpoints, before `answered`.
    package mutating func refused(_ failure: FetchFailure, at moment: Moment) {
        if case .refused(.checkpoint) = failure { isDisbelieved = true }
        status.lastRefusal = PeerStatus.Refusal(
            at: moment.wall, keyword: failure.keyword, reason: failure.description)
    }

    /// Notes that a checkpoint of a frontier is of a log that this node's register does not name, or not for it; before
    /// `answered`. The peer may have a newer register, or a bit of the name has turned over on the way: then the log that
    /// was meant is not told of again.
    package mutating func passedOver() { isDisbelieved = true }

    /// Notes how many entries the peer has shown that are not held yet.
    package mutating func isBehind(by entries: UInt64) { status.entriesBehind = entries }

    private mutating func answered(
        _ answer: FrontierAnswer, at moment: Moment, _ actions: inout [Action]
    ) {
        isAsking = false
        silentSince = nil
        absence.succeed()
        exclusion.succeed()
        arrival.succeed()
        status.lastSuccessAt = moment.wall
        let now = moment.uptime
        if answer.token != token {
            lookAtRoster(at: now)
            // News that are not believed cost as many signatures as others: not as often as the peer likes.
            nextAt = now + (isDisbelieved ? limits.hastyPause : limits.gap)
        } else {
            let isHasty = now - askedAt < .seconds(limits.waitSeconds) / 2
            nextAt = isHasty ? now + limits.hastyPause : now
        }
        evidence.shown(answer.evidence)
        if isDisbelieved {
            // Not put off by more of them: they may come with every answer.
            if anewAt == nil { anewAt = now + disbelief.fail(random: moment.random) }
        } else if token == nil {
            disbelief.succeed()
        }
        isDisbelieved = false
        token = wantsAll ? nil : answer.token
        if wantsAll { nextAt = now }
        wantsAll = false
        if !answer.checkpoints.isEmpty { actions.append(.deliver(answer.checkpoints)) }
        actions.append(.statusChanged)
    }

    private mutating func failed(
        _ error: PeerError, at moment: Moment, _ actions: inout [Action]
    ) {
        isAsking = false
        wantsAll = false
        silentSince = silentSince ?? askedAt
        let pause: Duration
        if case .refused(let status, _) = error, [401, 403, 404, 410].contains(status) {
            pause = exclusion.fail(random: moment.random)
            // The roster is served to those as well that may read nothing else, and may say why.
            lookAtRoster(at: moment.uptime)
        } else {
            pause = absence.fail(random: moment.random)
            // Its roster has expired, as it says; a step on the way to the newest all the same.
            if case .refused(status: 503, _) = error { lookAtRoster(at: moment.uptime) }
        }
        nextAt = moment.uptime + pause
        refused(.noAnswer(error), at: moment)
        actions.append(.statusChanged)
    }

    private mutating func lookAtRoster(at now: Duration) {
        let due = rosterSeenAt.map { max(now, $0 + limits.rosterInterval) } ?? now
        rosterAt = min(rosterAt ?? due, due)
    }

    private mutating func proceed(at moment: Moment, _ actions: inout [Action]) {
        let now = moment.uptime
        if let due = rosterAt, due <= now, !isSeeingRoster {
            rosterAt = nil
            isSeeingRoster = true
            actions.append(.fetchRoster)
        }
        if evidence.begin(at: now) { actions.append(.fetchEvidence(after: evidence.cursor)) }
        if let due = nextAt, due <= now {
            nextAt = nil
            isAsking = true
            askedAt = now
            status.lastAttemptAt = moment.wall
            if let due = anewAt, due <= now { (token, anewAt) = (nil, nil) }
            // The first answer is wanted at once: it says where this node stands.
            let wait = token == nil ? 0 : limits.waitSeconds
            actions.append(
                .poll(
                    .frontier(after: token, wait: wait),
                    deadline: .seconds(wait) + limits.margin))
        }
        let times = [nextAt, isSeeingRoster ? nil : rosterAt, evidence.dueAt].compactMap { $0 }
        if let next = times.filter({ $0 > now }).min() { actions.append(.wake(at: next)) }
    }
}
