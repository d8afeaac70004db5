/// What `GET /evidence` answers: texts that prove something about a member or a payload, and a token
/// that stands for all that this answer and those before it have said.
///
///     {"version":1,"token":"5f0c...-12-3","forkProofs":["<text>", ...],"erasures":["<text>", ...]}
///
/// With `after=<token>` only what has come since is listed; after an unknown token, everything. An
/// answer is a page: a reader asks on, with the newest token, until one lists nothing. Nothing here is
/// believed: each text still has to be verified.
package struct EvidenceAnswer: Equatable, Sendable {
    package static let version = 1

    package let token: String
    package let forkProofs: [String]
    package let erasures: [String]

    package init(token: String, forkProofs: [String], erasures: [String]) {
        precondition(
            PeerResource.isToken(token), "an evidence token follows the frontier's grammar")
        self.token = token
        self.forkProofs = forkProofs
        self.erasures = erasures
    }

    package init(_ page: EvidencePage, token: String) {
        func texts(_ kind: EvidenceRecord.Kind) -> [String] {
            page.pieces.filter { $0.kind == kind }.map(\.text)
        }
        self.init(token: token, forkProofs: texts(.fork), erasures: texts(.erasure))
    }

    package var isEmpty: Bool { forkProofs.isEmpty && erasures.isEmpty }

    package var bytes: [UInt8] {
        var bytes = Array(#"{"version":\#(Self.version),"token":"\#(token)""#.utf8)
        for (name, texts) in [("forkProofs", forkProofs), ("erasures", erasures)] {
            bytes += #","\#(name)":"#.utf8
            JSONText.append(texts, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Takes the members in any order, with white space; refuses any other, so that a later version is
    /// never half understood.
    ///
    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var reader = JSONReader(bytes: bytes)
        var version: Int?
        var token: String?
        var forkProofs: [String]?
        var erasures: [String]?
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "version" where version == nil: version = try reader.number()
            case "token" where token == nil: token = try reader.string()
            case "forkProofs" where forkProofs == nil:
                forkProofs = try reader.strings(max: EvidencePage.piecesMax)
            case "erasures" where erasures == nil:
                erasures = try reader.strings(max: EvidencePage.piecesMax)
            default:
                throw .malformed("the evidence has an unexpected member '\(excerpt(key))'")
            }
        }
        try reader.end()
        guard version == Self.version else {
            throw .malformed("the evidence has version \(version ?? 0), expected \(Self.version)")
        }
        guard let token, PeerResource.isToken(token) else {
            throw .malformed("the evidence has no token, or not one of the grammar")
        }
        guard let forkProofs, let erasures else {
            throw .malformed("the evidence lacks 'forkProofs' or 'erasures'")
        }
        self.token = token
        self.forkProofs = forkProofs
        self.erasures = erasures
    }
}
