package import TransparencyLog

/// A request with a key of its own (draft-ietf-httpapi-idempotency-key-header).
package struct KeyedRequest: Hashable, Sendable {
    /// Keys of others are others.
    package let caller: String
    package let key: String
    /// Of all that it asks.
    package let fingerprint: Digest

    package init(caller: String, key: String, fingerprint: Digest) {
        self.caller = caller
        self.key = key
        self.fingerprint = fingerprint
    }
}
