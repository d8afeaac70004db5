package import Accounts
import AllianceNames
import GRDB
package import Notices

/// What is new in complaints of accounts, so that mail tells it, also after a stop.
extension SQLiteAccountStore {
    /// How far each log was looked through; empty where none ever was.
    package func newsRead() throws -> [String: UInt64] {
        try database.read { db in
            var read: [String: UInt64] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT log, size FROM newsRead") {
                let size: Int64 = try row.stored(1)
                read[try row.stored(0)] = UInt64(clamping: size)
            }
            return read
        }
    }

    /// Something is new for these accounts, and the log was looked through so far: both or none. What names no account
    /// here is passed over.
    package func noteNews(
        of accounts: Set<String>, readUpTo size: UInt64, of log: String, at now: UInt64
    ) throws {
        try database.write { db in
            for account in accounts.sorted() {
                try db.execute(
                    sql: """
                        INSERT INTO news (account, since) SELECT id, ? FROM account WHERE id = ?
                        ON CONFLICT (account) DO UPDATE SET since = ifnull(since, excluded.since)
                        """, arguments: [Int64(clamping: now), account])
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO newsRead (log, size) VALUES (?, ?)",
                arguments: [log, Int64(clamping: size)])
        }
    }

    /// Accounts for which something is new, that may come in, and were not tried to be told of anything after a time; who
    /// waits longest first.
    package func newsToTell(
        triedBefore time: UInt64, limit: Int
    ) throws -> [(account: AccountID, address: MailAddress)] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT news.account, account.email FROM news
                    JOIN account ON account.id = news.account
                    WHERE news.since IS NOT NULL AND ifnull(news.triedAt, 0) <= ?
                        AND account.stage <> 'closed'
                    ORDER BY news.since, news.account LIMIT ?
                    """, arguments: [Int64(clamping: time), limit]
            ).map { row in
                let (id, email): (String, String) = (try row.stored(0), try row.stored(1))
                guard let account = try? AccountID(parsing: id), let address = MailAddress(email)
                else { throw DatabaseError.otherForm }
                return (account, address)
            }
        }
    }

    /// A mail to an account was given to the mail program: what is new is told, or is still to be.
    package func noteTried(_ account: AccountID, isTold: Bool, at now: UInt64) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE news SET since = CASE WHEN ? THEN NULL ELSE since END, triedAt = ?
                    WHERE account = ?
                    """, arguments: [isTold, Int64(clamping: now), account.rawValue])
        }
    }
}
