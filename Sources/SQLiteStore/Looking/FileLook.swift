import GRDB

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading of a database by one who changes nothing of it: no file is made, changed or removed, neither the
/// database nor what SQLite keeps beside it, and whoever works with it meanwhile meets one more reader.
enum FileLook {
    /// Runs `body` with a connection that cannot write. It is run once more where somebody began or ceased to
    /// use the file meanwhile and it threw: what was read then may have been of two states.
    /// - Throws: `DatabaseError`, and what `body` throws.
    static func look<Value>(
        at path: String, _ body: (DatabaseQueue) throws -> Value
    ) throws -> Value {
        try ChecksummedPages.begin(path: path)
        let wasInUse = isInUse(path)
        do {
            return try lookOnce(at: path, body)
        } catch _ where isInUse(path) != wasInUse {
            return try lookOnce(at: path, body)
        }
    }

    private static func lookOnce<Value>(
        at path: String, _ body: (DatabaseQueue) throws -> Value
    ) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(SQLiteFile.busySecondsMax)
        let reader = try ChecksummedPages.looking {
            try DatabaseQueue(path: path, configuration: configuration)
        }
        // Nothing was written that closing could lose.
        defer { try? reader.close() }
        return try body(reader)
    }

    /// Whoever uses a database keeps a write-ahead log beside it.
    private static func isInUse(_ path: String) -> Bool { access("\(path)-wal", F_OK) == 0 }
}

extension SQLiteFile {
    /// Looks at a file as it is, without changing it or anything beside it.
    ///
    /// - Parameter body: takes the file, which refuses writes, and whether its format is this one: an earlier
    ///   one is brought to this one when the file is opened for use.
    /// - Throws: `SQLiteStoreError`, as opening does; and what `body` throws.
    package func look<Value>(
        at path: String, _ body: (DurableDatabase, _ isCurrent: Bool) throws -> Value
    ) throws -> Value {
        do {
            guard try header(of: path) != nil else {
                throw SQLiteStoreError.cannotOpen(path: path, reason: "it is not there")
            }
            return try FileLook.look(at: path) { reader in
                let found = try reader.read { db in
                    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                }
                try check(found, from: oldest, path: path)
                return try body(
                    DurableDatabase(path: path, lookingBy: reader), found == version)
            }
        } catch let error as DatabaseError {
            throw SQLiteStoreError(error, path: path)
        }
    }
}

/// What a file was found to be by one who only looked at it.
package enum LookedAtFile<Content> {
    case sound(Content)
    /// It is sound, and brought to the format of this program when it is opened for use.
    case earlierFormat
    /// It holds nothing that is not in the record, and is made anew when it is opened for use.
    /// - Parameter reason: completes a sentence that begins with the file's name.
    case madeAnew(reason: String)
}

extension LookedAtFile: Sendable where Content: Sendable {}
