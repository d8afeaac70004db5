/// Why a backup was not made, or is not restored.
package enum BackupError: Error, Equatable, CustomStringConvertible {
    case exists(path: String)
    case notABackup(path: String)
    case malformed(path: String, problem: String)
    case fileMissing(path: String)
    case fileDiffers(path: String)
    /// A database of the backup, or a log in it, is damaged.
    case damaged(path: String, detail: String)
    /// A file could not be read or written.
    case failed(path: String, reason: String)
    case noKeys(path: String)
    case memberGone(path: String)
    case ofOther(path: String, member: String)
    /// For a standby that takes over it has to be made after signing was handed over to it.
    case notHandedOver(path: String)
    /// A database that goes with others.
    case notAlone(name: String)
    case inUse(path: String, process: Int)

    package var description: String {
        switch self {
        case .exists(let path):
            "\(path) is there already, and is not overwritten; name a folder that is not there yet"
        case .notABackup(let path):
            "\(path) is no backup, or one that was not finished: it has no \(BackupManifest.fileName)"
        case .malformed(let path, let problem):
            "\(path) is refused: \(problem); take another backup"
        case .fileMissing(let path):
            "\(path) is missing, though the backup says that it is there; take another backup"
        case .fileDiffers(let path):
            "\(path) is not what was backed up: size or SHA-256 differs; take another backup"
        case .damaged(let path, let detail):
            "\(path) is damaged (\(detail)); take another backup"
        case .failed(let path, let reason):
            "\(path): \(reason); nothing was made"
        case .noKeys(let path):
            "the backup \(path) holds no keys: for a standby, make one with 'touchstone backup --with-keys'"
        case .memberGone(let path):
            "the member register in \(path) names no such active member: keys for it would be admitted by nobody"
        case .ofOther(let path, let member):
            "the backup \(path) is of \(member.prefix(100)), and not of this folder's member"
        case .notHandedOver(let path):
            "the backup \(path) was made before signing was handed over to this standby: stop the node that signed until then, make another backup of its folder, and bring that one"
        case .notAlone(let name):
            "'\(name.prefix(100))' is not put back alone; these are: \(BackupContents.single.joined(separator: ", ")). The record, what follows on it and what was ordered go together: restore the whole folder"
        case .inUse(let path, let process):
            "process \(process) has \(path) open: stop the node first; nothing was changed"
        }
    }

    package var keyword: String {
        switch self {
        case .exists: "backup-exists"
        case .notABackup: "not-a-backup"
        case .malformed: "backup-malformed"
        case .fileMissing: "backup-file-missing"
        case .fileDiffers: "backup-file-differs"
        case .damaged: "backup-damaged"
        case .failed: "backup-failed"
        case .noKeys: "backup-without-keys"
        case .memberGone: "backup-no-member"
        case .ofOther: "backup-of-other"
        case .notHandedOver: "backup-before-handover"
        case .notAlone: "backup-not-alone"
        case .inUse: "database-in-use"
        }
    }
}
