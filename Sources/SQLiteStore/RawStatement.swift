import GRDB
import GRDBSQLite

/// A prepared statement, bound and stepped without GRDB's values in between: what the loops over rows
/// use, a million times a batch, and what looks up a number for every question.
///
/// GRDB prepares it, keeps it (`cachedStatement`) and ends it with its connection; a `RawStatement`
/// must not leave the closure that its `Database` was handed to.
struct RawStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        handle = try db.cachedStatement(sql: sql).sqliteStatement
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        self.connection = connection
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Parameters count from 1.
    func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, place, value) }

    func bind(_ place: Int32, _ value: Double) { sqlite3_bind_double(handle, place, value) }

    func bindNull(_ place: Int32) { sqlite3_bind_null(handle, place) }

    /// `bytes` must stay where they are until the statement is reset.
    func bind(_ place: Int32, unowned bytes: UnsafeRawBufferPointer) {
        // An empty buffer may have no address, which SQLite would take for NULL.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(handle, place, 0)
        } else {
            sqlite3_bind_blob(handle, place, bytes.baseAddress, Int32(bytes.count), nil)
        }
    }

    func bind(_ place: Int32, _ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes {
            if $0.isEmpty {
                sqlite3_bind_zeroblob(handle, place, 0)
            } else {
                sqlite3_bind_blob(
                    handle, place, $0.baseAddress, Int32($0.count), Self.copied)
            }
        }
    }

    func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            _ = utf8.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, place, $0.baseAddress, Int32($0.count), Self.copied)
            }
        }
    }

    /// - Parameter utf8: text.
    func bind(_ place: Int32, text utf8: [UInt8]) {
        _ = utf8.withUnsafeBytes { bytes in
            sqlite3_bind_text(
                handle, place, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
                Int32(bytes.count), Self.copied)
        }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not import: SQLite takes a copy.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Runs a statement that gives no rows, and makes it ready for the next bindings.
    func run() throws {
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
        sqlite3_reset(handle)
    }

    /// - Returns: whether there is another row.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw failure(code) }
        sqlite3_reset(handle)
        return false
    }

    /// Ends a query before its last row.
    func reset() { sqlite3_reset(handle) }

    /// Columns count from 0.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// Valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, column),
            count: Int(sqlite3_column_bytes(handle, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func isInteger(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_INTEGER
    }

    func isText(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_TEXT
    }

    func isReal(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_FLOAT
    }

    func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(connection))
        sqlite3_reset(handle)
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
