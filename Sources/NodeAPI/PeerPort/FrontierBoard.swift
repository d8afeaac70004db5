package import AllianceNames
package import Replication
import Synchronization

/// The newest checkpoint of every log that this node serves, in memory, how far its evidence goes, and
/// those who wait for news.
///
/// A token names this process, a roster version and a number of changes. So a token of an earlier
/// process, or from before a roster that may have opened or closed a channel to its holder, is
/// unknown and gets the full frontier.
package final class FrontierBoard: Sendable {
    /// Who is to be told when something it may read has changed.
    package struct Waiter: Sendable {
        let channels: Set<ChannelID>
        let erasures: Set<ChannelID>
        let wake: @Sendable () -> Void

        /// - Parameters:
        ///   - erasures: of which channels it hears what is erased; nil for those that it reads.
        ///   - wake: called once, on any thread, without a lock held.
        package init(
            channels: Set<ChannelID>, erasures: Set<ChannelID>? = nil,
            wake: @escaping @Sendable () -> Void
        ) {
            self.channels = channels
            self.erasures = erasures ?? channels
            self.wake = wake
        }
    }

    package enum Reply: Sendable {
        case answer(FrontierAnswer)
        /// Nothing new: the waiter was noted under this number.
        case parked(UInt64)
    }

    fileprivate struct Posted {
        let note: String
        /// An older checkpoint that has a quorum, where the newest has none yet.
        let witnessed: String?
        let change: UInt64
    }

    /// The newest evidence for one audience.
    fileprivate struct PostedEvidence {
        var number: UInt64
        var change: UInt64
    }

    fileprivate struct State {
        /// By channel; under nil what is for everybody.
        var evidence: [ChannelID?: PostedEvidence] = [:]
        var posted: [LogOrigin: Posted] = [:]
        /// Every change in order; what a later one has overtaken is skipped.
        var changes: [(change: UInt64, origin: LogOrigin)] = []
        var change: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
        var tickets: UInt64 = 0
        var isDraining = false
        var isComplete = true
    }

    private let nonce: String
    private let state: Mutex<State>

    /// - Parameters:
    ///   - nonce: random, a new one for each process.
    ///   - isComplete: false where what this node serves is still to be posted, until `complete`.
    package init(nonce: UInt64, isComplete: Bool = true) {
        self.nonce = String(nonce, radix: 36)
        state = Mutex(State(isComplete: isComplete))
    }

    /// Whether a log of which nothing is posted is one of which nothing is served: nobody is told that this node
    /// knows no checkpoint, who may take it for an answer, before it has looked.
    package var isComplete: Bool { state.withLock { $0.isComplete } }

    /// To be called once all logs were posted.
    package func complete() { state.withLock { $0.isComplete = true } }

    /// Posts checkpoint notes that this node now serves, and wakes those who may read them. Call it
    /// after what the checkpoints cover is durable, and with all logs at start.
    ///
    /// - Parameter witnessed: of a log whose newest checkpoint has no quorum of witnesses yet, the
    ///   largest that has one. It goes along, before the newest.
    package func publish(
        _ checkpoints: [(origin: LogOrigin, note: String)],
        witnessed: [LogOrigin: String] = [:]
    ) {
        let woken = state.withLock { state -> [Waiter] in
            var channels: Set<ChannelID> = []
            for (origin, note) in checkpoints
            where state.posted[origin].map({
                $0.note != note || $0.witnessed != witnessed[origin]
            }) ?? true {
                state.change += 1
                state.posted[origin] = Posted(
                    note: note, witnessed: witnessed[origin], change: state.change)
                state.changes.append((state.change, origin))
                channels.insert(origin.channel)
            }
            state.compact()
            return channels.isEmpty
                ? [] : state.takeWaiters { !$0.channels.isDisjoint(with: channels) }
        }
        for waiter in woken { waiter.wake() }
    }

    /// Takes back the checkpoints of logs of which nothing can be served any more: another branch of a
    /// forked log was taken out.
    package func withdraw(_ origins: [LogOrigin]) {
        state.withLock { state in
            for origin in origins { state.posted[origin] = nil }
            state.compact()
        }
    }

    /// Posts evidence that this node now serves, by the channel whose readers, also former ones, it is
    /// for, nil for everybody; and wakes those who may read it.
    package func publish(evidence pieces: [(number: UInt64, audience: ChannelID?)]) {
        let woken = state.withLock { state -> [Waiter] in
            var audiences: Set<ChannelID?> = []
            for (number, audience) in pieces
            where number > state.evidence[audience]?.number ?? 0 {
                state.change += 1
                state.evidence[audience] = PostedEvidence(number: number, change: state.change)
                audiences.insert(audience)
            }
            if audiences.isEmpty { return [] }
            if audiences.contains(nil) { return state.takeWaiters { _ in true } }
            return state.takeWaiters { waiter in
                waiter.erasures.contains { audiences.contains($0) }
            }
        }
        for waiter in woken { waiter.wake() }
    }

    /// Stands for all evidence up to a number, towards readers under one roster.
    package func evidenceToken(_ number: UInt64, rosterVersion: UInt64) -> String {
        "\(nonce)-\(rosterVersion)-\(number)"
    }

    /// 0 for a token that is unknown, such as one of an earlier process or roster.
    package func evidenceNumber(of token: String?, rosterVersion: UInt64) -> UInt64 {
        token.flatMap { change(of: $0, rosterVersion: rosterVersion) } ?? 0
    }

    /// The newest checkpoint note of one log.
    package func checkpoint(of origin: LogOrigin) -> String? {
        state.withLock { $0.posted[origin]?.note }
    }

    /// Wakes everybody who waits: the roster has changed.
    package func wakeAll() {
        let woken = state.withLock { $0.takeWaiters { _ in true } }
        for waiter in woken { waiter.wake() }
    }

    /// From now on nobody waits: the node is stopping.
    package func drain() {
        state.withLock { $0.isDraining = true }
        wakeAll()
    }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// What has changed since `token` for a reader of `channels`, or all of it for an unknown token.
    ///
    /// - Parameters:
    ///   - erasures: of which channels the reader hears what is erased; nil for those that it reads.
    ///   - waiter: noted if there is nothing new; nil asks for an answer in any case.
    package func reply(
        after token: String?, channels: Set<ChannelID>, erasures: Set<ChannelID>? = nil,
        rosterVersion: UInt64, waiter: Waiter?
    ) -> Reply {
        let (change, found, evidence, parked) = state.withLock {
            state -> (UInt64, [(origin: LogOrigin, notes: [String])], UInt64?, UInt64?) in
            let since = token.flatMap { self.change(of: $0, rosterVersion: rosterVersion) }
                .flatMap { $0 <= state.change ? $0 : nil }
            let found = state.posted(since: since ?? 0, channels)
            let evidence = state.evidence(for: erasures ?? channels)
            let isNews = !found.isEmpty || evidence.map { $0.change > since ?? 0 } ?? false
            if let waiter, since != nil, !isNews, !state.isDraining {
                state.tickets += 1
                state.waiters[state.tickets] = waiter
                return (state.change, [], nil, state.tickets)
            }
            return (state.change, found, evidence?.number, nil)
        }
        if let parked { return .parked(parked) }
        return .answer(
            FrontierAnswer(
                token: "\(nonce)-\(rosterVersion)-\(change)",
                evidence: evidence.map { evidenceToken($0, rosterVersion: rosterVersion) },
                checkpoints: found.sorted { $0.origin < $1.origin }.flatMap { $0.notes }))
    }

    /// Forgets a waiter that gave up; one already woken is forgotten already.
    package func cancel(_ ticket: UInt64) {
        state.withLock { $0.waiters[ticket] = nil }
    }

    /// Polls that wait now, for status and tests.
    package var waiterCount: Int { state.withLock { $0.waiters.count } }

    private func change(of token: String, rosterVersion: UInt64) -> UInt64? {
        let prefix = "\(nonce)-\(rosterVersion)-"
        return token.hasPrefix(prefix) ? UInt64(token.dropFirst(prefix.count)) : nil
    }
}

extension FrontierBoard.State {
    /// In no order: from the newest change back, each log once.
    fileprivate func posted(
        since change: UInt64, _ channels: Set<ChannelID>
    ) -> [(origin: LogOrigin, notes: [String])] {
        var found: [(origin: LogOrigin, notes: [String])] = []
        for (number, origin) in changes.reversed() {
            guard number > change else { break }
            guard let posted = posted[origin], posted.change == number,
                channels.contains(origin.channel)
            else { continue }
            found.append((origin, (posted.witnessed.map { [$0] } ?? []) + [posted.note]))
        }
        return found
    }

    /// The newest that is for a reader of `channels`, and when the last of it was posted.
    fileprivate func evidence(for channels: Set<ChannelID>) -> FrontierBoard.PostedEvidence? {
        var newest = evidence[nil]
        for channel in channels {
            guard let posted = evidence[channel] else { continue }
            newest = FrontierBoard.PostedEvidence(
                number: max(posted.number, newest?.number ?? 0),
                change: max(posted.change, newest?.change ?? 0))
        }
        return newest
    }

    fileprivate mutating func takeWaiters(
        where isChosen: (FrontierBoard.Waiter) -> Bool
    ) -> [FrontierBoard.Waiter] {
        let chosen = waiters.filter { isChosen($0.value) }
        for ticket in chosen.keys { waiters[ticket] = nil }
        return Array(chosen.values)
    }

    /// Keeps the list of changes within twice the number of logs.
    fileprivate mutating func compact() {
        guard changes.count > 2 * posted.count + 64 else { return }
        changes.removeAll { posted[$0.origin]?.change != $0.change }
    }
}
