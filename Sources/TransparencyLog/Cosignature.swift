/// One v1 cosignature of a checkpoint (c2sp.org/tlog-cosignature). Only `VerifiedCheckpoint` makes
/// one of a line that came from outside; a store reads back what was verified before it was kept.
package struct Cosignature: Hashable, Sendable {
    package let signature: NoteSignature
    /// When it was made, by the cosigner's clock, in seconds since 1970; at most `timeMax`, whatever that clock says.
    package let time: UInt64

    /// In milliseconds it is still a number that everybody can reckon with.
    package static let timeMax = UInt64(Int64.max) / 1_000

    init?(_ signature: NoteSignature) {
        guard let time = signature.cosignedAt else { return nil }
        self.signature = signature
        self.time = min(time, Self.timeMax)
    }

    /// Whose line it is: a name and a key ID.
    struct Cosigner: Hashable, Comparable {
        let name: [UInt8]
        let keyID: UInt32

        static func < (left: Self, right: Self) -> Bool {
            left.name == right.name
                ? left.keyID < right.keyID : left.name.lexicographicallyPrecedes(right.name)
        }
    }

    var cosigner: Cosigner {
        Cosigner(name: Array(signature.name.utf8), keyID: signature.keyID)
    }
}

extension Cosignature: Comparable {
    /// By time; equal times by bytes, so that any two nodes order them alike.
    package static func < (left: Self, right: Self) -> Bool {
        left.time == right.time
            ? left.signature.bytes.lexicographicallyPrecedes(right.signature.bytes)
            : left.time < right.time
    }
}
