import Notices
import Testing
import TransparencyLog

@Suite struct WebhookSignatureTests {
    @Test("a message is signed as the published example of Standard Webhooks is")
    func example() throws {
        let key = try #require(Base64.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let secret = try #require(WebhookSecret(bytes: key))
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(
            secret.signature(
                id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
                body: Array(#"{"test": 2432232314}"#.utf8))
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(WebhookSecret(bytes: Array(repeating: 1, count: 23)) == nil)
        #expect(WebhookSecret(bytes: Array(repeating: 1, count: 65)) == nil)
    }

    @Test("no secret is printed by accident")
    func hidden() {
        let secret = WebhookSecret.random()
        #expect("\(secret)" == "<secret>")
        #expect(!String(reflecting: secret).contains(secret.text))
        #expect(secret != WebhookSecret.random())
    }
}
