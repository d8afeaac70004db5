import AllianceNames
import JSON
import Roster
import Testing
import TransparencyLog

@Suite struct RosterChainTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    @Test("a chain grows by one version at a time and keeps every note")
    func grows() throws {
        var chain = try fixture.chain()
        var notes = [fixture.first]
        for version in UInt64(2)...5 {
            let note = try fixture.draft(after: chain.newest, day: version * 10)
                .signed(by: fixture.authority)
            #expect(try chain.accept(note) == .extended)
            #expect(chain.newest?.version == version)
            #expect(chain.newest?.note == note)
            notes.append(note)
        }
        #expect(chain.notes == notes)
        #expect(chain.note(version: 3) == notes[2])
        #expect(chain.note(version: 6) == nil && chain.note(version: 0) == nil)
    }

    @Test("offering the stored notes again restores the chain")
    func restores() throws {
        var chain = try fixture.chain()
        _ = try chain.accept(fixture.draft().signed(by: fixture.authority))
        var again = RosterChain(
            trusting: fixture.authority.map(\.verifierKey), alliance: AllianceFixture.alliance)
        for note in chain.notes { #expect(try again.accept(note) == .extended) }
        #expect(again.newest == chain.newest)
        #expect(try again.accept(chain.notes[0]) == .alreadyHeld)
    }

    @Test("a note held already is nothing new, also with one more signature")
    func alreadyHeld() throws {
        var chain = try fixture.chain()
        var note = fixture.first
        note.add(try AllianceFixture.signer("somebody", seed: 90).sign(text: note.text))
        #expect(try chain.accept(note) == .alreadyHeld)
    }

    @Test("of a copy of a register that is held the signatures are looked at, too")
    func copies() throws {
        var chain = try fixture.chain()
        for isFirst in [true, false] {
            if !isFirst {
                _ = try chain.accept(fixture.draft().signed(by: fixture.authority))
            }
            let held = try #require(chain.newest?.note)
            try chain.checkCopy(held)
            var more = held
            more.add(try AllianceFixture.signer("somebody", seed: 90).sign(text: held.text))
            try chain.checkCopy(more)
            var less = try SignedNote(text: held.text)
            less.add(fixture.authority[0].sign(text: held.text))
            #expect(try chain.accept(less) == .alreadyHeld)
            #expect(refusal { try chain.checkCopy(less) }?.keyword == "signatures")
        }
    }

    @Test(
        "of a successor signatures are looked at before its rules, which cost the more the more it says"
    )
    func signaturesFirst() throws {
        var chain = try fixture.chain()
        let draft = try fixture.draft().signed(by: fixture.authority)
        var json = try JSONValue(parsing: draft.text)
        json["members.1.gs1Prefixes.0"] = .object([
            "prefix": .string("4012345"), "from": .string(AllianceFixture.day(0).description),
        ])
        var note = try SignedNote(text: json.printed)
        #expect(
            refusal { _ = try chain.accept(note) } == .signatures(of: 1, needed: 2, found: 0))
        for signer in fixture.authority { note.add(signer.sign(text: note.text)) }
        #expect(refusal { _ = try chain.accept(note) }?.keyword == "prefix-overlap")
        json["previous"] = .string(Digest.zero.description)
        #expect(
            refusal { _ = try chain.accept(SignedNote(text: json.printed)) }?.keyword == "unlinked")
        #expect(chain.newest?.version == 1)
    }

    @Test("the first roster counts only with the threshold of trusted keys")
    func anchors() throws {
        let keys = fixture.authority.map(\.verifierKey)
        let stranger = try AllianceFixture.signer("stranger", seed: 90).verifierKey
        for trusted in [[], [keys[0]], [keys[0], stranger], [keys[0], keys[0]]] {
            var chain = RosterChain(trusting: trusted, alliance: AllianceFixture.alliance)
            #expect(
                refusal { _ = try chain.accept(fixture.first) }?.keyword == "signatures")
            #expect(chain.newest == nil)
        }
    }

    @Test("who was told how many keys sign takes no roster that says less of itself")
    func toldThreshold() throws {
        // The thief of one key of three makes a register of its own.
        var json = try JSONValue(parsing: fixture.first.text)
        json["authority.threshold"] = .number("1")
        var forged = try SignedNote(text: json.printed)
        forged.add(fixture.authority[0].sign(text: forged.text))
        let keys = fixture.authority.map(\.verifierKey)
        for (told, isTaken) in [(1, true), (2, false)] {
            var chain = RosterChain(
                trusting: AuthorityKeys(keys, threshold: told),
                alliance: AllianceFixture.alliance)
            let refused = refusal { _ = try chain.accept(forged) }
            #expect((refused == nil) == isTaken, "\(told)")
            if let refused { #expect(refused == .signatures(of: 1, needed: 2, found: 1)) }
        }
        var genuine = RosterChain(
            trusting: AuthorityKeys(keys, threshold: 2), alliance: AllianceFixture.alliance)
        #expect(try genuine.accept(fixture.first) == .extended)
    }

    @Test("a chain may begin at a later version, as a joiner's does")
    func beginsLater() throws {
        var chain = try fixture.chain()
        let second = try fixture.draft().signed(by: fixture.authority)
        _ = try chain.accept(second)
        let third = try fixture.draft(after: chain.newest, day: 20).signed(by: fixture.authority)
        var joiner = RosterChain(
            trusting: fixture.authority.map(\.verifierKey), alliance: AllianceFixture.alliance)
        #expect(try joiner.accept(second) == .extended)
        #expect(refusal { _ = try joiner.accept(fixture.first) } == .beforeFirst(held: 2, found: 1))
        #expect(try joiner.accept(third) == .extended)
    }

    @Test(
        "a record is read with the keys of any of its versions, and what came before them has to be what they were made from"
    )
    func restoring() throws {
        let heirs = try [5, 6].map {
            try AllianceFixture.signer("ipacc.example/heir-\($0)", seed: $0)
        }
        var chain = try fixture.chain()
        _ = try chain.accept(fixture.draft().signed(by: fixture.authority))
        var draft = try fixture.draft(after: chain.newest, day: 20)
        draft.setAuthority(heirs.map(\.verifierKey), threshold: 2)
        _ = try chain.accept(draft.signed(by: fixture.authority + heirs))
        _ = try chain.accept(fixture.draft(after: chain.newest, day: 30).signed(by: heirs))
        let notes = chain.notes
        func restored(
            _ keys: [NoteSigner], _ notes: [SignedNote], told threshold: Int = 1
        ) throws -> RosterChain {
            try RosterChain(
                trusting: AuthorityKeys(keys.map(\.verifierKey), threshold: threshold),
                alliance: AllianceFixture.alliance, restoring: notes)
        }
        for keys in [fixture.authority, heirs] {
            for told in [1, 2] {
                let read = try restored(keys, notes, told: told)
                #expect(read.notes == notes && read.newest?.version == 4)
                #expect(read.versions.map(\.version) == [1, 2, 3, 4])
                #expect(read.note(version: 1) == fixture.first)
            }
        }
        #expect(try restored(heirs, []).newest == nil)
        // Nobody vouches for any: told is what the first was refused for.
        let stranger = try AllianceFixture.signer("ipacc.example/authority-1", seed: 99)
        #expect(
            refusal { _ = try restored([stranger], notes) }
                == .signatures(of: 1, needed: 2, found: 0))
        #expect(
            refusal { _ = try restored(heirs, notes, told: 3) }
                == .signatures(of: 1, needed: 3, found: 0))
        // A successor that those before it never signed: it names them, and no more.
        let usurped = try draft.signed(by: heirs)
        #expect(
            refusal { _ = try restored(heirs, [notes[0], notes[1], usurped]) }
                == .signatures(of: 2, needed: 2, found: 0))
        // Another beginning than theirs, one left out, one twice.
        let forged = try fixture.sign(
            fixture.draft(day: 11).finished().text.replacing("House of", with: "Lair of"))
        #expect(
            refusal { _ = try restored(heirs, [notes[0], forged, notes[2], notes[3]]) }?.keyword
                == "unlinked")
        #expect(
            refusal { _ = try restored(heirs, [notes[0], notes[2], notes[3]]) }?.keyword
                == "missing-versions")
        #expect(
            refusal { _ = try restored(heirs, [notes[2], notes[2], notes[3]]) }?.keyword
                == "listed-twice")
        #expect(
            refusal { _ = try restored(fixture.authority, [notes[0], notes[1], notes[3]]) }?
                .keyword == "missing-versions")
    }

    @Test("keys that were handed on stop nobody who follows those after them, and are found out")
    func supersededRival() throws {
        let heirs = try [5, 6].map {
            try AllianceFixture.signer("ipacc.example/heir-\($0)", seed: $0)
        }
        var chain = try fixture.chain()
        let trunk = try #require(chain.newest)
        var draft = try fixture.draft()
        draft.setAuthority(heirs.map(\.verifierKey), threshold: 2)
        let second = try draft.signed(by: fixture.authority + heirs)
        // In the place of the second, by those that were the authority alone.
        let rival = try fixture.draft(after: trunk, day: 11).signed(by: fixture.authority)
        let early = chain
        _ = try chain.accept(second)
        guard case .forked(let fork) = try chain.accept(rival) else {
            Issue.record("two of one version are no fork")
            return
        }
        #expect(!fork.freezes && fork.held == second && fork.other == rival)
        #expect(!chain.isFrozen && chain.fork == fork)
        let third = try fixture.draft(after: chain.newest, day: 20).signed(by: heirs)
        #expect(try chain.accept(third) == .extended)
        // Those of now stop it.
        let next = try fixture.draft(after: chain.newest, day: 30).signed(by: heirs)
        let other = try fixture.draft(after: chain.newest, day: 31).signed(by: heirs)
        _ = try chain.accept(next)
        guard case .forked(let fresh) = try chain.accept(other) else {
            Issue.record("two of one version are no fork")
            return
        }
        #expect(fresh.freezes && chain.isFrozen && chain.fork == fresh)
        // Shown again, the old one changes nothing.
        _ = try chain.accept(rival)
        #expect(chain.fork == fresh)

        // Who met the rival first follows its keys, and is stopped by the true one.
        var misled = early
        _ = try misled.accept(rival)
        _ = try misled.accept(second)
        #expect(misled.isFrozen)
    }

    @Test("one key counts once, even under two names")
    func oneVoice() throws {
        // Two names for the key of the first authority, both of which signed.
        let alias = try AllianceFixture.signer("ipacc.example/authority-1b", seed: 1)
        var json = try JSONValue(parsing: fixture.first.text)
        json["authority.keys.1.key"] = .string(alias.verifierKey.description)
        var note = try SignedNote(text: json.printed)
        note.add(fixture.authority[0].sign(text: note.text))
        note.add(alias.sign(text: note.text))
        var chain = RosterChain(
            trusting: [fixture.authority[0].verifierKey, alias.verifierKey],
            alliance: AllianceFixture.alliance)
        #expect(refusal { _ = try chain.accept(note) }?.keyword == "key-reused")
        // The same line twice is one signature, too.
        let line = fixture.authority[0].sign(text: fixture.first.text)
        let twice = try SignedNote(text: fixture.first.text, signatures: [line, line])
        var other = RosterChain(
            trusting: fixture.authority.map(\.verifierKey), alliance: AllianceFixture.alliance)
        #expect(
            refusal { _ = try other.accept(twice) } == .signatures(of: 1, needed: 2, found: 1))
    }

    @Test("a successor takes the threshold of both authorities, the old and the new")
    func bothThresholds() throws {
        let heirs = try [5, 6].map {
            try AllianceFixture.signer("ipacc.example/heir-\($0)", seed: $0)
        }
        var draft = try fixture.draft()
        draft.setAuthority(heirs.map(\.verifierKey), threshold: 2)
        let old = fixture.authority
        let short: [([NoteSigner], RosterError)] = [
            (heirs, .signatures(of: 1, needed: 2, found: 0)),
            (heirs + [old[0]], .signatures(of: 1, needed: 2, found: 1)),
            (old, .signatures(of: 2, needed: 2, found: 0)),
            (old + [heirs[1]], .signatures(of: 2, needed: 2, found: 1)),
        ]
        for (signers, error) in short {
            var chain = try fixture.chain()
            #expect(refusal { _ = try chain.accept(draft.signed(by: signers)) } == error)
            #expect(chain.newest?.version == 1)
        }
        var chain = try fixture.chain()
        #expect(try chain.accept(draft.signed(by: old + heirs)) == .extended)
        // From now on the heirs alone, and the old keys no more.
        let third = try fixture.draft(after: chain.newest, day: 20)
        #expect(
            refusal { _ = try chain.accept(third.signed(by: old)) }?.keyword == "signatures")
        #expect(try chain.accept(third.signed(by: heirs)) == .extended)
    }

    @Test("a flipped byte anywhere in text or signatures is refused")
    func flippedByte() throws {
        let bytes = Array(try fixture.draft().signed(by: fixture.authority).description.utf8)
        let seed: UInt64 = 3
        var random = SeededGenerator(seed: seed)
        var judged = 0
        for _ in 0..<200 {
            var flipped = bytes
            let offset = Int.random(in: 0..<bytes.count, using: &random)
            flipped[offset] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            guard let note = try? SignedNote(parsing: flipped) else { continue }
            judged += 1
            var chain = try fixture.chain()
            #expect(
                throws: RosterError.self, "seed \(seed), offset \(offset)",
                performing: { try chain.accept(note) })
        }
        // Most leave a note, of which signatures or text are wrong.
        #expect(judged > 100)
    }

    @Test("a bad signature of a known key spoils the note, whatever the others say")
    func badSignature() throws {
        var note = try fixture.draft().signed(by: fixture.authority)
        let other = fixture.authority[0].sign(text: "something else\n")
        note.add(other)
        var chain = try fixture.chain()
        #expect(refusal { _ = try chain.accept(note) }?.keyword == "note")
    }

    @Test("a roster of another alliance is refused")
    func otherAlliance() throws {
        var chain = RosterChain(
            trusting: fixture.authority.map(\.verifierKey),
            alliance: AllianceID(unchecked: "other.example"))
        #expect(
            refusal { _ = try chain.accept(fixture.first) }
                == .alliance(expected: "other.example", found: "ipacc.example"))
    }

    @Test("a gap asks for the versions between")
    func gap() throws {
        var ahead = try fixture.chain()
        _ = try ahead.accept(fixture.draft().signed(by: fixture.authority))
        let third = try fixture.draft(after: ahead.newest, day: 20).signed(by: fixture.authority)
        var chain = try fixture.chain()
        #expect(refusal { _ = try chain.accept(third) } == .missingVersions(held: 1, found: 3))
    }

    @Test("a successor of another predecessor is refused with both hashes")
    func unlinked() throws {
        var chain = try fixture.chain()
        let expected = try #require(chain.newest).digest
        var json = try JSONValue(parsing: fixture.draft().finished().text)
        json["previous"] = .string(Digest.zero.base64)
        let note = try fixture.sign(json.printed)
        #expect(
            refusal { _ = try chain.accept(note) }
                == .unlinked(version: 2, expected: expected, found: .zero))
    }

    @Test("what is refused leaves the chain as it was")
    func checksFirst() throws {
        var chain = try fixture.chain()
        var json = try JSONValue(parsing: fixture.draft().finished().text)
        json["members.3.logs.0"] = .object([
            "channel": .string("luxury"), "epoch": .string("e1"), "until": .string("void"),
        ])
        #expect(throws: RosterError.self) { try chain.accept(fixture.sign(json.printed)) }
        #expect(chain.notes == [fixture.first])
        #expect(chain.newest?.version == 1 && !chain.isFrozen)
        #expect(try chain.accept(fixture.draft().signed(by: fixture.authority)) == .extended)
    }

    @Test("two valid successors of one version are a finding, and the chain freezes")
    func fork() throws {
        var chain = try fixture.chain()
        let held = try fixture.draft(day: 10).signed(by: fixture.authority)
        let other = try fixture.draft(day: 11).signed(by: fixture.authority)
        _ = try chain.accept(held)
        let third = try fixture.draft(after: chain.newest, day: 20).signed(by: fixture.authority)

        let finding = try chain.accept(other)
        guard case .forked(let fork) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(fork.version == 2 && fork.held == held && fork.other == other)
        #expect(chain.isFrozen && chain.fork == fork)
        #expect(chain.newest?.note == held)
        #expect(refusal { _ = try chain.accept(third) } == .frozen(version: 1))
        #expect(try chain.accept(held) == .alreadyHeld)

        // Both notes, stored and offered again, give the same finding.
        var again = try fixture.chain()
        _ = try again.accept(held)
        #expect(try again.accept(other) == finding)
    }

    @Test("a fork is found below the newest version, and of the first roster too")
    func forkBelow() throws {
        var chain = try fixture.chain()
        let rival = try fixture.draft(day: 11).signed(by: fixture.authority)
        _ = try chain.accept(fixture.draft(day: 10).signed(by: fixture.authority))
        _ = try chain.accept(
            fixture.draft(after: chain.newest, day: 20).signed(by: fixture.authority))
        #expect(try chain.accept(rival) == .forked(#require(chain.fork)))
        #expect(chain.fork?.version == 2)

        var first = try fixture.chain()
        var json = try JSONValue(parsing: fixture.first.text)
        json["stalenessSeconds"] = .number("1")
        _ = try first.accept(fixture.sign(json.printed))
        #expect(first.fork?.version == 1)
    }

    @Test("a rival that is no valid successor proves nothing and freezes nothing")
    func noFork() throws {
        var chain = try fixture.chain()
        _ = try chain.accept(fixture.draft(day: 10).signed(by: fixture.authority))
        let alone = try fixture.draft(day: 11).signed(by: [fixture.authority[0]])
        #expect(refusal { _ = try chain.accept(alone) }?.keyword == "signatures")
        var json = try JSONValue(parsing: fixture.draft(day: 11).finished().text)
        json["members.0.gs1Prefixes"] = .array([])
        let illegal = try fixture.sign(json.printed)
        #expect(refusal { _ = try chain.accept(illegal) }?.keyword == "dropped")
        #expect(!chain.isFrozen)
    }

    @Test("expiry is asked of the last roster only, so a late node catches up")
    func expiry() throws {
        var chain = try fixture.chain()
        #expect(!chain.isExpired(at: AllianceFixture.day(89)))
        #expect(chain.isExpired(at: AllianceFixture.day(90)))
        // Issued after the first has expired, itself expired when the third is issued.
        _ = try chain.accept(
            fixture.draft(after: chain.newest, day: 200).signed(by: fixture.authority))
        _ = try chain.accept(
            fixture.draft(after: chain.newest, day: 400).signed(by: fixture.authority))
        #expect(!chain.isExpired(at: AllianceFixture.day(401)))
        let newest = try #require(chain.newest)
        let end = AllianceFixture.day(490).millisecondsSince1970
        #expect(!newest.isExpired(atMilliseconds: end - 1))
        #expect(newest.isExpired(atMilliseconds: end))
    }

    @Test("without a roster there is nothing to rely on")
    func empty() {
        let chain = RosterChain(trusting: [], alliance: AllianceFixture.alliance)
        #expect(chain.isExpired(at: AllianceFixture.day(0)) && chain.newest == nil)
    }
}
