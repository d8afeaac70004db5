import AllianceNames
import JSON
import Roster
import Testing
import TransparencyLog

/// Each rule from one version to the next, broken in a roster that its authority has signed.
@Suite struct RosterSuccessionTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    private func refusedSecond(_ edit: (inout JSONValue) throws -> Void) -> RosterError? {
        refusal { _ = try fixture.offerSecond(edit: edit) }
    }

    private func time(_ day: UInt64) -> JSONValue {
        .string(AllianceFixture.day(day).description)
    }

    @Test("a successor that changes nothing but its times is taken")
    func renewal() throws {
        #expect(try fixture.offerSecond() == .extended)
    }

    @Test("a successor is not issued before its predecessor")
    func backdated() {
        #expect(
            refusedSecond {
                $0["issuedAt"] = .string("2025-12-31T23:59:59Z")
            }?.keyword == "tenure")
        let refused = refusal {
            var draft = try fixture.draft()
            try draft.remove(
                AllianceFixture.scout,
                logEnds: [AllianceFixture.origin(AllianceFixture.scout): .void])
            let second = try draft.signed(by: fixture.authority)
            var chain = try fixture.chain()
            _ = try chain.accept(second)
            var json = try JSONValue(parsing: second.text)
            json["version"] = .number("3")
            json["previous"] = .string(Roster.digest(of: second).base64)
            json["issuedAt"] = time(10)
            json["expiresAt"] = time(50)
            _ = try chain.accept(fixture.sign(json.printed))
            json["version"] = .number("4")
            json["previous"] = .string(try #require(chain.newest).digest.base64)
            // Later than every 'until' (day 10), earlier than its predecessor would be at day 20.
            json["issuedAt"] = time(20)
            _ = try chain.accept(fixture.sign(json.printed))
            json["version"] = .number("5")
            json["previous"] = .string(try #require(chain.newest).digest.base64)
            json["issuedAt"] = time(15)
            _ = try chain.accept(fixture.sign(json.printed))
        }
        #expect(
            refused
                == .backdated(previous: AllianceFixture.day(20), found: AllianceFixture.day(15)))
    }

    @Test(
        "a successor that drops something is refused, saying what",
        arguments: [
            ("members.3", "member scout"), ("members.0.roles.0", "of member aurelle"),
            ("members.0.logKeys.0", "log key e1 of member aurelle"),
            ("members.0.cosignerKeys.0", "of member aurelle"),
            ("members.0.answerKeys.0", "of member aurelle"),
            ("members.0.tlsKeys.0", "of member aurelle"),
            ("members.0.gs1Prefixes.0", "GS1 prefix 4012345"),
            ("members.0.codeSchemes.0", "code scheme aurelle-chip"),
            ("channels.1", "channel luxury"),
            ("channels.1.seats.0", "seat of aurelle"), ("witnesses.0", "of a witness"),
        ])
    func dropped(path: String, what: String) throws {
        let refused = refusedSecond { json in
            json[path] = nil
            if path == "members.3" { json["channels.0.seats.3"] = nil }
        }
        guard case .dropped(let found)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(found.contains(what))
    }

    @Test("the authority's keys end and are not dropped")
    func authorityKeyDropped() {
        #expect(
            refusedSecond {
                $0["authority.keys.1"] = nil
                $0["authority.threshold"] = .number("1")
            }?.keyword == "dropped")
    }

    /// What has a tenure of its own that can be found again with another start.
    private static let tenured = [
        "members.0", "members.0.cosignerKeys.0", "members.0.answerKeys.0", "members.0.tlsKeys.0",
        "authority.keys.0", "witnesses.0",
    ]

    @Test("a start that moves is refused", arguments: tenured)
    func startMoved(path: String) {
        #expect(refusedSecond { $0[path + ".from"] = time(1) }?.keyword == "start-moved")
    }

    @Test(
        "a role, prefix or seat whose start moves is another one, and the first is missed",
        arguments: [
            "members.0.roles.0", "members.0.gs1Prefixes.0", "members.0.codeSchemes.0",
            "channels.1.seats.0",
        ])
    func startMovedElsewhere(path: String) {
        #expect(refusedSecond { $0[path + ".from"] = time(1) }?.keyword == "dropped")
    }

    @Test(
        "an 'until' that is removed or moved is refused, saying of what",
        arguments: [
            "members.0", "members.0.roles.0", "members.0.cosignerKeys.0", "members.0.answerKeys.0",
            "members.0.tlsKeys.0", "members.0.gs1Prefixes.0", "members.0.codeSchemes.0",
            "channels.0.seats.1",
            "channels.1.seats.0", "authority.keys.2", "witnesses.1",
        ])
    func until(path: String) throws {
        // Roster 2 removes aurelle, one authority key and one witness at day 10.
        var draft = try fixture.draft()
        try draft.remove(
            AllianceFixture.aurelle,
            logEnds: [
                AllianceFixture.origin(AllianceFixture.aurelle): AllianceFixture.end,
                AllianceFixture.origin(AllianceFixture.aurelle, AllianceFixture.luxury): .void,
            ])
        let spare = try AllianceFixture.signer("spare", seed: 3).verifierKey
        let keys = fixture.authority.map(\.verifierKey)
        draft.setAuthority(keys + [spare], threshold: 2)
        draft.setAuthority(keys, threshold: 2)
        let witness = try AllianceFixture.signer("w", seed: 98, algorithm: .cosignatureV1)
            .verifierKey
        try draft.addWitness(witness)
        try draft.endWitness(witness)
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))

        func refusedThird(_ until: JSONValue?) throws -> RosterError? {
            let third = try RosterDraft(
                after: #require(chain.newest), issuedAt: AllianceFixture.day(20),
                expiresAt: AllianceFixture.day(120))
            var json = try JSONValue(parsing: third.finished().text)
            #expect(json[path + ".until"] == time(10))
            json[path + ".until"] = until
            let note = try fixture.sign(json.printed)
            return refusal {
                var copy = chain
                _ = try copy.accept(note)
            }
        }
        #expect(try refusedThird(time(11))?.keyword == "until-moved")
        // Without 'until' some are refused as members with something open, or a quorum too small.
        #expect(
            ["until-removed", "open-after-end", "no-seat", "quorum"].contains(
                try refusedThird(nil)?.keyword))
    }

    @Test("the end of a log stays as it is")
    func logEnds() throws {
        var draft = try fixture.draft()
        try draft.endSeat(
            of: AllianceFixture.aurelle, in: AllianceFixture.luxury,
            logEnds: [
                AllianceFixture.origin(AllianceFixture.aurelle, AllianceFixture.luxury):
                    AllianceFixture.end
            ])
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let third = try fixture.draft(after: chain.newest, day: 20).finished().text

        func refused(_ edit: (inout JSONValue) -> Void) throws -> RosterError? {
            var json = try JSONValue(parsing: third)
            edit(&json)
            let note = try fixture.sign(json.printed)
            return refusal {
                var copy = chain
                _ = try copy.accept(note)
            }
        }
        let what = "log luxury/aurelle/e1"
        #expect(try refused { $0["members.0.logs.0"] = nil } == .untilRemoved(what: what))
        #expect(
            try refused { $0["members.0.logs.0.until.size"] = .number("8") }
                == .untilMoved(what: what))
        #expect(
            try refused { $0["members.0.logs.0.until.root"] = .string(Digest.zero.base64) }
                == .untilMoved(what: what))
        #expect(
            try refused { $0["members.0.logs.0.until"] = .string("void") }
                == .untilMoved(what: what))
        #expect(try refused { _ in } == nil)
    }

    @Test("the key of an epoch never changes")
    func epochKey() throws {
        let other = try AllianceFixture.logKey(77).publicKey
        #expect(
            refusedSecond { $0["members.0.logKeys.0.key"] = .string(Base64.encode(other)) }
                == .keyChanged(what: "log key e1 of member aurelle"))
    }

    @Test("whoever stops writing to a log leaves size and root behind, or 'void'")
    func logNotEnded() throws {
        // A seat that ends
        #expect(
            refusedSecond { $0["channels.1.seats.0.until"] = time(10) }
                == .logNotEnded(origin: "ipacc.example/luxury/aurelle/e1"))
        // A new epoch
        let next = try AllianceFixture.logKey(77, epoch: 2)
        #expect(
            refusedSecond {
                $0["members.3.logKeys.1"] = .object([
                    "epoch": .string("e2"), "key": .string(Base64.encode(next.publicKey)),
                ])
            } == .logNotEnded(origin: "ipacc.example/alliance/scout/e1"))
        // A membership that ends
        #expect(
            refusal {
                _ = try fixture.offerSecond({ draft in
                    try draft.remove(
                        AllianceFixture.scout,
                        logEnds: [AllianceFixture.origin(AllianceFixture.scout): .void])
                }) { $0["members.3.logs"] = .array([]) }
            } == .logNotEnded(origin: "ipacc.example/alliance/scout/e1"))
    }

    @Test("name, endpoint, marking and limits may change")
    func mutable() throws {
        #expect(
            try fixture.offerSecond { json in
                json["members.0.name"] = .string("Aurelle S.A.")
                json["members.0.endpoint"] = nil
                json["channels.1.marking"] = .string("TLP:RED")
                json["quotas.entriesPerLog"] = .number("5")
                json["stalenessSeconds"] = .number("60")
            } == .extended)
    }
}

extension AllianceFixture {
    func offerSecond(edit: (inout JSONValue) throws -> Void) throws -> RosterChain.Acceptance {
        try offerSecond({ _ in }, edit: edit)
    }
}
