import Notices
import Testing

@Suite struct WebhookMessageTests {
    private static let secret = WebhookSecret(bytes: Array(0..<32))

    private static func message(
        id: String = "msg-1", timestamp: String = "1614265330", signature: String? = nil,
        body: String = "{}"
    ) throws -> WebhookMessage {
        let secret = try #require(secret)
        let own = secret.signature(
            id: id, timestamp: UInt64(timestamp) ?? 0, body: Array(body.utf8))
        return try #require(
            WebhookMessage(
                id: id, timestamp: timestamp, signature: signature ?? own, body: Array(body.utf8)))
    }

    @Test("a message is believed by one right signature among those that it has")
    func signature() throws {
        let secret = try #require(Self.secret)
        let message = try Self.message()
        #expect(secret.signs(message))
        #expect(try secret.signs(Self.message(signature: "v1,AAAA \(message.signature)")))
        #expect(try !secret.signs(Self.message(signature: "v1,AAAA")))
        #expect(
            try !secret.signs(Self.message(signature: String(message.signature.dropLast()))))
        let other = try #require(WebhookSecret(bytes: Array(1..<33)))
        #expect(!other.signs(message))
        // Any byte of what is signed.
        for changed in [
            try Self.message(id: "msg-2", signature: message.signature),
            try Self.message(timestamp: "1614265331", signature: message.signature),
            try Self.message(signature: message.signature, body: "[]"),
        ] {
            #expect(!secret.signs(changed))
        }
    }

    @Test("a message is of now for five minutes before and after")
    func time() throws {
        let message = try Self.message(timestamp: "10000")
        #expect(message.isOfNow(10_000) && message.isOfNow(10_300) && message.isOfNow(9_700))
        #expect(!message.isOfNow(10_301) && !message.isOfNow(9_699))
    }

    @Test("headers of another form are refused")
    func form() {
        func message(_ id: String, _ time: String, _ signature: String) -> WebhookMessage? {
            WebhookMessage(id: id, timestamp: time, signature: signature, body: [])
        }
        #expect(message("a", "1", "v1,x") != nil)
        for (id, time, signature) in [
            ("", "1", "s"), ("a b", "1", "s"), ("a", "01", "s"), ("a", "-1", "s"), ("a", "", "s"),
            ("a", "1.5", "s"), ("a", "1", ""), ("é", "1", "s"),
            (String(repeating: "a", count: 129), "1", "s"),
            ("a", "1", String(repeating: "s", count: 1_025)),
        ] {
            #expect(message(id, time, signature) == nil, "\(id) \(time) \(signature)")
        }
    }

    @Test("a secret is read as its receiver is told it, and in no other form")
    func secretText() throws {
        let secret = WebhookSecret.random()
        #expect(WebhookSecret(text: secret.text) == secret)
        for text in ["", "whsec_", "whsec_AAAA", String(secret.text.dropFirst(6)), "whsec_*"] {
            #expect(WebhookSecret(text: text) == nil, "\(text)")
        }
    }
}
