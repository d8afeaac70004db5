import AllianceNames
import CRDT
import Evidence
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import Statements
import TransparencyLog

/// What could go into an evidence bundle: the entries that are asked for, as far as they may be taken away and can be
/// proved here.
struct BundleCandidates {
    private(set) var items: [FairShare.Item] = []
    /// Of logs that say more than is read of one: the older entries, which are counted and not looked at.
    private(set) var older: Set<StatementDot> = []

    private let node: OpenedNode
    private let scope: ViewScope
    private let request: BundleRequest
    private let channels: Set<ChannelID>
    private let provings: Provings

    /// - Parameter channels: those that may be taken away from.
    init(
        of request: BundleRequest, in node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>
    ) throws {
        self.node = node
        self.scope = scope
        self.request = request
        provings = Provings(node)
        self.channels =
            request.channels.isEmpty ? channels : channels.intersection(request.channels)
        if let indicator = request.indicator { try gather(ViewKey(indicator)) }
        for dot in request.entries where takes(dot.log) { try ask(for: dot) }
        if let until = request.bounds?.until {
            items = try items.filter { try wasSaid($0, by: until) }
        }
        // What cannot be proved yet is left, and so is what it takes back: it would look as if it stood.
        items = try items.filter { try $0.entries.allSatisfy(isProvable) }
        let there = Set(items.map(\.entry))
        items = items.filter { $0.beside.map(there.contains) ?? true }
    }

    /// Of each member, how many entries belong to a bundle that has only these.
    func leftOut(beside taken: Set<StatementDot>) -> [MemberID: UInt64] {
        Dictionary(grouping: older.union(items.flatMap(\.entries)).subtracting(taken)) {
            $0.log.member
        }.mapValues { min(UInt64($0.count), BundlePart.countedMax) }
    }

    private func takes(_ log: LogOrigin) -> Bool {
        channels.contains(log.channel)
            && (request.members.isEmpty || request.members.contains(log.member))
    }

    // MARK: What is said

    private mutating func gather(_ key: ViewKey) throws {
        let rows = try node.view.rows(of: key, in: channels, scope: scope)
            .filter { takes($0.dot.log) }
        for row in rows {
            let (head, body) = try row.decoded()
            guard scope.shows(body) else { continue }
            add(row, issuedAt: head.issuedAt)
        }
        for (log, rows) in Dictionary(grouping: rows, by: \.dot.log) {
            let end = scope.statementsEnd(of: log)
            let indexes = rows.map(\.dot.index)
            // What counts and what stands behind the log's end are read each by itself.
            for (range, read) in [
                (0..<end, indexes.filter { $0 < end }),
                (end..<EntryIndex.max, indexes.filter { $0 >= end }),
            ] {
                guard let first = read.min() else { continue }
                try count(key, of: log, in: range.lowerBound..<first)
            }
        }
    }

    /// An entry with what takes it back.
    private mutating func add(_ row: ViewRow, issuedAt: UInt64, isAskedFor: Bool = false) {
        let (standing, removals) = (scope.standing(of: row), row.removals.dots)
        if standing < .retracted {
            items.append(.init(row.dot, issuedAt: issuedAt, isAskedFor: isAskedFor))
            // They take nothing back: whoever withdraws what is not its own hides nothing.
            items += removals.map { .init($0, beside: row.dot, issuedAt: issuedAt) }
        } else {
            items.append(
                .init(
                    row.dot, takenBackBy: Set(removals), issuedAt: issuedAt,
                    isAdmitted: standing != .outOfScope, isAskedFor: isAskedFor))
        }
    }

    /// Read at once of what is only counted.
    private static let countedAtOnce = 1_000

    private mutating func count(
        _ key: ViewKey, of log: LogOrigin, in range: Range<EntryIndex>
    ) throws {
        var (next, counted) = (range.upperBound, UInt64(0))
        // Enough beside all that a bundle may take of it.
        let countedMax = BundlePart.countedMax + UInt64(EvidenceBundle.statementsMax)
        while range.contains(next &- 1), counted < countedMax {
            let rows = try node.view.rows(
                underHash: key.hash, of: log, before: next, limit: Self.countedAtOnce)
            for row in rows where range.contains(row.dot.index) {
                let (head, body) = try row.decoded()
                guard try row.belongs(to: key), scope.shows(body),
                    head.issuedAt <= request.bounds?.until ?? .max
                else { continue }
                for dot in row.removals.dots + [row.dot] where try isProvable(dot) {
                    older.insert(dot)
                }
                counted += 1
            }
            guard rows.count == Self.countedAtOnce, let last = rows.last else { return }
            next = last.dot.index
        }
    }

    /// Puts an entry first that somebody names; with what takes it back, whether it was read for the identifier or not.
    /// Of what is erased the view knows nothing any more.
    private mutating func ask(for dot: StatementDot) throws {
        if let place = items.firstIndex(where: { $0.entry == dot })
            ?? items.firstIndex(where: { $0.takenBackBy.contains(dot) })
        {
            items[place].isAskedFor = true
            if let beside = items[place].beside { try ask(for: beside) }
        } else if let statement = try proving(dot.log)?.statement(dot.index), mayLeave(statement),
            let entry = try? Entry(parsing: statement.entry)
        {
            if let said = try node.statement(at: dot),
                let row = try node.view.row(of: said, at: dot)
            {
                add(row, issuedAt: entry.issuedAt, isAskedFor: true)
            } else {
                items.append(.init(dot, issuedAt: entry.issuedAt, isAskedFor: true))
            }
        }
    }

    // MARK: When it was said, and whether it may leave

    /// What was taken back since goes with what takes it back, that is not at all: without it it would look as if it
    /// stood.
    private func wasSaid(_ item: FairShare.Item, by time: UInt64) throws -> Bool {
        guard item.issuedAt <= time else { return false }
        // The view knows when an entry was said, and not when it was taken back.
        let others = item.beside == nil ? item.takenBackBy : [item.entry]
        return try others.allSatisfy { dot in
            guard let statement = try proving(dot.log)?.statement(dot.index),
                let entry = try? Entry(parsing: statement.entry)
            else { return false }
            return entry.issuedAt <= time
        }
    }

    /// Whether the very bytes may be taken away. What cannot be read may be marked in a way that is not
    /// known here. Of what is erased nothing is proved but that there was something.
    func mayLeave(_ statement: BundledStatement) -> Bool {
        guard let entry = try? Entry(parsing: statement.entry) else { return false }
        let bytes: [UInt8]
        switch (entry.body, statement.saltAndPayload) {
        case (.open(let body), _): bytes = body
        case (.commit, let payload?): bytes = Array(payload.dropFirst(Salt.byteCount))
        case (.commit, nil): return true
        }
        guard let said = try? Statement.decode(kind: entry.kind, payload: bytes) else {
            return false
        }
        if case .unknown = said { return false }
        return said.marking.map { $0 <= scope.markingMax } ?? true
    }

    // MARK: Proofs

    private func isProvable(_ dot: StatementDot) throws -> Bool {
        try proving(dot.log)?.covers(dot.index) ?? false
    }

    /// Nil for a log of which nothing can be proved here.
    func proving(_ log: LogOrigin) throws -> LogProving? { try provings.of(log) }

    /// The checkpoints of each log are read once.
    private final class Provings {
        private let node: OpenedNode
        private var known: [LogOrigin: LogProving?] = [:]

        init(_ node: OpenedNode) { self.node = node }

        func of(_ log: LogOrigin) throws -> LogProving? {
            if let proving = known[log] { return proving }
            let proving = try LogProving(log, in: node)
            known.updateValue(proving, forKey: log)
            return proving
        }
    }
}
