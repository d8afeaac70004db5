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
        checkpoint = signed.checkpoint
        note = signed.note
        self.key = key
    }

    /// The line that the log's key signed.
    package var logSignature: NoteSignature {
        guard let line = note.signatures.first(where: { key.isClaimed(by: $0) }) else {
            preconditionFailure("a verified checkpoint has its log's signature")
        }
        return line
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
