import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import TransparencyLog

/// The rows of `witness`, `own_log_claims` and `own_log_proofs`.
enum WitnessRows {
    static func record(of origin: LogOrigin, in db: Database) throws -> WitnessRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT size, root, note FROM witness WHERE origin = ?")
        return try Row.fetchOne(statement, arguments: [origin.description]).map { row in
            try record(of: origin, row)
        }
    }

    static func records(in db: Database) throws -> [LogOrigin: WitnessRecord] {
        let rows = try Row.fetchAll(db, sql: "SELECT size, root, note, origin FROM witness")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let origin = try origin(row, 3)
                return (origin, try record(of: origin, row))
            })
    }

    /// Of a row that begins with size, root and note.
    private static func record(of origin: LogOrigin, _ row: Row) throws -> WitnessRecord {
        let size: Int64 = try row.stored(0)
        guard size >= 0, let root = Digest(try row.storedBytes(1)) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "what was cosigned of log \(origin) cannot be read")
        }
        return WitnessRecord(
            state: WitnessState(size: TreeSize(size), root: root), noteText: try row.stored(2))
    }

    static func replace(
        _ origin: LogOrigin, _ state: WitnessState, note: String, in db: Database
    ) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO witness VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                origin.description, Int64(clamping: state.size), Data(state.root.bytes), note,
            ])
    }

    /// Puts a claim in the place of the one of its log, member and kind. A claim without a proof never
    /// takes the place of one that has it.
    static func replace(_ claim: OwnLogClaim, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO own_log_claims VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                claim.origin.description, claim.claimedBy.description, claim.kind.rawValue,
                Int64(clamping: claim.size), Int64(clamping: claim.at), claim.isSetAside ? 1 : 0,
            ])
        guard let proof = claim.proof else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO own_log_proofs VALUES (?, ?, ?)",
            arguments: [
                claim.origin.description, claim.claimedBy.description, proof.noteText,
            ])
    }

    static func claims(in db: Database) throws -> [OwnLogClaim] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT claim.origin, claim.claimed_by, kind, size, at, set_aside, note
                FROM own_log_claims AS claim LEFT JOIN own_log_proofs AS proof
                ON proof.origin = claim.origin AND proof.claimed_by = claim.claimed_by
                    AND kind = 'differs'
                """)
        return try rows.map { row in
            let (name, kind): (String, String) = (try row.stored(1), try row.stored(2))
            let (size, at): (Int64, Int64) = (try row.stored(3), try row.stored(4))
            let setAside: Int = try row.stored(5)
            let note: String? = try row.storedIfAny(6)
            guard let kind = OwnLogClaim.Kind(rawValue: kind) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "a claim is of the unknown kind '\(kind)'"
                )
            }
            return OwnLogClaim(
                origin: try origin(row, 0),
                claimedBy: try readingStored("who claims something") {
                    try MemberID(parsing: name)
                },
                kind: kind, size: TreeSize(clamping: size), at: UInt64(clamping: at),
                proof: try note.map { note in
                    try readingStored("a checkpoint that contradicts an own log") {
                        try CheckpointRecord(recorded: note)
                    }
                },
                isSetAside: setAside != 0)
        }.sorted { ($0.origin, $0.claimedBy, $0.kind) < ($1.origin, $1.claimedBy, $1.kind) }
    }

    static func origin(_ row: Row, _ column: Int) throws -> LogOrigin {
        let name: String = try row.stored(column)
        return try readingStored("a log's origin") { try LogOrigin(parsing: name) }
    }
}
