package import TransparencyLog

/// Why a mirror does not take what a log's author posts. Nothing has changed then, unless it says so.
package enum MirrorRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed(detail: String)
    case tooLarge(bytesMax: Int)
    /// A log that this member does not mirror, or that is not the poster's own.
    case unknownLog
    /// No signature of the log's key, or one that does not hold.
    case untrusted(detail: String)
    /// The author was caught signing two histories.
    case frozen
    /// The member register has ended the log before.
    case beyondEnd(size: TreeSize)
    /// The proof does not begin, or does not end, where this mirror stands.
    case conflict(MirrorInfo)
    /// Hashes that do not lead to the root signed.
    case unproven(detail: String)
    /// What is proven cannot be held: a payload is missing or another one, or an entry cannot be read.
    /// What stood before it is held now.
    case inadmissible(keyword: String, detail: String)
    /// A file that no statement of the poster's names, or that is here: nobody learns which.
    case notWanted
    /// A file that is not what the statement says, by its length, digest or type. Nothing of it is kept.
    case unlike(fault: String)
    /// There is no room for this file.
    case noRoom

    /// As c2sp.org/tlog-mirror has it; what else keeps us from taking a log is a 403.
    package var status: Int {
        switch self {
        case .malformed: 400
        case .untrusted, .frozen, .beyondEnd: 403
        case .unknownLog, .notWanted: 404
        case .conflict: 409
        case .tooLarge: 413
        case .unproven, .inadmissible, .unlike: 422
        case .noRoom: 507
        }
    }

    package var description: String {
        switch self {
        case .malformed(let detail): "This is no request of the mirror protocol: \(detail)."
        case .tooLarge(let bytesMax): "Such a request has at most \(bytesMax) bytes."
        case .unknownLog: "No such log of yours is mirrored here."
        case .untrusted(let detail): "The log's key did not sign this: \(detail)."
        case .frozen: "The author of this log signed two histories."
        case .beyondEnd(let size): "The member register ended this log at size \(size)."
        case .conflict(let info):
            "The checkpoint believed here has size \(info.pending), and the next entry is \(info.next)."
        case .unproven(let detail): "The hashes do not lead to the root signed: \(detail)."
        case .inadmissible(_, let detail): "An entry cannot be held: \(detail)."
        case .notWanted: "No statement of yours names such a file that is missing here."
        case .unlike(let fault): "The file is not what the statement names, by its \(fault)."
        case .noRoom: "There is no room for this file of yours."
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .malformed: "request-malformed"
        case .tooLarge: "body-too-large"
        case .unknownLog: "log-unknown"
        case .untrusted: "log-key-untrusted"
        case .frozen: "log-frozen"
        case .beyondEnd: "log-ended"
        case .conflict: "size-conflict"
        case .unproven: "proof-refused"
        case .inadmissible(let keyword, _): keyword
        case .notWanted: "object-not-wanted"
        case .unlike: "object-unlike"
        case .noRoom: "object-room"
        }
    }
}
