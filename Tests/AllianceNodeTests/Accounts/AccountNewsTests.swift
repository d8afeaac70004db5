import Accounts
import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import Notices
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing

/// Holders of accounts hear of what is said in their complaints, and of measures, by mail and on their pages.
@Suite(.serialized, .timeLimit(.minutes(8))) struct AccountNewsTests {
    private static let channel = ChannelID(unchecked: "desk-platform")

    /// A platform that signs complaints of its accounts, and a mail program that keeps what it is given, or refuses it.
    private struct World {
        let party: JudgeParty
        let store: SQLiteAccountStore
        let folder: URL
        var sendmail: String { folder.appending(path: "sendmail").path() }

        init() async throws {
            party = try await JudgeParty()
            try party.alliance.publish { draft in
                draft.openChannel(AccountNewsTests.channel, marking: .amber)
                try draft.seat(MemberID(parsing: "platform"), in: AccountNewsTests.channel)
            }
            try party.platform.takeUpRosterFile()
            folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            store = try SQLiteAccountStore(path: party.platform.home.accountDatabase)
            try setMail(works: true)
        }

        func setMail(works: Bool) throws {
            let script =
                works ? "#!/bin/sh\ncat > \"\(sendmail).$(date +%s%N)\"\n" : "#!/bin/sh\nexit 75\n"
            try Data(script.utf8).write(to: URL(filePath: sendmail))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: sendmail)
        }

        /// The node's part of it, as after a start.
        func news() throws -> AccountNews {
            let from = try #require(MailAddress("desk@hub.example"))
            return try #require(
                try party.platform.accountNews(
                    NoticeServices(mail: .init(program: sendmail, from: from)),
                    origin: "https://desk.example",
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        }

        /// To whom mails went, those sent first.
        func mailed() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
                .filter { $0 != "sendmail" }.map { name in
                    let text = try String(
                        contentsOf: folder.appending(path: name), encoding: .utf8)
                    let to = try #require(text.firstMatch(of: #/(?m)^To: (\S+)/#))
                    return String(to.output.1)
                }
        }

        func open(_ email: String) throws -> AccountID {
            var generator = SystemRandomNumberGenerator()
            let (id, now) = (AccountID(using: &generator), party.platform.clock.now())
            let hash = Secret.random().hash(for: .accountLink)
            try store.keep(
                try AccountApplication(
                    organisation: "Nord", email: email, country: "DE", isAgent: false,
                    rights: [AccountRight(office: "EM", number: "018012345")]),
                hash: hash, from: "address 7f000001", at: now)
            _ = try #require(
                try store.begin(
                    usingLink: hash, sessionHash: Secret.random().hash(for: .accountSession),
                    newAccount: id, at: now))
            return id
        }

        @discardableResult
        func say(_ statement: Statement) async throws -> EntryReference {
            try await party.say([statement], by: "platform", in: AccountNewsTests.channel)
        }

        func file(for account: AccountID) async throws -> EntryReference {
            var complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            complaint.hostedAccount = account.rawValue
            return try await say(.complaint(.complaint(complaint)))
        }

        func decide(_ id: EntryReference) async throws {
            try await say(
                .complaint(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                            maker: .automatic))))
        }

        func close() throws {
            try store.close()
            try party.close()
            try FileManager.default.removeItem(at: folder)
        }
    }

    @Test(
        "who complained is told that something was said, once and within the hour one mail, over stops and a mail program that refuses"
    )
    func mails() async throws {
        let world = try await World()
        let nord = try world.open("desk@nord.example")
        let sud = try world.open("desk@sud.example")
        let old = try await world.file(for: nord)
        try await world.decide(old)
        // What was said before anybody was told of anything is no news.
        try await world.news().round()
        #expect(try world.mailed().isEmpty)

        let id = try await world.file(for: nord)
        try await world.news().round()
        // Its own words are none either.
        #expect(try world.mailed().isEmpty)
        try await world.decide(id)
        try await world.news().round()
        try await world.news().round()
        #expect(try world.mailed() == ["desk@nord.example"])

        try await world.say(
            .misuseMeasure(
                MisuseMeasure(
                    against: .account(nord.rawValue),
                    .taken(.warning, from: 1, until: nil, facts: []),
                    text: "Three had no ground.", reviewer: "r1")))
        try await world.say(
            .misuseMeasure(
                MisuseMeasure(
                    against: .account("rh-nobody"),
                    .taken(.warning, from: 1, until: nil, facts: []),
                    text: "Of nobody here.", reviewer: "r1")))
        try await world.decide(try await world.file(for: sud))
        try world.setMail(works: false)
        try await world.news().round()
        #expect(try world.mailed() == ["desk@nord.example"])
        try world.setMail(works: true)
        // Who was refused waits its hour like all others, and holds up none of them.
        try await world.news().round()
        #expect(try world.mailed() == ["desk@nord.example"])
        world.party.pass(hours: 1)
        try await world.news().round()
        #expect(
            try world.mailed().sorted()
                == ["desk@nord.example", "desk@nord.example", "desk@sud.example"])
        world.party.pass(hours: 1)
        try await world.news().round()
        #expect(try world.mailed().count == 3)
        try world.close()
    }

    @Test("a mail names no complaint and no reason, and leads to the sign-in")
    func silent() async throws {
        let world = try await World()
        let nord = try world.open("desk@nord.example")
        try await world.news().round()
        try await world.decide(try await world.file(for: nord))
        try await world.news().round()
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: world.folder.path())
                .first { $0 != "sendmail" })
        let mail = try String(contentsOf: world.folder.appending(path: name), encoding: .utf8)
        let start = try #require(mail.firstRange(of: "\n\n")).upperBound
        let body = try #require(
            Data(base64Encoded: String(mail[start...].replacing("\n", with: ""))))
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.contains("https://desk.example/account/sign-in"))
        #expect(!text.contains("018012345") && !text.contains(nord.rawValue))
        try world.close()
    }

    @Test(
        "a holder reads what was done about the account, why and until when, and nothing of another's"
    )
    func page() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.verified()
            let before = try await browser.get("/account/home").body
            #expect(!before.contains("no ground"))
            world.measures.say(
                MisuseMeasure(
                    against: .account(id.rawValue),
                    .taken(
                        .suspension, from: 1_800_000_000_000, until: 1_802_592_000_000,
                        facts: [.init("unfounded", 4)]), text: "Four had <b>no ground</b>.",
                    reviewer: "r1"))
            world.measures.say(
                MisuseMeasure(
                    against: .account("rh-another"),
                    .taken(.warning, from: 1_800_000_000_000, until: nil, facts: []),
                    text: "Of another.", reviewer: "r1"))
            let page = try await browser.get("/account/home").body
            #expect(page.contains("Four had &lt;b&gt;no ground&lt;/b&gt;."))
            #expect(page.contains("2027-02-14 08:00 UTC") && page.contains(": 4"))
            #expect(!page.contains("Of another."))
        }
    }
}
