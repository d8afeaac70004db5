package import AllianceNames

/// Why a call to a peer gave no answer.
package enum PeerError: Error, Equatable, CustomStringConvertible {
    /// No connection, or it broke: the address, the network, or the TLS handshake, in either direction.
    case unreachable(String)
    /// The peer answered with another status than 200; `detail` is its own sentence.
    case refused(status: Int, detail: String)
    /// Something answered at the peer's address, and it was not that member as the roster knows it.
    case wrongIdentity(expected: MemberID, found: String)
    case tooLarge(bytesMax: Int)
    case timeout(after: Duration)
    /// A request or an answer outside the protocol.
    case malformed(String)

    package var description: String {
        switch self {
        case .unreachable(let detail):
            "the peer cannot be reached: \(detail)"
        case .refused(let status, let detail):
            "the peer refused with status \(status): \(detail)"
        case .wrongIdentity(let expected, let found):
            "the peer is not '\(expected)' as the roster knows it: \(found)"
        case .tooLarge(let bytesMax):
            "the peer sent more than the \(bytesMax) bytes that such an answer can have"
        case .timeout(let duration):
            "the peer did not answer within \(duration)"
        case .malformed(let detail):
            "this is not the peer protocol: \(detail)"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .unreachable: "peer-unreachable"
        case .refused: "peer-refused"
        case .wrongIdentity: "peer-wrong-identity"
        case .tooLarge: "peer-too-large"
        case .timeout: "peer-timeout"
        case .malformed: "peer-malformed"
        }
    }
}
