package import Accounts
import AllianceNames
package import Complaints
import FoundationEssentials
import GRDB
package import Notices
package import TransparencyLog

/// Accounts of rights holders at the platform, in `accounts.sqlite`. Several processes use one file: commands
/// change accounts while the node goes by them. What returns is durable, and happened whole or not at all.
package final class SQLiteAccountStore: Sendable {
    /// For documents, in bytes.
    package struct DocumentRoom: Sendable {
        package var ofAll = AccountLimits.documentsBytesMax
        package var ofUnverified = AccountLimits.documentsUnverifiedBytesMax

        package init() {}
    }

    let database: DurableDatabase
    private let room: DocumentRoom

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String, room: DocumentRoom = DocumentRoom()) throws {
        self.init(try DurableDatabase(path: path, file: AccountSchema.file), room)
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase, _ room: DocumentRoom = DocumentRoom()) {
        self.database = database
        self.room = room
    }

    package func close() throws { try database.close() }

    /// Grows with each change, whoever makes it. Costs microseconds.
    package func changeNumber() throws -> UInt64 {
        try database.readStatement { try Self.number($0) }
    }

    static func number(_ db: Database) throws -> UInt64 {
        UInt64(max(0, try Int64.fetchOne(db, sql: "SELECT number FROM change") ?? 0))
    }

    /// One transaction that other processes hear of.
    func changing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.write { db in
            let value = try body(db)
            try db.execute(sql: "UPDATE change SET number = number + 1")
            return value
        }
    }

    // MARK: Reading

    /// - Throws: `AccountError.accountUnknown`.
    package func account(_ id: AccountID) throws -> HostedAccount {
        try database.read { try Self.account(id, $0) }
    }

    static func account(_ id: AccountID, _ db: Database) throws -> HostedAccount {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(AccountRows.accountColumns) FROM account WHERE id = ?",
            arguments: [id.rawValue])
        guard let row else { throw AccountError.accountUnknown(id.rawValue) }
        return try AccountRows.account(row, db)
    }

    /// The one that an address lets in; nil for none.
    package func account(of address: MailAddress) throws -> HostedAccount? {
        try database.read { try Self.account(of: address, $0) }
    }

    static func account(of address: MailAddress, _ db: Database) throws -> HostedAccount? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(AccountRows.accountColumns) FROM account
                WHERE email = ? AND stage <> 'closed'
                """, arguments: [address.text]
        ).map { try AccountRows.account($0, db) }
    }

    package static let pageLimits = 1...100

    /// Those in these stages, the newest first.
    ///
    /// - Parameter before: the last of the page before; nil from the newest on.
    package func accounts(
        in stages: Set<AccountStage>, before: HostedAccount? = nil, limit: Int
    ) throws -> [HostedAccount] {
        precondition(Self.pageLimits.contains(limit), "a page of 1 to 100 accounts")
        let stages = stages.map(\.rawValue).sorted()
        let marks = databaseQuestionMarks(count: stages.count)
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(AccountRows.accountColumns) FROM account
                    WHERE stage IN (\(marks)) AND (appliedAt, id) < (?, ?)
                    ORDER BY appliedAt DESC, id DESC LIMIT ?
                    """,
                arguments: StatementArguments(stages) + [
                    before.map { Int64($0.appliedAt) } ?? Int64.max, before?.id.rawValue ?? "",
                    limit,
                ]
            ).map { try AccountRows.account($0, db) }
        }
    }

    package func counts() throws -> [AccountStage: Int] {
        try database.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT stage, count(*) FROM account GROUP BY stage")
            return try rows.reduce(into: [:]) { counts, row in
                let (stage, count): (String, Int) = (try row.stored(0), try row.stored(1))
                guard let stage = AccountStage(rawValue: stage) else {
                    throw DatabaseError.otherForm
                }
                counts[stage] = count
            }
        }
    }

    /// How an account stands to a right, as the checks at filing ask it (`FilingFacts.authority`): owner, agent
    /// until a time, or none. An account that there is not has none.
    ///
    /// - Parameters:
    ///   - account: as `Complaint.hostedAccount`.
    ///   - right: as `Right.key`.
    ///   - onBehalfOf: as `Complaint.onBehalfOf`; nil for a right of the account's own.
    package func authority(
        of account: String, for right: String, onBehalfOf: String?
    ) throws -> RightAuthority {
        guard let id = try? AccountID(parsing: account) else { return .none }
        do {
            return try self.account(id).authority(for: right, onBehalfOf: onBehalfOf)
        } catch AccountError.accountUnknown {
            return .none
        }
    }

    /// When an account was asked for, in milliseconds since 1970; nil where there is none.
    ///
    /// - Parameter account: as `Complaint.hostedAccount`.
    package func openedAt(_ account: String) throws -> UInt64? {
        try database.read { db in
            try Int64.fetchOne(
                db, sql: "SELECT appliedAt FROM account WHERE id = ?", arguments: [account])
        }.map { UInt64(clamping: $0) }
    }

    // MARK: Changing

    /// Does one step: all that the account's rules ask, and its line in the record.
    ///
    /// - Parameters:
    ///   - by: `AccountStep.holder`, or who of the platform.
    ///   - body: what it throws leaves all as it was.
    /// - Throws: `AccountError`; `emailTaken` for an address that another account has.
    /// - Returns: the account afterwards.
    @discardableResult
    package func change(
        _ id: AccountID, _ transition: AccountTransition, by: String, note: String = "",
        at now: UInt64, _ body: (inout HostedAccount) throws -> Void
    ) throws -> HostedAccount {
        try changing { db in
            var account = try Self.account(id, db)
            try account.check(transition)
            let (wasUnverified, address) = (account.stage.isUnverified, account.email)
            try body(&account)
            if account.email != address, try Self.account(of: account.email, db) != nil {
                throw AccountError.emailTaken(account.email.text)
            }
            try Self.keep(account, transition, by: by, note: note, at: now, db)
            // Nothing was filed that a document would have to answer for.
            if wasUnverified, account.stage == .closed {
                try db.execute(
                    sql: "DELETE FROM document WHERE account = ?", arguments: [id.rawValue])
            }
            return account
        }
    }

    /// Enters a code. An attempt that missed is counted before this returns.
    ///
    /// - Throws: `AccountError` where no code may be entered.
    package func enter(
        _ hash: Digest, of id: AccountID, at now: UInt64
    ) throws -> HostedAccount.Entry {
        try changing { db in
            var account = try Self.account(id, db)
            let entry = try account.enter(hash, at: now)
            try Self.keep(
                account, entry == .confirmed ? .enterCode : .missCode, by: AccountStep.holder,
                note: "", at: now, db)
            return entry
        }
    }

    static func keep(
        _ account: HostedAccount, _ transition: AccountTransition, by: String, note: String,
        at now: UInt64, _ db: Database
    ) throws {
        try AccountRows.write(account, db)
        // Whoever is let in no more is out at once, and so is whoever reads what went to another address.
        if !account.stage.letsIn || transition == .changeAddress { try endAll(of: account.id, db) }
        let id = account.id.rawValue
        try db.execute(
            sql: """
                INSERT INTO step (account, number, at, transition, doneBy, note) VALUES (?,
                    (SELECT coalesce(max(number), 0) + 1 FROM step WHERE account = ?), ?, ?, ?, ?)
                """,
            arguments: [id, id, Int64(now), transition.rawValue, by, note])
        try db.execute(
            sql: """
                DELETE FROM step WHERE account = ? AND number <=
                    (SELECT max(number) - ? FROM step WHERE account = ?)
                """, arguments: [id, AccountLimits.stepsMax, id])
    }

    /// What was done with it, the newest first.
    package func steps(of id: AccountID, limit: Int = 100) throws -> [AccountStep] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at, transition, doneBy, note FROM step WHERE account = ?
                    ORDER BY number DESC LIMIT ?
                    """, arguments: [id.rawValue, limit]
            ).map(AccountRows.step)
        }
    }

    // MARK: Documents

    /// Keeps a document of an authorisation; one that is there already is not kept twice.
    ///
    /// - Throws: `AccountError.tooMany`.
    package func keep(_ document: AccountDocument, of id: AccountID) throws {
        try changing { db in
            let account = try Self.account(id, db)
            let arguments: StatementArguments = [id.rawValue, document.digest.data]
            let known = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM document WHERE account = ? AND digest = ?",
                arguments: arguments)
            guard known == nil else { return }
            let most =
                account.stage == .verified
                ? AccountLimits.documentsMax : AccountLimits.documentsUnverifiedMax
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM document WHERE account = ?",
                arguments: [id.rawValue])
            guard count ?? 0 < most else {
                throw AccountError.tooMany(what: "documents", max: most)
            }
            try checkRoom(for: document, of: account, db)
            try db.execute(
                sql: "INSERT INTO document (account, digest, bytes) VALUES (?, ?, ?)",
                arguments: arguments + [Data(document.bytes)])
        }
    }

    private func checkRoom(
        for document: AccountDocument, of account: HostedAccount, _ db: Database
    ) throws {
        func check(_ room: Int, _ accounts: String) throws {
            let bytes = try Int.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(length(bytes)), 0) FROM document
                    WHERE account IN (SELECT id FROM account WHERE \(accounts))
                    """)
            guard bytes ?? 0 <= room - document.bytes.count else {
                throw AccountError.tooMany(what: "bytes of documents", max: room)
            }
        }
        try check(room.ofAll, "true")
        if account.stage.isUnverified {
            try check(room.ofUnverified, "stage IN ('applied', 'code-sent')")
        }
    }

    /// - Throws: `AccountError.documentUnknown` where this account has none of that digest.
    package func document(_ digest: Digest, of id: AccountID) throws -> AccountDocument {
        try database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT bytes FROM document WHERE account = ? AND digest = ?",
                arguments: [id.rawValue, digest.data])
            guard let row else { throw AccountError.documentUnknown }
            let bytes = try row.storedBytes(0)
            return try readingStored("a document") { try AccountDocument(bytes) }
        }
    }
}
