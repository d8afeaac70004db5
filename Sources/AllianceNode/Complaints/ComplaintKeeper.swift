package import AllianceNames
package import Complaints
import MergedView
import Replication
import Roster
import SQLiteStore
package import Statements
import Synchronization
package import TransparencyLog

/// The complaints of this node's desk channels, kept up to the record. Calls block.
///
/// What members say is taken up log by log, with how far in the same transaction. What counts of it, when it was
/// confirmed and who speaks as the platform is settled beside it, so that the register, forks and cosignatures may come
/// before or after what they are about: the rows come to the same.
package final class ComplaintKeeper: Sendable {
    /// Entries taken up in one transaction, at most.
    package static let batchEntriesMax: UInt64 = 1_024

    let store: SQLiteComplaintStore
    private let node: OpenedNode
    private let state = Mutex(State())

    private struct State {
        var witnessed: [LogOrigin: Witnessed] = [:]
        /// Of the rows, when it was asked last what is to be judged.
        var judgedVersion: UInt64?
    }

    /// How far a log was witnessed when times were taken from it last, by whom, and after how many changes of its
    /// cosignatures.
    private struct Witnessed {
        var prefix: WitnessedPrefix
        let by: WitnessPolicy
        var changes: UInt64
    }

    init(node: OpenedNode, store: SQLiteComplaintStore) {
        self.node = node
        self.store = store
    }

    /// Takes up what the logs hold by now.
    /// - Returns: the complaints in whose course something was said, or confirmed, that had not been seen before.
    @discardableResult
    package func catchUp() throws -> [EntryReference] {
        try state.withLock { try catchUp(&$0) }
    }

    private func catchUp(_ state: inout State) throws -> [EntryReference] {
        for origin in try takeAgainWhatWasTakenOut() { state.witnessed[origin] = nil }
        try settle()
        // Before the entries: what is cosigned in between is looked at again.
        let cosigned = try node.logs.cosignedChanges()
        let known = try store.logs()
        let roster = node.roster
        for log in try node.logs.states() where log.origin.channel.isDesk {
            let held = known[log.origin] ?? ComplaintLog()
            let policy = roster.witnessPolicy(for: log.origin)
            let changes = cosigned[log.origin] ?? 0
            let source = "\(changes) \(policy.digest)"
            guard held.size < log.size || held.cosigned != source else { continue }
            let before = state.witnessed[log.origin].flatMap { $0.by == policy ? $0 : nil }
            let prefix = try witnessed(log.origin, by: policy, since: before)
            try take(log.origin, from: held.size, to: log.size, prefix)
            if held.cosigned != source {
                try store.confirm(
                    prefix.earlier(than: before?.prefix ?? WitnessedPrefix()).map {
                        ($0.entries, $0.seconds * 1_000)
                    }, of: log.origin, cosigned: source)
            }
            state.witnessed[log.origin] = Witnessed(prefix: prefix, by: policy, changes: changes)
        }
        var changed: [EntryReference] = []
        var seen: Set<EntryReference> = []
        while true {
            let refreshed = try store.refresh()
            guard !refreshed.isEmpty else { return changed }
            for complaint in refreshed where seen.insert(complaint).inserted {
                changed.append(complaint)
            }
        }
    }

    /// A desk's log keeps all its cosignatures, so that only what is new of them is read.
    private func witnessed(
        _ origin: LogOrigin, by policy: WitnessPolicy, since before: Witnessed?
    ) throws -> WitnessedPrefix {
        guard let before else { return try node.logs.witnessedPrefix(of: origin, by: policy) }
        let news = try node.logs.cosigned(
            of: origin, cosigners: policy.quorum, changedAfter: before.changes)
        return before.prefix.joined(with: policy.prefix(of: news))
    }

    /// A branch that the record no longer has must leave no trace.
    /// - Returns: the logs that are taken up again.
    private func takeAgainWhatWasTakenOut() throws -> [LogOrigin] {
        let known = try store.logs()
        var gone: Set<LogOrigin> = []
        for (origin, log) in known where log.size > 0 {
            if log.size > (try node.logs.state(of: origin)?.size ?? 0) { gone.insert(origin) }
        }
        let count = try node.logs.takenOutCount()
        if try store.takenOutCount() != count {
            let settled = try node.logs.states().filter(\.isSettled).map(\.origin)
            gone.formUnion(
                try (node.logs.forkedLogs() + settled).filter { known[$0] != nil })
        } else if gone.isEmpty {
            return []
        }
        try store.takeAgain(gone.sorted(), takenOutCount: count)
        return gone.sorted()
    }

    /// Which entries count, and who speaks as the platform.
    private func settle() throws {
        let roster = node.roster
        let scope = try node.scope()
        let platforms = roster.complaintParties.platforms
        let known = try store.logs()
        var standings: [LogOrigin: (counted: UInt64, isPlatform: Bool)] = [:]
        let held = try node.logs.states().map(\.origin).filter(\.channel.isDesk)
        for origin in Set(held).union(known.keys) {
            let standing = (
                counted: scope.counted(of: origin), isPlatform: platforms.contains(origin.member)
            )
            let before = known[origin] ?? ComplaintLog()
            if before.counted != standing.counted || before.isPlatform != standing.isPlatform {
                standings[origin] = standing
            }
        }
        if !standings.isEmpty { try store.settle(standings) }
    }

    private func take(
        _ origin: LogOrigin, from start: TreeSize, to end: TreeSize, _ prefix: WitnessedPrefix
    ) throws {
        var next = start
        while next < end {
            let range = next..<min(end, next + Self.batchEntriesMax)
            var statements: [TakenStatement] = []
            var measures: [StatedMeasure] = []
            try StoredStatement.forEach(of: origin, in: range, from: node.logs) { stored in
                let time: EventTime =
                    prefix.time(of: stored.index).map { .witnessed($0 * 1_000) } ?? .pending
                switch stored.statement {
                case .complaint(let said)?:
                    statements.append(.init(index: stored.index, said: said, time: time))
                case .misuseMeasure(let said)?:
                    measures.append(.init(index: stored.index, said: said, time: time))
                default: break
                }
            }
            let isFirst = try store.take(statements, measures: measures, of: origin, in: range) {
                try node.logs.erased(of: origin).entries
            }
            // Another process takes it up; the next round sees how far it came.
            guard isFirst else { return }
            next = range.upperBound
        }
    }
}

extension ComplaintKeeper: ComplaintRegister {
    package func reading(of id: EntryReference) throws -> CaseReading? {
        try store.reading(of: id)
    }

    package func page(_ query: ComplaintQuery) throws -> ComplaintPage { try store.page(query) }

    package func queue(_ query: ReviewQuery) throws -> [ReviewItem] { try store.queue(query) }

    package func mentions(
        of listing: Indicator, right key: String
    ) throws -> [ListingMention] {
        try store.mentions(of: listing, right: key)
    }

    package func decisions(
        of complainant: Complainant, since: UInt64
    ) throws -> [DecidedListing] {
        try store.decisions(of: complainant, since: since)
    }

    package func offers(
        _ query: OfferQuery, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [DecidedOffer] {
        try store.offers(query, in: channels, since: since)
    }

    package func measures(against party: LadderParty?) throws -> [TakenMeasure] {
        try store.measures(against: party)
    }

    package func repeated(
        in channels: Set<ChannelID>, since: UInt64, limit: Int
    ) throws -> [LadderParty] {
        try store.repeated(in: channels, since: since, limit: limit)
    }

    package func uses(
        of files: Set<Digest>, in channels: Set<ChannelID>
    ) throws -> [FileUse] {
        try store.uses(of: files, in: channels)
    }

    package func accounts(
        bringingFilesBefore complainant: Complainant, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [Complainant] {
        try store.accounts(bringingFilesBefore: complainant, in: channels, since: since)
    }

    package func accusers(
        of sellers: Set<Indicator>, in channels: Set<ChannelID>, filed: ClosedRange<UInt64>
    ) throws -> [Indicator: [Complainant]] {
        try store.accusers(of: sellers, in: channels, filed: filed)
    }

    package func openCounts(in channels: Set<ChannelID>, now: UInt64) throws -> OpenCounts {
        try store.openCounts(in: channels, now: now)
    }

    package func unjudged(limit: Int) throws -> [EntryReference] {
        let (complaints, version) = try store.unjudged(limit: limit)
        state.withLock { $0.judgedVersion = version }
        return complaints
    }

    /// What is said after it was asked what is to be judged is judged again.
    package func note(_ judgements: [ListingJudgement], of id: EntryReference) throws {
        let version = state.withLock { $0.judgedVersion }
        try store.note(judgements, of: id, asOf: version ?? .max)
    }

    package func judgements(of id: EntryReference) throws -> [ListingJudgement] {
        try store.judgements(of: id)
    }

    package func keep(_ answers: [ItemAnswer], of id: EntryReference) throws {
        try store.keep(answers, of: id)
    }

    package func itemAnswers(of id: EntryReference) throws -> [ItemAnswer] {
        try store.itemAnswers(of: id)
    }

    package func dueItems(now: UInt64, limit: Int) throws -> [DueItem] {
        try store.dueItems(now: now, limit: limit)
    }

    package func dueOrders(now: UInt64, limit: Int) throws -> [OrderedListing] {
        try store.dueOrders(now: now, limit: limit)
    }

    /// `act` runs under the write lock, so it must not come back here.
    package func fire(
        now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void
    ) throws -> UInt64? {
        try store.fire(now: now, limit: limit, act)
    }

    package func figures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] {
        try store.figures(query)
    }
}

extension WitnessPolicy {
    /// The same for the same witnesses and quorum.
    fileprivate var digest: String {
        let text = (["\(quorum)"] + witnesses.map(\.description)).joined(separator: "\n")
        return String(Digest.sha256(Array(text.utf8)).hex.prefix(32))
    }
}

extension ViewScope {
    /// How many entries of a log count, from its first; of who is suspended none, for what a forked log says is said
    /// by nobody.
    fileprivate func counted(of origin: LogOrigin) -> UInt64 {
        guard !suspended.contains(origin.member) else { return 0 }
        let end: UInt64 =
            switch scope(of: origin) {
            case .open: UInt64(Int64.max)
            case .until(let size, _): size
            case .never: 0
            }
        return min(end, quotas.statementsEnd, UInt64(Int64.max))
    }
}

extension VerifiedRoster {
    /// Who is the platform in complaints. A role that has ended counts: what was decided was decided. A member that must
    /// not speak any more has its logs ended.
    var complaintParties: CaseParties {
        CaseParties(
            platforms: Set(
                roster.members.filter { $0.roles.contains { $0.role == .platform } }.map(\.id)))
    }
}
