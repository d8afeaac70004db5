import AllianceNames
import CRDT
import MergedView
import Notices
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Synchronization
import TransparencyLog

/// Raises notices of what the view has merged and of clocks, each exactly once. Calls block.
///
/// How far each log was looked at stands in the same transaction as what was found, and a notice is one for its
/// subscriber and its entry, whatever is looked at twice. While nobody follows anything that members say, no entry is read
/// and nothing is written; the first subscription begins with what is held then. Once this member has a mark, its people
/// follow what others report with it, and once it has a desk at a platform what is said in its complaints, until they say
/// otherwise.
package final class NoticeKeeper: Sendable {
    /// Entries looked at in one transaction, with those that they take back; with so many notices no further entry
    /// is looked at in it.
    package static let batchEntriesMax: UInt64 = 4_096
    package static let batchNoticesMax = 4_096

    let node: OpenedNode
    let store: SQLiteNoticeStore
    let clocks: [any NoticeClockSource]
    private let readers: NoticeReaders
    private let state = Mutex(State())

    private struct State {
        var changes: UInt64?
        var list: [Subscription] = []
        var matcher = NoticeMatcher([])
        /// Of the own marks that the matcher has.
        var ownMarks = 0
        /// To whom what was offered.
        var offered: [Topic: [Subscriber]] = [:]
        /// Clocks that were told of; nil where that is to be read.
        var told: [Subscriber: Set<NoticeSource>]?
    }

    init(
        node: OpenedNode, store: SQLiteNoticeStore, readers: NoticeReaders,
        clocks: [any NoticeClockSource]
    ) {
        self.node = node
        self.store = store
        self.readers = readers
        self.clocks = clocks
    }

    /// - Parameter limit: how long at most, but for the batch at hand.
    /// - Returns: whether all that is merged was looked at.
    package func catchUp(within limit: Duration) throws -> Bool {
        let start = ContinuousClock.now
        repeat {
            if try !state.withLock({ try step(&$0) }) { return true }
        } while ContinuousClock.now - start < limit
        return false
    }

    /// Where nobody follows anything, what comes is new from here on.
    func advance() throws {
        try state.withLock { state in
            try refresh(&state)
            guard state.matcher.isIdle, let changes = state.changes else { return }
            try begin(changes)
        }
    }

    /// All that is held was there before, also what a view that is folded anew has yet to merge.
    private func begin(_ changes: UInt64) throws {
        let merged = try node.view.frontier()
        let held = try StoredEntries(node.logs).sizes()
        var sizes = Dictionary(uniqueKeysWithValues: held.logs.map { ($0, held[$0]) })
        for origin in merged.logs { sizes[origin] = max(sizes[origin] ?? 0, merged[origin]) }
        try store.raise([], frontier: sizes, changes: changes, at: node.clock.now())
    }

    private func refresh(_ state: inout State) throws {
        let own = try node.ownMarkWatch()
        if !own.watch.isEmpty { try offer(.ownMarks, &state) }
        if hasDesk { try offer(.complaints, &state) }
        guard try store.changes() != state.changes || own.number != state.ownMarks else { return }
        let (changes, list) = try store.subscriptions()
        state.changes = changes
        state.list = list
        state.matcher = NoticeMatcher(list, by: node.member, ownMarks: own.watch)
        state.ownMarks = own.number
        state.told = nil
    }

    /// Whether a platform answers this member's complaints; who answers them has a queue.
    private var hasDesk: Bool {
        !node.deskChannels.isEmpty && !node.roster.has(node.member, role: .platform)
    }

    /// Whoever reports in this member's name follows it from now on, unless it was asked before.
    private func offer(_ topic: Topic, _ state: inout State) throws {
        let reporters = readers.reporters()
        guard reporters != state.offered[topic] else { return }
        let new = try store.notOffered(topic, reporters)
        if !new.isEmpty {
            let (changes, list) = try store.subscriptions()
            if NoticeMatcher(list).isIdle { try begin(changes) }
            try store.offer(topic, to: new, at: node.clock.now())
        }
        state.offered[topic] = reporters
    }

    /// - Returns: whether there may be more.
    private func step(_ state: inout State) throws -> Bool {
        try refresh(&state)
        guard !state.matcher.isIdle, let changes = state.changes else { return false }
        guard let frontier = try store.frontier() else {
            try begin(changes)
            return false
        }
        let merged = try node.view.frontier()
        var batch = Batch(matcher: state.matcher)
        for origin in merged.logs where !batch.isFull {
            if state.matcher.isOfComplaintsAlone, !origin.channel.isDesk {
                if frontier[origin] < merged[origin] { batch.sizes[origin] = merged[origin] }
                continue
            }
            try look(at: origin, from: frontier[origin], to: merged[origin], &batch)
        }
        guard !batch.sizes.isEmpty else { return false }
        do {
            try store.raise(
                batch.found, frontier: batch.sizes, changes: changes, at: node.clock.now())
        } catch NoticeError.changedMeanwhile {
            // Looked at again, by what is followed now.
        }
        return true
    }

    private struct Batch {
        let matcher: NoticeMatcher
        var found: [(subscription: Subscription, source: NoticeSource)] = []
        var sizes: [LogOrigin: TreeSize] = [:]
        var entries: UInt64 = 0
        var askers: [Subscriber: Asker?] = [:]

        var isFull: Bool {
            entries >= NoticeKeeper.batchEntriesMax || found.count >= NoticeKeeper.batchNoticesMax
        }
    }

    private func look(
        at origin: LogOrigin, from start: TreeSize, to end: TreeSize, _ batch: inout Batch
    ) throws {
        guard start < end else {
            // A branch that was taken out: what comes in its place is new. A view that is folded again catches up.
            if let held = try node.logs.state(of: origin)?.size, held < start {
                batch.sizes[origin] = held
            }
            return
        }
        let scope = try node.scope()
        let reading = NoticeReading(node: node, clocks: [], scope: scope)
        let last = min(end, start + Self.batchEntriesMax - batch.entries)
        var stopped: TreeSize?
        try StoredStatement.forEach(of: origin, in: start..<last, from: node.logs) { stored in
            guard stopped == nil else { return }
            guard !batch.isFull else {
                stopped = stored.index
                return
            }
            batch.entries += 1
            if case .retract(let retraction)? = stored.statement {
                batch.entries += UInt64(retraction.dots.count)
            }
            let dot = StatementDot(log: origin, index: stored.index)
            guard scope.admits(dot), !scope.suspended.contains(origin.member),
                let news = try reading.news(of: stored, in: origin)
            else { return }
            for part in news.parts { try match(part, scope, &batch) }
        }
        batch.sizes[origin] = stopped ?? last
    }

    private func match(
        _ news: StatementNews, _ scope: ViewScope, _ batch: inout Batch
    ) throws {
        let channel = news.dot.log.channel
        let policy = AccessPolicy(channels: node.channels)
        let wanted = try batch.matcher.subscriptions(for: news) { indicator, sight in
            var scope = scope
            scope.markingMax = sight
            return try LinkedSellers.group(of: indicator, in: channel, scope: scope) { key in
                try node.view.rows(of: key, in: [channel], scope: scope)
            }?.indicators ?? []
        }
        guard !wanted.isEmpty, let leaf = try StoredEntries(node.logs).leafHash(of: news.dot) else {
            return
        }
        for subscription in wanted {
            let subscriber = subscription.subscriber
            let asker = batch.askers[subscriber] ?? readers.asker(of: subscriber)
            batch.askers[subscriber] = .some(asker)
            guard let asker, policy.maySee(news.marking, in: channel, asker) else { continue }
            batch.found.append((subscription, .statement(news.dot, leaf: leaf)))
        }
    }

    // MARK: Clocks

    /// Raises what is due now.
    ///
    /// - Throws: also why a clock cannot be read, when all others have been looked at.
    package func raiseClocks() throws {
        if let failure = try state.withLock({ try raiseClocks(&$0) }) { throw failure }
    }

    /// - Returns: why a clock cannot be read.
    private func raiseClocks(_ state: inout State) throws -> (any Error)? {
        try refresh(&state)
        guard let changes = state.changes else { return nil }
        let now = node.clock.now()
        let following = Dictionary(
            grouping: state.list.filter { $0.topic.clock != nil }, by: \.subscriber)
        let told = try state.told ?? store.toldClocks()
        state.told = told
        var failure: (any Error)?
        var found: [(subscription: Subscription, source: NoticeSource)] = []
        var ended: [Subscriber: Set<NoticeSource>] = [:]
        for subscriber in Set(following.keys).union(told.keys).sorted() {
            guard let asker = readers.asker(of: subscriber) else { continue }
            let (list, known) = (following[subscriber] ?? [], told[subscriber] ?? [])
            let kinds = Set(list.compactMap { $0.topic.clock?.kind } + known.compactMap(\.clock))
            let look = look(at: kinds, for: ClockReader(subscriber: subscriber, asker: asker))
            failure = failure ?? look.failure
            for subscription in list {
                guard let clock = subscription.topic.clock else { continue }
                for reading in look.readings
                where reading.kind == clock.kind && clock.isDue(reading, at: now) {
                    let source = NoticeSource.clock(reading, hours: clock.hours)
                    if !known.contains(source) { found.append((subscription, source)) }
                }
            }
            let gone = look.gone(of: known)
            if !gone.isEmpty { ended[subscriber] = gone }
        }
        // Whatever becomes of it: what is noted then counts.
        if !found.isEmpty || !ended.isEmpty { state.told = nil }
        if !ended.isEmpty { try store.forget(clocks: ended) }
        guard !found.isEmpty else { return failure }
        do {
            try store.raise(found, frontier: [:], changes: changes, at: now)
        } catch NoticeError.changedMeanwhile {
            // Looked at again, by what is followed now.
        }
        return failure
    }

    /// What clocks of some kinds show to one reader.
    private struct ClockLook {
        var readings: [ClockReading] = []
        /// Those that could be read.
        var kinds: Set<NoticeClock.Kind> = []
        var failure: (any Error)?

        /// What is not shown any more. Of a clock that cannot be read nobody knows.
        func gone(of told: Set<NoticeSource>) -> Set<NoticeSource> {
            let shown = Set(readings)
            return told.filter { source in
                guard case .clock(let reading, _) = source else { return false }
                return kinds.contains(reading.kind) && !shown.contains(reading)
            }
        }
    }

    private func look(at kinds: Set<NoticeClock.Kind>, for reader: ClockReader) -> ClockLook {
        var look = ClockLook()
        for source in clocks {
            for kind in NoticeClock.Kind.allCases
            where kinds.contains(kind) && source.kinds.contains(kind) {
                do {
                    look.readings += try source.readings(of: [kind], for: reader)
                    look.kinds.insert(kind)
                } catch {
                    look.failure = error
                }
            }
        }
        return look
    }
}

extension NoticeSource {
    fileprivate var clock: NoticeClock.Kind? {
        if case .clock(let reading, _) = self { reading.kind } else { nil }
    }
}
