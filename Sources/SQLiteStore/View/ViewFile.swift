import GRDB
import MergedView

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `view.sqlite`: schema, connections, and what happens when the file is no good.
///
/// The file is a cache with a frontier of its own, so it needs consistency, not durability: in WAL
/// mode `synchronous=NORMAL` keeps it consistent through a power cut and may lose the last commits,
/// rows and frontier together (sqlite.org/pragma.html#pragma_synchronous); they are folded again. For
/// the same reason a file that is damaged, of another fold version or of another schema is not mended
/// but made anew. Only a database of somebody else is left alone.
struct ViewFile {
    let path: String

    /// "TsVw"
    static let applicationID: Int32 = 0x5473_5677
    /// Raised with every change of the schema, and of what the free-text index holds of the same statement.
    static let schemaVersion: Int32 = 6
    static let busySecondsMax = 5.0
    /// Page cache of the connection that merges, of the one that looks up, of the one that searches.
    static let writerCacheKiB = 16_384
    static let lookupCacheKiB = 8_192
    static let searchCacheKiB = 8_192
    /// Pages in the write-ahead log after which a commit copies them into the file: a page that many
    /// small batches touch is copied once.
    static let checkpointPages = 16_384
    /// The write-ahead log is cut back to this after a large batch.
    static let walBytesMax = 64 << 20

    static let schema = """
        CREATE TABLE log(
            id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL, text_size INTEGER NOT NULL DEFAULT 0,
            unknown_kind INTEGER NOT NULL DEFAULT 0, undecodable INTEGER NOT NULL DEFAULT 0,
            absent INTEGER NOT NULL DEFAULT 0, void_retraction INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE row(
            key_hash INTEGER NOT NULL, log INTEGER NOT NULL, idx INTEGER NOT NULL,
            kind INTEGER NOT NULL, body BLOB NOT NULL, removals BLOB,
            PRIMARY KEY(key_hash, log, idx)) WITHOUT ROWID;
        CREATE TABLE bundle(id INTEGER PRIMARY KEY, keys BLOB NOT NULL);
        CREATE TABLE waiting(
            target_log TEXT NOT NULL, target_idx INTEGER NOT NULL,
            log TEXT NOT NULL, idx INTEGER NOT NULL,
            PRIMARY KEY(target_log, target_idx, log)) WITHOUT ROWID;
        CREATE TABLE erasure(id BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE erased(
            origin TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY(origin, first)) WITHOUT ROWID;
        CREATE TABLE dirty(channel TEXT PRIMARY KEY, buckets BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE root(
            channel TEXT PRIMARY KEY, digests BLOB NOT NULL, scopes TEXT NOT NULL);
        CREATE TABLE merges(
            id INTEGER PRIMARY KEY CHECK(id = 1), count INTEGER NOT NULL,
            taken_out INTEGER NOT NULL);
        INSERT INTO merges VALUES(1, random() & 0xffffffffffff, 0);
        CREATE TABLE doc(
            position INTEGER PRIMARY KEY, log INTEGER NOT NULL, idx INTEGER NOT NULL,
            key_hash INTEGER NOT NULL);
        CREATE TABLE doc_key(
            key_hash INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY(key_hash, position)) WITHOUT ROWID;
        CREATE TABLE identifier_list(
            id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, marking INTEGER NOT NULL,
            UNIQUE(channel, marking));
        CREATE TABLE identifier(
            list INTEGER NOT NULL, name BLOB NOT NULL, type INTEGER NOT NULL, value BLOB,
            PRIMARY KEY(list, name, type)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE text USING fts5(
            words, grams, facets, content='', columnsize=0,
            tokenize="ascii tokenchars '|:._-'");
        INSERT INTO text(text, rank) VALUES('hashsize', 8388608);
        """

    /// Schema and fold version in one number: SQLite's `user_version`.
    static var userVersion: Int64 { Int64(schemaVersion) << 16 | Int64(Fold.version) }

    /// Opens the file; one that is missing or no good is made anew.
    /// - Throws: `SQLiteStoreError`.
    func open() throws -> ViewConnections {
        try ChecksummedPages.begin(path: path)
        do {
            if let connections = try openExisting() { return connections }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: break
            default: throw SQLiteStoreError(error, path: path)
            }
        }
        try remove()
        do {
            return try create()
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }

    /// Deletes the file and what belongs to it.
    func remove() throws {
        let beside = [path + "-wal", path + "-shm", path + "-journal", UnsureLog.mark(of: path)]
        for name in [path] + beside {
            guard unlink(name) == 0 || errno == ENOENT else {
                throw SQLiteStoreError.cannotOpen(
                    path: name, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// Bytes that are read through, at most: what a small machine can keep in its page cache.
    static let readThroughBytesMax = 1 << 30

    /// Has the operating system fetch the file into its page cache.
    /// - Throws: `SQLiteStoreError`.
    func readThrough() throws {
        guard let file = fopen(path, "rbe") else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var rest = Self.readThroughBytesMax
        while rest > 0 {
            let count = fread(&piece, 1, piece.count, file)
            // What cannot be read now is read, and reported, when it is asked for.
            guard count > 0 else { return }
            rest -= count
        }
    }

    /// Nil where there is no file, or one that must be made anew.
    private func openExisting() throws -> ViewConnections? {
        guard access(path, F_OK) == 0 else { return nil }
        try UnsureLog.renew(path)
        let writer = try connect(cacheKiB: Self.writerCacheKiB)
        let (application, version) = try writer.inDatabase { db in
            (
                try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        if application != Int64(Self.applicationID) {
            let isEmpty = try writer.inDatabase { db in
                try Int64.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
            }
            try writer.close()
            guard isEmpty else {
                throw SQLiteStoreError.otherApplication(path: path, expected: "view")
            }
            return nil
        }
        let isRoom = try writer.inDatabase(ChecksummedPages.isRoom)
        guard version == Self.userVersion, isRoom else {
            try writer.close()
            return nil
        }
        try prepare(writer)
        return try connections(writer)
    }

    private func create() throws -> ViewConnections {
        let file = openat(AT_FDCWD, path, O_CREAT | O_WRONLY | O_CLOEXEC, SQLiteFile.mode)
        guard file >= 0 else {
            throw SQLiteStoreError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        close(file)
        let writer = try connect(cacheKiB: Self.writerCacheKiB)
        try writer.inDatabase(ChecksummedPages.makeRoom)
        try prepare(writer)
        try writer.inDatabase { db in
            try db.inTransaction(.immediate) {
                // Another process may have made it meanwhile.
                let version = try Int64.fetchOne(db, sql: "PRAGMA user_version")
                if version != Self.userVersion {
                    try db.execute(sql: Self.schema)
                    try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
                    try db.execute(sql: "PRAGMA user_version = \(Self.userVersion)")
                }
                return .commit
            }
        }
        return try connections(writer)
    }

    private func prepare(_ writer: DatabaseQueue) throws {
        try writer.inDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = \(Self.synchronous(false));
                    PRAGMA secure_delete = ON;
                    PRAGMA wal_autocheckpoint = \(Self.checkpointPages);
                    PRAGMA journal_size_limit = \(Self.walBytesMax);
                    """)
        }
    }

    /// Whether commits of the connection are synced from now on; outside of a transaction.
    static func syncCommits(_ db: Database, _ isOn: Bool) throws {
        try db.execute(sql: "PRAGMA synchronous = \(synchronous(isOn))")
    }

    private static func synchronous(_ isOn: Bool) -> String { isOn ? "FULL" : "NORMAL" }

    private func connections(_ writer: DatabaseQueue) throws -> ViewConnections {
        ViewConnections(
            writer: writer,
            lookups: try connect(cacheKiB: Self.lookupCacheKiB, readonly: true),
            searches: try connect(cacheKiB: Self.searchCacheKiB, readonly: true))
    }

    private func connect(cacheKiB: Int, readonly: Bool = false) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.busySecondsMax)
        configuration.readonly = readonly
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -\(cacheKiB)")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

/// One connection that writes and two that read: a long search does not hold up a lookup.
struct ViewConnections: Sendable {
    let writer: DatabaseQueue
    let lookups: DatabaseQueue
    let searches: DatabaseQueue

    func close() throws {
        try searches.close()
        try lookups.close()
        try writer.close()
    }
}
