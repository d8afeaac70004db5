/// Evidence to hand to somebody outside of the alliance: the proof, and the rosters that make the key
/// the member's. It is verified with the authority's key, from whoever it was received in person, and
/// nothing else.
///
///     {"version":1,"forkProof":"<text>","rosters":["<note>", ...]}
package struct EvidenceFile: Equatable, Sendable {
    package static let version = 1
    package static let bytesMax = 64 * 1024 * 1024
    package static let rostersMax = 10_000
    /// Of all rosters, as notes; as JSON they are less than twice as long.
    package static let rosterBytesMax = 24 * 1024 * 1024

    package let forkProof: String
    /// The oldest first, without gaps.
    package let rosters: [String]

    package init(forkProof: String, rosters: [String]) {
        self.forkProof = forkProof
        self.rosters = rosters
    }

    package var bytes: [UInt8] {
        var bytes = Array(#"{"version":\#(Self.version),"forkProof":"#.utf8)
        JSONText.append(forkProof, to: &bytes)
        bytes += #","rosters":"#.utf8
        JSONText.append(rosters, to: &bytes)
        bytes += "}\n".utf8
        return bytes
    }

    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge(bytesMax: Self.bytesMax) }
        var reader = JSONReader(bytes: bytes)
        var version: Int?
        var forkProof: String?
        var rosters: [String]?
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "version" where version == nil: version = try reader.number()
            case "forkProof" where forkProof == nil: forkProof = try reader.string()
            case "rosters" where rosters == nil:
                rosters = try reader.strings(max: Self.rostersMax)
            default: throw .malformed("it has an unexpected member '\(excerpt(key))'")
            }
        }
        try reader.end()
        guard version == Self.version else {
            throw .malformed("it has version \(version ?? 0), expected \(Self.version)")
        }
        guard let forkProof, let rosters else {
            throw .malformed("it lacks 'forkProof' or 'rosters'")
        }
        self.forkProof = forkProof
        self.rosters = rosters
    }
}
