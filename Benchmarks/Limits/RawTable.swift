import Foundation
import GRDB

/// SQLite with nothing around it: rows of given sizes through one prepared statement.
struct RawTable {
    private let queue: DatabaseQueue

    /// - Parameter isDurable: a sync at every commit, as the record has it.
    init(in folder: URL, isDurable: Bool) throws {
        queue = try DatabaseQueue(path: folder.appending(path: "raw.sqlite").path())
        try queue.inDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL");
                    PRAGMA cache_size = -16384;
                    CREATE TABLE bundle(id INTEGER PRIMARY KEY, a BLOB NOT NULL, b BLOB NOT NULL);
                    CREATE TABLE row(
                        key INTEGER NOT NULL, log INTEGER NOT NULL, idx INTEGER NOT NULL,
                        kind INTEGER NOT NULL, body BLOB NOT NULL, removals BLOB,
                        PRIMARY KEY(key, log, idx)) WITHOUT ROWID;
                    CREATE TABLE name(
                        value BLOB NOT NULL, type INTEGER NOT NULL,
                        PRIMARY KEY(value, type)) WITHOUT ROWID;
                    """)
        }
    }

    func close() throws { try queue.close() }

    /// Pairs of blobs under ascending keys: what a log's bundles are.
    func insertBundles(_ count: Int, bytes: (Int, Int), eachTransaction: Int) throws {
        let (first, second) = (
            Data(repeating: 7, count: bytes.0), Data(repeating: 9, count: bytes.1)
        )
        for start in stride(from: 0, to: count, by: eachTransaction) {
            try transaction { db in
                let insert = try db.cachedStatement(sql: "INSERT INTO bundle VALUES(?, ?, ?)")
                for id in start..<min(count, start + eachTransaction) {
                    try insert.execute(arguments: [id, first, second])
                }
            }
        }
    }

    /// Rows of the view: each transaction sorted by a key that is a hash.
    func insertRows(_ count: Int, bodyBytes: Int, eachTransaction: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let body = Data(repeating: 7, count: bodyBytes)
        for start in stride(from: 0, to: count, by: eachTransaction) {
            let keys = (start..<min(count, start + eachTransaction)).map { index in
                (key: Int64.random(in: .min ... .max, using: &generator), index: index)
            }.sorted { $0.key < $1.key }
            try transaction { db in
                let insert = try db.cachedStatement(
                    sql: "INSERT INTO row VALUES(?, 1, ?, 1, ?, NULL)")
                for (key, index) in keys {
                    try insert.execute(arguments: [key, index, body])
                }
            }
        }
    }

    /// One identifier a row.
    func insertNames(_ names: [String]) throws {
        try transaction { db in
            let insert = try db.cachedStatement(sql: "INSERT INTO name VALUES(?, 1)")
            for name in names { try insert.execute(arguments: [Data(name.utf8)]) }
        }
    }

    func names(from first: String, below last: String, limit: Int) throws -> Int {
        try queue.inDatabase { db in
            let select = try db.cachedStatement(
                sql: "SELECT value, type FROM name WHERE value >= ? AND value < ? LIMIT ?")
            return try Row.fetchAll(
                select, arguments: [Data(first.utf8), Data(last.utf8), limit]
            ).count
        }
    }

    /// The row under a key, for a table that is filled.
    func row(near key: Int64) throws -> Bool {
        try queue.inDatabase { db in
            let select = try db.cachedStatement(
                sql: "SELECT body FROM row WHERE key >= ? ORDER BY key LIMIT 1")
            return try Data.fetchOne(select, arguments: [key]) != nil
        }
    }

    private func transaction(_ body: (Database) throws -> Void) throws {
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try body(db)
                return .commit
            }
        }
    }
}
