import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import Roster
import TransparencyLog

/// The rows of `erasures`, and of `erased`, which has what the complete ones come to: for each log
/// ranges that neither overlap nor touch, so that one lookup tells whether an entry's payload may be
/// stored.
enum ErasureRows {
    private static let columns = "note, state, finished_at"

    /// - Returns: whether that was news.
    static func keep(_ erasure: ErasureRecord, in db: Database) throws -> Bool {
        let known = try find(erasure.id, in: db)
        if known == nil, erasure.state == .proposed, try !hasRoom(for: erasure, db) {
            throw ErasureError.tooManyProposals(erasure.origin, max: erasureProposalsMax)
        }
        let joined = known?.joined(with: erasure) ?? erasure
        guard joined != known else { return false }
        try store(joined, in: db)
        if joined.signed.hasMoreKeys(than: known?.signed) {
            _ = try EvidenceRows.keep(EvidenceRecord(erasure: joined), in: db)
        }
        if joined.state >= .complete, known?.state ?? .proposed < .complete {
            try erase(joined.entries, of: joined.origin, in: db)
        }
        return true
    }

    /// Each key has room of its own, so that nobody's proposals keep out those of others. Where all keys together
    /// have not used up one's room, nothing is read but an index.
    static func hasRoom(for proposal: ErasureRecord, _ db: Database) throws -> Bool {
        let waiting = "FROM erasures WHERE state = ?1 AND origin = ?2"
        let (state, origin) = (
            Int64(ErasureRecord.State.proposed.rawValue), proposal.origin.description
        )
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) \(waiting)"), arguments: [state, origin])
        if count ?? 0 < erasureProposalsMax { return true }
        let signed = try db.cachedStatement(
            sql: "SELECT count(*) \(waiting) AND instr(note, ?3) > 0")
        for line in proposal.signed.note.signatures {
            let count = try Int.fetchOne(signed, arguments: [state, origin, beginning(of: line)])
            if count ?? 0 < erasureProposalsMax { return true }
        }
        return false
    }

    /// What all lines of a key begin with in a note: its name, and of its ID what whole digits of base64 hold, 30 of
    /// 32 bits.
    private static func beginning(of line: NoteSignature) -> String {
        let text = line.description
        let space = text.lastIndex(of: " ") ?? text.startIndex
        return "\n" + text[..<space] + text[space...].prefix(1 + keyIDDigits)
    }

    private static let keyIDDigits = 5

    static func store(_ record: ErasureRecord, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO erasures VALUES (?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                Data(record.id.bytes), record.origin.description,
                Int64(clamping: record.signed.certificate.issuedAt.secondsSince1970),
                Int64(record.state.rawValue), record.finishedAt.map { Int64(clamping: $0) },
                record.signed.note.description,
            ])
    }

    // MARK: Certificates

    static func find(_ id: Digest, in db: Database) throws -> ErasureRecord? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM erasures WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [Data(id.bytes)]).map(record)
    }

    static func all(in db: Database) throws -> [ErasureRecord] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM erasures").map(record).sorted {
            ($0.origin, $0.signed.certificate.issuedAt, $0.id)
                < ($1.origin, $1.signed.certificate.issuedAt, $1.id)
        }
    }

    static func underWay(in db: Database) throws -> [ErasureRecord] {
        let states = [ErasureRecord.State.complete, .wiped].map { "\($0.rawValue)" }
            .joined(separator: ", ")
        return try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM erasures WHERE state IN (\(states)) ORDER BY id"
        ).map(record)
    }

    private static func record(_ row: Row) throws -> ErasureRecord {
        let note: String = try row.stored(0)
        let state: Int64 = try row.stored(1)
        let finishedAt: Int64? = try row.storedIfAny(2)
        guard let state = UInt8(exactly: state).flatMap(ErasureRecord.State.init) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "an erasure is in the unknown state \(state)")
        }
        return try readingStored("an erasure certificate") {
            try ErasureRecord(
                recorded: note, state: state,
                finishedAt: finishedAt.map { UInt64(clamping: $0) })
        }
    }

    private static let wiped = "FROM erasures WHERE state >= \(ErasureRecord.State.wiped.rawValue)"

    static func wipedCount(in db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) \(wiped)")) ?? 0
    }

    static func wipedIDs(in db: Database) throws -> [Digest] {
        try Row.fetchAll(db, sql: "SELECT id \(wiped) ORDER BY id").map { row in
            guard let id = Digest(try row.storedBytes(0)) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "an erasure's name is no digest")
            }
            return id
        }
    }

    // MARK: Entries

    /// Those of `bounds` that complete certificates erase.
    static func erased(
        of origin: LogOrigin, within bounds: Range<EntryIndex>, in db: Database
    ) throws -> EntryRanges {
        EntryRanges(
            try touching(bounds, of: origin, in: db).map { $0.clamped(to: bounds) })
    }

    static func allErased(in db: Database) throws -> [LogOrigin: ErasedEntries] {
        var ranges: [LogOrigin: [Range<EntryIndex>]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT origin, first, last FROM erased") {
            let name: String = try row.stored(0)
            let origin = try readingStored("an erased log") { try LogOrigin(parsing: name) }
            ranges[origin, default: []].append(try range(row, at: 1))
        }
        return ranges.mapValues { ErasedEntries(EntryRanges($0)) }
    }

    private static func range(_ row: Row, at column: Int) throws -> Range<EntryIndex> {
        let first: Int64 = try row.stored(column)
        let last: Int64 = try row.stored(column + 1)
        guard 0 <= first, first <= last, last < Int64.max else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "entries \(first) to \(last) are no range")
        }
        return UInt64(first)..<(UInt64(last) + 1)
    }

    private static func erase(
        _ entries: EntryRanges, of origin: LogOrigin, in db: Database
    ) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO erased VALUES (?, ?, ?)")
        let delete = try db.cachedStatement(
            sql: "DELETE FROM erased WHERE origin = ? AND first BETWEEN ? AND ?")
        for range in entries.ranges {
            // With one entry more at either end, so that ranges which touch become one.
            let bounds = (max(range.lowerBound, 1) - 1)..<(range.upperBound + 1)
            let touched = try touching(bounds, of: origin, in: db)
            let whole = EntryRanges(touched + [range])
            for joined in whole.ranges where joined.overlaps(range) {
                try delete.execute(arguments: [
                    origin.description, Int64(joined.lowerBound), Int64(joined.upperBound),
                ])
                try insert.execute(arguments: [
                    origin.description, Int64(joined.lowerBound), Int64(joined.upperBound) - 1,
                ])
            }
        }
    }

    /// The stored ranges that have an entry in `bounds`, whole.
    private static func touching(
        _ bounds: Range<EntryIndex>, of origin: LogOrigin, in db: Database
    ) throws -> [Range<EntryIndex>] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT first, last FROM erased WHERE origin = ? AND first < ? ORDER BY first DESC
                """)
        let rows = try Row.fetchCursor(
            statement, arguments: [origin.description, Int64(clamping: bounds.upperBound)])
        var ranges: [Range<EntryIndex>] = []
        // They lie apart, so behind the first that ends too early none reaches far enough.
        while let row = try rows.next() {
            let range = try range(row, at: 0)
            guard range.upperBound > bounds.lowerBound else { break }
            ranges.append(range)
        }
        return ranges
    }
}
