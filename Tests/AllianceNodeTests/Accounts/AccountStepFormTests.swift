import Accounts
import AllianceNode
import Casework
import NodeAPI
import SQLiteStore
import SignIn
import Testing

/// What a platform's people do about an account, by the forms of its page.
@Suite(.timeLimit(.minutes(8))) struct AccountStepFormTests {
    @Test("what was typed for a step that is refused comes back on the account's page")
    func typedAgain() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let store = try desk.begin(AccountID(unchecked: "acc-1"))
            let approver = try await DraftDeskTests.Visitor(desk, .approver)
            let path = "/console/accounts/acc-1"
            let refused = try await approver.post(path + "/code", ["address": "no <address>"])
            #expect((400..<500).contains(refused.status), "\(refused.status)")
            #expect(refused.body.contains("value=\"no &lt;address&gt;\""))
            #expect(refused.body.contains("action=\"\(path)/code\""))
            #expect(refused.body.contains("role=\"alert\""))
            let nobody = try await approver.post("/console/accounts/acc-2/code", ["address": "x"])
            #expect(nobody.status == 404)
            try store.close()
        }
    }
}
