import GRDB

/// A database copied as it is at one moment, while others read and write it.
package enum SQLiteCopy {
    /// Copies all pages with SQLite's online backup, in one step: the copy is what one reader sees, and
    /// nobody who writes has to wait. It is one file, without a write-ahead log beside it.
    ///
    /// Whoever makes a backup syncs the copy, and protects it: this does neither.
    /// - Throws: `SQLiteStoreError`; what was begun at `target` is left to be removed.
    package static func make(of source: String, at target: String) throws {
        try ChecksummedPages.begin(path: source)
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(SQLiteFile.busySecondsMax)
            let from = try DatabaseQueue(path: source, configuration: configuration)
            let to = try DatabaseQueue(path: target)
            try from.backup(to: to)
            try to.close()
            // The header says of both that they keep a write-ahead log.
            try gather(target)
            try from.close()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: source)
        }
    }

    /// Puts all of a copy, which nobody else has open, in the place of what a database holds. Others may have that open:
    /// they read what it held before, and then the copy. It is durable on return.
    /// - Throws: `SQLiteStoreError`; the database then is as it was.
    package static func replace(_ path: String, by copy: String) throws {
        try ChecksummedPages.begin(path: path)
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(SQLiteFile.busySecondsMax)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let to = try DatabaseQueue(path: path, configuration: configuration)
            configuration.readonly = true
            let from = try DatabaseQueue(path: copy, configuration: configuration)
            try from.backup(to: to)
            try from.close()
            try to.close()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// Folds a write-ahead log into the file, for good, of a database that nobody else has open.
    package static func gather(_ path: String) throws {
        try ChecksummedPages.begin(path: path)
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
                guard mode == "delete" else {
                    throw SQLiteStoreError.busy(path: path)
                }
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// SQLite's own check of all pages of a copy, which stays as it is: nil when sound.
    package static func damage(in path: String) throws -> String? {
        try ChecksummedPages.begin(path: path)
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let found = try queue.read { db in
                try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            }
            try queue.close()
            return found == "ok" ? nil : found
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            return error.message ?? "\(error.resultCode)"
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }
}
