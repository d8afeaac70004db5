import Accounts
import AllianceNames
import FoundationEssentials
import GRDB
import Notices
import TransparencyLog

/// How accounts stand in `accounts.sqlite`. Times fit: they are milliseconds since 1970.
enum AccountRows {
    static let accountColumns = "id, organisation, email, country, isAgent, stage, appliedAt"

    // MARK: Accounts

    static func account(_ row: Row, _ db: Database) throws -> HostedAccount {
        let (id, organisation, email): (String, String, String) = (
            try row.stored(0), try row.stored(1), try row.stored(2)
        )
        let (country, isAgent, stage): (String, Bool, String) = (
            try row.stored(3), try row.stored(4), try row.stored(5)
        )
        guard let stage = AccountStage(rawValue: stage) else { throw DatabaseError.otherForm }
        var rights = try rights(of: id, db)
        return HostedAccount(
            id: try readingStored("an account") { try AccountID(parsing: id) },
            organisation: organisation, email: try address(email), country: country,
            isAgent: isAgent, stage: stage, rights: rights.removeValue(forKey: "") ?? [],
            clients: try clients(of: id, rights, db), code: try code(of: id, db),
            appliedAt: try row.storedNumber(6))
    }

    private static func rights(
        of id: String, _ db: Database
    ) throws -> [String: [AccountRight]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT owner, office, registration, confirmedAt FROM heldRight WHERE account = ?
                ORDER BY owner, place
                """, arguments: [id])
        var rights: [String: [AccountRight]] = [:]
        for row in rows {
            let (owner, office, number): (String, String, String) = (
                try row.stored(0), try row.stored(1), try row.stored(2)
            )
            let confirmedAt = try row.storedNumberIfAny(3)
            rights[owner, default: []].append(
                try readingStored("a right") {
                    try AccountRight(office: office, number: number, confirmedAt: confirmedAt)
                })
        }
        return rights
    }

    private static func clients(
        of id: String, _ rights: [String: [AccountRight]], _ db: Database
    ) throws -> [AccountClient] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT name, document, endsAt, acceptedAt FROM client WHERE account = ?
                ORDER BY place
                """, arguments: [id]
        ).map { row in
            let name: String = try row.stored(0)
            let authorisation = Authorisation(
                document: try row.storedDigest(1), until: try row.storedNumber(2),
                acceptedAt: try row.storedNumberIfAny(3))
            return try readingStored("a client") {
                try AccountClient(
                    name: name, authorisation: authorisation, rights: rights[name] ?? [])
            }
        }
    }

    private static func code(of id: String, _ db: Database) throws -> SentCode? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT hash, address, client, rights, sentAt, missed FROM code WHERE account = ?
                """, arguments: [id])
        guard let row else { return nil }
        let (address, rights, missed): (String, String, Int) = (
            try row.stored(1), try row.stored(3), try row.stored(5)
        )
        return SentCode(
            hash: try row.storedDigest(0), address: try Self.address(address),
            client: try row.storedIfAny(2),
            rights: Set(rights.split(separator: "\n").map(String.init)),
            sentAt: try row.storedNumber(4), missed: missed)
    }

    /// All of it anew, in the caller's transaction.
    static func write(_ account: HostedAccount, _ db: Database) throws {
        let id = account.id.rawValue
        try db.execute(
            sql: """
                INSERT INTO account (\(accountColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, email = excluded.email
                """,
            arguments: [
                id, account.organisation, account.email.text, account.country, account.isAgent,
                account.stage.rawValue, Int64(account.appliedAt),
            ])
        for table in ["client", "heldRight", "code"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [id])
        }
        try write(account.rights, of: "", id, db)
        for (place, client) in account.clients.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO client (account, place, name, document, endsAt, acceptedAt)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, place, client.name, client.authorisation.document.data,
                    Int64(client.authorisation.until),
                    client.authorisation.acceptedAt.map { Int64($0) },
                ])
            try write(client.rights, of: client.name, id, db)
        }
        guard let code = account.code else { return }
        try db.execute(
            sql: """
                INSERT INTO code (account, hash, address, client, rights, sentAt, missed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, code.hash.data, code.address.text, code.client,
                code.rights.sorted().joined(separator: "\n"), Int64(code.sentAt), code.missed,
            ])
    }

    private static func write(
        _ rights: [AccountRight], of owner: String, _ id: String, _ db: Database
    ) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO heldRight (account, owner, place, office, registration, confirmedAt)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        for (place, right) in rights.enumerated() {
            try insert.execute(arguments: [
                id, owner, place, right.office, right.number,
                right.confirmedAt.map { Int64($0) },
            ])
        }
    }

    // MARK: Applications

    static func application(_ row: Row) throws -> AccountApplication {
        let (organisation, email, country): (String, String, String) = (
            try row.stored(0), try row.stored(1), try row.stored(2)
        )
        let (isAgent, rights): (Bool, String) = (try row.stored(3), try row.stored(4))
        return try readingStored("an application") {
            try AccountApplication(
                organisation: organisation, email: email, country: country, isAgent: isAgent,
                rights: AccountRight.list(rights))
        }
    }

    static func text(_ rights: [AccountRight]) -> String {
        rights.map { "\($0.office) \($0.number)" }.joined(separator: "\n")
    }

    // MARK: Sessions and steps

    static func session(_ row: Row) throws -> AccountSession {
        let account: String = try row.stored(1)
        return AccountSession(
            hash: try row.storedDigest(0),
            account: try readingStored("a session") { try AccountID(parsing: account) },
            begunAt: try row.storedNumber(2), seenAt: try row.storedNumber(3))
    }

    static func step(_ row: Row) throws -> AccountStep {
        let (transition, by, note): (String, String, String) = (
            try row.stored(1), try row.stored(2), try row.stored(3)
        )
        guard let transition = AccountTransition(rawValue: transition) else {
            throw DatabaseError.otherForm
        }
        return AccountStep(at: try row.storedNumber(0), transition: transition, by: by, note: note)
    }

    static func address(_ text: String) throws -> MailAddress {
        guard let address = MailAddress(text) else { throw DatabaseError.otherForm }
        return address
    }
}
