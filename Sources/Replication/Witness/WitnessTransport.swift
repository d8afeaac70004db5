package import AllianceNames
package import TransparencyLog

/// How a log reaches its witnesses: `POST /witness/add-checkpoint`. What the answer says is not
/// believed here.
package protocol WitnessTransport: Sendable {
    /// - Parameter body: an `AddCheckpointRequest`.
    func addCheckpoint(
        _ body: [UInt8], to witness: MemberID, deadline: Duration
    ) async throws(PeerError) -> WitnessReply
}

/// What a witness answered.
package enum WitnessReply: Equatable, Sendable {
    /// Status 200: signature lines.
    case cosigned([UInt8])
    /// Status 409: the size that was cosigned last.
    case conflict(TreeSize)
    /// Any other status, with the witness's own sentence.
    case refused(status: Int, detail: String)

    /// Reads an answer by c2sp.org/tlog-witness.
    /// - Throws: `PeerError.malformed` for a 409 whose body is not one decimal line.
    package init(status: Int, body: [UInt8], detail: String) throws(PeerError) {
        switch status {
        case 200: self = .cosigned(body)
        case 409:
            guard body.last == UInt8(ascii: "\n"), let size = Decimal.decode(body.dropLast()[...])
            else { throw .malformed("a witness's 409 names no size") }
            self = .conflict(size)
        default: self = .refused(status: status, detail: detail)
        }
    }
}
