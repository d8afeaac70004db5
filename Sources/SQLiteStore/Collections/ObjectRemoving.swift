import GRDB
import TransparencyLog

/// Takes objects out of the collections, inside a write transaction: those of a statement that was retracted or
/// erased. What was out of sight behind them comes into sight, as added now.
struct ObjectRemoving {
    private let db: Database

    init(_ db: Database) { self.db = db }

    private struct Gone {
        let channel: Int64
        let id: String
    }

    /// - Parameter indexes: of one log.
    func remove(
        log: Int64, indexes: Range<EntryIndex>, sequence: inout ObjectSequence
    ) throws {
        let query = try RawStatement(
            db,
            "SELECT channel, id FROM object WHERE log = ? AND idx >= ? AND idx < ? AND flags & 1")
        bind(query, log, indexes)
        var gone: [Gone] = []
        while try query.step() {
            gone.append(Gone(channel: query.integer(0), id: try query.storedText(1)))
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

    /// Rows of one name that are looked at: a hostile author can have made any number.
    private static let rowsMax: Int64 = 10_000

    private struct Row {
        let sequence: Int64
        let version: Int64
        let author: Int64
        let flags: Int64
        var isSeen: Bool { flags & ObjectIndexSchema.visible != 0 }
    }

    /// Which rows of a name are seen, and which of them is the first and the last.
    private func settle(_ one: Gone, _ sequence: inout ObjectSequence) throws {
        let rows = try rows(of: one)
        guard !rows.isEmpty else { return }
        // Of who is seen now; else of who came first, what was made here before what was posted.
        let owner =
            rows.first(where: \.isSeen)?.author
            ?? rows.filter { $0.flags & ObjectIndexSchema.derived != 0 }
            .min { $0.sequence < $1.sequence }?.author
            ?? rows.min { $0.sequence < $1.sequence }?.author
        var seen: [Int64: Row] = [:]
        for row in rows where row.author == owner {
            if let other = seen[row.version], other.isSeen || !row.isSeen { continue }
            seen[row.version] = row
        }
        let (first, last) = (seen.keys.min(), seen.keys.max())
        for row in seen.values.sorted(by: { $0.version < $1.version }) {
            var flags = row.flags & ObjectIndexSchema.derived | ObjectIndexSchema.visible
            if row.version == first { flags |= ObjectIndexSchema.first }
            if row.version == last { flags |= ObjectIndexSchema.last }
            guard flags != row.flags else { continue }
            let update = try RawStatement(
                db, "UPDATE object SET seq = ?2, flags = ?3 WHERE seq = ?1")
            update.bind(1, row.sequence)
            // What was not seen before is added now, or clients that page would never see it.
            update.bind(2, row.isSeen ? row.sequence : sequence.next())
            update.bind(3, flags)
            try update.run()
        }
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
