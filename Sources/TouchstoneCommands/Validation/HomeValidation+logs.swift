import AllianceNames
import AllianceNode
import Credentials
import Replication
import Roster
import TransparencyLog

extension HomeValidation {
    /// Signatures and roots of what is served, and how own logs stand to the fence; the entries under
    /// them are for `log audit`.
    mutating func checkLogs(
        _ states: [LogState], _ roster: VerifiedRoster
    ) {
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
