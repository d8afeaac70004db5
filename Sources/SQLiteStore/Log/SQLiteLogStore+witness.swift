package import AllianceNames
import GRDB
package import Replication
package import TransparencyLog

extension SQLiteLogStore: WitnessStore {
    // MARK: As a witness

    package func advanceWitness(
        of origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState {
        try database.write { db in
            let last = try WitnessRows.record(of: origin, in: db)?.state
            let next = try judge(last)
            if next != last { try WitnessRows.replace(origin, next, note: note, in: db) }
            return next
        }
    }

    package func witnessRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        try database.read { db in try WitnessRows.record(of: origin, in: db) }
    }

    package func witnessRecords() throws -> [LogOrigin: WitnessRecord] {
        try database.read(WitnessRows.records)
    }

    package func auditLogsWitnessed(of member: MemberID) throws -> Int {
        try database.read { db in
            // Identifiers have no character that a pattern would read otherwise.
            let names = try String.fetchAll(
                db, sql: "SELECT origin FROM witness WHERE origin GLOB ?",
                arguments: ["*/audit.*/\(member)/e1"])
            return try names.count { name in
                try readingStored("a log's origin") { try LogOrigin(parsing: name) }
                    .auditKey != nil
            }
        }
    }

    // MARK: Cosignatures

    @discardableResult
    package func keep(
        _ cosigned: CosignedCheckpoint, of origin: LogOrigin, limit: FreshnessLimit?,
        durability: WriteDurability
    ) throws -> Bool {
        guard cosigned.checkpoint.origin == origin.description else {
            throw LogStoreError.otherOrigin(
                expected: origin, found: cosigned.checkpoint.origin)
        }
        // What peers repeat costs a read and no sync.
        let isNews = try database.read { db in
            try LogRow.find(origin, in: db)?.joined(cosigned, limit, in: db) != nil
        }
        guard isNews else {
            guard try state(of: origin) != nil else {
                throw LogStoreError.unknownLog(origin: origin)
            }
            return false
        }
        return try database.write(durability: durability) { db in
            guard let row = try LogRow.find(origin, in: db),
                let joined = try row.joined(cosigned, limit, in: db)
            else { return false }
            try row.replace(joined, in: db)
            try Changes.count(in: db)
            return true
        }
    }

    package func cosigned(
        of origin: LogOrigin, cosigners: Int, below size: TreeSize, limit: Int
    ) throws -> [CosignedCheckpoint] {
        try database.read { db in
            guard let row = try LogRow.find(origin, in: db) else { return [] }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT note FROM cosigned
                    WHERE log = ? AND cosigners >= ? AND size < ? ORDER BY size DESC LIMIT ?
                    """)
            return try String.fetchAll(
                statement,
                arguments: [
                    row.key.log, cosigners, Int64(clamping: size), Int64(clamping: limit),
                ]
            ).map(row.cosigned)
        }
    }

    package func cosigned(
        of origin: LogOrigin, cosigners: Int, changedAfter change: UInt64
    ) throws -> [CosignedCheckpoint] {
        try database.read { db in
            guard let row = try LogRow.find(origin, in: db) else { return [] }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT note FROM cosigned_changed AS new
                    JOIN cosigned ON cosigned.log = new.log AND cosigned.size = new.size
                    WHERE new.log = ? AND new.changed > ? AND cosigned.cosigners >= ?
                    """)
            return try String.fetchAll(
                statement, arguments: [row.key.log, Int64(clamping: change), cosigners]
            ).map(row.cosigned)
        }
    }

    package func cosigned(
        of origin: LogOrigin, size: TreeSize
    ) throws -> CosignedCheckpoint? {
        try database.read { db in
            try LogRow.find(origin, in: db)?.cosigned(ofSize: size, in: db)
        }
    }

    package func cosignedChanges() throws -> [LogOrigin: UInt64] {
        try database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT origin, changes FROM cosigned_logs JOIN logs ON logs.id = log
                    """)
            return Dictionary(
                uniqueKeysWithValues: try rows.map { row in
                    let changes: Int64 = try row.stored(1)
                    return (try WitnessRows.origin(row, 0), UInt64(clamping: changes))
                })
        }
    }

    // MARK: Own logs

    @discardableResult
    package func record(_ claim: OwnLogClaim) throws -> Bool {
        try database.write { db in
            let known = try WitnessRows.claims(in: db).first {
                ($0.origin, $0.claimedBy, $0.kind) == (claim.origin, claim.claimedBy, claim.kind)
            }
            guard claim.isNews(after: known) else { return false }
            try WitnessRows.replace(claim, in: db)
            try Changes.count(in: db)
            return true
        }
    }

    package func ownLogClaims() throws -> [OwnLogClaim] {
        try database.read(WitnessRows.claims)
    }

    package func setAside(claimsAbout origin: LogOrigin) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE own_log_claims SET set_aside = 1 WHERE origin = ?",
                arguments: [origin.description])
            try Changes.count(in: db)
        }
    }

    package func ownLogComparison(
        of origin: LogOrigin
    ) throws -> OwnLogComparisonRecord? {
        try database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT at, boot, peers FROM own_log_comparisons WHERE origin = ?",
                arguments: [origin.description])
            return try row.map { row in
                let at: Int64 = try row.stored(0)
                return OwnLogComparisonRecord(
                    at: UInt64(clamping: at), boot: try row.stored(1),
                    peers: try row.stored(2))
            }
        }
    }

    package func record(
        _ comparison: OwnLogComparisonRecord, of origin: LogOrigin
    ) throws {
        try database.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO own_log_comparisons VALUES (?, ?, ?, ?)",
                arguments: [
                    origin.description, Int64(clamping: comparison.at), comparison.boot,
                    comparison.peers,
                ])
        }
    }
}
