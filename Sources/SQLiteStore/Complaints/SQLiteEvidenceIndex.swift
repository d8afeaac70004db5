package import AllianceNames
import FoundationEssentials
import GRDB
import Statements
package import TransparencyLog

/// Which files statements name, and which are held, in `evidence.sqlite`: so that a file is found by its digest, and
/// what is missing by when it is due. What it says of statements comes from the logs and is read again where the file
/// is lost. Calls block.
package final class SQLiteEvidenceIndex: Sendable {
    let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: EvidenceSchema.file)
    }

    package func close() throws { try database.close() }

    // MARK: Statements

    package func reached() throws -> [LogOrigin: UInt64] {
        try database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT origin, size FROM reached")
            return Dictionary(
                try rows.map { row in
                    (try Self.origin(row.stored(0)), UInt64(bitPattern: try row.stored(1)))
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Takes up what a stretch of a log names; it is due at once.
    /// - Returns: false where the log was read to somewhere else meanwhile, and nothing is done.
    package func add(
        _ files: [NamedFile], of origin: LogOrigin, from start: UInt64, to end: UInt64,
        now: UInt64
    ) throws -> Bool {
        try database.write { db in
            let size = try Int64.fetchOne(
                db, sql: "SELECT size FROM reached WHERE origin = ?",
                arguments: [origin.description])
            guard UInt64(bitPattern: size ?? 0) == start else { return false }
            for file in files {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO named VALUES (?, ?, ?, ?, ?, 0, ?)",
                    arguments: [
                        file.digest.data, origin.description, Int64(file.entry.index),
                        Int64(file.byteCount), file.mediaType, Int64(now),
                    ])
                try db.execute(
                    sql: "UPDATE kept SET unnamed = NULL WHERE digest = ?",
                    arguments: [file.digest.data])
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO reached VALUES (?, ?)",
                arguments: [origin.description, Int64(end)])
            return true
        }
    }

    /// Who names a file, by log and entry.
    package func names(of digest: Digest) throws -> [NamedFile] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest, origin, entry, bytes, media FROM named WHERE digest = ?
                    ORDER BY origin, entry LIMIT \(Self.namesMax)
                    """, arguments: [digest.data]
            ).map(Self.file)
        }
    }

    /// Statements that are looked at of one file.
    private static let namesMax = 1_000

    /// What is to be fetched, the earliest first.
    /// - Parameter logs: whose statements are left out.
    package func due(
        now: UInt64, limit: Int, butOf logs: Set<LogOrigin> = []
    ) throws -> [NamedFile] {
        let names = logs.map(\.description).sorted()
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest, origin, entry, bytes, media FROM named
                    WHERE due IS NOT NULL AND due <= ?
                        AND origin NOT IN (\(databaseQuestionMarks(count: names.count)))
                    ORDER BY due, digest LIMIT ?
                    """,
                arguments: [Int64(now)] + StatementArguments(names) + [limit]
            ).map(Self.file)
        }
    }

    /// What a log's statements name and is not settled, whenever it is due: by digest, then by entry, and from behind
    /// one of those on.
    package func missing(
        of origin: LogOrigin, after: (digest: Digest, entry: UInt64)?, limit: Int
    ) throws -> [NamedFile] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest, origin, entry, bytes, media FROM named
                    WHERE due IS NOT NULL AND origin = ? AND (digest, entry) > (?, ?)
                    ORDER BY digest, entry LIMIT ?
                    """,
                arguments: [
                    origin.description, (after?.digest ?? .zero).data,
                    after.map { Int64(clamping: $0.entry) } ?? -1, limit,
                ]
            ).map(Self.file)
        }
    }

    /// Of one file, the same.
    package func missing(_ digest: Digest, of origin: LogOrigin, limit: Int) throws -> [NamedFile] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest, origin, entry, bytes, media FROM named
                    WHERE due IS NOT NULL AND origin = ? AND digest = ? ORDER BY entry LIMIT ?
                    """, arguments: [origin.description, digest.data, limit]
            ).map(Self.file)
        }
    }

    /// It is here, or never will be.
    package func settle(_ file: NamedFile) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE named SET due = NULL WHERE digest = ? AND origin = ? AND entry = ?",
                arguments: [
                    file.digest.data, file.entry.origin.description, Int64(file.entry.index),
                ])
        }
    }

    /// It is tried again, each time after twice as long, unless it was settled.
    /// - Parameter wait: the first time, and the longest, in milliseconds.
    package func postpone(
        _ file: NamedFile, now: UInt64, wait: (first: UInt64, longest: UInt64)
    ) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE named SET due = ? + min(?, ? << min(tries, 20)), tries = tries + 1
                    WHERE digest = ? AND origin = ? AND entry = ? AND due IS NOT NULL
                    """,
                arguments: [
                    Int64(now), Int64(wait.longest), Int64(wait.first), file.digest.data,
                    file.entry.origin.description, Int64(file.entry.index),
                ])
        }
    }

    /// A file that was here is gone: it is due for all that name it.
    package func isMissing(_ digest: Digest, now: UInt64) throws {
        try database.write { db in
            try forget(digest, db)
            try db.execute(
                sql: "UPDATE named SET due = ? WHERE digest = ?",
                arguments: [Int64(now), digest.data])
        }
    }

    // MARK: Room

    /// Has room for a file, before it is written.
    ///
    /// - Parameters:
    ///   - isNamed: whether a statement names it already.
    ///   - limits: in bytes, of one member and of all.
    /// - Returns: false where there is none. A file that has some keeps it.
    package func reserve(
        _ digest: Digest, bytes: UInt64, for member: MemberID, isNamed: Bool, now: UInt64,
        limits: (ofOne: UInt64, ofAll: UInt64)
    ) throws -> Bool {
        try database.write { db in
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM kept WHERE digest = ?", arguments: [digest.data])
            if isThere == true {
                // Whoever brings it again has as long as the first time.
                try db.execute(
                    sql: "UPDATE kept SET unnamed = ? WHERE digest = ? AND unnamed IS NOT NULL",
                    arguments: [isNamed ? nil : Int64(now), digest.data])
                return true
            }
            guard try isRoom(for: bytes, of: member, limits: limits, db) else { return false }
            try db.execute(
                sql: "INSERT INTO kept VALUES (?, ?, ?, ?)",
                arguments: [
                    digest.data, Int64(bytes), member.rawValue, isNamed ? nil : Int64(now),
                ])
            try db.execute(
                sql: """
                    INSERT INTO room VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes
                    """, arguments: [member.rawValue, Int64(bytes)])
            return true
        }
    }

    /// Whether a file that is not here would have room now.
    package func isRoom(
        for bytes: UInt64, of member: MemberID, limits: (ofOne: UInt64, ofAll: UInt64)
    ) throws -> Bool {
        try database.read { db in try isRoom(for: bytes, of: member, limits: limits, db) }
    }

    private func isRoom(
        for bytes: UInt64, of member: MemberID, limits: (ofOne: UInt64, ofAll: UInt64),
        _ db: Database
    ) throws -> Bool {
        let own = try Int64.fetchOne(
            db, sql: "SELECT bytes FROM room WHERE member = ?", arguments: [member.rawValue])
        let all = try Int64.fetchOne(db, sql: "SELECT sum(bytes) FROM room")
        return UInt64(own ?? 0) + bytes <= limits.ofOne && UInt64(all ?? 0) + bytes <= limits.ofAll
    }

    /// Files that no statement has named since a time.
    package func unnamed(since time: UInt64, limit: Int) throws -> [Digest] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest FROM kept WHERE unnamed IS NOT NULL AND unnamed <= ?
                    ORDER BY unnamed, digest LIMIT ?
                    """, arguments: [Int64(time), limit]
            ).map(Self.digest)
        }
    }

    /// Before the file is erased, where no statement names it.
    /// - Returns: whether it may be.
    package func forget(_ digest: Digest) throws -> Bool {
        try database.write { db in
            let isNamed = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM named WHERE digest = ?)",
                arguments: [digest.data])
            guard isNamed != true else { return false }
            try forget(digest, db)
            return true
        }
    }

    private func forget(_ digest: Digest, _ db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "DELETE FROM kept WHERE digest = ? RETURNING bytes, member",
            arguments: [digest.data])
        guard let row else { return }
        try db.execute(
            sql: "UPDATE room SET bytes = max(0, bytes - ?) WHERE member = ?",
            arguments: [try row.stored(0) as Int64, try row.stored(1) as String])
    }

    /// Of one member's files, in bytes.
    package func room(of member: MemberID) throws -> UInt64 {
        let bytes = try database.read { db in
            try Int64.fetchOne(
                db, sql: "SELECT bytes FROM room WHERE member = ?", arguments: [member.rawValue])
        }
        return UInt64(bitPattern: bytes ?? 0)
    }

    // MARK: The record

    package func record() throws -> (takenOut: UInt64, erased: UInt64) {
        try database.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT takenOut, erased FROM record")
            guard let row else { return (0, 0) }
            return (UInt64(bitPattern: try row.stored(0)), UInt64(bitPattern: try row.stored(1)))
        }
    }

    /// Forgets all that statements name, to be read anew: entries were taken out of the record. Files that nothing
    /// names then have as long as new ones.
    package func beginAnew(takenOut: UInt64, now: UInt64) throws {
        try database.write { db in
            try db.execute(sql: "DELETE FROM named")
            try db.execute(sql: "DELETE FROM reached")
            try db.execute(
                sql: "UPDATE kept SET unnamed = ? WHERE unnamed IS NULL", arguments: [Int64(now)])
            try db.execute(sql: "UPDATE record SET takenOut = ?", arguments: [Int64(takenOut)])
        }
    }

    /// Forgets what erased statements named. A file that nothing else names is `unnamed` since for ever.
    package func erase(_ entries: [LogOrigin: [Range<UInt64>]], count: UInt64) throws {
        try database.write { db in
            for (origin, ranges) in entries {
                for range in ranges {
                    try db.execute(
                        sql: """
                            UPDATE kept SET unnamed = 0 WHERE digest IN (
                                SELECT digest FROM named
                                WHERE origin = ? AND entry >= ? AND entry < ?)
                            """, arguments: Self.places(origin, range))
                    try db.execute(
                        sql: "DELETE FROM named WHERE origin = ? AND entry >= ? AND entry < ?",
                        arguments: Self.places(origin, range))
                }
            }
            try db.execute(
                sql: """
                    UPDATE kept SET unnamed = NULL
                    WHERE unnamed = 0 AND EXISTS
                        (SELECT 1 FROM named WHERE named.digest = kept.digest)
                    """)
            try db.execute(sql: "UPDATE record SET erased = ?", arguments: [Int64(count)])
        }
    }

    private static func places(_ origin: LogOrigin, _ range: Range<UInt64>) -> StatementArguments {
        [origin.description, Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
    }

    // MARK: Rows

    private struct NoDigest: Error {}

    static func origin(_ text: String) throws -> LogOrigin {
        try readingStored("the name of a log") { try LogOrigin(parsing: text) }
    }

    static func digest(_ row: Row) throws -> Digest {
        try readingStored("a digest") {
            guard let digest = Digest(try row.storedBytes(0)) else { throw NoDigest() }
            return digest
        }
    }

    private static func file(_ row: Row) throws -> NamedFile {
        try readingStored("a named file") {
            guard let digest = Digest(try row.storedBytes(0)) else { throw NoDigest() }
            return NamedFile(
                entry: EntryReference(
                    origin: try origin(row.stored(1)), index: UInt64(bitPattern: try row.stored(2))),
                digest: digest, mediaType: try row.stored(4),
                byteCount: UInt64(bitPattern: try row.stored(3)))
        }
    }
}
