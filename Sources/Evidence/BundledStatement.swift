package import AllianceNames
import Statements
package import TransparencyLog

/// A statement as its author's log has it: the very bytes, and the proof that they are in it. Nothing of it
/// is believed yet.
package struct BundledStatement: Hashable, Sendable {
    package let origin: LogOrigin
    package let entry: [UInt8]
    /// Salt and payload, of which the entry has the digest; nil for an open kind, and where it is erased.
    package let saltAndPayload: [UInt8]?
    package let proof: TLogProof

    package var index: EntryIndex { proof.index }

    /// - Throws: `fileContent` for a proof of another form of origin, an entry or payload beyond its limits.
    package init(
        entry: [UInt8], saltAndPayload: [UInt8]?, proof: TLogProof, path: String = "statement"
    ) throws(EvidenceError) {
        guard (Entry.headBytes...Entry.entryBytesMax).contains(entry.count) else {
            throw .fileContent(path, "an entry has 10 to \(Entry.entryBytesMax) bytes")
        }
        let salted = Salt.byteCount...Salt.byteCount + PayloadBundle.payloadBytesMax
        guard saltAndPayload.map({ salted.contains($0.count) }) ?? true else {
            throw .fileContent(path, "salt and payload have \(salted) bytes")
        }
        guard proof.extra == nil else { throw .fileContent(path, "its proof has extra data") }
        do {
            origin = try LogOrigin(parsing: proof.checkpoint.checkpoint.origin)
        } catch {
            throw .fileContent(path, "\(error)")
        }
        self.entry = entry
        self.saltAndPayload = saltAndPayload
        self.proof = proof
    }

    /// Whether it comes before another in a bundle: by log, then by place.
    package func precedes(_ other: BundledStatement) -> Bool {
        (origin, index) < (other.origin, other.index)
    }
}
