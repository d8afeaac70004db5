import AllianceNames
import GRDB
import Replication
import TransparencyLog

/// One row of `logs`, and what hangs on it, read in whatever transaction `db` is in.
struct LogRow {
    let origin: LogOrigin
    let key: LogKey
    let edge: CompactRange
    /// Rows of `checkpoints`.
    let checkpointCount: Int

    var size: TreeSize { edge.size }

    static func find(_ origin: LogOrigin, in db: Database) throws -> LogRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, size, edge, checkpoints FROM logs WHERE origin = ?")
        return try Row.fetchOne(statement, arguments: [origin.description])
            .map { try LogRow(origin: origin, row: $0) }
    }

    /// By origin.
    static func all(in db: Database) throws -> [LogRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT id, size, edge, checkpoints, origin FROM logs")
        return try Row.fetchAll(statement)
            .map { row in
                let name: String = try row.stored(4)
                let origin = try readingStored("a log's origin") { try LogOrigin(parsing: name) }
                return try LogRow(origin: origin, row: row)
            }
            .sorted { $0.origin < $1.origin }
    }

    /// A log that is not there has no rows under the key 0.
    static func findOrEmpty(_ origin: LogOrigin, in db: Database) throws -> LogRow {
        try find(origin, in: db)
            ?? LogRow(
                origin: origin, key: LogKey(log: 0), edge: CompactRange(), checkpointCount: 0)
    }

    static func findOrInsert(_ origin: LogOrigin, in db: Database) throws -> LogRow {
        if let row = try find(origin, in: db) { return row }
        try db.execute(
            sql: "INSERT INTO logs (origin, size, edge, checkpoints) VALUES (?, 0, x'', 0)",
            arguments: [origin.description])
        return LogRow(
            origin: origin, key: LogKey(log: db.lastInsertedRowID), edge: CompactRange(),
            checkpointCount: 0)
    }

    private init(origin: LogOrigin, key: LogKey, edge: CompactRange, checkpointCount: Int) {
        self.origin = origin
        self.key = key
        self.edge = edge
        self.checkpointCount = checkpointCount
    }

    private init(origin: LogOrigin, row: Row) throws {
        let size: Int64 = try row.stored(1)
        let hashes = try row.storedBytes(2)
        let edge = try readingStored("the edge of log \(origin)") {
            try CompactRange(size: TreeSize(clamping: size), hashes: Digest.all(in: hashes))
        }
        self.init(
            origin: origin, key: LogKey(log: try row.stored(0)), edge: edge,
            checkpointCount: try row.stored(3))
    }

    func state(in db: Database) throws -> LogState {
        LogState(
            origin: origin, edge: edge, target: try checkpoint(sizeMax: .max, in: db),
            served: try checkpoint(sizeMax: size, in: db), frozen: try fork(in: db),
            isSettled: try settledEnd(in: db) != nil)
    }

    // MARK: Checkpoints

    /// The largest of at most `sizeMax` entries.
    func checkpoint(sizeMax: TreeSize, in db: Database) throws -> CheckpointRecord? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT note FROM checkpoints WHERE log = ? AND size <= ? ORDER BY size DESC LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [key.log, Int64(clamping: sizeMax)])
            .map(record)
    }

    func checkpoint(ofSize size: TreeSize, in db: Database) throws -> CheckpointRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT note FROM checkpoints WHERE log = ? AND size = ?")
        return try String.fetchOne(statement, arguments: [key.log, Int64(clamping: size)])
            .map(record)
    }

    /// Those with a size over `lower` and at most `upper`, or all, by size.
    func checkpoints(
        over lower: TreeSize? = nil, upTo upper: TreeSize = .max, in db: Database
    ) throws -> [CheckpointRecord] {
        let statement = try db.cachedStatement(
            sql:
                "SELECT note FROM checkpoints WHERE log = ? AND size > ? AND size <= ? ORDER BY size"
        )
        let bounds: StatementArguments = [
            key.log, lower.map { Int64(clamping: $0) } ?? -1, Int64(clamping: upper),
        ]
        return try String.fetchAll(statement, arguments: bounds).map(record)
    }

    private func record(_ note: String) throws -> CheckpointRecord {
        try readingStored("a checkpoint of log \(origin)") { try CheckpointRecord(recorded: note) }
    }

    // MARK: Forks

    /// By a finding or by a proof, unless the roster has settled it.
    func isFrozen(in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM settled WHERE log = ?1) AND (
                    EXISTS (SELECT 1 FROM forks WHERE log = ?1) OR EXISTS (
                        SELECT 1 FROM evidence WHERE kind = 'fork' AND subject = ?2))
                """)
        return try Row.fetchOne(statement, arguments: [key.log, origin.description]) != nil
    }

    private func fork(in db: Database) throws -> ForkFinding? {
        guard try isFrozen(in: db) else { return nil }
        return try finding(in: db)
            ?? EvidenceRows.fork(of: origin, in: db).map { record in
                try readingStored("the fork proof of log \(origin)") {
                    try ForkFinding(recorded: record)
                }
            }
    }

    private func finding(in db: Database) throws -> ForkFinding? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT contradiction, believed, offered, offered_by, found_at
                FROM forks WHERE log = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [key.log]) else { return nil }
        let contradiction: String = try row.stored(0)
        let offeredBy: String? = try row.storedIfAny(3)
        let foundAt: Int64 = try row.stored(4)
        guard let contradiction = ForkFinding.Contradiction(rawValue: contradiction) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "the fork of log \(origin) is of the unknown kind '\(contradiction)'")
        }
        return ForkFinding(
            origin: origin, contradiction: contradiction, believed: try record(row.stored(1)),
            offered: try record(row.stored(2)),
            offeredBy: try readingStored("the finder of a fork") {
                try offeredBy.map { try MemberID(parsing: $0) }
            },
            foundAt: UInt64(clamping: foundAt))
    }
}
