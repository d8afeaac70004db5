import Crypto
import SignIn
import TransparencyLog

/// How a receiver knows that a message is from this node, and of when.
///
/// Source: Standard Webhooks, specification 1.0: `webhook-signature: v1,` and the base64 of HMAC-SHA256, under the
/// bytes that `whsec_` stands before, of `<webhook-id>.<webhook-timestamp>.<body>`.
package struct WebhookSecret: Hashable, Sendable {
    package static let prefix = "whsec_"
    /// As the specification asks; those made here have 32.
    package static let byteCounts = 24...64

    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard Self.byteCounts.contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    package static func random() -> WebhookSecret {
        WebhookSecret(unchecked: Secret.random().bytes)
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// As the receiver is told it, once.
    package var text: String { Self.prefix + Base64.encode(bytes) }

    /// - Parameter timestamp: seconds since 1970, of this attempt.
    package func signature(id: String, timestamp: UInt64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(
            for: signed, using: SymmetricKey(data: bytes))
        return "v1," + Base64.encode(Array(code))
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    /// So that none gets into a log by accident.
    package var description: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
