import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Crypto
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// The audit logs of a node's folder, opened for reading: the one that is written to, and those before it.
struct AuditFolder {
    let node: OpenedNode
    let store: SQLiteLogStore

    /// - Throws: a sentence where no desk ever ran here.
    init(_ home: HomeOption) throws {
        guard DurableFile.exists(home.folder.auditDatabase) else {
            throw CommandError(
                "\(home.path) has no audit log yet; its desk begins one ('touchstone serve --desk-port')"
            )
        }
        node = try home.open(isMerged: false)
        store = try SQLiteLogStore(path: home.folder.auditDatabase)
    }

    /// All that are audit logs, by origin.
    func states() throws -> [LogState] {
        try store.states().filter { $0.origin.auditKey != nil }
    }

    /// The one asked for; else the one that is written to, or was last.
    func state(_ origin: String?) throws -> LogState {
        let states = try states()
        if let origin {
            let parsed = try LogOrigin(parsing: origin)
            guard let found = states.first(where: { $0.origin == parsed }) else {
                throw CommandError(
                    "there is no audit log \(parsed) here; 'touchstone audit verify' names all")
            }
            return found
        }
        if let current = try node.auditOrigin(),
            let found = states.first(where: { $0.origin == current })
        {
            return found
        }
        let newest = { try AuditReading(store, $0).newestAt() }
        guard let last = try states.max(by: { try newest($0.origin) < newest($1.origin) }) else {
            throw CommandError("\(store.path) holds no audit log yet")
        }
        return last
    }
}
