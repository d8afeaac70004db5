import FoundationEssentials
import GRDB
package import TransparencyLog

/// A request with a key of its own that makes something, noted in the transaction that makes it. Whoever sends it
/// again, also after a crash, has what was made then.
package struct KeyedMaking: Hashable, Sendable {
    /// Keys of others are others.
    package let caller: String
    package let key: String
    /// Of all that it asks.
    package let fingerprint: Digest
    /// Milliseconds since 1970.
    package let at: UInt64

    package init(caller: String, key: String, fingerprint: Digest, at: UInt64) {
        self.caller = caller
        self.key = key
        self.fingerprint = fingerprint
        self.at = at
    }
}

package enum KeyedMakingError: Error, Equatable, CustomStringConvertible {
    /// The key came with another request.
    case usedOtherwise
    case tooMany

    package var description: String {
        switch self {
        case .usedOtherwise: "the key came with another request before; take a new one"
        case .tooMany: "\(KeyedRows.ofCallerMax) keys of one caller are remembered, and no more"
        }
    }
}

/// How such requests stand in the file of what they make.
enum KeyedRows {
    /// Remembered for a day (`SQLiteRequestKeys.keptMilliseconds`), of one caller.
    static let ofCallerMax = 1_000

    static let schema = """
        -- Requests with a key, and what they made. at: ms since 1970.
        CREATE TABLE keyedRequest (
            caller TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            made TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (caller, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX keyedRequestByTime ON keyedRequest (at);

        """

    /// The name of what an earlier request with this key made; nil where it is still to be made.
    /// - Throws: `KeyedMakingError`.
    static func made(by request: KeyedMaking, _ db: Database) throws -> String? {
        try removeOld(at: request.at, db)
        let row = try Row.fetchOne(
            db, sql: "SELECT fingerprint, made FROM keyedRequest WHERE caller = ? AND key = ?",
            arguments: [request.caller, request.key])
        guard let row else { return try madeBefore(request, db) }
        guard try row.storedBytes(0) == request.fingerprint.bytes else {
            throw KeyedMakingError.usedOtherwise
        }
        return try row.stored(1)
    }

    /// What a request made when cases and what is in them were named by its key: of nobody, under that name, for a
    /// day after the file was taken over (`CaseworkSchema`). What it asked nobody noted.
    private static func madeBefore(_ request: KeyedMaking, _ db: Database) throws -> String? {
        let name = Digest.sha256(
            Array("touchstone case \(request.caller)\n\(request.key)".utf8)
        ).hex.prefix(32)
        let row = try Row.fetchOne(
            db, sql: "SELECT made FROM keyedRequest WHERE caller = '' AND key = ?",
            arguments: [String(name)])
        return try row?.stored(0)
    }

    /// - Throws: `KeyedMakingError`.
    static func note(_ made: String, by request: KeyedMaking, _ db: Database) throws {
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM keyedRequest WHERE caller = ?",
            arguments: [request.caller])
        guard count ?? 0 < ofCallerMax else { throw KeyedMakingError.tooMany }
        try db.execute(
            sql: "INSERT INTO keyedRequest VALUES (?, ?, ?, ?, ?)",
            arguments: [
                request.caller, request.key, request.fingerprint.data, made, Int64(request.at),
            ])
    }

    static func removeOld(at now: UInt64, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM keyedRequest WHERE at <= ?",
            arguments: [Int64(now) - Int64(SQLiteRequestKeys.keptMilliseconds)])
    }
}
