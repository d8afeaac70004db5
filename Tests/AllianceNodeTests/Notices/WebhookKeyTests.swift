import AllianceNames
import AllianceNode
import JSON
import NIOHTTP1
import NodeAPI
import Notices
import SignIn
import Testing

/// Webhooks that a program sets up and may not hear of, at a real desk over TLS.
@Suite(.timeLimit(.minutes(30))) struct WebhookKeyTests {
    @Test("a request with a key sets one webhook up, and has its secret each time it comes")
    func once() async throws {
        let hosts = try #require(AllowedHosts(parsing: "hooks.example"))
        try await WholeDesk.with(notices: NoticeServices(webhookHosts: hosts)) { desk in
            let token = [("authorization", "Bearer \(try desk.token())")]
            func add(
                _ path: String, key: String, _ more: [(String, String)]
            ) async throws -> Browser.Answer {
                try await desk.browser(more.isEmpty ? "own" : "").post(
                    "/api/v1/webhooks", #"{"url":"https://hooks.example/\#(path)"}"#,
                    headers: [("content-type", "application/json"), ("idempotency-key", key)]
                        + more)
            }
            let first = try await add("a", key: "k", token)
            #expect(first.status == 201 && first.body.contains("whsec_"), "\(first.body)")
            let again = try await add("a", key: "k", token)
            #expect(again.status == 201 && again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == ["true"])
            let other = try await add("b", key: "k", token)
            #expect(other.status == 422 && other.body.contains("idempotency-key-reused"))
            // Of another caller the same key is another one.
            let own = try await add("a", key: "k", [])
            #expect(own.status == 201 && own.body != first.body)
            let account = try await desk.notices.account(
                of: .program(TokenName(parsing: "machine")))
            try #require(account.webhooks.count == 1)
            let id = account.webhooks[0].id
            let removed = try await desk.browser().send(
                .DELETE, "/api/v1/webhooks/\(id)", headers: token)
            #expect(removed.status == 200)
            #expect(try await add("a", key: "k", token).status == 404)
        }
    }
}
