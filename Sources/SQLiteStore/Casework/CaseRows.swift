import AllianceNames
import Casework
import FoundationEssentials
import GRDB
import JSON
import SignIn
import TransparencyLog

/// How cases and what is in them stand in `casework.sqlite`.
enum CaseRows {
    static let folderColumns =
        "id, owner, title, team, createdAt, changedAt, closedAt, revision"
    static let itemColumns = "id, addedAt, addedBy, body, doneAt, doneBy"

    static func folder(_ row: Row) throws -> Case {
        guard let id = CaseworkID(try row.stored(0) as String) else {
            throw DatabaseError.otherForm
        }
        let team: String = try row.stored(3)
        return Case(
            id: id, owner: try person(row.stored(1)), title: try row.stored(2),
            team: try team.split(separator: " ").map { try person(String($0)) },
            createdAt: try row.storedNumber(4), changedAt: try row.storedNumber(5),
            closedAt: try row.storedNumberIfAny(6), revision: try row.storedNumber(7))
    }

    static func write(_ folder: Case, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO folder (\(folderColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, team = excluded.team,
                    changedAt = excluded.changedAt, closedAt = excluded.closedAt,
                    revision = excluded.revision
                """,
            arguments: [
                folder.id.description, folder.owner.rawValue, folder.title,
                folder.team.map(\.rawValue).joined(separator: " "), Int64(folder.createdAt),
                Int64(folder.changedAt), folder.closedAt.map { Int64($0) },
                Int64(folder.revision),
            ])
    }

    static func item(_ row: Row) throws -> CaseItem {
        let (text, by): (String, String) = (try row.stored(3), try row.stored(2))
        let doneBy: String? = try row.storedIfAny(5)
        guard let id = CaseworkID(try row.stored(0) as String),
            let json = try? JSONValue(parsing: text), let body = CaseItem.Body(json)
        else { throw DatabaseError.otherForm }
        return CaseItem(
            id: id, body: body, addedAt: try row.storedNumber(1), addedBy: try person(by),
            doneAt: try row.storedNumberIfAny(4), doneBy: try doneBy.map { try person($0) })
    }

    static func write(_ item: CaseItem, in folder: CaseworkID, _ db: Database) throws {
        var digest: Data?
        if case .file(_, let sha256, _) = item.body { digest = sha256.data }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO item (folder, \(itemColumns), sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                folder.description, item.id.description, Int64(item.addedAt),
                item.addedBy.rawValue, item.body.json.compact, item.doneAt.map { Int64($0) },
                item.doneBy?.rawValue, digest,
            ])
    }

    private static func person(_ text: String) throws -> PersonID {
        try readingStored("a case") { try PersonID(parsing: text) }
    }
}
