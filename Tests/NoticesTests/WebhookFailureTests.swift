import Notices
import Testing

@Suite struct WebhookFailureTests {
    @Test("why a webhook took nothing is known again from the words that are kept")
    func kept() {
        let host = "hooks.example:443"
        for failure in [
            WebhookFailure.status(503), .gone, .hostForbidden(host),
            .unreachable("the connection was closed"), .unreachable("status of nothing"),
        ] {
            #expect(WebhookFailure(keptAs: failure.words, host: host) == failure)
        }
        #expect(WebhookFailure(keptAs: "status 410", host: host) == .status(410))
    }
}
