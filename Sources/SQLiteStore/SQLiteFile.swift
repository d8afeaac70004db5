package import GRDB

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the node's SQLite files: how it is made, recognised and opened.
///
/// A file is made under another name and put in its place whole, so that a crash leaves either no
/// file or one with its schema. An empty file therefore is a truncated one, and is refused.
package struct SQLiteFile: Sendable {
    /// What the file holds, for messages: `log store`.
    package let noun: String
    /// SQLite's `application_id`: four ASCII characters that no other program uses.
    package let applicationID: Int32
    /// SQLite's `user_version`: the number of the schema.
    package let version: Int
    /// The statements that make the schema in a new file.
    package let schema: String
    /// What turns the schema before into the next, from the oldest on that is still read; the last
    /// leads to `version`. Programs of the version before may have the file open meanwhile.
    package let upgrades: [String]

    /// Time that a write waits for another process's, in seconds.
    package static let busySecondsMax = 5.0
    /// Pages in the write-ahead log after which a commit copies them into the file.
    package static let checkpointPages = 2_000
    /// Personal data is in these files, so nobody else of the machine reads them. SQLite gives the
    /// files beside a database the mode of the database.
    static let mode: mode_t = 0o600
    private static let headerBytes = 100
    private static let applicationIDOffset = 68

    package init(
        noun: String, applicationID: Int32, version: Int, schema: String, upgrades: [String] = []
    ) {
        self.noun = noun
        self.applicationID = applicationID
        self.version = version
        self.schema = schema
        self.upgrades = upgrades
    }

    /// Opens the file in WAL mode with `synchronous=FULL`, making it where it is missing.
    ///
    /// A pool writes something when it opens. Where the disk has no room for that, the file is opened
    /// with one connection: what is held can be read, and a write is refused until there is room.
    /// - Throws: `SQLiteStoreError`, which says what is wrong with which file.
    package func open(path: String, readers: Int = 4) throws -> any DatabaseWriter {
        try ChecksummedPages.begin(path: path)
        if let header = try header(of: path) {
            do { try UnsureLog.renew(path) } catch let error as DatabaseError {
                throw SQLiteStoreError(error, path: path)
            }
            if !ChecksummedPages.isRoom(inHeader: header) { try makeRoom(path) }
        } else {
            try create(path)
        }
        do {
            do {
                return try prepared(
                    try DatabasePool(path: path, configuration: Self.configuration(readers)), path)
            } catch let error as DatabaseError where error.isForLackOfRoom {
                return try openWithoutRoom(path)
            }
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    private func openWithoutRoom(_ path: String) throws -> any DatabaseWriter {
        do {
            return try prepared(
                try DatabaseQueue(path: path, configuration: Self.configuration(1)), path)
        } catch let error as DatabaseError where error.isForLackOfRoom {
            // Nobody has it open, and there is no room for the log's index: it is kept in memory, which
            // nobody else could share.
            var configuration = Self.configuration(1)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            }
            return try prepared(
                try DatabaseQueue(path: path, configuration: configuration), path)
        }
    }

    private func prepared<Writer: DatabaseWriter>(
        _ writer: Writer, _ path: String
    ) throws -> Writer {
        try writer.writeWithoutTransaction { db in
            // Only now: DatabasePool sets NORMAL itself when it turns WAL mode on.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted or overwritten is gone from the file, not only from its index.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
        }
        try Self.assertDurable(writer, path: path)
        try Self.copyWriteAheadLog(writer)
        try upgrade(writer)
        try check(writer, path: path)
        return writer
    }

    /// - Throws: `SQLiteStoreError.notDurable` unless the writer syncs at every commit.
    package static func assertDurable(_ pool: some DatabaseWriter, path: String) throws {
        let synchronous = try pool.writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        }
        guard synchronous == 2 else {
            throw SQLiteStoreError.notDurable(path: path, synchronous: synchronous)
        }
    }

    /// What a crash left in the write-ahead log goes into the file now, because SQLite notices only
    /// then that a file with such a log was cut.
    private static func copyWriteAheadLog(_ pool: some DatabaseWriter) throws {
        do {
            _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Another process is at it.
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            // It stays where it is, and is read there.
        }
    }

    private static func configuration(_ readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySecondsMax)
        configuration.maximumReaderCount = readers
        // Schema statements cost nothing after the first; the connections stay warm.
        configuration.persistentReadOnlyConnections = true
        return configuration
    }

    /// The first bytes of the file; nil where there is none, and throws where there is one that is not
    /// ours.
    func header(of path: String) throws -> [UInt8]? {
        guard let handle = fopen(path, "rb") else {
            if errno == ENOENT { return nil }
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
        defer { fclose(handle) }
        var header = [UInt8](repeating: 0, count: Self.headerBytes)
        let count = fread(&header, 1, Self.headerBytes, handle)
        guard ferror(handle) == 0 else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
        guard count > 0 else { throw SQLiteStoreError.empty(path: path) }
        guard count == Self.headerBytes, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw SQLiteStoreError.notADatabase(path: path)
        }
        // Read from the file, because opening would already turn a stranger's database to WAL mode.
        let found = header[Self.applicationIDOffset...].prefix(4).reduce(UInt32(0)) {
            $0 << 8 | UInt32($1)
        }
        guard found == UInt32(bitPattern: applicationID) else {
            throw SQLiteStoreError.otherApplication(path: path, expected: noun)
        }
        return header
    }

    /// A file that was made before pages had checksums is written anew with room for them, once, by
    /// whoever is alone with it. Where that cannot be now, it goes on without.
    private func makeRoom(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            try queue.writeWithoutTransaction { db in
                // Refused unless nobody else has it open: an earlier touchstone would not know of them.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                // In this mode it is one transaction of the write-ahead log. A rollback journal would
                // put pages without room back into a file that says that it has some.
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try ChecksummedPages.makeRoom(in: db)
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(sql: "VACUUM")
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL: break
            default: throw SQLiteStoreError(error, path: path)
            }
        }
    }

    private func create(_ path: String) throws {
        let unfinished = "\(path).new-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(unfinished + suffix) } }
        do {
            let queue = try DatabaseQueue(path: unfinished)
            // Here nobody else has the file open; a switch later fails where another process reads.
            try queue.writeWithoutTransaction { db in
                try ChecksummedPages.makeRoom(in: db)
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.write { db in
                try db.execute(sql: schema)
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version)")
            }
            // The file goes to its place without its write-ahead log, and closing tells of no failure to
            // empty that.
            _ = try queue.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try queue.close()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
        guard chmod(unfinished, Self.mode) == 0 else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
        // A link never replaces a file that another process has put there meanwhile.
        guard link(unfinished, path) == 0 || errno == EEXIST else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
        try syncFolder(of: path)
    }

    private func syncFolder(of path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard let handle = fopen(folder, "r") else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
        defer { fclose(handle) }
        guard fsync(fileno(handle)) == 0 else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: systemError())
        }
    }

    /// The oldest format that is still read.
    var oldest: Int { version - upgrades.count }

    /// Brings an older file to this version in one transaction, once, whoever comes first.
    private func upgrade(_ pool: some DatabaseWriter) throws {
        func found(_ db: Database) throws -> Int {
            try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        }
        let isOlder = try pool.read { db in (oldest..<version).contains(try found(db)) }
        guard isOlder else { return }
        try pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                // Another process may have been faster.
                let found = try found(db)
                guard (oldest..<version).contains(found) else { return .commit }
                for upgrade in upgrades[(found - oldest)...] { try db.execute(sql: upgrade) }
                try db.execute(sql: "PRAGMA user_version = \(version)")
                return .commit
            }
        }
    }

    private func check(_ pool: some DatabaseWriter, path: String) throws {
        let found = try pool.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }
        try check(found, from: version, path: path)
    }

    /// - Throws: `SQLiteStoreError` for a format that is none from `oldest` to this one.
    func check(_ found: Int, from oldest: Int, path: String) throws {
        guard found <= version else {
            throw SQLiteStoreError.newerVersion(path: path, found: found, supported: version)
        }
        guard found >= oldest else {
            throw SQLiteStoreError.damaged(path: path, detail: "format \(found) was never written")
        }
    }

    private func systemError() -> String { String(cString: strerror(errno)) }
}
