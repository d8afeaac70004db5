package import AllianceNames
package import TransparencyLog

/// Notices peers that show less of a log than others do, for longer than passing it on takes. A value:
/// it is told what each peer shows and when it has answered, and says who keeps back what.
///
/// A peer is named only for what this node holds itself, since that can be had; only if it was told of it by
/// somebody whom it polls and who is not the author, or an author could have any peer named by showing it less,
/// and a hub all that follow it; only if it has answered all the while since, so that it is not merely away,
/// nor just back and catching up; and never for a log of its own.
package struct WithholdingWatch: Sendable {
    /// Checkpoints remembered of one log.
    private static let stepsMax = 64
    /// After a longer pause between two answers the peer was away. A poll that is held back and then
    /// fails takes less.
    private static let answerPauseMax = Duration.seconds(60)

    /// A size that was shown first then, and by whom.
    private struct Step: Sendable {
        let record: CheckpointRecord
        let peer: MemberID
        let wall: UInt64
        /// Since when somebody other than the author has it, this node included where others come to it.
        var passedOn: Duration?
        /// Since when one of the relays has it, whom everybody polls.
        var relayed: Duration?
    }

    /// Who comes to this node and can have from it what it holds.
    package enum Reach: Sendable {
        case nobody
        /// The relays, and whom the lot sends.
        case relays
        /// It is a relay itself.
        case everybody
    }

    private struct Log: Sendable {
        /// By size, each larger than those before.
        var steps: [Step] = []
        var shown: [MemberID: TreeSize] = [:]

        /// Somebody other than the author has so much of the log.
        mutating func passedOn(_ size: TreeSize, at uptime: Duration) {
            for place in steps.indices.reversed() where steps[place].record.size <= size {
                // Those before were passed on with it.
                if steps[place].passedOn != nil { return }
                steps[place].passedOn = uptime
            }
        }

        /// A relay has so much of it.
        mutating func relayed(_ size: TreeSize, at uptime: Duration) {
            for place in steps.indices.reversed() where steps[place].record.size <= size {
                if steps[place].relayed != nil { return }
                steps[place].relayed = uptime
            }
        }
    }

    /// When a peer has answered.
    private struct Answers: Sendable {
        /// The first since it was away.
        var since: Duration
        var last: Duration
    }

    private let grace: Duration
    private var logs: [LogOrigin: Log] = [:]
    private var answers: [MemberID: Answers] = [:]
    private var ongoing: [LogOrigin: [MemberID: Withholding]] = [:]

    package init(grace: Duration) { self.grace = grace }

    /// Takes up what was found before this process began.
    package mutating func resume(_ findings: [Withholding]) {
        for finding in findings where finding.endedAt == nil {
            ongoing[finding.origin, default: [:]][finding.peer] = finding
        }
    }

    package mutating func shown(
        _ record: CheckpointRecord, of origin: LogOrigin, by peer: MemberID, at moment: Moment
    ) {
        var log = logs[origin] ?? Log()
        logs[origin] = nil
        log.shown[peer] = max(record.size, log.shown[peer] ?? 0)
        if record.size > log.steps.last?.record.size ?? 0 {
            log.steps.append(Step(record: record, peer: peer, wall: moment.wall))
            if log.steps.count > Self.stepsMax {
                // What a peer lacks that is far behind stays; of what is between, little is lost.
                let least = log.shown.filter { $0.key != origin.member }.values.min() ?? 0
                log.steps.remove(at: log.steps[0].record.size <= least ? 0 : 1)
            }
        }
        if peer != origin.member { log.passedOn(record.size, at: moment.uptime) }
        logs[origin] = log
    }

    package mutating func answered(by peer: MemberID, at uptime: Duration) {
        if let last = answers[peer]?.last, uptime - last <= Self.answerPauseMax {
            answers[peer]?.last = uptime
        } else {
            answers[peer] = Answers(since: uptime, last: uptime)
        }
    }

    /// The peer is not polled any more: nothing is known of what it shows.
    package mutating func gone(_ peer: MemberID) {
        answers[peer] = nil
        for origin in logs.keys { logs[origin]?.shown[peer] = nil }
    }

    /// What has begun or ended since the last look, by log and peer.
    ///
    /// - Parameters:
    ///   - held: entries that this node holds of a log.
    ///   - reach: of this node.
    ///   - relays: of a log, whom this node polls and everybody else does too; where there are none, everybody
    ///     polls everybody.
    ///   - shows: whether a peer has to show a log.
    package mutating func look(
        at moment: Moment, held: (LogOrigin) -> TreeSize, reach: Reach,
        relays: (LogOrigin) -> Set<MemberID>, shows: (MemberID, LogOrigin) -> Bool
    ) -> [Withholding] {
        var news: [Withholding] = []
        for origin in logs.keys.sorted() {
            let (held, relays) = (held(origin), relays(origin))
            let shownByRelays = relays.compactMap { logs[origin]?.shown[$0] }.max() ?? 0
            if reach != .nobody { logs[origin]?.passedOn(held, at: moment.uptime) }
            logs[origin]?.relayed(
                reach == .everybody ? max(held, shownByRelays) : shownByRelays, at: moment.uptime)
            forgetWhatAllShow(origin, shows)
            for peer in answers.keys.sorted() where peer != origin.member {
                guard shows(peer, origin) else { continue }
                let isRelay = relays.isEmpty || relays.contains(peer)
                if let change = change(origin, peer, isRelay: isRelay, held, at: moment) {
                    news.append(change)
                }
            }
        }
        return news
    }

    private mutating func change(
        _ origin: LogOrigin, _ peer: MemberID, isRelay: Bool, _ held: TreeSize, at moment: Moment
    ) -> Withholding? {
        guard let log = logs[origin], let answers = answers[peer] else { return nil }
        let shown = log.shown[peer] ?? 0
        if var finding = ongoing[origin]?[peer] {
            guard shown >= finding.checkpoint.size else { return nil }
            finding.endedAt = moment.wall
            ongoing[origin]?[peer] = nil
            return finding
        }
        guard let step = log.steps.first(where: { $0.record.size > shown }),
            step.record.size <= held, step.peer != peer,
            let told = isRelay ? step.passedOn : step.relayed,
            answers.last >= max(told, answers.since) + grace
        else { return nil }
        let finding = Withholding(
            origin: origin, peer: peer, shownSize: shown, checkpoint: step.record,
            shownBy: step.peer, since: step.wall, foundAt: moment.wall)
        ongoing[origin, default: [:]][peer] = finding
        return finding
    }

    private mutating func forgetWhatAllShow(
        _ origin: LogOrigin, _ shows: (MemberID, LogOrigin) -> Bool
    ) {
        guard var log = logs[origin] else { return }
        logs[origin] = nil
        let least = answers.keys.filter { $0 != origin.member && shows($0, origin) }
            .map { log.shown[$0] ?? 0 }.min()
        if let least {
            // The newest stays, so that a peer that begins to be polled is measured by it.
            while log.steps.count > 1, log.steps[0].record.size <= least { log.steps.removeFirst() }
        }
        logs[origin] = log
    }
}
