import Accounts
import Notices
import Testing

@Suite("The table of an account's transitions")
struct AccountTransitionTests {
    /// Does what makes the transition, as well as it can be done in this stage.
    private func attempt(
        _ transition: AccountTransition, _ account: inout HostedAccount
    ) throws {
        let now = SampleAccounts.now
        switch transition {
        case .apply: break
        case .addRight: try account.add(SampleAccounts.right("999"))
        case .addClient: try account.add(SampleAccounts.client("Another"), at: now)
        case .renewAuthorisation:
            try account.renew(
                Authorisation(document: SampleAccounts.document, until: now + 1),
                ofClient: SampleAccounts.client, at: now)
        case .endClient: try account.end(client: SampleAccounts.client)
        case .acceptAuthorisation:
            try account.acceptAuthorisation(
                ofClient: SampleAccounts.client, document: SampleAccounts.document, at: now)
        case .sendCode: _ = try SampleAccounts.send(to: &account)
        case .enterCode:
            // The code is sent for what is left to confirm, as long as any may be sent.
            if account.stage == .verified { try account.add(SampleAccounts.right("998")) }
            let hash = try SampleAccounts.send(to: &account)
            #expect(try account.enter(hash, at: now) == .confirmed)
        case .missCode:
            if account.stage == .verified {
                try account.add(SampleAccounts.right("998"))
                _ = try SampleAccounts.send(to: &account)
            }
            let other = VerificationCode.random().hash(for: account.id)
            #expect(try account.enter(other, at: now) == .missed(left: 4))
        case .changeAddress:
            try account.change(address: #require(MailAddress("new@nord.example")))
            #expect(account.email.text == "new@nord.example")
        case .endRight:
            try account.end(right: SampleAccounts.right("018012345").key)
            #expect(account.rights.isEmpty)
        case .suspend: try account.suspend()
        case .resume: try account.resume()
        case .close: try account.close()
        }
    }

    @Test(
        "each transition is done where the table has it, and refused elsewhere with nothing changed"
    )
    func everyPair() throws {
        for stage in AccountStage.allCases {
            for transition in AccountTransition.allCases where transition != .apply {
                var account = try SampleAccounts.account(in: stage)
                #expect(account.stage == stage)
                // In the two stages before, its own right is still to be confirmed.
                if transition == .sendCode, stage == .verified {
                    try account.add(SampleAccounts.right("998"))
                }
                let before = account
                if transition.from.contains(stage)
                    // A code is entered where one was sent.
                    || transition == .enterCode && stage == .applied
                {
                    try attempt(transition, &account)
                    let from = transition == .enterCode ? AccountStage.codeSent : stage
                    #expect(
                        account.stage == transition.to(from: from),
                        "\(transition.rawValue) in \(stage.rawValue)")
                } else {
                    #expect(
                        throws: AccountError.self, "\(transition.rawValue) in \(stage.rawValue)"
                    ) {
                        try attempt(transition, &account)
                    }
                    #expect(account == before)
                    #expect(throws: AccountError.stage(stage, transition)) {
                        try account.check(transition)
                    }
                }
            }
        }
    }

    @Test(
        "nothing leads out of a closed account, and nothing back to one that was only applied for")
    func ends() {
        for transition in AccountTransition.allCases {
            #expect(!transition.from.contains(.closed))
            for stage in transition.from where stage != .applied {
                #expect(transition.to(from: stage) != .applied)
            }
        }
        // Only a code or the end of a suspension makes one verified.
        let leading = AccountTransition.allCases.filter { transition in
            transition.from.contains { $0 != .verified && transition.to(from: $0) == .verified }
        }
        #expect(leading == [.enterCode, .resume])
    }

    @Test("a client has rights, each once, an end within ten years, and belongs to an agent")
    func clients() throws {
        var account = try SampleAccounts.applied()
        let now = SampleAccounts.now
        for until in [now, now - 1, now + Authorisation.lengthMax + 1, UInt64.max] {
            #expect(throws: AccountError.authorisationEnd) {
                try account.add(SampleAccounts.client(until: until), at: now)
            }
        }
        var none = try SampleAccounts.client()
        none.rights = []
        #expect(throws: AccountError.rightsMissing) { try account.add(none, at: now) }
        var twice = try SampleAccounts.client()
        // The same number, as another office clerk writes it.
        twice.rights = [
            try SampleAccounts.right("12-34", office: "US"),
            try SampleAccounts.right("1 234", office: "US"),
        ]
        #expect(throws: AccountError.rightTwice("US/1234")) { try account.add(twice, at: now) }
        #expect(account.clients.isEmpty)
        // What a client brings along counts as unproved, whatever it says.
        var eager = try SampleAccounts.client()
        eager.authorisation.acceptedAt = now
        eager.rights[0].confirmedAt = now
        try account.add(eager, at: now)
        #expect(account.clients[0].authorisation.acceptedAt == nil)
        #expect(account.clients[0].rights.allSatisfy { $0.confirmedAt == nil })
        #expect(throws: AccountError.clientKnown(SampleAccounts.client)) {
            try account.add(SampleAccounts.client(), at: now)
        }
        var owner = HostedAccount(
            try AccountApplication(
                organisation: "Verel", email: "a@verel.example", country: "FR", isAgent: false,
                rights: [SampleAccounts.right("1")]), id: account.id, at: now)
        #expect(throws: AccountError.notAnAgent) { try owner.add(SampleAccounts.client(), at: now) }
    }

    @Test("a right that ends is confirmed by no code that is under way, and a client keeps one")
    func endedRight() throws {
        var account = try SampleAccounts.applied()
        try account.add(SampleAccounts.right("018000001"))
        let own = account.rights.map(\.key)
        let hash = try SampleAccounts.send(to: &account)
        try account.end(right: own[0])
        #expect(account.code?.rights == [own[1]])
        #expect(throws: AccountError.rightUnknown(own[0])) { try account.end(right: own[0]) }
        #expect(try account.enter(hash, at: SampleAccounts.now) == .confirmed)
        #expect(account.rights.map(\.key) == [own[1]] && account.rights[0].confirmedAt != nil)

        try account.add(SampleAccounts.client(), at: SampleAccounts.now)
        try account.acceptAuthorisation(
            ofClient: SampleAccounts.client, document: SampleAccounts.document,
            at: SampleAccounts.now)
        let of = try #require(account.client(SampleAccounts.client)).rights.map(\.key)
        _ = try SampleAccounts.send(to: &account, client: SampleAccounts.client)
        // Of the account itself it is another right.
        try account.end(right: own[1])
        #expect(account.code?.rights == Set(of))
        try account.end(right: of[0], ofClient: SampleAccounts.client)
        #expect(account.code?.rights == [of[1]])
        #expect(throws: AccountError.rightsMissing) {
            try account.end(right: of[1], ofClient: SampleAccounts.client)
        }
        #expect(throws: AccountError.clientUnknown("Nobody")) {
            try account.end(right: of[1], ofClient: "Nobody")
        }
        // Nothing left that the code would confirm.
        var alone = try SampleAccounts.applied()
        _ = try SampleAccounts.send(to: &alone)
        try alone.end(right: alone.rights[0].key)
        #expect(alone.code == nil)
    }
}
