import GRDB

extension Row {
    /// A column that this target wrote, so that any other type than it wrote is damage to the file.
    /// (`row[0]` would end the process.)
    /// - Throws: `DatabaseError` of code `SQLITE_CORRUPT`.
    func stored<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ column: Int
    ) throws -> Value {
        do {
            return try decode(Value.self, atIndex: column)
        } catch {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a row has another form than was written")
        }
    }

    /// As `stored`, for a column that may be NULL.
    func storedIfAny<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ column: Int
    ) throws -> Value? {
        do {
            return try decode(Value?.self, atIndex: column)
        } catch {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a row has another form than was written")
        }
    }

    /// A blob, copied once.
    func storedBytes(_ column: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: column) { data in
            guard let data else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row lacks its bytes")
            }
            return Array(data)
        }
    }
}

/// Reads what was written in a form of its own, so that a failure to read it is damage.
/// - Throws: `DatabaseError` of code `SQLITE_CORRUPT`, and database errors as they are.
func readingStored<Value>(_ what: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw error
    } catch {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(what): \(error)")
    }
}
