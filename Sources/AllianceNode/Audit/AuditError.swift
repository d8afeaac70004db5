import Replication

/// Why nothing can be written to an audit log, and so nothing that is recorded is shown.
package enum AuditError: Error, CustomStringConvertible {
    /// Key, fence and database do not belong together: one of them was lost, or an older copy of it put
    /// here.
    case cannotGoOn(reason: String)
    /// More is read than can be written down.
    case behind(records: Int)

    init(_ error: OwnLogError) {
        switch error {
        case .databaseBehindFence(_, let signed, let held):
            self = .cannotGoOn(reason: "\(signed) records were signed, but only \(held) are here")
        case .folderWentBack(_, let signed, _):
            self = .cannotGoOn(
                reason:
                    "\(signed) records were signed on this machine, of which this folder does not know"
            )
        default: self = .cannotGoOn(reason: error.description)
        }
    }

    package var description: String {
        switch self {
        case .cannotGoOn(let reason):
            "the audit log cannot be gone on with: \(reason); put the newest copies of audit.sqlite, certs/audit.key and certs/audit.fence back, or begin another one beside it, which records that it was begun and why: 'touchstone audit renew --reason TEXT'"
        case .behind(let records): "\(records) records wait to be written to the audit log"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .cannotGoOn: "audit-cannot-go-on"
        case .behind: "audit-behind"
        }
    }
}
