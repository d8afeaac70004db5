import AllianceNames
import CRDT
import GRDB
import MergedView
import Statements
import TransparencyLog

/// How much there is under a key hash. Rows come and are erased, and what takes them back is added: so where nothing
/// was taken out of the view meanwhile, an equal tally is of the same rows.
package struct RowTally: Hashable, Sendable {
    let rows: Int64
    let removalBytes: Int64
}

/// Reads rows by key hash.
struct ViewRows {
    let db: Database
    let numbers: LogNumbers

    /// Of each log the newest `ViewRow.readOfEachLogMax` that `scope` may admit, and as many behind them: read
    /// backwards, so that a log that says more can be left where a limit is reached.
    func newest(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [ViewRow] {
        let query = try RawStatement(
            db,
            """
            SELECT log, idx, kind, body, removals FROM row
            WHERE key_hash = ?1 AND (log, idx) < (?2, ?3) ORDER BY log DESC, idx DESC
            """)
        query.bind(1, Int64(bitPattern: keyHash))
        query.bind(2, .max)
        query.bind(3, Int64(0))
        defer { query.reset() }
        var rows: [ViewRow] = []
        var log: Int64 = -1
        var (admitted, behind) = (0, 0)
        var end = UInt64.max
        while try query.step() {
            if query.integer(0) != log {
                log = query.integer(0)
                (admitted, behind) = (0, 0)
                if let scope { end = scope.statementsEnd(of: try numbers.origin(of: log, db)) }
            }
            let isBehind = UInt64(bitPattern: query.integer(1)) >= end
            if isBehind { behind += 1 } else { admitted += 1 }
            if max(admitted, behind) > ViewRow.readOfEachLogMax {
                query.reset()
                query.bind(2, log)
                // Over what is behind the log's end, or over the rest of the log.
                query.bind(3, isBehind ? Int64(bitPattern: end) : Int64(0))
                (admitted, behind) = (0, 0)
                continue
            }
            if let row = try row(query, keyHash, in: channels) { rows.append(row) }
        }
        return rows.sorted { $0.dot < $1.dot }
    }

    /// Log by log, in the order of their origins.
    func page(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, after dot: StatementDot?,
        limit: Int
    ) throws -> [ViewRow] {
        let query = try RawStatement(
            db,
            """
            SELECT log, idx, kind, body, removals FROM row
            WHERE key_hash = ?1 AND log = ?2 AND idx >= ?3 ORDER BY idx
            """)
        defer { query.reset() }
        var rows: [ViewRow] = []
        let logs = try LogNumbers.all(db).sorted { $0.value < $1.value }
        for (number, origin) in logs where channels?.contains(origin.channel) ?? true {
            if let dot, origin < dot.log { continue }
            query.reset()
            query.bind(1, Int64(bitPattern: keyHash))
            query.bind(2, number)
            query.bind(3, dot?.log == origin ? Int64(bitPattern: dot!.index) + 1 : 0)
            while rows.count < limit, try query.step() {
                if let row = try row(query, keyHash, in: channels) { rows.append(row) }
            }
            if rows.count == limit { break }
        }
        return rows
    }

    /// Of one log before an entry, backwards.
    func older(
        underHash keyHash: UInt64, of log: LogOrigin, before index: EntryIndex, limit: Int
    ) throws -> [ViewRow] {
        guard let number = try LogNumbers.number(of: log, db)?.id else { return [] }
        let query = try RawStatement(
            db,
            """
            SELECT log, idx, kind, body, removals FROM row
            WHERE key_hash = ?1 AND log = ?2 AND idx < ?3 ORDER BY idx DESC
            """)
        defer { query.reset() }
        query.bind(1, Int64(bitPattern: keyHash))
        query.bind(2, number)
        query.bind(3, Int64(clamping: index))
        var rows: [ViewRow] = []
        while rows.count < limit, try query.step() {
            if let row = try row(query, keyHash, in: nil) { rows.append(row) }
        }
        return rows
    }

    /// Whether there is such a row; reads to the first, in no promised order.
    func contains(
        underHash keyHash: UInt64, in channel: ChannelID, where isWanted: (ViewRow) -> Bool
    ) throws -> Bool {
        let query = try RawStatement(
            db, "SELECT log, idx, kind, body, removals FROM row WHERE key_hash = ?")
        query.bind(1, Int64(bitPattern: keyHash))
        defer { query.reset() }
        while try query.step() {
            if let row = try row(query, keyHash, in: [channel]), isWanted(row) { return true }
        }
        return false
    }

    /// Of all channels, without a look at what the rows say.
    func tally(underHash keyHash: UInt64) throws -> RowTally {
        let query = try RawStatement(
            db,
            "SELECT count(*), ifnull(sum(length(removals)), 0) FROM row WHERE key_hash = ?")
        defer { query.reset() }
        query.bind(1, Int64(bitPattern: keyHash))
        guard try query.step() else { return RowTally(rows: 0, removalBytes: 0) }
        return RowTally(rows: query.integer(0), removalBytes: query.integer(1))
    }

    /// Nil for a row of a channel that was not asked for.
    private func row(
        _ query: RawStatement, _ keyHash: UInt64, in channels: Set<ChannelID>?
    ) throws -> ViewRow? {
        let origin = try numbers.origin(of: query.integer(0), db)
        if let channels, !channels.contains(origin.channel) { return nil }
        let removals =
            query.isNull(4)
            ? Removals()
            : try RemovalsColumn.decode(query.bytes(4)) { try numbers.origin(of: $0, db) }
        return ViewRow(
            keyHash: keyHash,
            dot: StatementDot(log: origin, index: UInt64(bitPattern: query.integer(1))),
            kind: EntryKind(rawValue: UInt8(truncatingIfNeeded: query.integer(2))),
            body: Array(query.bytes(3)), removals: removals)
    }
}
