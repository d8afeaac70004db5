import GRDB
import TransparencyLog

/// Takes objects out of the collections, inside a write transaction: those of a statement that was retracted or
/// erased. What was out of sight behind them comes into sight, as added now, and so does what is the first or the last
/// version only now: who asks for those alone has passed it over. The very same object keeps the place that it had.
struct ObjectRemoving {
    private let db: Database

    init(_ db: Database) { self.db = db }

    private struct Gone {
        let channel: Int64
        let id: String
        let sequence: Int64
        let version: Int64
        let author: Int64
        let flags: Int64
        let body: [UInt8]

        /// Whether a row shows what this one showed, to the same.
        func isSame(_ row: Row, _ body: () throws -> [UInt8]) rethrows -> Bool {
            try row.version == version && row.author == author
                && (row.flags ^ flags) & ObjectIndexSchema.red == 0 && self.body == body()
        }
    }

    /// - Parameters:
    ///   - indexes: of one log.
    ///   - time: when they were taken back, in milliseconds since 1970.
    func remove(
        log: Int64, indexes: Range<EntryIndex>, at time: UInt64, sequence: inout ObjectSequence
    ) throws {
        try withdrawReports(log: log, indexes, at: time)
        let query = try RawStatement(
            db,
            """
            SELECT channel, id, seq, version, author, flags, body FROM object
            WHERE log = ? AND idx >= ? AND idx < ? AND flags & 1
            """)
        bind(query, log, indexes)
        var gone: [Gone] = []
        while try query.step() {
            gone.append(
                Gone(
                    channel: query.integer(0), id: try query.storedText(1),
                    sequence: query.integer(2), version: query.integer(3),
                    author: query.integer(4), flags: query.integer(5),
                    body: Array(query.bytes(6))))
        }
        let delete = try RawStatement(
            db, "DELETE FROM object WHERE log = ? AND idx >= ? AND idx < ?")
        bind(delete, log, indexes)
        try delete.run()
        for one in gone { try settle(one, &sequence) }
    }

    private func bind(
        _ statement: RawStatement, _ log: Int64, _ indexes: Range<EntryIndex>
    ) {
        statement.bind(1, log)
        statement.bind(2, Int64(clamping: indexes.lowerBound))
        statement.bind(3, Int64(clamping: indexes.upperBound))
    }

    private func withdrawReports(
        log: Int64, _ indexes: Range<EntryIndex>, at time: UInt64
    ) throws {
        let query = try RawStatement(
            db,
            """
            SELECT idx, day FROM object
            WHERE log = ? AND idx >= ? AND idx < ? AND day IS NOT NULL
            """)
        bind(query, log, indexes)
        var reports: [(index: Int64, day: Int64)] = []
        while try query.step() { reports.append((query.integer(0), query.integer(1))) }
        var events = ReportEvents(log: log)
        for report in reports {
            events.remove(
                UInt64(clamping: report.index), on: UInt64(clamping: report.day), at: time)
        }
        try events.store(db)
    }

    /// Rows of one name that are looked at: a hostile author can have made any number.
    private static let rowsMax: Int64 = 10_000

    private struct Row {
        let sequence: Int64
        let version: Int64
        let author: Int64
        let flags: Int64
        var isSeen: Bool { flags & ObjectIndexSchema.visible != 0 }
        var rank: Int { ObjectIndexSchema.rank(flags) }
    }

    private static let ends = ObjectIndexSchema.first | ObjectIndexSchema.last

    /// Which rows of a name are seen, and which of them is the first and the last.
    private func settle(_ one: Gone, _ sequence: inout ObjectSequence) throws {
        let rows = try rows(of: one)
        guard !rows.isEmpty else { return }
        // Of who is seen now; else of who came first of what goes before.
        let chosen =
            rows.first(where: \.isSeen)
            ?? rows.min { ($1.rank, $0.sequence) < ($0.rank, $1.sequence) }
        var seen: [Int64: Row] = [:]
        if let chosen, chosen.flags & ObjectIndexSchema.observable != 0 {
            // It has no versions, so one is seen.
            seen[chosen.version] = chosen
        } else {
            for row in rows where row.author == chosen?.author {
                if let other = seen[row.version], other.isSeen || !row.isSeen { continue }
                seen[row.version] = row
            }
        }
        let (first, last) = (seen.keys.min(), seen.keys.max())
        for row in seen.values.sorted(by: { $0.version < $1.version }) {
            let kept =
                ObjectIndexSchema.derived | ObjectIndexSchema.red | ObjectIndexSchema.observable
            var flags = row.flags & kept | ObjectIndexSchema.visible
            if row.version == first { flags |= ObjectIndexSchema.first }
            if row.version == last { flags |= ObjectIndexSchema.last }
            guard flags != row.flags else { continue }
            let update = try RawStatement(
                db, "UPDATE object SET seq = ?2, flags = ?3 WHERE seq = ?1")
            update.bind(1, row.sequence)
            // What was not seen before is added now, or clients that page would never see it.
            let before: (sequence: Int64, flags: Int64)? =
                try row.isSeen
                ? (row.sequence, row.flags)
                : one.isSame(row) { try body(of: row) } && !Quarantine.holds(row.author, db)
                    ? (one.sequence, one.flags) : nil
            let place = before.flatMap { flags & Self.ends & ~$0.flags == 0 ? $0.sequence : nil }
            update.bind(2, place ?? sequence.next())
            update.bind(3, flags)
            try update.run()
        }
    }

    private func body(of row: Row) throws -> [UInt8] {
        let query = try RawStatement(db, "SELECT body FROM object WHERE seq = ?")
        query.bind(1, row.sequence)
        defer { query.reset() }
        return try query.step() ? Array(query.bytes(0)) : []
    }

    private func rows(of one: Gone) throws -> [Row] {
        let query = try RawStatement(
            db,
            """
            SELECT seq, version, author, flags FROM object INDEXED BY object_id
            WHERE channel = ? AND id = ? ORDER BY version DESC, seq LIMIT ?
            """)
        query.bind(1, one.channel)
        query.bind(2, one.id)
        query.bind(3, Self.rowsMax)
        var rows: [Row] = []
        while try query.step() {
            rows.append(
                Row(
                    sequence: query.integer(0), version: query.integer(1),
                    author: query.integer(2), flags: query.integer(3)))
        }
        return rows
    }
}
