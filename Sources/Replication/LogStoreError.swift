package import AllianceNames
package import TransparencyLog

/// Why a store did not take what it was given. Nothing was changed.
///
/// What a particular store adds (disk full, not a database) is an error of its own.
package enum LogStoreError: Error, Equatable, CustomStringConvertible {
    /// Entries that do not begin where the log ends: somebody else appended, or a bug.
    case notContiguous(origin: LogOrigin, held: TreeSize, start: EntryIndex)
    case frozen(origin: LogOrigin)
    /// A checkpoint of another log than it was recorded for.
    case otherOrigin(expected: LogOrigin, found: String)
    /// Another root was believed for this size.
    case contradicted(origin: LogOrigin, size: TreeSize, believed: Digest, found: Digest)
    /// The entries held do not have the root that the checkpoint signs.
    case rootDiffers(origin: LogOrigin, size: TreeSize, signed: Digest, held: Digest)
    case logTooLarge(origin: LogOrigin, size: TreeSize, sizeMax: TreeSize)
    case unknownLog(origin: LogOrigin)
    /// A checkpoint of more entries than are held, where one is wanted that can be compared.
    case beyondHeld(origin: LogOrigin, size: TreeSize, held: TreeSize)

    package var description: String {
        switch self {
        case .notContiguous(let origin, let held, let start):
            "log \(origin) holds \(held) entries, so entries from \(start) on cannot be added; read its state again"
        case .frozen(let origin):
            "log \(origin) is frozen because its author signed two histories; see touchstone log show"
        case .otherOrigin(let expected, let found):
            "checkpoint of '\(found)' does not belong to log \(expected)"
        case .contradicted(let origin, let size, let believed, let found):
            "checkpoint of log \(origin) at size \(size) has root \(found), but \(believed) was believed for that size"
        case .rootDiffers(let origin, let size, let signed, let held):
            "checkpoint of log \(origin) at size \(size) signs root \(signed), but the entries held have root \(held)"
        case .logTooLarge(let origin, let size, let sizeMax):
            "log \(origin) would grow to \(size) entries, over the limit of \(sizeMax); begin a new epoch"
        case .unknownLog(let origin):
            "log \(origin) is not in this store; touchstone log list shows which are"
        case .beyondHeld(let origin, let size, let held):
            "checkpoint of log \(origin) has size \(size), but only \(held) entries are held to compare it with"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .notContiguous: "log-not-contiguous"
        case .frozen: "log-frozen"
        case .otherOrigin: "log-other-origin"
        case .contradicted: "log-contradicted"
        case .rootDiffers: "log-root-differs"
        case .logTooLarge: "log-too-large"
        case .unknownLog: "log-unknown"
        case .beyondHeld: "log-beyond-held"
        }
    }
}
