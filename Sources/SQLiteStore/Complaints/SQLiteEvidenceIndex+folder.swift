package import AllianceNames
import FoundationEssentials
import GRDB
package import TransparencyLog

/// The index beside the folder itself: for backups, and for files that are there and of which it does not know.
extension SQLiteEvidenceIndex {
    /// A file as it lies in the folder.
    package struct FoundFile: Hashable, Sendable {
        package let digest: Digest
        package let bytes: UInt64

        package init(digest: Digest, bytes: UInt64) {
            self.digest = digest
            self.bytes = bytes
        }
    }

    /// Files that statements name, in the order of their digests.
    package func named(after digest: Digest?, limit: Int) throws -> [Digest] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT DISTINCT digest FROM named WHERE digest > ? ORDER BY digest LIMIT ?",
                arguments: [digest?.data ?? Data(), limit]
            ).map(Self.digest)
        }
    }

    package func isNamed(_ digest: Digest) throws -> Bool {
        try database.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM named WHERE digest = ?)",
                arguments: [digest.data]) ?? false
        }
    }

    /// Those of these files that have no room.
    package func withoutRoom(_ files: [Digest]) throws -> [Digest] {
        try database.read { db in
            let known = try db.cachedStatement(sql: "SELECT 1 FROM kept WHERE digest = ?")
            return try files.filter {
                try Bool.fetchOne(known, arguments: [$0.data]) == nil
            }
        }
    }

    /// Gives room to files that are there without any: that of whoever names them first, else that of `member`. No
    /// limit keeps them away; what comes later finds less.
    ///
    /// - Parameter unnamedSince: of what no statement names, in milliseconds since 1970.
    package func adopt(
        _ files: [FoundFile], for member: MemberID, unnamedSince: UInt64
    ) throws {
        try database.write { db in
            for file in files {
                let name = try Row.fetchOne(
                    db,
                    sql: "SELECT origin FROM named WHERE digest = ? ORDER BY origin, entry LIMIT 1",
                    arguments: [file.digest.data])
                let owner = try name.map { try Self.origin($0.stored(0)).member } ?? member
                try db.execute(
                    sql: "INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?)",
                    arguments: [
                        file.digest.data, Int64(clamping: file.bytes), owner.rawValue,
                        name == nil ? Int64(clamping: unnamedSince) : nil,
                    ])
                guard db.changesCount > 0 else { continue }
                try db.execute(
                    sql: """
                        INSERT INTO room VALUES (?, ?)
                        ON CONFLICT (member) DO UPDATE SET bytes = bytes + excluded.bytes
                        """, arguments: [owner.rawValue, Int64(clamping: file.bytes)])
            }
        }
    }
}
