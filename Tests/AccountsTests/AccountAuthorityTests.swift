import Accounts
import Complaints
import Testing
import TransparencyLog

@Suite struct AccountAuthorityTests {
    private let own = "EM/018012345"
    private let clients = "US/1234567"

    /// Verified, with a client whose owner has answered.
    private func ready() throws -> HostedAccount {
        var account = try SampleAccounts.account(in: .verified)
        try account.acceptAuthorisation(
            ofClient: SampleAccounts.client, document: SampleAccounts.document,
            at: SampleAccounts.now)
        let hash = try SampleAccounts.send(to: &account, client: SampleAccounts.client)
        _ = try account.enter(hash, at: SampleAccounts.now)
        return account
    }

    @Test("an owner files for its own confirmed rights, an agent for its clients' until the end")
    func authority() throws {
        let account = try ready()
        let end = SampleAccounts.now + 300 * SampleAccounts.day
        #expect(account.authority(for: own, onBehalfOf: nil) == .owner)
        #expect(
            account.authority(for: clients, onBehalfOf: SampleAccounts.client) == .agent(until: end)
        )
        // Neither in the place of the other.
        #expect(account.authority(for: clients, onBehalfOf: nil) == .none)
        #expect(account.authority(for: own, onBehalfOf: SampleAccounts.client) == .none)
        #expect(account.authority(for: clients, onBehalfOf: "Somebody") == .none)
        #expect(account.authority(for: "EM/1", onBehalfOf: nil) == .none)
    }

    @Test("nobody files before the owner has answered, while suspended, or after closing")
    func stages() throws {
        for stage in AccountStage.allCases where stage != .verified {
            let account = try SampleAccounts.account(in: stage)
            #expect(account.authority(for: own, onBehalfOf: nil) == .none)
            #expect(account.authority(for: clients, onBehalfOf: SampleAccounts.client) == .none)
        }
        var account = try ready()
        try account.suspend()
        #expect(account.authority(for: own, onBehalfOf: nil) == .none)
        try account.resume()
        #expect(account.authority(for: own, onBehalfOf: nil) == .owner)
    }

    @Test(
        "a client's rights count only with a document that was read and an owner that has answered")
    func bothProofs() throws {
        var account = try SampleAccounts.account(in: .verified)
        #expect(account.authority(for: clients, onBehalfOf: SampleAccounts.client) == .none)
        try account.acceptAuthorisation(
            ofClient: SampleAccounts.client, document: SampleAccounts.document,
            at: SampleAccounts.now)
        #expect(account.authority(for: clients, onBehalfOf: SampleAccounts.client) == .none)
        account = try ready()
        let other = Digest.sha256(Array("%PDF-2.0".utf8))
        try account.renew(
            Authorisation(document: other, until: SampleAccounts.now + SampleAccounts.day),
            ofClient: SampleAccounts.client, at: SampleAccounts.now)
        #expect(account.authority(for: clients, onBehalfOf: SampleAccounts.client) == .none)
        // Whoever reads says which document was read: the one before is not it.
        #expect(throws: AccountError.documentUnknown) {
            try account.acceptAuthorisation(
                ofClient: SampleAccounts.client, document: SampleAccounts.document,
                at: SampleAccounts.now)
        }
        try account.acceptAuthorisation(
            ofClient: SampleAccounts.client, document: other, at: SampleAccounts.now)
        #expect(
            account.authority(for: clients, onBehalfOf: SampleAccounts.client)
                == .agent(until: SampleAccounts.now + SampleAccounts.day))
    }
}
