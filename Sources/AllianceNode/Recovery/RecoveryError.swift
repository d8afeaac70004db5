package import AllianceNames
import TransparencyLog

/// Why a folder could not catch up with the others, or could not be made the one that signs.
package enum RecoveryError: Error, Equatable, CustomStringConvertible {
    /// Fewer members than needed said what they know.
    case tooFewAnswered(about: String, answered: Int, asked: Int, needed: Int)
    /// Nobody who reads a channel can be asked: the register has no address of theirs.
    case nobodyToAsk(LogOrigin)
    /// Others hold more of an own log, and do not give it.
    case stalled(LogOrigin, held: UInt64, shown: UInt64)
    /// What was erased is still being read by somebody.
    case stillRead(Int)
    /// The node that the backup is of answers: it may sign.
    case originalAnswers(endpoint: String)
    case handoverMalformed(String)
    case handoverUnsigned(String)
    case handoverForOther(found: String, expected: String)
    /// What was handed over is not what is held.
    case handoverDiffers(LogOrigin, handed: UInt64)
    /// More was signed than the handover says.
    case signedAfterHandover(LogOrigin, handed: UInt64, found: UInt64)
    /// A standby with the log key of the node that it follows, and without its fence.
    case notHandedOver

    package var description: String {
        switch self {
        case .tooFewAnswered(let about, let answered, let asked, let needed):
            "\(answered) of \(asked) members said what they know of \(about), and \(needed) are needed, so that what one hides another tells; try again when more can be reached ('touchstone peer status'); where some are gone for good, the authority ends their seats"
        case .nobodyToAsk(let origin):
            "other members may hold entries of log \(origin), but the member register has no address where one could be asked: begin a new epoch with 'touchstone member new-epoch'"
        case .stalled(let origin, let held, let shown):
            "others have shown \(shown) entries of log \(origin), and only \(held) could be pulled back; try again, or ask those who hold them ('touchstone peer status')"
        case .stillRead(let count):
            "\(count) erasures wait until nobody reads old pages; stop what uses this folder, and try again"
        case .originalAnswers(let endpoint):
            "this member's node answers at \(endpoint), so it is not lost: two folders must not sign; stop it for good, or restore with --standby and have it handed over"
        case .handoverMalformed(let problem):
            "this is no handover of version 1: \(problem); make one with 'touchstone standby hand-over' on the machine that signs"
        case .handoverUnsigned(let problem):
            "the handover is not signed with this member's log key: \(problem)"
        case .handoverForOther(let found, let expected):
            "the handover is for the folder \(found), and this one is \(expected): promote that one"
        case .handoverDiffers(let origin, let handed):
            "the entries held of log \(origin) are not those that were handed over at size \(handed): begin a new epoch with 'touchstone member new-epoch'"
        case .signedAfterHandover(let origin, let handed, let found):
            "log \(origin) was handed over at size \(handed), but a checkpoint of size \(found) is signed: somebody else has its key; begin a new epoch with 'touchstone member new-epoch'"
        case .notHandedOver:
            "this member's node may still sign, so this folder must not: have it handed over with 'touchstone standby hand-over' on that machine, or, where that machine is lost, begin a new epoch here with 'touchstone member new-epoch'"
        }
    }

    package var keyword: String {
        switch self {
        case .tooFewAnswered: "too-few-answered"
        case .nobodyToAsk: "nobody-to-ask"
        case .stalled: "recovery-stalled"
        case .stillRead: "erased-still-read"
        case .originalAnswers: "original-answers"
        case .handoverMalformed: "handover-malformed"
        case .handoverUnsigned: "handover-unsigned"
        case .handoverForOther: "handover-for-other"
        case .handoverDiffers: "handover-differs"
        case .signedAfterHandover: "signed-after-handover"
        case .notHandedOver: "not-handed-over"
        }
    }
}
