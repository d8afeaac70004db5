import GRDB
package import MergedView

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension SQLiteViewStore {
    /// Looks at the view at `path` without changing anything, also where opening would throw it away.
    /// - Returns: how far it has merged the logs.
    /// - Throws: `SQLiteStoreError`, also for a database of somebody else.
    package static func look(at path: String) throws -> LookedAtFile<ViewFrontier> {
        try ViewFile(path: path).look { db in
            try ViewTextIndex(db: db, numbers: LogNumbers()).cursors().merged
        }
    }
}

extension ViewFile {
    /// What `open` finds, by one who makes and removes nothing.
    func look<Content>(_ body: (Database) throws -> Content) throws -> LookedAtFile<Content> {
        // SQLite would remove the write-ahead log beside an empty file.
        var status = stat()
        if stat(path, &status) == 0, status.st_size == 0 { return .madeAnew(reason: "is empty") }
        do {
            return try FileLook.look(at: path) { reader in
                try reader.inDatabase { db in
                    if let reason = try reasonToMakeAnew(db) { return .madeAnew(reason: reason) }
                    return .sound(try body(db))
                }
            }
        } catch let error as DatabaseError {
            let error = SQLiteStoreError(error, path: path)
            guard let reason = error.reasonToMakeAnew else { throw error }
            return .madeAnew(reason: reason)
        }
    }

    /// - Throws: `SQLiteStoreError.otherApplication`.
    private func reasonToMakeAnew(_ db: Database) throws -> String? {
        func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(db, sql: sql) ?? 0 }
        if try number("PRAGMA application_id") != Int64(Self.applicationID) {
            guard try number("SELECT count(*) FROM sqlite_schema") == 0 else {
                throw SQLiteStoreError.otherApplication(path: path, expected: "view")
            }
            return "has nothing in it"
        }
        let version = try number("PRAGMA user_version")
        guard version == Self.userVersion else {
            return
                "was written by an \(version < Self.userVersion ? "earlier" : "newer") touchstone"
        }
        return try ChecksummedPages.isRoom(in: db) ? nil : "has no room for page checksums"
    }
}
