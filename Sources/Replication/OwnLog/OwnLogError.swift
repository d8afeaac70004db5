package import AllianceNames
package import Statements
package import TransparencyLog

/// Why this member's node does not sign. Each of them keeps it from signing a second history.
package enum OwnLogError: Error, Equatable, CustomStringConvertible {
    case fenceAbsent(path: String)
    case fenceExists(path: String)
    case fenceDamaged(path: String)
    /// The fence file could not be read or written.
    case fenceFailed(path: String, reason: String)
    /// Another process kept the fence.
    case fenceLocked(path: String, seconds: Int)
    /// The database holds less than was signed: it was restored from an old backup.
    case databaseBehindFence(origin: LogOrigin, signed: TreeSize, held: TreeSize)
    /// The fence knows of less than the database has signed: an old fence was put back.
    case fenceBehindDatabase(origin: LogOrigin, fence: TreeSize?, signed: TreeSize)
    /// What the database holds is not what was signed.
    case rootDiffers(origin: LogOrigin, size: TreeSize, signed: Digest, held: Digest)
    /// A peer has seen more of this log than the database holds.
    case peerAhead(origin: LogOrigin, peer: MemberID, seen: TreeSize, held: TreeSize)
    /// A witness or another member claims that more, or something else, was signed with the log key.
    case claimed(origin: LogOrigin, by: MemberID, OwnLogClaim.Kind)
    case frozen(origin: LogOrigin)
    /// This machine has signed more since its start than the folder knows of: it was put back, as a whole.
    case folderWentBack(origin: LogOrigin, signed: TreeSize, fence: TreeSize?)
    /// Since the start of this machine, or since its clock was set, nobody was asked how far the log was signed.
    case unconfirmed(origin: LogOrigin)
    /// More was signed than anybody holds.
    case lostEntries(origin: LogOrigin, signed: TreeSize, held: TreeSize)
    /// Another folder of this member signs in this one's place.
    case handedOver
    /// The folder has the key of a later epoch: with this one nothing more is signed.
    case epochLeft(origin: LogOrigin, newest: Epoch)
    /// This folder follows the member's node, and has no fence.
    case standby
    /// A total was said, or something taken back, after what was to be signed was worked out.
    case overtaken(origin: LogOrigin, basis: TreeSize)
    case tooManyWaiting(entries: Int, entriesMax: Int)
    case statement(number: Int, StatementError)
    case wrongKey(origin: LogOrigin)

    package var description: String {
        switch self {
        case .fenceAbsent(let path):
            "the signing fence \(path) is missing, so nobody knows how far this log key has signed; put it back, or begin a new epoch"
        case .fenceExists(let path):
            "the signing fence \(path) is there already, so its log key may have signed; it is never replaced"
        case .fenceDamaged(let path):
            "the signing fence \(path) was altered or cut; put it back as it was, or begin a new epoch"
        case .fenceFailed(let path, let reason):
            "the signing fence \(path) cannot be used: \(reason); nothing was signed"
        case .fenceLocked(let path, let seconds):
            "another process has held the signing fence \(path) for \(seconds) seconds; stop it, or try again"
        case .databaseBehindFence(let origin, let signed, let held):
            "log \(origin) was signed up to size \(signed), but the database holds \(held) entries: it was restored from an old backup; pull the log back from peers with 'touchstone log recover' before signing again"
        case .fenceBehindDatabase(let origin, let fence, let signed):
            "the signing fence says that log \(origin) was signed up to size \(fence ?? 0), but the database holds a checkpoint of size \(signed): an old fence was put back; put the newest one back, or begin a new epoch"
        case .rootDiffers(let origin, let size, let signed, let held):
            "log \(origin) was signed at size \(size) with root \(signed), but the entries in the database have root \(held); restore the database that was signed, or begin a new epoch"
        case .peerAhead(let origin, let peer, let seen, let held):
            "\(peer) has a checkpoint of log \(origin) at size \(seen), but the database holds \(held) entries: it was restored from an old backup; pull the log back from peers with 'touchstone log recover' before signing again"
        case .claimed(let origin, let member, .ahead):
            "\(member) says that it cosigned a larger tree of log \(origin) than is held here: somebody else has its key, or this database is an old backup; nothing is signed until you have looked at it ('touchstone log claims')"
        case .claimed(let origin, let member, .differs):
            "\(member) says that log \(origin) does not extend what it has seen of it: somebody else has its key, or this database is another one; nothing is signed until you have looked at it ('touchstone log claims')"
        case .frozen(let origin):
            "log \(origin) is frozen, because two histories were signed with its key; begin a new epoch"
        case .folderWentBack(let origin, let signed, let fence):
            "log \(origin) was signed up to size \(signed) on this machine, but this folder, fence included, knows of \(fence ?? 0): it is an old copy; put the newest one back, or pull the log back from peers with 'touchstone log recover'"
        case .unconfirmed(let origin):
            "since this machine was started, its clock was set, or the folder was put here, no other member was asked how far log \(origin) goes, and none can be reached: nothing is signed until one answers, so that an old copy of the folder signs nothing twice; where nobody will, and no newer copy exists, say 'touchstone log recover --trust-folder'"
        case .lostEntries(let origin, let signed, let held):
            "log \(origin) was signed up to size \(signed), and only \(held) entries could be pulled back from others: put the newest copy of the folder back, or begin a new epoch with 'touchstone member new-epoch'"
        case .handedOver:
            "signing was handed over to another folder of this member: nothing is signed here any more; 'touchstone standby show' says to which"
        case .epochLeft(let origin, let newest):
            "log \(origin) is not signed any more: the log key of epoch \(newest) was made; once the register that names it has arrived, start the node again"
        case .standby:
            "this folder is a standby: it follows the member's node and signs nothing, until 'touchstone standby promote'"
        case .overtaken(let origin, let basis):
            "since the total was worked out, at size \(basis) of log \(origin), another one was said or taken back; work it out anew"
        case .tooManyWaiting(let entries, let entriesMax):
            "\(entries) statements wait to be written, over the limit of \(entriesMax); try again when some are done"
        case .statement(let number, let error):
            "statement \(number) was refused: \(error)"
        case .wrongKey(let origin):
            "the log key cannot sign for log \(origin)"
        }
    }

    /// Whether this folder signs nothing any more with the key that it was opened with.
    package var isOfThisFolder: Bool {
        switch self {
        case .handedOver, .epochLeft: true
        default: false
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .fenceAbsent: "fence-absent"
        case .fenceExists: "fence-exists"
        case .fenceDamaged: "fence-damaged"
        case .fenceFailed: "fence-failed"
        case .fenceLocked: "fence-locked"
        case .databaseBehindFence: "database-behind-fence"
        case .fenceBehindDatabase: "fence-behind-database"
        case .rootDiffers: "own-root-differs"
        case .peerAhead: "peer-ahead"
        case .claimed: "own-log-claimed"
        case .frozen: "own-log-frozen"
        case .folderWentBack: "folder-went-back"
        case .unconfirmed: "own-log-unconfirmed"
        case .lostEntries: "own-entries-lost"
        case .handedOver: "fence-handed-over"
        case .epochLeft: "epoch-left"
        case .standby: "standby"
        case .overtaken, .tooManyWaiting: "too-many-waiting"
        case .statement: "statement-refused"
        case .wrongKey: "wrong-log-key"
        }
    }
}
