import GRDB
import Glibc
import PageChecksums

/// What is done about a write-ahead log that could not be synced: for as long as the system runs it may look
/// whole and not be so on the disk, whatever later syncs say.
///
/// Whoever sees the sync fail leaves a mark beside the file, and copies nothing from the log any more
/// (`PageChecksums`). Whoever writes to the file next writes the log's bytes once more first, so that the
/// system takes them for unwritten again.
enum UnsureLog {
    static func mark(of path: String) -> String { path + "-wal-unsure" }

    /// To be called before anything else opens the file for writing.
    /// - Throws: `DatabaseError` where it still cannot be synced, or another process holds the file for longer
    ///   than writes wait.
    static func renew(_ path: String) throws {
        guard isMarked(path) else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(SQLiteFile.busySecondsMax)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else {
                return clear(path)
            }
            try db.inTransaction(.immediate) {
                try renew(path, in: db)
                return .rollback
            }
        }
        try queue.close()
    }

    /// The same in a write transaction that has written nothing yet: nobody adds to the log meanwhile, or
    /// begins it anew.
    static func renew(_ path: String, in db: Database) throws {
        guard isMarked(path), let connection = db.sqliteConnection else { return }
        let code = page_checksums_renew_log(connection)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: "the write-ahead log cannot be made sure of")
        }
        clear(path)
    }

    private static func isMarked(_ path: String) -> Bool { access(mark(of: path), F_OK) == 0 }

    private static func clear(_ path: String) { unlink(mark(of: path)) }
}
