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
}
