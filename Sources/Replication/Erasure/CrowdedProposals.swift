import AllianceNames
import TransparencyLog

/// The keys that have signed as many proposals of a log as wait there, as far as that was found out while a peer's
/// evidence is looked at: what they alone propose beyond that need not be judged, one after the other. A value.
package struct CrowdedProposals: Sendable {
    private struct Key: Hashable, Sendable {
        let origin: LogOrigin
        let name: String
        let id: UInt32
    }

    private var keys: Set<Key> = []

    package init() {}

    /// Whether lines under a certificate of this log are of no other keys.
    func contains(_ lines: [NoteSignature], of origin: LogOrigin) -> Bool {
        !lines.isEmpty && lines.allSatisfy { keys.contains(Self.key(of: $0, origin)) }
    }

    mutating func insert(_ proposal: SignedErasure) {
        for line in proposal.note.signatures {
            keys.insert(Self.key(of: line, proposal.certificate.origin))
        }
    }

    private static func key(of line: NoteSignature, _ origin: LogOrigin) -> Key {
        Key(origin: origin, name: line.name, id: line.keyID)
    }
}
