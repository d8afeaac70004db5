import Accounts
import AllianceNames
import Complaints
import Foundation
import Notices
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

@Suite struct AccountStoreTests {
    private static let now: UInt64 = 1_795_435_200_000
    private static let minute: UInt64 = 60_000
    private static let day: UInt64 = 86_400_000
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteAccountStore

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("accounts.sqlite")
        store = try SQLiteAccountStore(path: path)
    }

    private func application(
        _ email: String = "desk@nord.example", isAgent: Bool = true
    ) throws -> AccountApplication {
        try AccountApplication(
            organisation: "Kanzlei Nord", email: email, country: "DE", isAgent: isAgent,
            rights: [AccountRight(office: "EM", number: "018 012 345")])
    }

    private func applied(
        _ email: String = "desk@nord.example", from place: String = "address 7f000001",
        at time: UInt64 = now
    ) throws -> Digest {
        let hash = Secret.random().hash(for: .accountLink)
        try store.keep(application(email), hash: hash, from: place, at: time)
        return hash
    }

    private func id(_ name: String = "rh-one") -> AccountID { AccountID(unchecked: name) }

    private func session() -> Digest { Secret.random().hash(for: .accountSession) }

    /// An account whose address is proved.
    @discardableResult
    private func begun(
        _ email: String = "desk@nord.example", _ name: String = "rh-one"
    ) throws -> HostedAccount {
        try #require(
            try store.begin(
                usingLink: applied(email), sessionHash: session(), newAccount: id(name),
                at: Self.now))
    }

    private func owner() throws -> MailAddress {
        try #require(MailAddress("owner@register.example"))
    }

    private func sent(_ code: VerificationCode, at time: UInt64 = now) throws {
        let address = try owner()
        try store.change(id(), .sendCode, by: "anna", at: time) {
            try $0.sent(
                code.hash(for: id()), to: address, client: nil,
                for: $0.toConfirm(client: nil), at: time)
        }
    }

    @Test("an account is after a restart what it was, with clients, rights, code and record")
    func restart() throws {
        try begun()
        let document = try AccountDocument(Array("%PDF-1.7 power of attorney".utf8))
        try store.keep(document, of: id())
        let until = Self.now + 90 * Self.day
        let client = try AccountClient(
            name: "Maison \"Aurum\" 薇",
            authorisation: .init(document: document.digest, until: until),
            rights: [AccountRight(office: "US", number: "1,234")])
        try store.change(id(), .addClient, by: AccountStep.holder, at: Self.now) {
            try $0.add(client, at: Self.now)
        }
        try store.change(id(), .acceptAuthorisation, by: "anna", note: "read", at: Self.now + 1) {
            try $0.acceptAuthorisation(
                ofClient: client.name, document: document.digest, at: Self.now + 1)
        }
        try sent(.random())
        let before = try store.account(id())
        #expect(before.code != nil)
        try store.close()
        let again = try SQLiteAccountStore(path: path)
        #expect(try again.account(id()) == before)
        #expect(try again.accounts(in: [.codeSent], limit: 10) == [before])
        #expect(try again.accounts(in: [.verified], limit: 10).isEmpty)
        #expect(try again.counts() == [.codeSent: 1])
        #expect(try again.document(document.digest, of: id()) == document)
        #expect(
            try again.steps(of: id()).map(\.transition)
                == [.sendCode, .acceptAuthorisation, .addClient, .apply])
        #expect(try again.steps(of: id())[1].note == "read")
        try again.close()
    }

    @Test("a step that the rules refuse leaves everything as it was")
    func refused() throws {
        let before = try begun()
        let number = try store.changeNumber()
        #expect(throws: AccountError.stage(.applied, .suspend)) {
            try store.change(id(), .suspend, by: "anna", at: Self.now) { try $0.suspend() }
        }
        #expect(throws: AccountError.accountUnknown("rh-none")) {
            try store.change(id("rh-none"), .close, by: "anna", at: Self.now) { try $0.close() }
        }
        #expect(try store.account(id()) == before)
        #expect(try store.changeNumber() == number)
        #expect(try store.steps(of: id()).count == 1)
    }

    @Test("neither code, link nor session is in the file as it was handed out")
    func hashes() throws {
        let (link, session) = (Secret.random(), Secret.random())
        try store.keep(
            application(), hash: link.hash(for: .accountLink), from: "here", at: Self.now)
        _ = try store.begin(
            usingLink: link.hash(for: .accountLink),
            sessionHash: session.hash(for: .accountSession), newAccount: id(), at: Self.now)
        let code = VerificationCode.random()
        try sent(code)
        let again = Secret.random()
        try store.add(
            linkOf: again.hash(for: .accountLink), for: id(), isMailed: true, at: Self.now)
        try store.close()
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data("Kanzlei Nord".utf8)) != nil)
        for text in [
            link.text, again.text, session.text, code.text, code.text.replacing("-", with: ""),
        ] {
            #expect(bytes.range(of: Data(text.utf8)) == nil)
        }
        for secret in [link, again, session] {
            #expect(bytes.range(of: Data(secret.bytes)) == nil)
        }
    }

    @Test("a wrong code is counted across restarts, and the right one is good once")
    func code() throws {
        try begun()
        let code = VerificationCode.random()
        try sent(code)
        let wrong = VerificationCode.random().hash(for: id())
        for left in [4, 3] {
            #expect(try store.enter(wrong, of: id(), at: Self.now) == .missed(left: left))
        }
        try store.close()
        let again = try SQLiteAccountStore(path: path)
        #expect(try again.enter(wrong, of: id(), at: Self.now) == .missed(left: 2))
        #expect(
            try again.authority(of: "rh-one", for: "EM/018012345", onBehalfOf: nil) == .none)
        #expect(try again.enter(code.hash(for: id()), of: id(), at: Self.now) == .confirmed)
        #expect(
            try again.authority(of: "rh-one", for: "EM/018012345", onBehalfOf: nil) == .owner)
        #expect(throws: AccountError.noCode) {
            try again.enter(code.hash(for: id()), of: id(), at: Self.now)
        }
        #expect(try again.steps(of: id()).map(\.transition).first == .enterCode)
        #expect(try again.steps(of: id()).count { $0.transition == .missCode } == 3)
        try again.close()
    }

    @Test("since when there is an account is told, and of none nothing")
    func openedAt() throws {
        try begun()
        #expect(try store.openedAt("rh-one") == Self.now)
        #expect(try store.openedAt("rh-two") == nil)
    }

    @Test("no account, and no account's name, gives authority for anything")
    func nobody() throws {
        for name in ["rh-none", "", "a b", String(repeating: "x", count: 10_000)] {
            #expect(try store.authority(of: name, for: "EM/1", onBehalfOf: nil) == .none)
        }
    }

    @Test("a link lets in once, in its time, and an application's makes the account")
    func links() throws {
        let hash = try applied()
        guard case .application(let read)? = try store.link(hash, at: Self.now) else {
            Issue.record("the link is for an application")
            return
        }
        #expect(try read == application())
        // Whoever only applied has no account.
        #expect(throws: AccountError.accountUnknown("rh-one")) { try store.account(id()) }
        let end = Self.now + AccountLink.applicationMinutes * Self.minute
        #expect(try store.link(hash, at: end) == nil)
        #expect(try store.link(hash, at: end - 1) != nil)
        let account = try store.begin(
            usingLink: hash, sessionHash: session(), newAccount: id(), at: end - 1)
        #expect(account?.stage == .applied)
        #expect(try store.link(hash, at: Self.now) == nil)
        #expect(
            try store.begin(
                usingLink: hash, sessionHash: session(), newAccount: id("rh-two"), at: Self.now)
                == nil)
        let next = Secret.random().hash(for: .accountLink)
        try store.add(linkOf: next, for: id(), isMailed: false, at: end)
        #expect(try store.link(next, at: end + AccountLink.minutes * Self.minute) == nil)
        #expect(
            try store.begin(
                usingLink: next, sessionHash: session(), newAccount: id("rh-two"), at: end)?.id
                == id())
        #expect(try store.sessions().sessions.count == 2)
    }

    @Test("a second application of an address signs in to the account that it has")
    func sameAddress() throws {
        let first = try begun()
        let hash = try applied()
        let found = try store.begin(
            usingLink: hash, sessionHash: session(), newAccount: id("rh-two"), at: Self.now)
        #expect(found == first)
        #expect(throws: AccountError.accountUnknown("rh-two")) {
            try store.account(id("rh-two"))
        }
        // One that was closed leaves the address free.
        try store.change(id(), .close, by: "anna", at: Self.now) { try $0.close() }
        #expect(try store.account(of: first.email) == nil)
        #expect(try begun("desk@nord.example", "rh-two").id == id("rh-two"))
    }

    @Test("with another address who was let in is out, and links go to the new one alone")
    func otherAddress() throws {
        try begun()
        try begun("other@sud.example", "rh-two")
        let link = Secret.random().hash(for: .accountLink)
        try store.add(linkOf: link, for: id(), isMailed: false, at: Self.now)
        let to = try #require(MailAddress("ip@nord.example"))
        let taken = try #require(MailAddress("other@sud.example"))
        func change(_ address: MailAddress) throws {
            try store.change(id(), .changeAddress, by: "anna", at: Self.now) {
                try $0.change(address: address)
            }
        }
        #expect(throws: AccountError.emailTaken("other@sud.example")) { try change(taken) }
        #expect(try store.sessions().sessions.count == 2)
        #expect(try store.link(link, at: Self.now) != nil)
        try change(to)
        #expect(try store.sessions().sessions.map(\.account) == [id("rh-two")])
        #expect(try store.link(link, at: Self.now) == nil)
        let again = try SQLiteAccountStore(path: path)
        #expect(try again.account(id()).email == to)
        #expect(try again.account(of: to)?.id == id())
        let before = try #require(MailAddress("desk@nord.example"))
        #expect(try again.account(of: before) == nil)
        #expect(try again.steps(of: id()).first?.transition == .changeAddress)
    }

    @Test("closing an account ends its sessions and links, and no others")
    func closing() throws {
        try begun()
        try begun("other@nord.example", "rh-two")
        let link = Secret.random().hash(for: .accountLink)
        try store.add(linkOf: link, for: id(), isMailed: false, at: Self.now)
        try store.change(id(), .close, by: "anna", at: Self.now) { try $0.close() }
        #expect(try store.link(link, at: Self.now) == nil)
        #expect(try store.sessions().sessions.map(\.account) == [id("rh-two")])
        #expect(throws: AccountError.self) {
            try store.add(linkOf: link, for: id(), isMailed: false, at: Self.now)
        }
    }

    @Test(
        "one place, one address and all together ask for so much in a day, and again the day after")
    func days() throws {
        for number in 0..<AccountLimits.applicationsOfPlaceMax {
            _ = try applied("a\(number)@b.example")
        }
        let most = AccountLimits.applicationsOfPlaceMax
        #expect(throws: AccountError.tooManyInADay(what: "applications", max: most)) {
            try applied("z@b.example")
        }
        for number in 0..<AccountLimits.applicationsOfAddressMax {
            _ = try applied("same@b.example", from: "place \(number)")
        }
        let ofAddress = AccountLimits.applicationsOfAddressMax
        #expect(throws: AccountError.tooManyInADay(what: "applications", max: ofAddress)) {
            try applied("same@b.example", from: "elsewhere")
        }
        #expect(throws: AccountError.tooManyInADay(what: "applications", max: most)) {
            try applied("z@b.example", at: Self.now + Self.day - 1)
        }
        _ = try applied("z@b.example", at: Self.now + Self.day)
        let address = try owner()
        let mails = AccountLimits.mailsToAddressMax
        for _ in 0..<mails { try store.countMail(to: address, at: Self.now + Self.day) }
        #expect(throws: AccountError.tooManyInADay(what: "mails", max: mails)) {
            try store.countMail(to: address, at: Self.now + Self.day)
        }
    }

    @Test(
        "an application is taken alike whether or not its address got links, which an account has")
    func manyLinks() throws {
        try begun()
        func link() throws {
            try store.add(
                linkOf: Secret.random().hash(for: .accountLink), for: id(), isMailed: true,
                at: Self.now)
        }
        // The application was the first mail.
        for _ in 1..<AccountLimits.mailsToAddressMax { try link() }
        let most = AccountLimits.mailsToAddressMax
        #expect(throws: AccountError.tooManyInADay(what: "mails", max: most)) { try link() }
        _ = try applied(from: "elsewhere")
        _ = try applied("nobody@nord.example", from: "elsewhere")
    }

    @Test("documents are told apart by their first bytes, counted, and seen by their account alone")
    func documents() throws {
        try begun()
        try begun("other@nord.example", "rh-two")
        for bytes in ["", "hello", "<html>%PDF-", "GIF89a"] {
            #expect(throws: AccountError.document) { try AccountDocument(Array(bytes.utf8)) }
        }
        let large = Array("%PDF-".utf8) + Array(repeating: 0, count: AccountLimits.documentBytesMax)
        #expect(throws: AccountError.document) { try AccountDocument(large) }
        let document = try AccountDocument(Array("%PDF-1.7".utf8))
        for _ in 0..<20 { try store.keep(document, of: id()) }
        #expect(throws: AccountError.documentUnknown) {
            try store.document(document.digest, of: id("rh-two"))
        }
        for number in 1..<AccountLimits.documentsUnverifiedMax {
            try store.keep(AccountDocument(Array("%PDF-\(number)".utf8)), of: id())
        }
        let most = AccountLimits.documentsUnverifiedMax
        #expect(throws: AccountError.tooMany(what: "documents", max: most)) {
            try store.keep(AccountDocument(Array("%PDF-x".utf8)), of: id())
        }
    }

    @Test("documents of accounts that no owner has answered for leave room for those of the others")
    func documentRoom() throws {
        try store.close()
        var room = SQLiteAccountStore.DocumentRoom()
        (room.ofAll, room.ofUnverified) = (24, 16)
        let store = try SQLiteAccountStore(path: path, room: room)
        for (number, name) in ["rh-one", "rh-two"].enumerated() {
            let link = Secret.random().hash(for: .accountLink)
            try store.keep(
                application("a\(number)@b.example"), hash: link, from: "here", at: Self.now)
            _ = try store.begin(
                usingLink: link, sessionHash: session(), newAccount: id(name), at: Self.now)
        }
        func keep(_ text: String, _ name: String) throws -> Digest {
            let document = try AccountDocument(Array("%PDF-\(text)".utf8))
            try store.keep(document, of: id(name))
            return document.digest
        }
        let first = try keep("1.1", "rh-one")
        _ = try keep("1.2", "rh-one")
        #expect(throws: AccountError.tooMany(what: "bytes of documents", max: 16)) {
            try keep("1.3", "rh-two")
        }
        // Once its owner has answered it has the room of all.
        let (code, address) = (VerificationCode.random(), try owner())
        try store.change(id("rh-two"), .sendCode, by: "anna", at: Self.now) {
            try $0.sent(
                code.hash(for: $0.id), to: address, client: nil,
                for: $0.toConfirm(client: nil), at: Self.now)
        }
        #expect(
            try store.enter(code.hash(for: id("rh-two")), of: id("rh-two"), at: Self.now)
                == .confirmed)
        let kept = try keep("1.3", "rh-two")
        #expect(throws: AccountError.tooMany(what: "bytes of documents", max: 24)) {
            try keep("1.4", "rh-two")
        }
        // What was never verified takes its documents along; what was keeps them.
        for name in ["rh-one", "rh-two"] {
            try store.change(id(name), .close, by: "anna", at: Self.now) { try $0.close() }
        }
        #expect(throws: AccountError.documentUnknown) {
            try store.document(first, of: id("rh-one"))
        }
        #expect(try store.document(kept, of: id("rh-two")).digest == kept)
        try store.close()
    }

    @Test("an account has so many sessions, and one more ends the oldest")
    func manySessions() throws {
        try begun()
        var hashes: [Digest] = []
        for number in 0..<UInt64(AccountSession.ofAccountMax + 2) {
            let (link, session) = (Secret.random().hash(for: .accountLink), session())
            let time = Self.now + number + 1
            try store.add(linkOf: link, for: id(), isMailed: false, at: time)
            _ = try store.begin(
                usingLink: link, sessionHash: session, newAccount: id("rh-two"), at: time)
            hashes.append(session)
        }
        let held = Set(try store.sessions().sessions.map(\.hash))
        #expect(held == Set(hashes.suffix(AccountSession.ofAccountMax)))
        try store.end(hashes[9])
        #expect(try store.sessions().sessions.count == AccountSession.ofAccountMax - 1)
    }

    @Test("a copy for a backup lets nobody in, and has the accounts")
    func backup() throws {
        let account = try begun()
        try sent(.random())
        let link = try applied("third@nord.example")
        try store.endEverything()
        #expect(try store.sessions().sessions.isEmpty)
        #expect(try store.link(link, at: Self.now) == nil)
        let kept = try store.account(id())
        #expect(kept.code == nil)
        #expect(kept.organisation == account.organisation)
    }
}
