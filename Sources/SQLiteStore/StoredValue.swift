import GRDB
import TransparencyLog

extension DatabaseError {
    /// A row that is not as this target writes it: damage to the file.
    static var otherForm: DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT, message: "a row has another form than was written")
    }
}

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
            throw DatabaseError.otherForm
        }
    }

    /// As `stored`, for a column that may be NULL.
    func storedIfAny<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ column: Int
    ) throws -> Value? {
        do {
            return try decode(Value?.self, atIndex: column)
        } catch {
            throw DatabaseError.otherForm
        }
    }

    /// A number that is never negative: a size, a count, a time in milliseconds since 1970.
    /// - Throws: as `stored`.
    func storedNumber(_ column: Int) throws -> UInt64 {
        guard let number = try storedNumberIfAny(column) else { throw DatabaseError.otherForm }
        return number
    }

    /// As `storedNumber`, for a column that may be NULL.
    func storedNumberIfAny(_ column: Int) throws -> UInt64? {
        guard let number: Int64 = try storedIfAny(column) else { return nil }
        guard number >= 0 else { throw DatabaseError.otherForm }
        return UInt64(number)
    }

    /// - Throws: as `stored`.
    func storedDigest(_ column: Int) throws -> Digest {
        guard let digest = Digest(try storedBytes(column)) else { throw DatabaseError.otherForm }
        return digest
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

extension RawStatement {
    /// As `Row.stored`.
    func storedInteger(_ column: Int32) throws -> Int64 {
        guard let integer = try storedIntegerIfAny(column) else { throw DatabaseError.otherForm }
        return integer
    }

    func storedIntegerIfAny(_ column: Int32) throws -> Int64? {
        if isNull(column) { return nil }
        guard isInteger(column) else { throw DatabaseError.otherForm }
        return integer(column)
    }

    func storedText(_ column: Int32) throws -> String {
        guard let text = try storedTextIfAny(column) else { throw DatabaseError.otherForm }
        return text
    }

    func storedTextIfAny(_ column: Int32) throws -> String? {
        if isNull(column) { return nil }
        guard isText(column), let text = String(validating: bytes(column), as: UTF8.self) else {
            throw DatabaseError.otherForm
        }
        return text
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
