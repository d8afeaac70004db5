import AllianceNames
import JSON
import Roster
import Statements
import Testing
import TransparencyLog

/// A register that several keys sign, one after the other.
@Suite struct RosterProposalTests {
    private let fixture: AllianceFixture

    init() throws { fixture = try AllianceFixture() }

    /// A second version, signed by as many of the authority as are named.
    private func second(
        by signers: [NoteSigner], _ change: (inout RosterDraft) throws -> Void = { _ in }
    ) throws -> SignedNote {
        var draft = try fixture.draft()
        try change(&draft)
        return try draft.signed(by: signers)
    }

    @Test("waits for the keys that are missing, and counts for every node once they have signed")
    func signatures() throws {
        var proposal = try RosterProposal(
            second(by: [fixture.authority[0]]), after: fixture.newest())
        #expect(proposal.missing == (1, 1) && !proposal.isComplete)
        #expect(proposal.signed == [fixture.authority[0].verifierKey])
        #expect(proposal.wanted == [fixture.authority[1].verifierKey])
        var chain = try fixture.chain()
        #expect(
            refusal { _ = try chain.accept(proposal.note) }
                == .signatures(of: 1, needed: 2, found: 1))
        try proposal.add(fixture.authority[0])
        #expect(proposal.missing == (1, 1), "the same key again")
        try proposal.add(fixture.authority[1])
        #expect(proposal.isComplete && proposal.unsigned.isEmpty && proposal.wanted.isEmpty)
        #expect(try chain.accept(proposal.note) == .extended)
    }

    @Test("a change of the authority takes the keys before and those after")
    func bothAuthorities() throws {
        let heirs = try [5, 6, 7].map {
            try AllianceFixture.signer("ipacc.example/authority", seed: $0)
        }
        let note = try second(by: [fixture.authority[0]]) {
            $0.setAuthority(
                [fixture.authority[1].verifierKey] + heirs.map(\.verifierKey), threshold: 2)
        }
        var proposal = try RosterProposal(note, after: fixture.newest())
        #expect(proposal.missing == (1, 2))
        // One that counts on both sides is not enough for the later one.
        #expect(
            proposal.wanted == [fixture.authority[1].verifierKey] + heirs.map(\.verifierKey))
        try proposal.add(fixture.authority[1])
        #expect(proposal.missing == (0, 1))
        #expect(proposal.wanted == heirs.map(\.verifierKey))
        // Signed apart, in another copy of the file.
        var other = try RosterProposal(note, after: fixture.newest())
        try other.add(heirs[2])
        try proposal.add(signaturesOf: other.note)
        #expect(proposal.isComplete)
        var chain = try fixture.chain()
        #expect(try chain.accept(proposal.note) == .extended)
    }

    @Test("keeps no signatures of others, and refuses one of the authority that does not hold")
    func foreignSignatures() throws {
        var note = try second(by: [fixture.authority[0]])
        let stranger = try AllianceFixture.signer("ipacc.example/authority", seed: 77)
        note.add(stranger.sign(text: note.text))
        let proposal = try RosterProposal(note, after: fixture.newest())
        #expect(proposal.note.signatures.count == 1 && proposal.missing == (1, 1))
        note.add(fixture.authority[1].sign(text: "another text\n"))
        #expect(
            refusal { _ = try RosterProposal(note, after: fixture.newest()) }?.keyword == "note")
        var kept = proposal
        #expect(refusal { try kept.add(signaturesOf: note) }?.keyword == "note")
        #expect(kept.note == proposal.note)
        // A note of another text adds nothing.
        try kept.add(signaturesOf: fixture.first)
        #expect(kept.note == proposal.note)
    }

    @Test("is held to every rule before anybody signs it")
    func rules() throws {
        let newest = try fixture.newest()
        func keyword(_ note: SignedNote, after roster: VerifiedRoster) -> String? {
            refusal { _ = try RosterProposal(note, after: roster) }?.keyword
        }
        #expect(keyword(fixture.first, after: newest) == "not-next")
        let note = try second(by: [fixture.authority[0]])
        var chain = try fixture.chain()
        _ = try chain.accept(
            second(by: fixture.authority) { $0.openChannel(.init(unchecked: "x"), marking: .red) })
        let later = try #require(chain.newest)
        #expect(keyword(note, after: later) == "not-next")
        let third = try fixture.draft(after: later, day: 20).signed(by: [fixture.authority[0]])
        #expect(keyword(third, after: newest) == "not-next")
        for (path, value, expected) in [
            ("alliance", JSONValue.string("other.example"), "alliance"),
            ("previous", .string(Digest.sha256([1]).base64), "unlinked"),
            ("witnesses", .array([]), "dropped"),
            ("authority.threshold", .number("3"), "threshold"),
        ] {
            var json = try JSONValue(parsing: note.text)
            json[path] = value
            var edited = try SignedNote(text: json.printed)
            edited.add(fixture.authority[0].sign(text: edited.text))
            let found = keyword(edited, after: newest)
            #expect(found == expected, "\(path)")
        }
    }

    @Test("what holders are shown is what they sign: a register in another layout is none")
    func printed() throws {
        let text = try second(by: []).text
        for other in [text + " \n", text.replacing("\"version\": 2", with: "\"version\":  2")] {
            #expect(other != text)
            var note = try SignedNote(text: other)
            note.add(fixture.authority[0].sign(text: other))
            #expect(
                refusal { _ = try RosterProposal(note, after: fixture.newest()) }?.keyword
                    == "value")
        }
    }
}
