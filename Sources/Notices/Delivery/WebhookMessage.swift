import TransparencyLog

/// A message that came with a signature by the rule of `WebhookSecret`: what its headers say, and its bytes.
package struct WebhookMessage: Hashable, Sendable {
    package static let idBytesMax = 128
    /// Of the field: several signatures with spaces between, while a secret is changed.
    package static let signatureBytesMax = 1_024
    /// By which the sender's clock may differ, in seconds: as the specification recommends.
    package static let toleranceSeconds: UInt64 = 300

    package let id: String
    /// Seconds since 1970.
    package let timestamp: UInt64
    package let signature: String
    package let body: [UInt8]

    /// Nil for headers of another form.
    package init?(id: String, timestamp: String, signature: String, body: [UInt8]) {
        guard (1...Self.idBytesMax).contains(id.utf8.count),
            id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            let seconds = UInt64(timestamp), String(seconds) == timestamp,
            (1...Self.signatureBytesMax).contains(signature.utf8.count)
        else { return nil }
        self.id = id
        self.timestamp = seconds
        self.signature = signature
        self.body = body
    }

    /// - Parameter now: seconds since 1970.
    package func isOfNow(_ now: UInt64) -> Bool {
        now >= timestamp
            ? now - timestamp <= Self.toleranceSeconds : timestamp - now <= Self.toleranceSeconds
    }
}

extension WebhookSecret {
    /// As a receiver is told it: `whsec_` and the base64 of its bytes.
    package init?(text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Base64.decode(text.dropFirst(Self.prefix.count))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// Whether one of a message's signatures is made with this secret. In a time that does not tell how much of it is
    /// right.
    package func signs(_ message: WebhookMessage) -> Bool {
        let own = Array(
            signature(id: message.id, timestamp: message.timestamp, body: message.body).utf8)
        var isSigned = false
        for other in message.signature.split(separator: " ") {
            let other = Array(other.utf8)
            guard other.count == own.count else { continue }
            let difference = zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0 { isSigned = true }
        }
        return isSigned
    }
}
