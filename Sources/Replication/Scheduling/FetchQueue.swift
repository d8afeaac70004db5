package import AllianceNames
import TransparencyLog

/// Decides which of the fetches that followers asked for may run now, so that neither memory nor any
/// peer's connections are overrun, whatever the number of logs. A value; sockets are elsewhere.
///
/// Fetches of one log start in the order in which they were asked for. Of the logs that want many
/// bundles only a few run at a time, so that what is stored comes in long runs; a log that wants
/// few (somebody has just said something) does not wait for them: neither for their turn nor, where one bundle of
/// theirs is slow to come, for the memory that those behind it hold (`FetchMemory`).
///
/// Large fetches run one at a time, of one log and another in turn: two that are sent as slowly as a deadline lets
/// them be would take most of the memory, and a third one would have everybody wait for it.
package struct FetchQueue: Sendable {
    package struct Limits: Equatable, Sendable {
        /// Fetched bundles, from the request until they are stored, in bytes.
        package var memoryBytesMax = 48 * 1024 * 1024
        /// Of these, what is kept for logs that want few bundles.
        package var fewBytesMax = 8 * 1024 * 1024
        /// What the logs of one author may hold of it. Enough for the largest bundle.
        package var authorBytesMax = 24 * 1024 * 1024
        /// A fetch for which more than this is set aside is large, in bytes.
        package var usualFetchBytesMax = 1024 * 1024
        /// Fetches under way at one peer.
        package var fetchesPerPeerMax = 8
        /// Logs with many bundles wanted that run at a time; of one author half as many.
        package var busyLogsMax = 4
        /// More bundles than this, wanted or in memory, are many.
        package var fewBundlesMax = 4

        package init() {}
    }

    /// One fetch, by whom it was asked for.
    package struct Ticket: Equatable, Sendable {
        package let origin: LogOrigin
        package let job: JobID
        package let peer: MemberID
        /// Index of the bundle; nil for tiles, which count for no memory.
        package let bundle: UInt64?
        /// Memory set aside before it starts, in bytes.
        package let byteCount: Int

        package init(
            origin: LogOrigin, job: JobID, peer: MemberID, bundle: UInt64?, byteCount: Int
        ) {
            self.origin = origin
            self.job = job
            self.peer = peer
            self.bundle = bundle
            self.byteCount = byteCount
        }
    }

    private struct Log {
        var waiting: [Ticket] = []
        /// What is under way or in memory.
        var held: [JobID: FetchMemory.Holding] = [:]

        var isIdle: Bool { waiting.isEmpty && held.isEmpty }
    }

    private let limits: Limits
    private var logs: [LogOrigin: Log] = [:]
    /// Logs that are not idle, longest first, but for those that had a large fetch.
    private var order: [LogOrigin] = []
    private var busy: Set<LogOrigin> = []
    private var underWay: [MemberID: Int] = [:]
    private var isLargeUnderWay = false
    private var memory: FetchMemory
    /// Whether something waits for memory that anybody may hold.
    private var isShortForAll = false
    /// Those whose logs wait for memory that others of their logs hold.
    private var shortAuthors: Set<MemberID> = []

    package init(limits: Limits = Limits()) {
        self.limits = limits
        memory = FetchMemory(limits: limits)
    }

    package var isIdle: Bool { order.isEmpty }

    /// Bytes set aside or held.
    package var memoryBytes: Int { memory.byteCount }

    /// Whether something waits for memory: what can be stored should be.
    package var isShortOfMemory: Bool { isShortForAll || !shortAuthors.isEmpty }

    /// The logs that hold memory which something waits for, longest first.
    package var holders: [LogOrigin] {
        order.filter { origin in
            logs[origin]?.held.isEmpty == false
                && (isShortForAll || shortAuthors.contains(origin.member))
        }
    }

    package mutating func add(_ ticket: Ticket) {
        if logs[ticket.origin] == nil { order.append(ticket.origin) }
        logs[ticket.origin, default: Log()].waiting.append(ticket)
    }

    /// The fetches to start now.
    package mutating func start() -> [Ticket] {
        isShortForAll = false
        shortAuthors = []
        var started: [Ticket] = []
        let (few, many) = (order.filter { !wantsMany($0) }, order.filter(wantsMany))
        for (origin, wantsMany) in few.map({ ($0, false) }) + many.map({ ($0, true) }) {
            guard mayRun(origin), var log = logs[origin] else { continue }
            // In place, so that a long window is not copied for each ticket.
            logs[origin] = nil
            while let ticket = log.waiting.first, hasConnection(to: ticket.peer), hasTurn(ticket) {
                let room = self.room(for: ticket, in: log, wantsMany: wantsMany)
                if room == .takenByAuthor { shortAuthors.insert(origin.member) }
                if room == .taken { isShortForAll = true }
                guard room == .free || room == .reserved else { break }
                log.waiting.removeFirst()
                begin(ticket, in: &log, isReserved: room == .reserved)
                started.append(ticket)
            }
            logs[origin] = log
        }
        return started
    }

    /// The fetch has ended, in whatever way.
    /// - Parameter byteCount: what of it is in memory.
    package mutating func ended(_ ticket: Ticket, byteCount: Int) {
        underWay[ticket.peer, default: 0] -= 1
        if underWay[ticket.peer] == 0 { underWay[ticket.peer] = nil }
        if isLarge(ticket) { isLargeUnderWay = false }
        guard var held = logs[ticket.origin]?.held[ticket.job] else {
            return forgetIfIdle(ticket.origin)
        }
        memory.resize(&held, to: byteCount)
        logs[ticket.origin]?.held[ticket.job] = held
    }

    /// These jobs are stored or not wanted any more.
    package mutating func release(_ jobs: [JobID], of origin: LogOrigin) {
        for job in jobs {
            guard let held = logs[origin]?.held.removeValue(forKey: job) else { continue }
            memory.release(held)
        }
        let gone = Set(jobs)
        logs[origin]?.waiting.removeAll { gone.contains($0.job) }
        forgetIfIdle(origin)
    }

    private mutating func forgetIfIdle(_ origin: LogOrigin) {
        guard let log = logs[origin], log.isIdle else { return }
        logs[origin] = nil
        order.removeAll { $0 == origin }
        busy.remove(origin)
    }

    private func wantsMany(_ origin: LogOrigin) -> Bool {
        logs[origin].map { $0.waiting.count + $0.held.count > limits.fewBundlesMax } ?? false
    }

    private mutating func mayRun(_ origin: LogOrigin) -> Bool {
        guard wantsMany(origin), !busy.contains(origin) else { return true }
        let ofAuthor = busy.count { $0.member == origin.member }
        guard busy.count < limits.busyLogsMax, ofAuthor < max(1, limits.busyLogsMax / 2) else {
            return false
        }
        busy.insert(origin)
        return true
    }

    private func hasConnection(to peer: MemberID) -> Bool {
        underWay[peer, default: 0] < limits.fetchesPerPeerMax
    }

    private func isLarge(_ ticket: Ticket) -> Bool {
        ticket.byteCount > limits.usualFetchBytesMax
    }

    private func hasTurn(_ ticket: Ticket) -> Bool { !isLarge(ticket) || !isLargeUnderWay }

    private func room(
        for ticket: Ticket, in log: Log, wantsMany: Bool
    ) -> FetchMemory.Room {
        guard let bundle = ticket.bundle else { return .free }
        var room = memory.room(for: ticket, wantsMany: wantsMany)
        // Whoever stands behind must not take the memory that is waited for; what is kept for those that want few
        // is nobody's to wait for who wants many.
        let author = ticket.origin.member
        if room != .takenByAuthor, shortAuthors.contains(author) { room = .takenByAuthor }
        if room == .free, isShortForAll {
            let isKept =
                !wantsMany && memory.hasReserved(ticket.byteCount, of: author, from: ticket.peer)
            room = isKept ? .reserved : .taken
        }
        guard room == .taken || room == .takenByAuthor else { return room }
        // What a log already holds can only be stored once the bundles before it are there: they must
        // not wait for the memory that it holds.
        let isAwaited =
            log.held.isEmpty
            ? memoryBytes == 0 : log.held.values.allSatisfy { $0.bundle > bundle }
        return isAwaited ? .free : room
    }

    private mutating func begin(_ ticket: Ticket, in log: inout Log, isReserved: Bool) {
        underWay[ticket.peer, default: 0] += 1
        if isLarge(ticket) {
            isLargeUnderWay = true
            // The next one is another log's.
            order.removeAll { $0 == ticket.origin }
            order.append(ticket.origin)
        }
        // Tiles are not held: they end with their answer.
        guard let bundle = ticket.bundle else { return }
        log.held[ticket.job] = memory.hold(ticket, bundle: bundle, isReserved: isReserved)
    }
}
