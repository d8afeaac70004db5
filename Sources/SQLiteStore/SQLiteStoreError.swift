package import GRDB

/// Why a SQLite file could not be opened, or did not do what it was asked.
///
/// The associated `path` is the file's, as it was given.
package enum SQLiteStoreError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(path: String, reason: String)
    /// The file is there and has no bytes: it never is so after a crash of ours.
    case empty(path: String)
    case notADatabase(path: String)
    /// A SQLite database of something else.
    case otherApplication(path: String, expected: String)
    case newerVersion(path: String, found: Int, supported: Int)
    case damaged(path: String, detail: String)
    /// Commits would not be durable: `synchronous` is not FULL after opening.
    case notDurable(path: String, synchronous: Int)
    /// The view was damaged; it was thrown away and is empty until the logs are folded again.
    case viewBegunAnew(path: String, detail: String)
    case diskFull(path: String)
    /// Another process kept the write lock all through the busy timeout.
    case busy(path: String)
    /// The disk or the file failed a write; nothing is written any more until the node is restarted.
    case stopped(path: String, detail: String)
    case failed(path: String, code: Int32, detail: String)

    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open \(path): \(reason); check that the folder exists and may be written"
        case .empty(let path):
            "\(path) is empty, so its content was lost; put a backup in its place or move it away to begin anew"
        case .notADatabase(let path):
            "\(path) is not a SQLite database; put a backup in its place or move it away to begin anew"
        case .otherApplication(let path, let expected):
            "\(path) is a SQLite database, but not a Touchstone \(expected); check --home"
        case .newerVersion(let path, let found, let supported):
            "\(path) has format \(found), and this touchstone reads up to \(supported); use the newer touchstone that wrote it"
        case .damaged(let path, let detail):
            "\(path) is damaged or truncated (\(detail)); put a backup in its place"
        case .notDurable(let path, let synchronous):
            "\(path) opened with synchronous=\(synchronous) instead of 2 (FULL), which a power cut could make lose entries; report this"
        case .viewBegunAnew(let path, let detail):
            "\(path) was damaged (\(detail)) and is being built again from the logs; ask again later"
        case .diskFull(let path):
            "no space left to write \(path); nothing was changed; make room and try again"
        case .busy(let path):
            "another process is writing \(path) and did not finish in time; try again"
        case .stopped(let path, let detail):
            "writing \(path) failed (\(detail)) and nothing more is written, because the disk may have lost data; check the disk, then restart"
        case .failed(let path, let code, let detail):
            "SQLite refused a call on \(path): \(detail) (code \(code)); nothing was changed"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .cannotOpen: "store-cannot-open"
        case .empty: "store-empty"
        case .notADatabase: "store-not-a-database"
        case .otherApplication: "store-other-application"
        case .newerVersion: "store-newer-version"
        case .damaged: "store-damaged"
        case .notDurable: "store-not-durable"
        case .viewBegunAnew: "store-view-begun-anew"
        case .diskFull: "store-disk-full"
        case .busy: "store-busy"
        case .stopped: "store-stopped"
        case .failed: "store-failed"
        }
    }
}

extension SQLiteStoreError {
    /// Says in our words what SQLite said in its own.
    package init(_ error: DatabaseError, path: String) {
        let detail = error.message ?? "\(error.resultCode)"
        if error.isForLackOfRoom {
            self = .diskFull(path: path)
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, detail: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self = .cannotOpen(path: path, reason: detail)
        default:
            self = .failed(path: path, code: error.extendedResultCode.rawValue, detail: detail)
        }
    }
}

extension DatabaseError {
    /// The file, or the index of its write-ahead log in shared memory, could not grow. SQLite has rolled
    /// back, and no byte of a commit is in doubt.
    var isForLackOfRoom: Bool {
        resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }
}
