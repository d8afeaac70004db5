import AllianceNames
import GRDB
import SignIn
import TransparencyLog

/// How persons, sessions and tokens stand in `access.sqlite`. Times fit: they are milliseconds since 1970.
enum AccessRows {
    static let personColumns = "id, displayName, roles, email, issuer, subject, addedAt"
    static let sessionColumns = "hash, person, method, begunAt, seenAt, purpose"
    static let tokenColumns = "name, hash, role, createdAt, expiresAt, revokedAt"

    static func people(_ db: Database) throws -> [Person] {
        try Row.fetchAll(
            db,
            sql: "SELECT \(personColumns) FROM person WHERE removedAt IS NULL ORDER BY id"
        ).map(person)
    }

    static func sessions(_ db: Database) throws -> [Session] {
        try Row.fetchAll(db, sql: "SELECT \(sessionColumns) FROM session ORDER BY hash").map(
            session)
    }

    static func tokens(_ db: Database) throws -> [AccessToken] {
        try Row.fetchAll(db, sql: "SELECT \(tokenColumns) FROM token ORDER BY name").map(token)
    }

    static func person(_ row: Row) throws -> Person {
        let (id, name, roles): (String, String, String) = (
            try row.stored(0), try row.stored(1), try row.stored(2)
        )
        let email: String? = try row.storedIfAny(3)
        let (issuer, subject): (String?, String?) = (
            try row.storedIfAny(4), try row.storedIfAny(5)
        )
        let addedAt = try row.storedNumber(6)
        return try readingStored("a person") {
            var atProvider: ProviderSubject?
            if let issuer, let subject {
                atProvider = try ProviderSubject(issuer: issuer, subject: subject)
            }
            return try Person(
                id: PersonID(parsing: id), displayName: name, roles: readRoles(roles),
                email: email, subject: atProvider, addedAt: addedAt)
        }
    }

    static func text(_ roles: Set<Role>) -> String {
        roles.sorted().map(\.rawValue).joined(separator: " ")
    }

    private static func readRoles(_ text: String) throws -> Set<Role> {
        Set(
            try text.split(separator: " ").map { name in
                guard let role = Role(rawValue: String(name)) else { throw SignInError.noRole }
                return role
            })
    }

    static func session(_ row: Row) throws -> Session {
        let (person, method): (String, String) = (try row.stored(1), try row.stored(2))
        let purpose: String? = try row.storedIfAny(5)
        guard let method = SignInMethod(rawValue: method) else { throw DatabaseError.otherForm }
        return Session(
            hash: try row.storedDigest(0),
            person: try readingStored("a session") { try PersonID(parsing: person) },
            method: method, begunAt: try row.storedNumber(3), seenAt: try row.storedNumber(4),
            purpose: try readingStored("a session") {
                try purpose.map { try Purpose(parsing: $0) }
            })
    }

    static func token(_ row: Row) throws -> AccessToken {
        let (name, role): (String, String) = (try row.stored(0), try row.stored(2))
        guard let role = Role(rawValue: role) else { throw DatabaseError.otherForm }
        return AccessToken(
            name: try readingStored("a token") { try TokenName(parsing: name) },
            hash: try row.storedDigest(1), role: role, createdAt: try row.storedNumber(3),
            expiresAt: try row.storedNumber(4), revokedAt: try row.storedNumberIfAny(5))
    }
}
