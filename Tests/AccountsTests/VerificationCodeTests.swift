import Accounts
import AllianceNames
import Testing

@Suite struct VerificationCodeTests {
    @Test(
        "a code has 16 characters that nobody mistakes for one another, and is read as people type it"
    )
    func form() throws {
        #expect(Set(VerificationCode.alphabet).count == VerificationCode.alphabet.count)
        #expect(Set(VerificationCode.alphabet).isDisjoint(with: "0O1ILl2Z5S8B"))
        for _ in 0..<200 {
            let code = VerificationCode.random()
            #expect(code.text.count == VerificationCode.characterCount + 3)
            for typed in [
                code.text, code.text.lowercased(), code.text.replacing("-", with: ""),
                code.text.replacing("-", with: " "), " " + code.text,
            ] {
                #expect(VerificationCode(parsing: typed) == code)
            }
        }
    }

    @Test(
        "what is no code is none",
        arguments: [
            "", "ACDE", "ACDE-FGHJ-KMNP-QRT0", "ACDE-FGHJ-KMNP-QRTUV", "ACDE\nFGHJ-KMNP-QRTU",
            "АCDE-FGHJ-KMNP-QRTU", String(repeating: "-", count: 200),
            String(repeating: "A", count: 10_000),
        ])
    func malformed(text: String) {
        #expect(VerificationCode(parsing: text) == nil)
    }

    @Test("its hash is another one for each account, and its description tells nothing")
    func hash() {
        let code = VerificationCode.random()
        let (one, other) = (AccountID(unchecked: "rh-a"), AccountID(unchecked: "rh-b"))
        #expect(code.hash(for: one) == code.hash(for: one))
        #expect(code.hash(for: one) != code.hash(for: other))
        #expect(!"\(code)".contains(code.text.prefix(4)))
        var dumped = ""
        dump(code, to: &dumped)
        #expect(!dumped.contains(code.text.prefix(4)))
    }

    @Test("it is good to the end of its days and no longer")
    func expiry() throws {
        var account = try SampleAccounts.account(in: .applied)
        let hash = try SampleAccounts.send(to: &account)
        let end = SampleAccounts.now + 14 * SampleAccounts.day
        #expect(account.code?.expiresAt == end)
        let before = account
        #expect(throws: AccountError.codeOver) { try account.enter(hash, at: end) }
        #expect(account == before)
        #expect(try account.enter(hash, at: end - 1) == .confirmed)
        #expect(account.stage == .verified)
    }

    @Test("after five wrong ones it is good no more, and a new one is")
    func attempts() throws {
        var account = try SampleAccounts.account(in: .applied)
        let hash = try SampleAccounts.send(to: &account)
        for left in (0..<SentCode.attemptsMax).reversed() {
            let guess = VerificationCode.random().hash(for: account.id)
            #expect(try account.enter(guess, at: SampleAccounts.now) == .missed(left: left))
        }
        #expect(throws: AccountError.codeSpent) { try account.enter(hash, at: SampleAccounts.now) }
        #expect(account.stage == .codeSent)
        let next = try SampleAccounts.send(to: &account)
        // The one before is good no more, though its days are not over.
        #expect(try account.enter(hash, at: SampleAccounts.now) == .missed(left: 4))
        #expect(try account.enter(next, at: SampleAccounts.now) == .confirmed)
    }

    @Test("it is good once")
    func reuse() throws {
        var account = try SampleAccounts.account(in: .applied)
        let hash = try SampleAccounts.send(to: &account)
        _ = try account.enter(hash, at: SampleAccounts.now)
        #expect(account.code == nil)
        #expect(throws: AccountError.noCode) { try account.enter(hash, at: SampleAccounts.now) }
    }

    @Test(
        "it confirms what was named when it was sent, for whom it was sent, and nothing that came after"
    )
    func scope() throws {
        var account = try SampleAccounts.account(in: .applied)
        let hash = try SampleAccounts.send(to: &account)
        try account.add(SampleAccounts.right("late"))
        _ = try account.enter(hash, at: SampleAccounts.now)
        #expect(account.rights.map { $0.confirmedAt != nil } == [true, false])
        #expect(account.clients[0].rights.allSatisfy { $0.confirmedAt == nil })
    }

    @Test("what is named while its mail is under way it does not confirm")
    func underWay() throws {
        var account = try SampleAccounts.account(in: .applied)
        let looked = try account.toConfirm(client: nil)
        let seen = account.seen
        try account.check(seen: seen)
        try account.add(SampleAccounts.right("late"))
        #expect(throws: AccountError.changedSince) { try account.check(seen: seen) }
        let hash = VerificationCode.random().hash(for: account.id)
        try account.sent(
            hash, to: SampleAccounts.address(), client: nil, for: looked, at: SampleAccounts.now)
        #expect(try account.enter(hash, at: SampleAccounts.now) == .confirmed)
        #expect(account.rights.map { $0.confirmedAt != nil } == [true, false])
        #expect(throws: AccountError.nothingToConfirm) {
            try account.sent(
                hash, to: SampleAccounts.address(), client: nil, for: looked,
                at: SampleAccounts.now)
        }
    }

    @Test(
        "none goes out for a client whose authorisation nobody has read, or where nothing is open")
    func sending() throws {
        var account = try SampleAccounts.account(in: .verified)
        #expect(throws: AccountError.nothingToConfirm) { try SampleAccounts.send(to: &account) }
        #expect(throws: AccountError.authorisationNotAccepted(SampleAccounts.client)) {
            try SampleAccounts.send(to: &account, client: SampleAccounts.client)
        }
        #expect(throws: AccountError.clientUnknown("nobody")) {
            try SampleAccounts.send(to: &account, client: "nobody")
        }
        try account.acceptAuthorisation(
            ofClient: SampleAccounts.client, document: SampleAccounts.document,
            at: SampleAccounts.now)
        let hash = try SampleAccounts.send(to: &account, client: SampleAccounts.client)
        // A client that is gone takes its code along.
        try account.end(client: SampleAccounts.client)
        #expect(throws: AccountError.noCode) { try account.enter(hash, at: SampleAccounts.now) }
    }
}
