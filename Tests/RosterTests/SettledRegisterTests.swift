import AllianceNames
import Roster
import Testing
import TransparencyLog

/// Registers that the members have agreed on in person.
@Suite struct SettledRegisterTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    @Test(
        "the register that the members have agreed on is that version, whoever signed another one"
    )
    func rivals() throws {
        let trunk = try fixture.chain().newest
        let (a, b) = (
            try fixture.draft(after: trunk, day: 10).signed(by: fixture.authority),
            try fixture.draft(after: trunk, day: 11).signed(by: fixture.authority)
        )
        var chain = try settledChain([b])
        #expect(
            refusal { _ = try chain.accept(a) }
                == .notSettled(
                    version: 2, expected: Roster.digest(of: b), found: Roster.digest(of: a)))
        #expect(try chain.accept(b) == .extended)
        guard case .forked(let fork) = try chain.accept(a) else {
            Issue.record("two of one version are no fork")
            return
        }
        #expect(!fork.freezes && !chain.isFrozen && chain.fork == fork)
        let third = try fixture.draft(after: chain.newest, day: 20).signed(by: fixture.authority)
        #expect(try chain.accept(third) == .extended)
        // What comes after it stops the chain as ever.
        let other = try fixture.draft(after: chain.versions[1], day: 21)
            .signed(by: fixture.authority)
        _ = try chain.accept(other)
        #expect(chain.isFrozen)
    }

    /// A chain of the first version, for members who have agreed on later ones.
    private func settledChain(_ notes: [SignedNote]) throws -> RosterChain {
        var keys = AuthorityKeys(fixture.authority.map(\.verifierKey))
        for note in notes {
            keys = keys.settling(
                try Roster(parsing: note.text).version, Roster.digest(of: note))
        }
        var chain = RosterChain(trusting: keys, alliance: AllianceFixture.alliance)
        _ = try chain.accept(fixture.first)
        return chain
    }

    @Test(
        "where the keys before are lost or stolen, the members' word makes another authority of the one they agree on"
    )
    func withoutFormerKeys() throws {
        let heir = try AllianceFixture.signer("ipacc.example/heir", seed: 5)
        var plain = try fixture.chain()
        let trunk = plain.newest
        let a = try fixture.draft(after: trunk, day: 10).signed(by: fixture.authority)
        let b = try fixture.draft(after: trunk, day: 11).signed(by: fixture.authority)
        _ = try plain.accept(a)
        var draft = try fixture.draft(after: plain.newest, day: 20)
        draft.setAuthority([heir.verifierKey], threshold: 1)
        let recovered = try draft.signed(by: [heir])
        let stolen = try fixture.draft(after: plain.newest, day: 21)
            .signed(by: fixture.authority)
        #expect(
            refusal { _ = try plain.accept(recovered) }
                == .signatures(of: 2, needed: 2, found: 0))

        // It stopped at the fork below, and goes on.
        var chain = try settledChain([recovered])
        _ = try chain.accept(a)
        _ = try chain.accept(b)
        #expect(chain.isFrozen)
        #expect(refusal { _ = try chain.accept(stolen) }?.keyword == "not-settled")
        #expect(try chain.accept(recovered) == .extended)
        #expect(!chain.isFrozen && chain.fork?.version == 2 && chain.newest?.version == 3)
        for rival in [b, stolen] {
            _ = try chain.accept(rival)
            #expect(!chain.isFrozen)
        }
        let next = try fixture.draft(after: chain.newest, day: 30)
        #expect(
            refusal { _ = try chain.accept(next.signed(by: fixture.authority)) }
                == .signatures(of: 3, needed: 1, found: 0))
        #expect(try chain.accept(next.signed(by: [heir])) == .extended)

        // Only those before are left out: it follows on what is held, by every rule, signed by its own.
        var unsigned = try SignedNote(text: recovered.text)
        unsigned.add(fixture.authority[0].sign(text: recovered.text))
        var strict = try settledChain([recovered])
        _ = try strict.accept(a)
        #expect(
            refusal { _ = try strict.accept(unsigned) } == .signatures(of: 3, needed: 1, found: 0))
        var astray = try settledChain([recovered])
        _ = try astray.accept(b)
        #expect(refusal { _ = try astray.accept(recovered) }?.keyword == "unlinked")

        // Read from the first version on, and with the keys of today.
        let notes = chain.notes
        for keys in [fixture.authority, [heir]] {
            let told = AuthorityKeys(keys.map(\.verifierKey))
            let read = try RosterChain(
                trusting: told.settling(3, Roster.digest(of: recovered)),
                alliance: AllianceFixture.alliance, restoring: notes)
            #expect(read.notes == notes)
            #expect(
                refusal {
                    _ = try RosterChain(
                        trusting: told, alliance: AllianceFixture.alliance, restoring: notes)
                }?.keyword == "signatures")
        }
    }

    @Test(
        "a chain that does not lead over what the members have agreed on is none, wherever it begins"
    )
    func leadsOver() throws {
        let heir = try AllianceFixture.signer("ipacc.example/heir", seed: 5)
        let trunk = try fixture.chain().newest
        let b = try fixture.draft(after: trunk, day: 11).signed(by: fixture.authority)
        for isSettled in [false, true] {
            var chain = try fixture.chain()
            let a = try fixture.draft(after: trunk, day: 10).signed(by: fixture.authority)
            _ = try chain.accept(isSettled ? b : a)
            var draft = try fixture.draft(after: chain.newest, day: 20)
            draft.setAuthority([heir.verifierKey], threshold: 1)
            _ = try chain.accept(draft.signed(by: fixture.authority + [heir]))
            let keys = AuthorityKeys([heir.verifierKey]).settling(2, Roster.digest(of: b))
            func restored(_ notes: [SignedNote]) -> RosterError? {
                refusal {
                    _ = try RosterChain(
                        trusting: keys, alliance: AllianceFixture.alliance, restoring: notes)
                }
            }
            #expect(restored(chain.notes)?.keyword == (isSettled ? nil : "not-settled"))
            let last = [chain.notes[2]]
            #expect(restored(last) == .missingVersions(held: 2, found: 3))
            var joiner = RosterChain(trusting: keys, alliance: AllianceFixture.alliance)
            #expect(
                refusal { _ = try joiner.accept(last[0]) }
                    == .missingVersions(held: 2, found: 3))
        }
    }
}
