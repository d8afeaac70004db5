package import Casework
import FoundationEssentials
import GRDB
import SignIn
package import Statements
import Synchronization

/// Drafts in `casework.sqlite`. What returns is durable, and happened whole or not at all.
package final class SQLiteCaseworkStore: Sendable {
    let database: DurableDatabase
    /// Whether the write-ahead log may hold what was removed: a crash may have left it there.
    private let isUnscrubbed = Mutex(true)

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: CaseworkSchema.file))
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase) { self.database = database }

    /// Changes by which something goes, from the write-ahead log as well; where somebody still reads from
    /// that, with the next `scrub`.
    func removing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        isUnscrubbed.withLock { $0 = true }
        let value = try database.write(body)
        try scrub()
        return value
    }

    /// Leaves nothing of what was removed in the write-ahead log.
    package func scrub() throws {
        guard isUnscrubbed.withLock({ $0 }) else { return }
        // Whatever is removed from here on asks for another.
        isUnscrubbed.withLock { $0 = false }
        var isDone = false
        defer { if !isDone { isUnscrubbed.withLock { $0 = true } } }
        isDone = try database.emptyWriteAheadLog()
    }

    package func close() throws { try database.close() }

    /// For who watches the node.
    package func counts() throws -> (openCases: Int, submittedDrafts: Int) {
        try database.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM folder WHERE closedAt IS NULL")
                    ?? 0,
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM draft WHERE stage = ?",
                    arguments: [Draft.Stage.submitted.rawValue]) ?? 0
            )
        }
    }

    // MARK: Drafts

    /// Those changed last first.
    package func drafts() throws -> [Draft] {
        try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT \(DraftRows.columns) FROM draft ORDER BY changedAt DESC, id"
            ).map(DraftRows.draft)
        }
    }

    /// Those to be signed, or taken back.
    package func unfinishedDrafts() throws -> [Draft] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DraftRows.columns) FROM draft WHERE stage IN (?, ?) ORDER BY changedAt
                    """,
                arguments: [
                    Draft.Stage.approved.rawValue, Draft.Stage.withdrawing.rawValue,
                ]
            ).map(DraftRows.draft)
        }
    }

    /// A draft with its rows; none of them once it is published.
    /// - Throws: `CaseworkError.notThere`.
    package func draft(_ id: CaseworkID) throws -> (draft: Draft, reports: [IndicatorAssertion]) {
        try database.read { db in (try Self.draft(id, db), try DraftRows.reports(of: id, db)) }
    }

    static func draft(_ id: CaseworkID, _ db: Database) throws -> Draft {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(DraftRows.columns) FROM draft WHERE id = ?",
            arguments: [id.description])
        guard let row else { throw CaseworkError.notThere }
        return try DraftRows.draft(row)
    }

    /// Which of these identifiers stand in open drafts other than `id`.
    package func indicators(
        _ indicators: Set<Indicator>, inDraftsBeside id: CaseworkID
    ) throws -> Set<Indicator> {
        try database.read { db in
            let query = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM draftRow JOIN draft ON draft.id = draftRow.draft
                    WHERE key = ? AND draft <> ? AND stage <> ? LIMIT 1
                    """)
            return try indicators.filter { indicator in
                try Int.fetchOne(
                    query,
                    arguments: [
                        Data(indicator.keyBytes), id.description,
                        Draft.Stage.published.rawValue,
                    ]) != nil
            }
        }
    }

    /// - Throws: `CaseworkError.tooMany`, and what the content's check throws.
    package func add(_ draft: Draft, _ content: DraftContent) throws {
        try content.check()
        try database.write { db in try Self.add(draft, content, db) }
    }

    /// The same for a request with a key, once.
    ///
    /// - Returns: also what an earlier request with this key began, as it is now.
    /// - Throws: `KeyedMakingError`; `CaseworkError.notThere` where what it began is gone.
    package func add(
        _ draft: Draft, _ content: DraftContent, for request: KeyedMaking
    ) throws -> (draft: Draft, isAgain: Bool) {
        try content.check()
        return try database.write { db -> (draft: Draft, isAgain: Bool) in
            if let made = try KeyedRows.made(by: request, db) {
                guard let id = CaseworkID(made) else { throw CaseworkError.notThere }
                return (try Self.draft(id, db), true)
            }
            try Self.add(draft, content, db)
            try KeyedRows.note(draft.id.description, by: request, db)
            return (draft, false)
        }
    }

    static func add(_ draft: Draft, _ content: DraftContent, _ db: Database) throws {
        let open = "SELECT count(*) FROM draft WHERE stage IN ('writing', 'submitted')"
        guard try Int.fetchOne(db, sql: open) ?? 0 < DraftLimits.openMax else {
            throw CaseworkError.tooMany(what: "open drafts", max: DraftLimits.openMax)
        }
        let own = try Int.fetchOne(
            db, sql: open + " AND author = ?", arguments: [draft.author.rawValue])
        guard own ?? 0 < DraftLimits.openOfPersonMax else {
            throw CaseworkError.tooMany(
                what: "open drafts of yours", max: DraftLimits.openOfPersonMax)
        }
        try DraftRows.write(draft, db)
        try DraftRows.write(content.reports, of: draft.id, db)
    }

    /// Changes a draft as `body` says, if it is still as it was shown.
    ///
    /// - Parameters:
    ///   - revision: as shown; nil for what must be done whatever else has changed.
    ///   - content: in place of what it says; what is published says nothing here any more.
    /// - Throws: `CaseworkError`, and what `body` throws; then all is as it was.
    @discardableResult
    package func change(
        _ id: CaseworkID, revision: UInt64?, at now: UInt64, content: DraftContent? = nil,
        _ body: (inout Draft) throws -> Void
    ) throws -> Draft {
        let changed = try database.write { db in
            var draft = try Self.draft(id, db)
            let before = draft.revision
            try body(&draft)
            // Who may not see it is told nothing else before.
            guard revision ?? before == before else { throw CaseworkError.changedMeanwhile }
            draft.revision = before + 1
            draft.changedAt = now
            try DraftRows.write(draft, db)
            if draft.entries != nil {
                try DraftRows.remove(of: id, db)
            } else if let content {
                try DraftRows.write(content.reports, of: id, db)
            }
            return draft
        }
        if changed.stage == .published { try removing { _ in } }
        return changed
    }

    /// - Throws: `CaseworkError`.
    package func discard(_ id: CaseworkID, revision: UInt64, by colleague: Colleague) throws {
        try removing { db in
            let draft = try Self.draft(id, db)
            try draft.checkDiscarding(by: colleague)
            guard draft.revision == revision else { throw CaseworkError.changedMeanwhile }
            try Self.remove(id, db)
        }
    }

    static func remove(_ id: CaseworkID, _ db: Database) throws {
        try DraftRows.remove(of: id, db)
        try db.execute(sql: "DELETE FROM draft WHERE id = ?", arguments: [id.description])
    }

    /// Drafts that nobody has touched for too long go; never one that is to be signed.
    /// - Returns: how many.
    @discardableResult
    package func removeOldDrafts(at now: UInt64) throws -> Int {
        func before(_ age: UInt64) -> Int64 { Int64(now > age ? now - age : 0) }
        return try removing { db in
            let old = try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM draft WHERE stage IN ('writing', 'submitted') AND changedAt < ?
                        OR stage IN ('published', 'withdrawn') AND changedAt < ?
                    """,
                arguments: [
                    before(DraftLimits.openMilliseconds),
                    before(DraftLimits.publishedMilliseconds),
                ])
            for id in old.compactMap({ CaseworkID($0) }) { try Self.remove(id, db) }
            // A hash of what somebody wrote is of it too.
            try KeyedRows.removeOld(at: now, db)
            return old.count
        }
    }
}
