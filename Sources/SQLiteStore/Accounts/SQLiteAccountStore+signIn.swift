package import Accounts
import AllianceNames
import FoundationEssentials
import GRDB
package import Notices
import Replication
package import TransparencyLog

/// Applications, links and sessions of account holders.
extension SQLiteAccountStore {
    /// What is asked for by who has shown nothing.
    package enum Asked: String, Sendable {
        case application
        /// A mail: a link or a code.
        case mail
    }

    // MARK: Applications

    /// Keeps an application until its address is proved.
    ///
    /// - Parameters:
    ///   - hash: of the link that goes to its address.
    ///   - place: where it comes from.
    /// - Throws: `AccountError.tooManyInADay`, `.tooMany`.
    package func keep(
        _ application: AccountApplication, hash: Digest, from place: String, at now: UInt64
    ) throws {
        try changing { db in
            try Self.forget(at: now, db)
            try Self.count(
                .application, of: place, max: AccountLimits.applicationsOfPlaceMax,
                ofAll: AccountLimits.applicationsMax, at: now, db)
            try Self.count(
                .application, of: application.email.text,
                max: AccountLimits.applicationsOfAddressMax, ofAll: nil, at: now, db)
            // Counted and not refused by what else went to this address: only one that has an account gets links and
            // codes, so a refusal would tell that it has one.
            try Self.count(
                .mail, of: application.email.text, max: nil, ofAll: AccountLimits.mailsMax,
                at: now, db)
            let accounts = try Int.fetchOne(db, sql: "SELECT count(*) FROM account") ?? 0
            guard accounts < AccountLimits.accountsMax else {
                throw AccountError.tooMany(what: "accounts", max: AccountLimits.accountsMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO application
                        (hash, organisation, email, country, isAgent, rights, expiresAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    hash.data, application.organisation, application.email.text,
                    application.country, application.isAgent,
                    AccountRows.text(application.rights),
                    Int64(now + AccountLink.applicationMinutes * 60_000),
                ])
        }
    }

    private static func forget(at now: UInt64, _ db: Database) throws {
        let before = Int64(now) - Int64(AccountLimits.dayMilliseconds)
        try db.execute(sql: "DELETE FROM asked WHERE at <= ?", arguments: [before])
        for table in ["application", "link"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE expiresAt <= ?", arguments: [Int64(now)])
        }
    }

    /// Counts one more in the last day, or refuses it.
    private static func count(
        _ what: Asked, of place: String, max: Int?, ofAll: Int?, at now: UInt64, _ db: Database
    ) throws {
        if let max {
            let mine = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM asked WHERE what = ? AND place = ?",
                arguments: [what.rawValue, place])
            guard mine ?? 0 < max else {
                throw AccountError.tooManyInADay(what: what.plural, max: max)
            }
        }
        if let ofAll {
            let all = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM asked WHERE what = ?", arguments: [what.rawValue])
            guard all ?? 0 < ofAll else {
                throw AccountError.tooManyInADay(what: what.plural, max: ofAll)
            }
        }
        try db.execute(
            sql: "INSERT INTO asked (what, place, at) VALUES (?, ?, ?)",
            arguments: [what.rawValue, place, Int64(now)])
    }

    /// Counts a code that goes out.
    ///
    /// - Throws: `AccountError.tooManyInADay`.
    package func countMail(to address: MailAddress, at now: UInt64) throws {
        try changing { db in
            try Self.forget(at: now, db)
            try Self.count(
                .mail, of: address.text.lowercased(), max: AccountLimits.mailsToAddressMax,
                ofAll: AccountLimits.mailsMax, at: now, db)
        }
    }

    // MARK: Links

    /// A link for the holder of an account.
    ///
    /// - Throws: `AccountError.tooManyInADay` for one more mail than goes to an address; `.stage` for an
    ///   account that lets nobody in.
    package func add(
        linkOf hash: Digest, for id: AccountID, isMailed: Bool, at now: UInt64
    ) throws {
        try changing { db in
            try Self.forget(at: now, db)
            let account = try Self.account(id, db)
            guard account.stage.letsIn else { throw AccountError.stage(account.stage, .enterCode) }
            if isMailed {
                try Self.count(
                    .mail, of: account.email.text, max: AccountLimits.mailsToAddressMax,
                    ofAll: AccountLimits.mailsMax, at: now, db)
            }
            try db.execute(
                sql: "INSERT INTO link (hash, account, expiresAt) VALUES (?, ?, ?)",
                arguments: [
                    hash.data, id.rawValue, Int64(now + AccountLink.minutes * 60_000),
                ])
        }
    }

    /// What a link is for, without using it up; nil where it is over, used or was never.
    package func link(_ hash: Digest, at now: UInt64) throws -> AccountLink? {
        try database.read { try Self.link(hash, at: now, $0) }
    }

    private static func link(
        _ hash: Digest, at now: UInt64, _ db: Database
    ) throws -> AccountLink? {
        let id = try String.fetchOne(
            db, sql: "SELECT account FROM link WHERE hash = ? AND expiresAt > ?",
            arguments: [hash.data, Int64(now)])
        if let id {
            let account = try account(
                readingStored("a link") { try AccountID(parsing: id) }, db)
            return account.stage.letsIn ? .account(account) : nil
        }
        return try Row.fetchOne(
            db,
            sql: """
                SELECT organisation, email, country, isAgent, rights FROM application
                WHERE hash = ? AND expiresAt > ?
                """, arguments: [hash.data, Int64(now)]
        ).map { .application(try AccountRows.application($0)) }
    }

    /// Uses a link up and begins the session, or neither. An application becomes an account, unless its
    /// address has one: that one is signed in to, and nothing of the application is kept.
    ///
    /// - Parameter id: of the account that an application becomes.
    /// - Returns: nil where the link is over, used or was never.
    package func begin(
        usingLink hash: Digest, sessionHash: Digest, newAccount id: AccountID, at now: UInt64
    ) throws -> HostedAccount? {
        try changing { db in
            guard let link = try Self.link(hash, at: now, db) else { return nil }
            for table in ["link", "application"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE hash = ?", arguments: [hash.data])
            }
            let account: HostedAccount
            switch link {
            case .account(let found): account = found
            case .application(let application):
                if let found = try Self.account(of: application.email, db) {
                    account = found
                } else {
                    account = HostedAccount(application, id: id, at: now)
                    try Self.keep(
                        account, .apply, by: AccountStep.holder, note: "", at: now, db)
                }
            }
            try Self.begin(
                AccountSession(
                    hash: sessionHash, account: account.id, begunAt: now, seenAt: now), db)
            return account
        }
    }

    // MARK: Sessions

    /// One more than an account may have ends the oldest; what is over goes.
    private static func begin(_ session: AccountSession, _ db: Database) throws {
        for held in try sessions(db) where held.isOver(at: session.begunAt) {
            try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [held.hash.data])
        }
        try db.execute(
            sql: """
                DELETE FROM session WHERE account = ? AND hash NOT IN
                    (SELECT hash FROM session WHERE account = ? ORDER BY begunAt DESC LIMIT ?)
                """,
            arguments: [
                session.account.rawValue, session.account.rawValue,
                AccountSession.ofAccountMax - 1,
            ])
        try db.execute(
            sql: "INSERT INTO session (hash, account, begunAt, seenAt) VALUES (?, ?, ?, ?)",
            arguments: [
                session.hash.data, session.account.rawValue, Int64(session.begunAt),
                Int64(session.seenAt),
            ])
    }

    static func sessions(_ db: Database) throws -> [AccountSession] {
        try Row.fetchAll(
            db, sql: "SELECT hash, account, begunAt, seenAt FROM session ORDER BY hash"
        ).map(AccountRows.session)
    }

    /// All sessions with the number of the change that they are of, at one moment.
    package func sessions() throws -> (number: UInt64, sessions: [AccountSession]) {
        try database.read { db in (try Self.number(db), try Self.sessions(db)) }
    }

    /// Notes that a session was used; a power cut may take that back.
    package func noteSeen(_ hash: Digest, at time: UInt64) throws {
        try database.write(durability: .withNext) { db in
            try db.execute(
                sql: "UPDATE session SET seenAt = ? WHERE hash = ? AND seenAt < ?",
                arguments: [Int64(time), hash.data, Int64(time)])
        }
    }

    package func end(_ hash: Digest) throws {
        try changing { db in
            try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash.data])
        }
    }

    static func endAll(of id: AccountID, _ db: Database) throws {
        for table in ["session", "link"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [id.rawValue])
        }
    }

    /// Ends everything that lets somebody in or could, and keeps the accounts: what a backup holds, since
    /// whatever was ended after it would come to life again.
    package func endEverything() throws {
        try changing { db in
            for table in ["session", "link", "application", "code"] {
                try db.execute(sql: "DELETE FROM \(table)")
            }
        }
    }
}

extension SQLiteAccountStore.Asked {
    /// For a refusal.
    fileprivate var plural: String {
        switch self {
        case .application: "applications"
        case .mail: "mails"
        }
    }
}
