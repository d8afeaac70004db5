import GRDB
import GRDBSQLite
import PageChecksums

/// Checksums on the pages of the node's databases, so that a bit which turned over on the disk is damage
/// when it is read, and never a row that reads otherwise or is not found. docs/log-store.md says what
/// they cover.
enum ChecksummedPages {
    private static let bytes = Int32(PAGE_CHECKSUM_BYTES)
    private static let begun = page_checksums_begin()

    /// To be called before the file is opened.
    static func begin(path: String) throws {
        guard begun == SQLITE_OK else {
            throw SQLiteStoreError.failed(
                path: path, code: begun, detail: "page checksums could not be set up")
        }
    }

    /// Runs `body`, which opens databases read-only and begins to read them: no file beside one is made, changed
    /// or removed, then or later.
    static func looking<Value>(_ body: () throws -> Value) rethrows -> Value {
        page_checksums_look(1)
        defer { page_checksums_look(0) }
        return try body()
    }

    /// Whether the pages of a database have room for checksums, by the first bytes of its file.
    static func isRoom(inHeader header: [UInt8]) -> Bool { header[20] == UInt8(bytes) }

    static func isRoom(in db: Database) throws -> Bool {
        try exchange(-1, in: db) == bytes
    }

    /// Has a database leave room from its first page on, or from the next VACUUM on.
    static func makeRoom(in db: Database) throws { _ = try exchange(bytes, in: db) }

    /// - Parameter wanted: bytes to reserve; -1 asks only.
    /// - Returns: what was reserved before.
    private static func exchange(_ wanted: Int32, in db: Database) throws -> Int32 {
        var reserved = wanted
        let code = sqlite3_file_control(
            db.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: "the room for page checksums is not known")
        }
        return reserved
    }
}
