import Accounts
import AllianceNames
import AllianceNode
import Complaints
import Credentials
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Complaints of a platform's accounts, with the account in its database and the desk that signs them.
@Suite(.timeLimit(.minutes(8))) struct AccountFilingTests {
    private static let id = AccountID(unchecked: "acc-1")

    private static func apply(_ accounts: SQLiteAccountStore, at now: UInt64) throws {
        let hash = Secret.random().hash(for: .accountLink)
        try accounts.keep(
            try AccountApplication(
                organisation: "Nord", email: "desk@nord.example", country: "DE", isAgent: false,
                rights: [AccountRight(office: "EM", number: "018012345")]),
            hash: hash, from: "address 7f000001", at: now)
        _ = try #require(
            try accounts.begin(
                usingLink: hash, sessionHash: Secret.random().hash(for: .accountSession),
                newAccount: id, at: now))
    }

    /// The owner of the right in its register has answered.
    private static func confirm(_ accounts: SQLiteAccountStore, at now: UInt64) throws {
        let code = VerificationCode.random()
        let owner = try #require(MailAddress("owner@register.example"))
        try accounts.change(id, .sendCode, by: "anna", at: now) {
            try $0.sent(
                code.hash(for: id), to: owner, client: nil, for: $0.toConfirm(client: nil), at: now)
        }
        #expect(try accounts.enter(code.hash(for: id), of: id, at: now) == .confirmed)
    }

    @Test(
        "an account files once its right is confirmed, is counted as who complains, and no longer when suspended"
    )
    func filed() async throws {
        let party = try await JudgeParty()
        let now = party.platform.clock.now()
        let accounts = try SQLiteAccountStore(path: party.platform.home.accountDatabase)
        let listings = try (0..<2).map { try JudgeParty.listing($0) }
        let marketplace = ShownMarketplace(
            Dictionary(uniqueKeysWithValues: listings.map { ($0, ShownMarketplace.capture()) }))
        let platform = try DeskOfParty(
            party.platform, marketplaces: [marketplace],
            standing: party.platform.accountStanding())
        var complaint = JudgeParty.complaint([listings[0]])
        complaint.hostedAccount = Self.id.rawValue
        func failures(_ complaint: Complaint) async throws -> [FilingCheck] {
            try await platform.desk.check(complaint, in: JudgeParty.channel).map(\.check)
        }
        #expect(try await failures(complaint) == [.notTheOwner])
        try Self.apply(accounts, at: now)
        #expect(try await failures(complaint) == [.notTheOwner])
        try Self.confirm(accounts, at: now)
        let id = try await platform.file(complaint)
        #expect(id.author == party.platform.member)
        try party.confirmAll()
        let state = try #require(try await platform.desk.complaint(id)?.reading.state)
        #expect(state.complainant == .hosted("acc-1", at: party.platform.member))
        // Both sides see whose it is, and the brand cannot say it is its own.
        try party.bring(from: "platform", to: "brand")
        let brand = try DeskOfParty(party.node("brand"))
        let seen = try await brand.desk.complaint(id)?.reading.state
        #expect(seen?.complainant == state.complainant)
        let taken = try await DeskOfParty.keyword {
            try await brand.desk.say(
                .withdrawal(ComplaintWithdrawal(of: id)), by: nil, for: nil)
        }
        #expect(taken == "409 not-the-complainant")
        var second = complaint
        second.listings = [listings[1]]
        #expect(try await failures(second) == [])
        try accounts.change(Self.id, .suspend, by: "anna", at: now) { try $0.suspend() }
        #expect(try await failures(second) == [.notTheOwner])
        try accounts.close()
        try brand.close()
        try platform.close()
        try party.close()
    }
}
