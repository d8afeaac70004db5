package import GRDB
package import Replication
import Synchronization

/// A SQLite file whose commits survive a power cut, and that stops for good when the disk fails it.
///
/// **Fail stop.** After a failed fsync the next one may succeed although data is gone, so
/// the first write that ends in an I/O error, or finds the file damaged, is the last: every later
/// one throws `SQLiteStoreError.stopped` until the process is restarted and SQLite has recovered the
/// file from its write-ahead log. What that one write held may be there then, or not. A full disk, a
/// lock held by another process, an interrupted or refused statement stop nothing: SQLite has rolled
/// the transaction back, and the next one may succeed.
package final class DurableDatabase: Sendable {
    package let path: String
    private let pool: any DatabaseWriter
    /// None where the file is only looked at.
    private let readers: StatementReaders?
    /// What stopped it.
    private let stopped = Mutex<String?>(nil)

    /// - Throws: `SQLiteStoreError`.
    package init(path: String, file: SQLiteFile) throws {
        self.path = path
        pool = try file.open(path: path)
        readers = StatementReaders(path: path)
    }

    /// A file that is only looked at (`SQLiteFile.look`): writes are refused.
    init(path: String, lookingBy reader: DatabaseQueue) {
        self.path = path
        pool = reader
        readers = nil
    }

    /// Why no write is taken any more; nil while they are.
    package var stoppedReason: String? { stopped.withLock { $0 } }

    /// Runs `body` in one `BEGIN IMMEDIATE` transaction, which is durable when this returns (or with
    /// the next write that is) and left no trace when it throws (anything but `stopped`).
    ///
    /// The write lock is held from the start, so that what `body` reads stays true, whatever other
    /// processes do.
    package func write<T>(
        durability: WriteDurability = .atReturn, _ body: (Database) throws -> T
    ) throws -> T {
        if let detail = stopped.withLock({ $0 }) {
            throw SQLiteStoreError.stopped(path: path, detail: detail)
        }
        do {
            return try pool.writeWithoutTransaction { db in
                if durability == .withNext { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
                // It cannot fail outside a transaction; if it did, the next write must not go on.
                defer {
                    if durability == .withNext { restoreFullSync(db) }
                }
                do {
                    var result: T?
                    try db.inTransaction(.immediate) {
                        result = try body(db)
                        return .commit
                    }
                    return result!
                } catch {
                    // BEGIN can fail after it took effect. Where even this rollback fails, GRDB
                    // ends the process, which is the same as stopping.
                    if db.isInsideTransaction { try db.rollback() }
                    throw error
                }
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case _ where error.isForLackOfRoom: throw SQLiteStoreError(error, path: path)
            case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB:
                throw stop(
                    "\(error.message ?? "no message"), code \(error.extendedResultCode.rawValue)")
            default: throw SQLiteStoreError(error, path: path)
            }
        }
    }

    /// Runs `body` on one snapshot. Reads go on after a stop.
    package func read<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            return try pool.read(body)
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// Runs `body`, which runs one statement and no more: what `read` does for a fraction of its cost.
    /// Two statements may see two states of the file.
    package func readStatement<T>(_ body: (Database) throws -> T) throws -> T {
        guard let readers else { return try read(body) }
        do {
            return try readers.read(body)
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// Reads it all, as SQLite checks it.
    /// - Throws: `SQLiteStoreError.damaged` with what it finds first.
    func requireSound() throws {
        let found = try read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") }
        guard let found, found == "ok" else {
            throw SQLiteStoreError.damaged(path: path, detail: found ?? "it cannot be checked")
        }
    }

    /// Time that the write-ahead log's readers are waited for, in milliseconds: writers wait as long.
    private static let emptyingMillisecondsMax = 500

    /// Copies the write-ahead log into the file and cuts it to nothing, so that pages as they were
    /// before are nowhere any more.
    /// - Returns: false where somebody still reads from it; to be tried again.
    package func emptyWriteAheadLog() throws -> Bool {
        do {
            return try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = \(Self.emptyingMillisecondsMax)")
                defer {
                    let usual = Int(SQLiteFile.busySecondsMax * 1_000)
                    try? db.execute(sql: "PRAGMA busy_timeout = \(usual)")
                }
                let busy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                return busy == 0
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// Copies the write-ahead log into the file, unless other processes use it, and closes all
    /// connections. Later calls throw.
    package func close() throws {
        readers?.close()
        do {
            // Readers are closed last, and they could not. It is no failure if others are at work.
            _ = try? pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                try db.checkpoint(.truncate)
            }
            try pool.close()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    private func restoreFullSync(_ db: Database) {
        do {
            try db.execute(sql: "PRAGMA synchronous = FULL")
        } catch {
            _ = stop("synchronous could not be set to FULL: \(error)")
        }
    }

    private func stop(_ detail: String) -> SQLiteStoreError {
        stopped.withLock { stopped in
            if stopped == nil { stopped = detail }
        }
        return .stopped(path: path, detail: detail)
    }
}
