import AllianceNames
import FoundationEssentials
import GRDB
import Replication
package import SignIn
package import TransparencyLog

/// Who may sign in at the desk, in `access.sqlite`. Several processes use one file: commands change the
/// list while the node goes by it. What returns is durable.
package final class SQLiteAccessStore: Sendable {
    let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: AccessSchema.file))
    }

    /// Who may sign in by a file that is only looked at; nil where it is of an earlier format.
    /// - Throws: `SQLiteStoreError`.
    package static func lookAtPeople(at path: String) throws -> [Person]? {
        try AccessSchema.file.look(at: path) { database, isCurrent in
            isCurrent ? try SQLiteAccessStore(database).people() : nil
        }
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase) { self.database = database }

    package func close() throws { try database.close() }

    /// Grows with each change, whoever makes it. Costs microseconds.
    package func changeNumber() throws -> UInt64 {
        try database.readStatement { try Self.number($0) }
    }

    /// All of it, as it is at one moment.
    package func snapshot() throws -> AccessSnapshot {
        try database.read { db in
            AccessSnapshot(
                number: try Self.number(db), people: try AccessRows.people(db),
                sessions: try AccessRows.sessions(db), tokens: try AccessRows.tokens(db))
        }
    }

    private static func number(_ db: Database) throws -> UInt64 {
        UInt64(max(0, try Int64.fetchOne(db, sql: "SELECT number FROM change") ?? 0))
    }

    /// One transaction that other processes hear of.
    func change<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.write { db in
            let value = try body(db)
            try db.execute(sql: "UPDATE change SET number = number + 1")
            return value
        }
    }

    // MARK: Persons

    /// - Throws: `SignInError.personUnknown`.
    package func person(_ id: PersonID) throws -> Person {
        try database.read { try Self.person(id, $0) }
    }

    package func people() throws -> [Person] { try database.read { try AccessRows.people($0) } }

    /// - Throws: `SignInError` where the name was ever given, or somebody else has the address.
    package func add(_ person: Person) throws {
        try change { db in
            let known = try Row.fetchOne(
                db, sql: "SELECT removedAt IS NULL FROM person WHERE id = ?",
                arguments: [person.id.rawValue])
            if let known {
                throw try known.stored(0) as Bool
                    ? SignInError.personKnown(person.id.rawValue)
                    : SignInError.personNameUsed(person.id.rawValue)
            }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM person WHERE removedAt IS NULL")
            guard count ?? 0 < Person.countMax else {
                throw SignInError.tooMany(what: "persons", max: Person.countMax)
            }
            try Self.checkFree(person, db)
            try db.execute(
                sql: """
                    INSERT INTO person (\(AccessRows.personColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    person.id.rawValue, person.displayName, AccessRows.text(person.roles),
                    person.email, person.subject?.issuer, person.subject?.subject,
                    Int64(person.addedAt),
                ])
        }
    }

    /// Another name, address or identifier of a person who is known. With another way of signing in the sessions and
    /// links before end.
    ///
    /// - Throws: `SignInError` where the person is unknown, or somebody else has the address.
    package func change(_ person: Person) throws {
        try change { db in
            let known = try Self.person(person.id, db)
            try Self.checkFree(person, db)
            try db.execute(
                sql: """
                    UPDATE person SET displayName = ?, email = ?, issuer = ?, subject = ?
                        WHERE id = ? AND removedAt IS NULL
                    """,
                arguments: [
                    person.displayName, person.email, person.subject?.issuer,
                    person.subject?.subject, person.id.rawValue,
                ])
            guard known.email != person.email || known.subject != person.subject else { return }
            try Self.signOut(person.id, db)
        }
    }

    /// - Returns: how many sessions there were.
    @discardableResult
    private static func signOut(_ id: PersonID, _ db: Database) throws -> Int {
        for table in ["link", "session"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE person = ?", arguments: [id.rawValue])
        }
        return db.changesCount
    }

    /// Of others than this person.
    private static func checkFree(_ person: Person, _ db: Database) throws {
        if let email = person.email,
            try Bool.fetchOne(
                db, sql: "SELECT 1 FROM person WHERE email = ? AND id <> ?",
                arguments: [email, person.id.rawValue]) != nil
        {
            throw SignInError.emailTaken(email)
        }
        if let subject = person.subject,
            try Bool.fetchOne(
                db, sql: "SELECT 1 FROM person WHERE issuer = ? AND subject = ? AND id <> ?",
                arguments: [subject.issuer, subject.subject, person.id.rawValue]) != nil
        {
            throw SignInError.subjectTaken
        }
    }

    /// The person's sessions and links end with it; the name stays, and is never given again.
    ///
    /// - Throws: `SignInError.personUnknown`.
    package func remove(_ id: PersonID, at time: UInt64) throws {
        try change { db in
            try db.execute(
                sql: """
                    UPDATE person SET removedAt = ?, displayName = NULL, roles = NULL, email = NULL,
                        issuer = NULL, subject = NULL WHERE id = ? AND removedAt IS NULL
                    """, arguments: [Int64(time), id.rawValue])
            guard db.changesCount == 1 else { throw SignInError.personUnknown(id.rawValue) }
            try Self.signOut(id, db)
        }
    }

    /// Counts from the next request on, also in sessions that are open.
    ///
    /// - Throws: `SignInError`.
    package func setRoles(_ roles: Set<Role>, of id: PersonID) throws {
        try change { db in
            let person = try Self.person(id, db).with(roles: roles)
            try db.execute(
                sql: "UPDATE person SET roles = ? WHERE id = ?",
                arguments: [AccessRows.text(person.roles), id.rawValue])
        }
    }

    private static func person(_ id: PersonID, _ db: Database) throws -> Person {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT \(AccessRows.personColumns) FROM person WHERE id = ? AND removedAt IS NULL
                """, arguments: [id.rawValue])
        guard let row else { throw SignInError.personUnknown(id.rawValue) }
        return try AccessRows.person(row)
    }

    // MARK: Links

    /// - Throws: `SignInError`.
    package func add(_ link: SignInLink, at now: UInt64) throws {
        try change { db in
            _ = try Self.person(link.person, db)
            try db.execute(
                sql: "DELETE FROM link WHERE expiresAt <= ?", arguments: [Int64(now)])
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM link") ?? 0
            guard count < SignInLink.countMax else {
                throw SignInError.tooMany(what: "sign-in links", max: SignInLink.countMax)
            }
            try db.execute(
                sql: "INSERT INTO link (hash, person, expiresAt) VALUES (?, ?, ?)",
                arguments: [
                    link.hash.data, link.person.rawValue, Int64(link.expiresAt),
                ])
        }
    }

    /// Whose link it is, without using it up; nil where it is over, used or was never.
    package func person(ofLink hash: Digest, at now: UInt64) throws -> Person? {
        try database.read { db in try Self.person(ofLink: hash, at: now, db) }
    }

    private static func person(
        ofLink hash: Digest, at now: UInt64, _ db: Database
    ) throws -> Person? {
        let id = try String.fetchOne(
            db, sql: "SELECT person FROM link WHERE hash = ? AND expiresAt > ?",
            arguments: [hash.data, Int64(now)])
        guard let id else { return nil }
        return try person(readingStored("a link") { try PersonID(parsing: id) }, db)
    }

    /// Uses a link up and begins the session, or neither.
    ///
    /// - Returns: nil where the link is over, used or was never.
    package func begin(
        usingLink hash: Digest, sessionHash: Digest, at now: UInt64
    ) throws -> Person? {
        try change { db in
            guard let person = try Self.person(ofLink: hash, at: now, db) else { return nil }
            try db.execute(sql: "DELETE FROM link WHERE hash = ?", arguments: [hash.data])
            try Self.begin(
                Session(
                    hash: sessionHash, person: person.id, method: .link, begunAt: now,
                    seenAt: now), db)
            return person
        }
    }

    // MARK: Sessions

    /// - Throws: `SignInError.personUnknown`.
    package func begin(_ session: Session) throws {
        try change { db in
            _ = try Self.person(session.person, db)
            try Self.begin(session, db)
        }
    }

    /// One more than a person may have ends the oldest; what is over goes.
    private static func begin(_ session: Session, _ db: Database) throws {
        let now = session.begunAt
        for held in try AccessRows.sessions(db) where held.isOver(at: now) {
            try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [held.hash.data])
        }
        try db.execute(
            sql: """
                DELETE FROM session WHERE person = ? AND hash NOT IN
                    (SELECT hash FROM session WHERE person = ? ORDER BY begunAt DESC LIMIT ?)
                """,
            arguments: [
                session.person.rawValue, session.person.rawValue, Session.ofPersonMax - 1,
            ])
        try db.execute(
            sql: """
                INSERT INTO session (\(AccessRows.sessionColumns)) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                session.hash.data, session.person.rawValue, session.method.rawValue,
                Int64(session.begunAt), Int64(session.seenAt), session.purpose?.description,
            ])
    }

    /// What a session is for from now on. Nothing happens for one that is over.
    package func setPurpose(_ purpose: Purpose, of hash: Digest) throws {
        try change { db in
            try db.execute(
                sql: "UPDATE session SET purpose = ? WHERE hash = ?",
                arguments: [purpose.description, hash.data])
        }
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
        try change { db in
            try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash.data])
        }
    }

    /// Ends all sessions of a person, and its links.
    ///
    /// - Returns: how many sessions there were.
    @discardableResult
    package func endAll(of id: PersonID) throws -> Int {
        try change { db in try Self.signOut(id, db) }
    }

    package func sessions() throws -> [Session] {
        try database.read { try AccessRows.sessions($0) }
    }

    /// Ends everything that lets somebody in, and keeps who there is: what a backup holds, since
    /// whatever was ended after it would come to life again.
    package func endEverything() throws {
        try change { db in
            for table in ["session", "link", "token"] {
                try db.execute(sql: "DELETE FROM \(table)")
            }
        }
    }
}

extension Digest {
    /// As a column has it.
    var data: Data { Data(bytes) }
}
