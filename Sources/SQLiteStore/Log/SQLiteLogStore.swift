package import AllianceNames
import GRDB
package import Replication
package import TransparencyLog

/// The record in `log.sqlite`.
///
/// Every method is one transaction, so threads and processes see each other's writes whole or not
/// at all. docs/log-store.md describes the tables, what is durable when, and what stops the store.
package final class SQLiteLogStore: LogStore {
    /// The file's name in a node's home.
    package static let fileName = "log.sqlite"

    let database: DurableDatabase

    /// How the file is made and recognised.
    package static var file: SQLiteFile { LogSchema.file }

    /// Opens the record, making it where there is none.
    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: Self.file))
    }

    /// Uses a file that was opened with `file`.
    package init(_ database: DurableDatabase) { self.database = database }

    package var path: String { database.path }

    /// Why no write is taken any more; nil while they are.
    package var stoppedReason: String? { database.stoppedReason }

    /// Closes the file; later calls throw. Not needed for durability.
    package func close() throws { try database.close() }

    // MARK: Logs

    package func states() throws -> [LogState] {
        try database.read { db in try LogRow.all(in: db).map { try $0.state(in: db) } }
    }

    package func state(of origin: LogOrigin) throws -> LogState? {
        try database.read { db in try LogRow.find(origin, in: db)?.state(in: db) }
    }

    package func admit(_ entries: AdmittedEntries) throws {
        guard !entries.slices.isEmpty else { return }
        try database.write { db in
            try LogRow.findOrInsert(entries.origin, in: db).admit(entries, in: db)
            try Changes.count(in: db)
        }
    }

    package func believe(
        _ checkpoint: VerifiedCheckpoint, for origin: LogOrigin, durability: WriteDurability
    ) throws {
        guard checkpoint.origin == origin.description else {
            throw LogStoreError.otherOrigin(expected: origin, found: checkpoint.origin)
        }
        try database.write(durability: durability) { db in
            let row = try LogRow.findOrInsert(origin, in: db)
            if try row.believe(CheckpointRecord(checkpoint), in: db) { try Changes.count(in: db) }
        }
    }

    package func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>] {
        guard !growths.isEmpty else { return [] }
        return try database.write { db in
            let results = try growths.map { growth -> Result<LogState, any Error> in
                do {
                    // A log that cannot grow is undone by itself; anything else undoes them all.
                    try db.inSavepoint {
                        try Self.grow(growth, in: db)
                        return .commit
                    }
                } catch let error as LogStoreError {
                    return .failure(error)
                }
                return .success(try LogRow.findOrEmpty(growth.origin, in: db).state(in: db))
            }
            if results.contains(where: { (try? $0.get()) != nil }) { try Changes.count(in: db) }
            return results
        }
    }

    private static func grow(_ growth: LogGrowth, in db: Database) throws {
        if let checkpoint = growth.believing {
            guard checkpoint.origin == growth.origin.description else {
                throw LogStoreError.otherOrigin(
                    expected: growth.origin, found: checkpoint.origin)
            }
            let row = try LogRow.findOrInsert(growth.origin, in: db)
            _ = try row.believe(CheckpointRecord(checkpoint), in: db)
        }
        if let entries = growth.admitting, !entries.slices.isEmpty {
            // Read again, because believing has changed it.
            try LogRow.findOrInsert(entries.origin, in: db).admit(entries, in: db)
        }
    }

    package func freeze(
        _ origin: LogOrigin, _ finding: ForkFinding, proof: EvidenceRecord?
    ) throws {
        try database.write { db in
            guard let row = try LogRow.find(origin, in: db) else {
                throw LogStoreError.unknownLog(origin: origin)
            }
            let isNews = try !row.isFrozen(in: db)
            if isNews { try row.freeze(finding, in: db) }
            let isProven = try proof.map { try EvidenceRows.keep($0, in: db) } ?? false
            if isNews || isProven { try Changes.count(in: db) }
        }
    }

    package func settle(_ origin: LogOrigin, _ settlement: ForkSettlement) throws {
        try database.write { db in
            let row = try LogRow.findOrInsert(origin, in: db)
            var settlement = settlement
            if let end = try row.settledEnd(in: db) {
                guard
                    let again = ForkSettlement(
                        onBranch: try row.state(in: db), end: end.size, root: end.root)
                else { return }
                settlement = again
            }
            try row.settle(settlement, in: db)
            try Changes.count(in: db)
        }
    }

    package func takenOutCount() throws -> UInt64 {
        try database.read { db in
            let statement = try db.cachedStatement(sql: "SELECT count FROM taken_out")
            return UInt64(clamping: try Int64.fetchOne(statement) ?? 0)
        }
    }

    package func droppedCheckpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try database.read { db in
            try LogRow.find(origin, in: db)?.droppedCheckpoints(in: db) ?? []
        }
    }

    // MARK: Evidence

    package func keep(_ evidence: EvidenceRecord) throws -> Bool {
        try database.write { db in
            let isNews = try EvidenceRows.keep(evidence, in: db)
            if isNews { try Changes.count(in: db) }
            return isNews
        }
    }

    package func evidence(after number: UInt64, limit: Int) throws -> [NumberedEvidence] {
        try database.read { db in try EvidenceRows.behind(number, limit: limit, in: db) }
    }

    package func forkedLogs() throws -> [LogOrigin] {
        try database.read(EvidenceRows.forkedLogs)
    }

    package func checkpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        try database.read { db in try LogRow.find(origin, in: db)?.checkpoints(in: db) ?? [] }
    }

    package func entries(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try database.read { db in try LogRow.find(origin, in: db)?.entries(bundle, in: db) }
    }

    package func payloads(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        try database.read { db in try LogRow.find(origin, in: db)?.payloads(bundle, in: db) }
    }

    package func tile(of origin: LogOrigin, _ tile: TileCoordinate) throws -> [UInt8]? {
        try database.read { db in try LogRow.find(origin, in: db)?.tile(tile, in: db) }
    }

    package func changeToken() throws -> UInt64 {
        try database.read(Changes.current)
    }

    // MARK: Erasure

    package func keep(_ erasure: ErasureRecord) throws -> Bool {
        try database.write { db in
            let isNews = try ErasureRows.keep(erasure, in: db)
            if isNews { try Changes.count(in: db) }
            return isNews
        }
    }

    package func hasRoom(for proposal: ErasureRecord) throws -> Bool {
        try database.read { db in try ErasureRows.hasRoom(for: proposal, db) }
    }

    package func erasures() throws -> [ErasureRecord] { try database.read(ErasureRows.all) }

    package func erasure(_ id: Digest) throws -> ErasureRecord? {
        try database.read { db in try ErasureRows.find(id, in: db) }
    }

    package func erasuresUnderWay() throws -> [ErasureRecord] {
        try database.read(ErasureRows.underWay)
    }

    package func wipedErasures() throws -> [Digest] { try database.read(ErasureRows.wipedIDs) }

    package func wipedErasureCount() throws -> Int { try database.read(ErasureRows.wipedCount) }

    package func erasedEntries() throws -> [LogOrigin: ErasedEntries] {
        try database.read(ErasureRows.allErased)
    }

    package func wipe(_ id: Digest, forget: ([ErasedContent]) throws -> Void) throws {
        try database.write { db in
            guard let record = try ErasureRows.find(id, in: db), record.state == .complete else {
                return
            }
            let row = try LogRow.find(record.origin, in: db)
            try forget(row?.content(of: record.entries, in: db) ?? [])
            try row?.empty(record.entries, in: db)
            try ErasureRows.store(record.reaching(.wiped), in: db)
            try Changes.count(in: db)
        }
    }

    package func scrub() throws -> Bool { try database.emptyWriteAheadLog() }

    package func finishErasure(_ id: Digest, at time: UInt64) throws {
        try database.write { db in
            guard let record = try ErasureRows.find(id, in: db), record.state == .wiped else {
                return
            }
            try ErasureRows.store(record.reaching(.finished, at: time), in: db)
            try Changes.count(in: db)
        }
    }

    // MARK: Rosters

    package func keep(_ roster: RosterRecord) throws {
        try database.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO rosters (version, note) VALUES (?, ?)",
                arguments: [Int64(clamping: roster.version), roster.noteText])
            if db.changesCount > 0 { try Changes.count(in: db) }
        }
    }

    package func rosters() throws -> [RosterRecord] {
        try database.read { db in
            try Row.fetchAll(db, sql: "SELECT version, note FROM rosters ORDER BY version, id")
                .map(RosterRecord.init(row:))
        }
    }

    package func rosterCount() throws -> Int {
        try database.read { db in
            let statement = try db.cachedStatement(sql: "SELECT count(*) FROM rosters")
            return try Int.fetchOne(statement) ?? 0
        }
    }

    package func roster(version: UInt64) throws -> RosterRecord? {
        try database.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT version, note FROM rosters WHERE version = ? ORDER BY id LIMIT 1")
            return try Row.fetchOne(statement, arguments: [Int64(clamping: version)])
                .map(RosterRecord.init(row:))
        }
    }

    // MARK: Peers

    package func record(_ status: PeerStatus) throws {
        try database.write { db in try PeerRows.replace(status, in: db) }
    }

    package func peerStatuses() throws -> [PeerStatus] {
        try database.read(PeerRows.statuses)
    }

    package func record(_ seen: [SeenCheckpoint]) throws {
        guard !seen.isEmpty else { return }
        try database.write { db in for sight in seen { try PeerRows.keepLargest(sight, in: db) } }
    }

    package func seenCheckpoints(of origin: LogOrigin) throws -> [SeenCheckpoint] {
        try database.read { db in try PeerRows.seenCheckpoints(of: origin, in: db) }
    }

    package func record(_ withholding: Withholding) throws {
        try database.write { db in try WithholdingRows.replace(withholding, in: db) }
    }

    package func withholdings() throws -> [Withholding] {
        try database.read(WithholdingRows.all)
    }
}

extension RosterRecord {
    fileprivate init(row: Row) throws {
        let version: Int64 = try row.stored(0)
        self.init(version: UInt64(clamping: version), noteText: try row.stored(1))
    }
}

/// The counter behind `changeToken`, raised in the transaction that changes something.
enum Changes {
    static func count(in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE changes SET count = count + 1").execute()
    }

    static func current(in db: Database) throws -> UInt64 {
        let statement = try db.cachedStatement(sql: "SELECT count FROM changes")
        return UInt64(clamping: try Int64.fetchOne(statement) ?? 0)
    }
}
