import AllianceNames
import GRDB
import Synchronization

/// The small numbers that stand for origins inside one `view.sqlite`. They mean nothing outside it and
/// are never given twice, so what was learnt once stays true.
final class LogNumbers: Sendable {
    private struct Known {
        var origins: [Int64: LogOrigin] = [:]
    }

    private let known = Mutex(Known())

    /// - Throws: `DatabaseError` of a damaged file for a number that no log has.
    func origin(of number: Int64, _ db: Database) throws -> LogOrigin {
        if let origin = known.withLock({ $0.origins[number] }) { return origin }
        let all = try LogNumbers.all(db)
        known.withLock { $0.origins.merge(all) { old, _ in old } }
        guard let origin = all[number] else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "log \(number) has rows, but no name")
        }
        return origin
    }

    static func all(_ db: Database) throws -> [Int64: LogOrigin] {
        let query = try RawStatement(db, "SELECT id, origin FROM log")
        var all: [Int64: LogOrigin] = [:]
        while try query.step() {
            guard let origin = try? LogOrigin(parsing: query.text(1)) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a log has no origin")
            }
            all[query.integer(0)] = origin
        }
        return all
    }

    func forgetAll() { known.withLock { $0.origins = [:] } }

    static func number(of origin: LogOrigin, _ db: Database) throws -> (id: Int64, size: UInt64)? {
        let query = try RawStatement(db, "SELECT id, size FROM log WHERE origin = ?")
        query.bind(1, origin.description)
        defer { query.reset() }
        guard try query.step() else { return nil }
        return (query.integer(0), UInt64(bitPattern: query.integer(1)))
    }
}
