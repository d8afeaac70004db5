import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import TransparencyLog

/// The rows of `witness` and `own_log_claims`.
enum WitnessRows {
    static func record(of origin: LogOrigin, in db: Database) throws -> WitnessRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT size, root, note FROM witness WHERE origin = ?")
        return try Row.fetchOne(statement, arguments: [origin.description]).map { row in
            let size: Int64 = try row.stored(0)
            guard size >= 0, let root = Digest(try row.storedBytes(1)) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT,
                    message: "what was cosigned of log \(origin) cannot be read")
            }
            return WitnessRecord(
                state: WitnessState(size: TreeSize(size), root: root),
                noteText: try row.stored(2))
        }
    }

    static func replace(
        _ origin: LogOrigin, _ state: WitnessState, note: String, in db: Database
    ) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO witness VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                origin.description, Int64(clamping: state.size), Data(state.root.bytes), note,
            ])
    }

    static func claims(in db: Database) throws -> [OwnLogClaim] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT origin, claimed_by, kind, size, at, set_aside FROM own_log_claims
                """)
        return try rows.map { row in
            let (name, kind): (String, String) = (try row.stored(1), try row.stored(2))
            let (size, at): (Int64, Int64) = (try row.stored(3), try row.stored(4))
            let setAside: Int = try row.stored(5)
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
                isSetAside: setAside != 0)
        }.sorted { ($0.origin, $0.claimedBy, $0.kind) < ($1.origin, $1.claimedBy, $1.kind) }
    }

    static func origin(_ row: Row, _ column: Int) throws -> LogOrigin {
        let name: String = try row.stored(column)
        return try readingStored("a log's origin") { try LogOrigin(parsing: name) }
    }
}
