/// A signature of a note that was checked and holds. Only `SignedNote` makes one.
package struct VerifiedSignature: Hashable, Sendable {
    package let key: VerifierKey
    /// When a cosignature was made, in seconds since 1970; nil for a plain signature.
    package let timestamp: UInt64?

    init(key: VerifierKey, timestamp: UInt64?) {
        self.key = key
        self.timestamp = timestamp
    }
}
