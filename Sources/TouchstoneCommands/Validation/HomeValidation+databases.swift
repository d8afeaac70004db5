import AllianceNames
import AllianceNode
import CRDT
import Credentials
import MergedView
import Replication
import Roster
import SQLiteStore
import TransparencyLog

extension HomeValidation {
    /// Opens what is there; a folder whose node never ran has none.
    /// - Returns: the record.
    mutating func checkDatabases() -> SQLiteLogStore? {
        let home = home
        var logs: SQLiteLogStore?
        if DurableFile.exists(home.logDatabase) {
            logs = attempt(home.logDatabase) {
                let store = try SQLiteLogStore(path: home.logDatabase)
                if let damage = try store.damage() {
                    throw SQLiteStoreError.damaged(path: home.logDatabase, detail: damage)
                }
                return store
            }
            if logs != nil { looked(at: "log.sqlite") }
        }
        if DurableFile.exists(home.registryDatabase) {
            let items = attempt(home.registryDatabase) {
                try SQLiteItemRegistry(path: home.registryDatabase).counts()
            }
            if items != nil { looked(at: "registry.sqlite") }
        }
        if DurableFile.exists(home.scanDatabase) {
            let history = attempt(home.scanDatabase) {
                try SQLiteScanHistory(path: home.scanDatabase)
            }
            if history != nil { looked(at: "scans.sqlite") }
        }
        if DurableFile.exists(home.accessDatabase) {
            let persons = attempt(home.accessDatabase) {
                try SQLiteAccessStore(path: home.accessDatabase).snapshot()
            }
            if persons != nil { looked(at: "access.sqlite") }
        }
        if DurableFile.exists(home.caseworkDatabase) {
            let drafts = attempt(home.caseworkDatabase) {
                try SQLiteCaseworkStore(path: home.caseworkDatabase).drafts()
            }
            if drafts != nil { looked(at: "casework.sqlite") }
        }
        if DurableFile.exists(home.noticeDatabase) {
            let subscriptions = attempt(home.noticeDatabase) {
                try SQLiteNoticeStore(path: home.noticeDatabase).subscriptions()
            }
            if subscriptions != nil { looked(at: "notices.sqlite") }
        }
        if DurableFile.exists(home.complaintDatabase) {
            let complaints = attempt(home.complaintDatabase) {
                try SQLiteComplaintStore(path: home.complaintDatabase).count()
            }
            if complaints != nil { looked(at: "complaints.sqlite") }
        }
        if DurableFile.exists(home.orderDatabase) {
            let orders = attempt(home.orderDatabase) {
                try SQLiteOrderOutbox(path: home.orderDatabase).counts()
            }
            if orders != nil { looked(at: "orders.sqlite") }
        }
        if DurableFile.exists(home.accountDatabase) {
            let accounts = attempt(home.accountDatabase) {
                try SQLiteAccountStore(path: home.accountDatabase).counts()
            }
            if accounts != nil { looked(at: "accounts.sqlite") }
        }
        if DurableFile.exists(home.viewDatabase) {
            let frontier = attempt(home.viewDatabase) {
                try SQLiteViewStore(path: home.viewDatabase).frontier()
            }
            if let frontier {
                looked(at: "view.sqlite")
                if let logs { check(frontier, against: logs) }
            }
        }
        return logs
    }

    private mutating func check(_ frontier: ViewFrontier, against logs: SQLiteLogStore) {
        let states = attempt(logs.path) { try logs.states() } ?? []
        let held = Dictionary(uniqueKeysWithValues: states.map { ($0.origin, $0.size) })
        for origin in frontier.logs where frontier[origin] > held[origin] ?? 0 {
            note(
                "view-ahead", home.viewDatabase,
                "\(home.viewDatabase) has merged \(frontier[origin]) entries of log \(origin), but \(held[origin] ?? 0) are held: run 'touchstone view rebuild'"
            )
        }
    }

    /// Signatures and roots of what is served, and how own logs stand to the fence; the entries under
    /// them are for `log audit`.
    mutating func checkLogs(
        _ logs: SQLiteLogStore, _ roster: VerifiedRoster, _ own: OwnMember
    ) {
        guard let states = attempt(logs.path, { try logs.states() }) else { return }
        for state in states { check(state, roster) }
        if let fence = try? SigningFence(path: home.certs.logFence),
            let marks = attempt(fence.path, { try fence.read() })
        {
            for (origin, mark) in marks.marks.sorted(by: { $0.key < $1.key }) {
                check(mark, of: origin, states.first { $0.origin == origin })
            }
        }
        looked(at: "\(states.count) \(states.count == 1 ? "log" : "logs")")
    }

    private mutating func check(_ state: LogState, _ roster: VerifiedRoster) {
        let origin = state.origin
        if let frozen = state.frozen {
            note(
                frozen.contradiction.rawValue, "\(origin)",
                "log \(origin) has conflicting records, signed by its author at sizes \(frozen.believed.size) and \(frozen.offered.size): tell the authority"
            )
        }
        guard let served = state.served, let key = roster.logKey(for: origin) else { return }
        _ = attempt("log \(origin)") {
            try SignedCheckpoint(parsing: served.noteText).verified(by: key)
        }
        if served.size == state.size, served.root != state.edge.root {
            note(
                "root-differs", "\(origin)",
                "the entries of log \(origin) have root \(state.edge.root), but its checkpoint signs \(served.root): run 'touchstone log audit'"
            )
        }
    }

    private mutating func check(_ mark: FenceMark, of origin: LogOrigin, _ state: LogState?) {
        // Of a fork that the register has settled it may hold another branch than it signed.
        if state?.isSettled == true { return }
        let held = state?.size ?? 0
        let error: OwnLogError?
        if mark.size > held {
            error = .databaseBehindFence(origin: origin, signed: mark.size, held: held)
        } else if let state, mark.size == held, mark.root != state.edge.root {
            error = .rootDiffers(
                origin: origin, size: mark.size, signed: mark.root, held: state.edge.root)
        } else {
            error = nil
        }
        if let error { note(error.keyword, home.certs.logFence, error.description) }
    }
}
