import AllianceNames
import Casework
import FoundationEssentials
import GRDB
import SignIn
import Statements

/// How entrustments stand in `casework.sqlite`.
enum EntrustedRows {
    static let columns = """
        id, side, partner, channel, createdAt, rowCount, stage, revision, changedAt, message, person,
        reason, draft, log, first, wantsWithdrawal
        """

    static func entrustment(_ row: Row) throws -> Entrustment {
        guard let id = CaseworkID(try row.stored(0) as String),
            let side = Entrustment.Side(rawValue: try row.stored(1)),
            let stage = Entrustment.Stage(rawValue: try row.stored(6))
        else { throw DatabaseError.otherForm }
        let (partner, channel): (String, String) = (try row.stored(2), try row.stored(3))
        var found = Entrustment(
            id: id, side: side, partner: try named { try MemberID(parsing: partner) },
            channel: try named { try ChannelID(parsing: channel) },
            rowCount: Int(clamping: try row.storedNumber(5)), message: try row.stored(9),
            createdAt: try row.storedNumber(4))
        found.stage = stage
        found.revision = try row.storedNumber(7)
        found.changedAt = try row.storedNumber(8)
        if let person: String = try row.storedIfAny(10) {
            found.person = try named { try PersonID(parsing: person) }
        }
        found.reason = try row.stored(11)
        found.draft = try (row.storedIfAny(12) as String?).flatMap { CaseworkID($0) }
        if let log: String = try row.storedIfAny(13) {
            found.entries = .init(
                log: try named { try LogOrigin(parsing: log) }, first: try row.storedNumber(14))
        }
        found.wantsWithdrawal = try row.stored(15) as Int64 != 0
        return found
    }

    static func write(_ one: Entrustment, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO entrusted (\(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET rowCount = excluded.rowCount,
                    stage = excluded.stage, revision = excluded.revision,
                    changedAt = excluded.changedAt, person = excluded.person,
                    reason = excluded.reason, draft = excluded.draft, log = excluded.log,
                    first = excluded.first, wantsWithdrawal = excluded.wantsWithdrawal
                """,
            arguments: [
                one.id.description, one.side.rawValue, one.partner.rawValue,
                one.channel.rawValue, Int64(one.createdAt), one.rowCount, one.stage.rawValue,
                Int64(one.revision), Int64(one.changedAt), one.message, one.person?.rawValue,
                one.reason, one.draft?.description, one.entries?.log.description,
                one.entries.map { Int64($0.first) }, one.wantsWithdrawal ? 1 : 0,
            ])
    }

    static func write(_ rows: [EntrustedRow], of id: CaseworkID, _ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO entrustedRow (entrusted, place, key, payload, opening)
                VALUES (?, ?, ?, ?, ?)
                """)
        for (place, row) in rows.enumerated() {
            try insert.execute(arguments: [
                id.description, place, Data(row.report.indicator.keyBytes),
                Data(Statement.assertIndicator(row.report).payload()), Data(row.opening.bytes),
            ])
        }
    }

    static func rows(of id: CaseworkID, _ db: Database) throws -> [EntrustedRow] {
        try Row.fetchAll(
            db, sql: "SELECT payload, opening FROM entrustedRow WHERE entrusted = ? ORDER BY place",
            arguments: [id.description]
        ).map { row in
            let (payload, opening) = (try row.storedBytes(0), try row.storedBytes(1))
            return try readingStored("a row that was entrusted") {
                guard
                    case .assertIndicator(let report) = try Statement.decode(
                        kind: .assertIndicator, payload: payload)
                else { throw DatabaseError.otherForm }
                return EntrustedRow(
                    report: report, opening: try OriginOpening(parsing: opening))
            }
        }
    }

    private static func named<Name>(_ parse: () throws -> Name) throws -> Name {
        try readingStored("a report that was entrusted", parse)
    }
}
