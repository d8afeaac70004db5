import Accounts
import AllianceNames
import AllianceNode
import Logging
import NodeAPI
import Roster
import Testing

@Suite struct AccountsOfNodeTests {
    @Test("the platform's node has accounts, and nobody else's has")
    func platform() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        try alliance.publish { draft in
            try draft.grant(.platform, to: MemberID(parsing: "other"))
        }
        for (name, isPlatform) in [("own", false), ("other", true)] {
            let node = try OpenedNode(alliance.home(name))
            let desk = try node.accountDesk(
                NoticeServices(), origin: nil, calls: .concurrent(label: "test"),
                logger: Logger(label: "test"))
            #expect((desk != nil) == isPlatform, "\(name)")
            #expect((try node.accountStanding() is AccountStanding) == isPlatform, "\(name)")
            try node.close()
        }
    }

    @Test("where no mail goes out, nobody applies for an account, and nothing is kept")
    func noMail() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        try alliance.publish { draft in
            try draft.grant(.platform, to: MemberID(parsing: "other"))
        }
        let node = try OpenedNode(alliance.home("other"))
        let desk = try #require(
            try node.accountDesk(
                NoticeServices(), origin: "https://desk.example",
                calls: .concurrent(label: "test"), logger: Logger(label: "test")))
        let application = try AccountApplication(
            organisation: "Kanzlei Nord", email: "desk@nord.example", country: "DE",
            isAgent: true, rights: [])
        await #expect(throws: AccountError.noMail) {
            try await desk.apply(application, from: "address 192.0.2.1")
        }
        #expect(
            try await desk.accounts(in: Set(AccountStage.allCases), before: nil, limit: 10).isEmpty)
        try node.close()
    }
}
