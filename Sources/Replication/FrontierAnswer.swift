/// What `GET /frontier` answers: checkpoint notes as their authors signed them, and a token that
/// stands for all that this answer and those before it have said.
///
///     {"version":1,"token":"5f0c...-12-345","evidence":"5f0c...-12-3","checkpoints":["<note>", ...]}
///
/// `evidence` stands for all evidence that the peer has for the caller (`EvidenceAnswer`); it is left
/// out where there is none.
///
/// With `after=<token>` only what has changed since is listed; after an unknown token, everything.
/// Nothing here is believed: each note still has to be verified.
package struct FrontierAnswer: Equatable, Sendable {
    package static let version = 1
    /// Most checkpoints of one answer: logs of all channels, members and epochs that one caller reads.
    package static let checkpointsMax = 20_000

    package let token: String
    package let evidence: String?
    /// Sorted by origin where this node printed them; a reader relies on no order.
    package let checkpoints: [String]

    package init(token: String, evidence: String? = nil, checkpoints: [String]) {
        precondition(
            PeerResource.isToken(token) && evidence.map(PeerResource.isToken) ?? true,
            "a frontier's tokens follow their grammar")
        self.token = token
        self.evidence = evidence
        self.checkpoints = checkpoints
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(checkpoints.reduce(64) { $0 + $1.utf8.count + 16 })
        bytes += #"{"version":\#(Self.version),"token":"\#(token)","#.utf8
        if let evidence { bytes += #""evidence":"\#(evidence)","#.utf8 }
        bytes += #""checkpoints":"#.utf8
        JSONText.append(checkpoints, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Takes the members in any order, with white space; refuses any other, so that a later
    /// version of the answer is never half understood.
    ///
    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var reader = JSONReader(bytes: bytes)
        var version: Int?
        var token: String?
        var evidence: String?
        var checkpoints: [String]?
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "version" where version == nil: version = try reader.number()
            case "token" where token == nil: token = try reader.string()
            case "evidence" where evidence == nil: evidence = try reader.string()
            case "checkpoints" where checkpoints == nil:
                checkpoints = try reader.strings(max: Self.checkpointsMax)
            default: throw .malformed("the frontier has an unexpected member '\(excerpt(key))'")
            }
        }
        try reader.end()
        guard version == Self.version else {
            throw .malformed("the frontier has version \(version ?? 0), expected \(Self.version)")
        }
        guard let token, PeerResource.isToken(token) else {
            throw .malformed("the frontier has no token, or not one of the grammar")
        }
        guard evidence.map(PeerResource.isToken) ?? true else {
            throw .malformed("the frontier's evidence is not a token of the grammar")
        }
        guard let checkpoints else { throw .malformed("the frontier lists no checkpoints") }
        self.token = token
        self.evidence = evidence
        self.checkpoints = checkpoints
    }
}
