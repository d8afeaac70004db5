import AllianceNames
import Replication
import Synchronization

/// What authors have shown of their logs in the requests before. Of each log that its author brings there is one at
/// most.
final class BroughtBefore: Sendable {
    struct Known: Sendable {
        /// That the roster has ended the log with.
        var branch: BroughtBranch?
        var agreed: AgreedCheckpoints?
    }

    private let known = Mutex<[LogOrigin: Known]>([:])

    subscript(_ origin: LogOrigin) -> Known {
        get { known.withLock { $0[origin] ?? Known() } }
        set { known.withLock { $0[origin] = newValue } }
    }
}
