import GRDB
import Synchronization

/// Connections for reads that are one statement each and come many thousand times a second.
///
/// A read of the pool begins and ends a transaction and asks for the version of the schema: three
/// statements around one, each several times as dear as one descent of a tree. A statement that stands
/// alone is its own transaction, and sees one state of the file; SQLite itself notices when the schema
/// has changed. So whoever needs two statements to agree must not read here.
final class StatementReaders: Sendable {
    /// As many as a node has threads for blocking calls.
    static let connectionsMax = 4
    /// Of one connection: enough for the inner pages of a tree of 10,000,000 items, so that a lookup
    /// reads one page from the system at most.
    static let cacheKiB = 6 * 1024

    private struct State {
        var idle: [DatabaseQueue] = []
        var isClosed = false
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    /// Runs `body`, which runs one statement, on a connection that nobody else uses meanwhile.
    func read<T>(_ body: (Database) throws -> T) throws -> T {
        let reader = try take()
        defer { giveBack(reader) }
        return try reader.unsafeRead(body)
    }

    private func take() throws -> DatabaseQueue {
        let idle = try state.withLock { state in
            if state.isClosed {
                throw DatabaseError(
                    resultCode: .SQLITE_MISUSE, message: "the connection is closed")
            }
            return state.idle.popLast()
        }
        return try idle ?? open()
    }

    private func open() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(SQLiteFile.busySecondsMax)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = \(-Self.cacheKiB)")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// What is over the number is closed with its last use.
    private func giveBack(_ reader: DatabaseQueue) {
        state.withLock { state in
            if !state.isClosed, state.idle.count < Self.connectionsMax { state.idle.append(reader) }
        }
    }

    /// Later reads throw; those under way end first.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }
}
