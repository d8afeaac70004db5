import AllianceNames
import GRDB
import TransparencyLog

/// The entries that certificates erase, in the view's own table: a merge that was read before a
/// certificate came adds nothing of them.
enum ErasedRanges {
    static func add(_ entries: EntryRanges, of origin: LogOrigin, _ db: Database) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO erased(origin, first, last) VALUES(?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET last = max(last, excluded.last)
            """)
        for range in entries.ranges {
            insert.bind(1, origin.description)
            insert.bind(2, Int64(range.lowerBound))
            insert.bind(3, Int64(range.upperBound) - 1)
            try insert.run()
        }
    }

    static func of(
        _ origin: LogOrigin, within bounds: Range<EntryIndex>, _ db: Database
    ) throws -> EntryRanges {
        let query = try RawStatement(
            db, "SELECT first, last FROM erased WHERE origin = ? AND first < ? AND last >= ?")
        query.bind(1, origin.description)
        query.bind(2, Int64(bitPattern: bounds.upperBound))
        query.bind(3, Int64(bitPattern: bounds.lowerBound))
        var ranges: [Range<EntryIndex>] = []
        while try query.step() {
            ranges.append(
                UInt64(bitPattern: query.integer(0))..<(UInt64(bitPattern: query.integer(1)) + 1))
        }
        return EntryRanges(ranges)
    }

    static func count(_ db: Database) throws -> Int64 {
        let query = try RawStatement(db, "SELECT count(*) FROM erasure")
        defer { query.reset() }
        return try query.step() ? query.integer(0) : 0
    }
}
