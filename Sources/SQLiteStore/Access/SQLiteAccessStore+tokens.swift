import AllianceNames
import FoundationEssentials
import GRDB
package import SignIn

/// Tokens of machines.
extension SQLiteAccessStore {
    package func tokens() throws -> [AccessToken] {
        try database.read { try AccessRows.tokens($0) }
    }

    /// - Throws: `SignInError` where the name was ever given.
    package func add(_ token: AccessToken) throws {
        try change { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM token WHERE name = ?", arguments: [token.name.rawValue])
            guard known == nil else { throw SignInError.tokenKnown(token.name.rawValue) }
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM token") ?? 0
            guard count < AccessToken.countMax else {
                throw SignInError.tooMany(what: "tokens", max: AccessToken.countMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO token (\(AccessRows.tokenColumns)) VALUES (?, ?, ?, ?, ?, NULL)
                    """,
                arguments: [
                    token.name.rawValue, token.hash.data, token.role.rawValue,
                    Int64(token.createdAt), Int64(token.expiresAt),
                ])
        }
    }

    /// Opens nothing from the next request on; the name stays, and is never given again.
    ///
    /// - Throws: `SignInError.tokenUnknown`, also for one that is revoked.
    package func revoke(_ name: TokenName, at time: UInt64) throws {
        try change { db in
            try db.execute(
                sql: "UPDATE token SET revokedAt = ? WHERE name = ? AND revokedAt IS NULL",
                arguments: [Int64(time), name.rawValue])
            guard db.changesCount == 1 else { throw SignInError.tokenUnknown(name.rawValue) }
        }
    }
}
