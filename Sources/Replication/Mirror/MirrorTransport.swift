package import AllianceNames
import TransparencyLog

/// How a member brings its own logs and files to another one that holds them for others. What the answer says is
/// not believed here.
package protocol MirrorTransport: Sendable {
    /// - Parameter resource: `mirrorCheckpoint`, `mirrorEntries`, `mirrorEvidence` or `mirrorObject`.
    func mirror(
        _ body: [UInt8], as resource: PeerResource, at mirror: MemberID, deadline: Duration
    ) async throws(PeerError) -> MirrorReply
}

/// What a mirror answered.
package enum MirrorReply: Equatable, Sendable {
    /// Status 200 or 202: taken, durably; this is where it stands now.
    case taken(MirrorInfo)
    /// Status 409: it stands elsewhere.
    case conflict(MirrorInfo)
    /// Any other status, with the mirror's own sentence.
    case refused(status: Int, keyword: String, detail: String)

    /// Reads an answer by docs/peer-protocol.md.
    /// - Throws: `PeerError.malformed` for a status that has to say where the mirror stands and does not.
    package init(
        status: Int, body: [UInt8], keyword: String, detail: String
    ) throws(PeerError) {
        switch status {
        case 200, 202: self = .taken(try MirrorInfo(parsing: body))
        case 409: self = .conflict(try MirrorInfo(parsing: body))
        default: self = .refused(status: status, keyword: keyword, detail: detail)
        }
    }
}
