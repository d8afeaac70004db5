import AllianceNames
import Casework
import FoundationEssentials
import GRDB
import SignIn
import Statements
import TransparencyLog

/// How drafts stand in `casework.sqlite`.
enum DraftRows {
    static let columns = """
        id, author, channel, title, rowCount, stage, revision, createdAt, changedAt, remarkBy, remark,
        approvedBy, approvedAt, seed, approvedLog, approvedSince, publishedBy, publishedAt, log, first,
        withdrawnBy, withdrawnAt, withdrawnLog, withdrawnSince
        """

    static func draft(_ row: Row) throws -> Draft {
        guard let id = CaseworkID(try row.stored(0) as String),
            let stage = Draft.Stage(rawValue: try row.stored(5))
        else { throw DatabaseError.otherForm }
        var draft = Draft(
            id: id, author: try person(row, 1) ?? unread(),
            content: DraftContent(
                channel: try name(row.stored(2), ChannelID.init(parsing:)),
                title: try row.stored(3),
                reports: []), createdAt: try row.storedNumber(7))
        draft.rowCount = Int(clamping: try row.storedNumber(4))
        draft.stage = stage
        draft.revision = try row.storedNumber(6)
        draft.changedAt = try row.storedNumber(8)
        if let by = try person(row, 9) { draft.remark = .init(by: by, text: try row.stored(10)) }
        if let by = try person(row, 11), let at = try row.storedNumberIfAny(12),
            let seed = Digest(try row.storedBytes(13)), let log = try log(row, 14),
            let since = try row.storedNumberIfAny(15)
        {
            draft.approval = .init(by: by, at: at, seed: seed, log: log, since: since)
        }
        draft.publishedBy = try person(row, 16)
        draft.publishedAt = try row.storedNumberIfAny(17)
        if let log = try log(row, 18), let first = try row.storedNumberIfAny(19) {
            draft.entries = .init(log: log, first: first)
        }
        if let by = try person(row, 20), let at = try row.storedNumberIfAny(21),
            let log = try log(row, 22),
            let since = try row.storedNumberIfAny(23)
        {
            draft.withdrawal = .init(by: by, at: at, log: log, since: since)
        }
        return draft
    }

    static func arguments(_ draft: Draft) -> StatementArguments {
        let (approval, withdrawal) = (draft.approval, draft.withdrawal)
        return [
            draft.id.description, draft.author.rawValue, draft.channel.rawValue, draft.title,
            draft.rowCount, draft.stage.rawValue, Int64(draft.revision), Int64(draft.createdAt),
            Int64(draft.changedAt), draft.remark?.by.rawValue, draft.remark?.text,
            approval?.by.rawValue, approval.map { Int64($0.at) }, approval?.seed.data,
            approval?.log.description, approval.map { Int64($0.since) },
            draft.publishedBy?.rawValue, draft.publishedAt.map { Int64($0) },
            draft.entries?.log.description, draft.entries.map { Int64($0.first) },
            withdrawal?.by.rawValue, withdrawal.map { Int64($0.at) },
            withdrawal?.log.description, withdrawal.map { Int64($0.since) },
        ]
    }

    /// Its rows stay as they are, which refer to it.
    static func write(_ draft: Draft, _ db: Database) throws {
        try db.cachedStatement(sql: writing).execute(arguments: arguments(draft))
    }

    private static let writing: String = {
        let names = columns.split { $0 == "," || $0.isWhitespace }
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let changes = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return
            "INSERT INTO draft (\(columns)) VALUES (\(marks)) ON CONFLICT (id) DO UPDATE SET \(changes)"
    }()

    static func write(_ reports: [IndicatorAssertion], of id: CaseworkID, _ db: Database) throws {
        try remove(of: id, db)
        let insert = try db.cachedStatement(
            sql: "INSERT INTO draftRow (draft, place, key, payload) VALUES (?, ?, ?, ?)")
        for (place, report) in reports.enumerated() {
            try insert.execute(arguments: [
                id.description, place, Data(report.indicator.keyBytes),
                Data(Statement.assertIndicator(report).payload()),
            ])
        }
    }

    static func remove(of id: CaseworkID, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM draftRow WHERE draft = ?", arguments: [id.description])
    }

    static func reports(of id: CaseworkID, _ db: Database) throws -> [IndicatorAssertion] {
        try Row.fetchAll(
            db, sql: "SELECT payload FROM draftRow WHERE draft = ? ORDER BY place",
            arguments: [id.description]
        ).map { row in
            let payload = try row.storedBytes(0)
            return try readingStored("a row of a draft") {
                guard
                    case .assertIndicator(let report) = try Statement.decode(
                        kind: .assertIndicator, payload: payload)
                else { throw DatabaseError.otherForm }
                return report
            }
        }
    }

    private static func person(_ row: Row, _ column: Int) throws -> PersonID? {
        try (row.storedIfAny(column) as String?).map { try name($0, PersonID.init(parsing:)) }
    }

    private static func log(_ row: Row, _ column: Int) throws -> LogOrigin? {
        try (row.storedIfAny(column) as String?).map { try name($0, LogOrigin.init(parsing:)) }
    }

    private static func name<Name>(
        _ text: String, _ parse: (String) throws -> Name
    ) throws -> Name {
        try readingStored("a draft") { try parse(text) }
    }

    private static func unread<Value>() throws -> Value { throw DatabaseError.otherForm }
}
