package import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import Synchronization
package import TransparencyLog

/// Requests that came with a key of their own, and what they wrote, in `requests.sqlite`: one that is sent
/// again, because its answer was lost, is answered again and not done again.
///
/// A request is noted with the hash of what it is about to write before that is written. So whoever comes
/// again after a crash between the two learns from the log whether it was. What returns is durable.
package final class SQLiteRequestKeys: Sendable {
    /// How long a request is remembered.
    package static let keptMilliseconds: UInt64 = 24 * 3_600_000
    /// Requests that are remembered: of one caller, and of all.
    package static let ofCallerMax = 10_000
    package static let ofAllMax = 100_000

    /// A request that is about to write.
    package struct Begun: Equatable, Sendable {
        /// Of all that it asks.
        package let fingerprint: Digest
        package let origin: LogOrigin
        /// Of the log before.
        package let size: UInt64
        /// Of the first entry that it writes, and how many they are.
        package let leafHash: Digest
        package let count: UInt64
        /// Milliseconds since 1970.
        package let at: UInt64

        package init(
            fingerprint: Digest, origin: LogOrigin, size: UInt64, leafHash: Digest, count: UInt64,
            at: UInt64
        ) {
            self.fingerprint = fingerprint
            self.origin = origin
            self.size = size
            self.leafHash = leafHash
            self.count = count
            self.at = at
        }
    }

    /// What it wrote.
    package struct Written: Equatable, Sendable {
        package let first: UInt64
        /// Of the tree that was signed.
        package let treeSize: UInt64

        package init(first: UInt64, treeSize: UInt64) {
            self.first = first
            self.treeSize = treeSize
        }
    }

    package struct Kept: Equatable, Sendable {
        package let begun: Begun
        /// Nil where nobody noted that it was written.
        package let written: Written?
    }

    private let database: DurableDatabase
    private let limits: (ofCaller: Int, ofAll: Int)
    /// Requests that are remembered, of each caller. One process has the file, so that they are counted once.
    private let counts: Mutex<[String: Int]>

    static let file = SQLiteFile(
        noun: "list of requests", applicationID: 0x5473_5271,  // "TsRq"
        version: 1,
        schema: """
            CREATE TABLE request (
                caller TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                origin TEXT NOT NULL,
                size INTEGER NOT NULL,
                leafHash BLOB NOT NULL,
                count INTEGER NOT NULL,
                begunAt INTEGER NOT NULL,
                first INTEGER,
                treeSize INTEGER,
                PRIMARY KEY (caller, key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX requestByTime ON request (begunAt);
            """)

    /// - Throws: `SQLiteStoreError`.
    package convenience init(
        path: String, ofCallerMax: Int = ofCallerMax, ofAllMax: Int = ofAllMax
    ) throws {
        try self.init(
            try DurableDatabase(path: path, file: Self.file), limits: (ofCallerMax, ofAllMax))
    }

    /// Uses a file that is open, and counts what is in it.
    init(
        _ database: DurableDatabase, limits: (ofCaller: Int, ofAll: Int) = (ofCallerMax, ofAllMax)
    ) throws {
        self.database = database
        self.limits = limits
        let counted = try database.read { db in
            try Row.fetchAll(db, sql: "SELECT caller, count(*) FROM request GROUP BY caller").map {
                (caller: try $0.stored(0) as String, count: try $0.stored(1) as Int64)
            }
        }
        counts = Mutex(
            Dictionary(counted.map { ($0.caller, Int($0.count)) }, uniquingKeysWith: { $1 }))
    }

    package func close() throws { try database.close() }

    /// Nil for one that never came, or too long ago.
    package func find(_ key: String, of caller: String, at now: UInt64) throws -> Kept? {
        try database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT fingerprint, origin, size, leafHash, count, begunAt, first, treeSize
                    FROM request WHERE caller = ? AND key = ? AND begunAt > ?
                    """, arguments: [caller, key, Self.oldest(now)])
            return try row.map(Self.kept)
        }
    }

    /// Notes that it is about to write; one of the same name that wrote nothing is replaced.
    /// - Returns: false where too many are remembered.
    package func begin(_ key: String, of caller: String, _ begun: Begun) throws -> Bool {
        try counts.withLock { counts in
            let (isBegun, after) = try begin(key, of: caller, begun, counts)
            counts = after
            return isBegun
        }
    }

    private func begin(
        _ key: String, of caller: String, _ begun: Begun, _ before: [String: Int]
    ) throws -> (isBegun: Bool, counts: [String: Int]) {
        try database.write { db in
            var counts = before
            let gone = try String.fetchAll(
                db,
                sql: """
                    DELETE FROM request WHERE begunAt <= ? OR (caller = ? AND key = ?)
                    RETURNING caller
                    """, arguments: [Self.oldest(begun.at), caller, key])
            for caller in gone { counts[caller, default: 0] -= 1 }
            counts = counts.filter { $0.value > 0 }
            let ofAll = counts.values.reduce(0, +)
            guard counts[caller] ?? 0 < limits.ofCaller, ofAll < limits.ofAll else {
                return (false, counts)
            }
            counts[caller, default: 0] += 1
            try db.execute(
                sql: "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                arguments: [
                    caller, key, begun.fingerprint.data, begun.origin.description,
                    Int64(begun.size), begun.leafHash.data, Int64(begun.count), Int64(begun.at),
                ])
            return (true, counts)
        }
    }

    package func finish(_ key: String, of caller: String, _ written: Written) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE request SET first = ?, treeSize = ? WHERE caller = ? AND key = ?",
                arguments: [Int64(written.first), Int64(written.treeSize), caller, key])
        }
    }

    /// A clock that went back forgets nothing.
    private static func oldest(_ now: UInt64) -> Int64 {
        Int64(now) - Int64(keptMilliseconds)
    }

    private static func kept(_ row: Row) throws -> Kept {
        let origin: String = try row.stored(1)
        let (first, treeSize) = (try row.storedNumberIfAny(6), try row.storedNumberIfAny(7))
        let begun = Begun(
            fingerprint: try row.storedDigest(0),
            origin: try readingStored("a request") { try LogOrigin(parsing: origin) },
            size: try row.storedNumber(2), leafHash: try row.storedDigest(3),
            count: try row.storedNumber(4), at: try row.storedNumber(5))
        guard let first, let treeSize else { return Kept(begun: begun, written: nil) }
        return Kept(
            begun: begun,
            written: Written(first: first, treeSize: treeSize))
    }
}
