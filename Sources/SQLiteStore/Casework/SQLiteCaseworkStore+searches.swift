import AllianceNames
import CRDT
package import Casework
import GRDB
package import SignIn

/// Searches that people keep. Each is its owner's: for everybody else it is as if it were not there.
extension SQLiteCaseworkStore {
    /// By name.
    package func searches(of owner: PersonID) throws -> [SavedSearch] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT \(Self.searchColumns) FROM savedSearch WHERE owner = ? ORDER BY name, id",
                arguments: [owner.rawValue]
            ).map(Self.search)
        }
    }

    /// - Throws: `CaseworkError.notThere`.
    package func search(_ id: CaseworkID, of owner: PersonID) throws -> SavedSearch {
        try database.read { try Self.search(id, of: owner, $0) }
    }

    /// - Parameter request: with a key, which keeps one search.
    /// - Returns: the one that an earlier request with this key kept, as it is now.
    /// - Throws: `CaseworkError`, `KeyedMakingError`.
    @discardableResult
    package func add(
        _ search: SavedSearch, for request: KeyedMaking? = nil
    ) throws -> (search: SavedSearch, isAgain: Bool) {
        try database.write { db -> (search: SavedSearch, isAgain: Bool) in
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                guard let id = CaseworkID(made) else { throw CaseworkError.notThere }
                return (try Self.search(id, of: search.owner, db), true)
            }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM savedSearch WHERE owner = ?",
                arguments: [search.owner.rawValue])
            guard count ?? 0 < SavedSearch.ofPersonMax else {
                throw CaseworkError.tooMany(what: "saved searches", max: SavedSearch.ofPersonMax)
            }
            try Self.write(search, db)
            if let request { try KeyedRows.note(search.id.description, by: request, db) }
            return (search, false)
        }
    }

    /// - Throws: `CaseworkError`, and what `body` throws; then all is as it was.
    @discardableResult
    package func change(
        search id: CaseworkID, of owner: PersonID, _ body: (inout SavedSearch) throws -> Void
    ) throws -> SavedSearch {
        try database.write { db in
            var search = try Self.search(id, of: owner, db)
            try body(&search)
            try Self.write(search, db)
            return search
        }
    }

    /// - Throws: `CaseworkError.notThere`.
    package func remove(search id: CaseworkID, of owner: PersonID) throws {
        try removing { db in
            _ = try Self.search(id, of: owner, db)
            try db.execute(
                sql: "DELETE FROM savedSearch WHERE id = ?", arguments: [id.description])
        }
    }

    // MARK: Rows

    private static let searchColumns = "id, owner, name, query, createdAt, ranAt, seen"

    private static func search(
        _ id: CaseworkID, of owner: PersonID, _ db: Database
    ) throws -> SavedSearch {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(searchColumns) FROM savedSearch WHERE id = ? AND owner = ?",
            arguments: [id.description, owner.rawValue])
        guard let row else { throw CaseworkError.notThere }
        return try search(row)
    }

    private static func write(_ search: SavedSearch, _ db: Database) throws {
        let seen = search.seen.logs.map { "\($0) \(search.seen[$0])" }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO savedSearch (\(searchColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                search.id.description, search.owner.rawValue, search.name, search.query,
                Int64(search.createdAt), Int64(search.ranAt), seen.joined(separator: "\n"),
            ])
    }

    private static func search(_ row: Row) throws -> SavedSearch {
        guard let id = CaseworkID(try row.stored(0) as String) else {
            throw DatabaseError.otherForm
        }
        let (owner, lines): (String, String) = (try row.stored(1), try row.stored(6))
        return SavedSearch(
            keptAs: id, owner: try readingStored("a search") { try PersonID(parsing: owner) },
            name: try row.stored(2), query: try row.stored(3), seen: try seen(lines),
            ranAt: try row.storedNumber(5), createdAt: try row.storedNumber(4))
    }

    /// A log and its size a line.
    private static func seen(_ lines: String) throws -> CausalContext<LogOrigin> {
        var seen = CausalContext<LogOrigin>()
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let size = UInt64(parts[1]) else {
                throw DatabaseError.otherForm
            }
            seen[try readingStored("a search") { try LogOrigin(parsing: parts[0]) }] = size
        }
        return seen
    }
}
