import CRDT
import Credentials
import MergedView
import Replication
import SQLiteStore

extension HomeValidation {
    /// What the record holds that other checks ask for.
    struct HeldRecord {
        let states: [LogState]
        let rosters: [RosterRecord]
    }

    /// Looks at what is there, and changes nothing; a folder whose node never ran has none.
    /// - Returns: what the record holds.
    mutating func checkDatabases() -> HeldRecord? {
        let record = look(at: home.logDatabase) { path in
            try SQLiteLogStore.look(at: path) { store in
                HeldRecord(states: try store.states(), rosters: try store.rosters())
            }
        }
        for database in NodeDatabase.allCases {
            _ = look(at: home.path(of: database)) { try database.look(at: $0) }
        }
        let frontier = look(at: home.viewDatabase) { try SQLiteViewStore.look(at: $0) }
        if let frontier, let record { check(frontier, against: record.states) }
        return record
    }

    /// What a node does by itself at its next start is a remark, and no finding.
    /// - Returns: what was read of a file that is in order.
    private mutating func look<Content>(
        at path: String, _ body: (String) throws -> LookedAtFile<Content>
    ) -> Content? {
        guard DurableFile.exists(path), let found = attempt(path, { try body(path) }) else {
            return nil
        }
        switch found {
        case .sound(let content):
            looked(at: path.split(separator: "/").last.map(String.init) ?? path)
            return content
        case .earlierFormat:
            remarks.append(
                "\(path) is sound, and of an earlier touchstone: it is brought to the format of this one when it is next used, and only then can all of it be checked"
            )
        case .madeAnew(let reason):
            remarks.append(
                "\(path) \(reason): it is made anew from the record when it is next used")
        }
        return nil
    }

    private mutating func check(_ frontier: ViewFrontier, against states: [LogState]) {
        let held = Dictionary(uniqueKeysWithValues: states.map { ($0.origin, $0.size) })
        for origin in frontier.logs where frontier[origin] > held[origin] ?? 0 {
            note(
                "view-ahead", home.viewDatabase,
                "\(home.viewDatabase) has merged \(frontier[origin]) entries of log \(origin), but \(held[origin] ?? 0) are held: run 'touchstone view rebuild'"
            )
        }
    }
}

extension HomeFolder {
    /// Where a database is.
    fileprivate func path(of database: NodeDatabase) -> String {
        switch database {
        case .registry: registryDatabase
        case .scans: scanDatabase
        case .scanEvents: scanEventDatabase
        case .questions: questionsDatabase
        case .collections: collectionDatabase
        case .requests: requestDatabase
        case .access: accessDatabase
        case .audit: auditDatabase
        case .casework: caseworkDatabase
        case .notices: noticeDatabase
        case .complaints: complaintDatabase
        case .evidence: evidenceDatabase
        case .orders: orderDatabase
        case .accounts: accountDatabase
        }
    }
}
