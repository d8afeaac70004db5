/// A checkpoint that its log's key signed. Only `SignedCheckpoint.verified(by:)` makes one.
///
/// It says what the log's owner claims, not that it is consistent with anything else the owner
/// claimed: that takes a `ConsistencyProof`.
package struct VerifiedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    package let note: SignedNote
    /// The key that signed.
    package let key: VerifierKey

    init(_ signed: SignedCheckpoint, key: VerifierKey) {
        self.init(signed.checkpoint, signed.note, key: key)
    }

    private init(_ checkpoint: Checkpoint, _ note: SignedNote, key: VerifierKey) {
        self.checkpoint = checkpoint
        self.note = note
        self.key = key
    }

    /// The line that the log's key signed.
    package var logSignature: NoteSignature {
        guard let line = note.signatures.first(where: { key.isClaimed(by: $0) }) else {
            preconditionFailure("a verified checkpoint has its log's signature")
        }
        return line
    }

    /// The same with the log's line alone, for who keeps it: what else stands in the note nobody has verified, and it
    /// may be long.
    package var alone: VerifiedCheckpoint {
        guard note.signatures.count > 1 else { return self }
        guard let note = try? SignedNote(text: note.text, signatures: [logSignature]) else {
            preconditionFailure("a note with fewer lines is a note")
        }
        return VerifiedCheckpoint(checkpoint, note, key: key)
    }

    package var origin: String { checkpoint.origin }
    package var size: TreeSize { checkpoint.size }
    package var root: Digest { checkpoint.root }

    /// The checked cosignatures by `cosigners`, in the order of their lines; possibly none. Plain
    /// signatures and lines of other keys are passed over.
    /// - Throws: `badSignature` if one line of a known cosigner does not hold.
    package func cosignatures(
        by cosigners: [VerifierKey]
    ) throws(TransparencyLogError) -> [VerifiedSignature] {
        try note.signatures(
            ifAnyVerifiedBy: cosigners.filter { $0.algorithm == .cosignatureV1 })
    }

    /// The lines of `cosigners` that hold, each with its time; one that does not is passed over.
    ///
    /// For whoever gathers cosignatures from relays: a bad line that a relay put in must not take the
    /// good ones along. A name and key ID that two of the keys share is nobody's.
    package func validCosignatures(by cosigners: [VerifierKey]) -> [Cosignature] {
        let text = Array(note.text.utf8)
        return note.signatures.compactMap { signature in
            let claimed = cosigners.filter {
                $0.algorithm == .cosignatureV1 && $0.isClaimed(by: signature)
            }
            guard claimed.count == 1, claimed[0].verify(signature, text: text) != nil else {
                return nil
            }
            return Cosignature(signature)
        }
    }
}
