import AllianceNames
import JSON
import Roster
import Testing
import TransparencyLog

/// Faults that were published of TUF implementations, each tried here (docs/roster.md has the table).
@Suite struct RosterFaultTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    @Test("a threshold of nothing is no threshold, in the first roster or in a successor")
    func thresholdOfNothing() throws {
        for threshold in ["0", "-1", "3"] {
            #expect(
                throws: RosterError.self,
                performing: {
                    try fixture.offerFirst { $0["authority.threshold"] = .number(threshold) }
                })
            #expect(
                throws: RosterError.self,
                performing: {
                    try fixture.offerSecond(edit: {
                        $0["authority.threshold"] = .number(threshold)
                    })
                })
        }
    }

    @Test("a new authority's key counts once towards the new threshold, under whatever names")
    func newKeyCountsOnce() throws {
        let heirs = try ["heir", "heir-again"].map {
            try AllianceFixture.signer("ipacc.example/\($0)", seed: 5)
        }
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        draft.setAuthority([heirs[0].verifierKey], threshold: 1)
        var json = try JSONValue(parsing: draft.finished().text)
        json["authority.keys.3"] = json["authority.keys.2"]
        json["authority.keys.3.key"] = .string(heirs[1].verifierKey.description)
        json["authority.threshold"] = .number("2")
        var note = try fixture.sign(json.printed)
        for heir in heirs { note.add(heir.sign(text: note.text)) }
        #expect(refusal { _ = try chain.accept(note) }?.keyword == "key-reused")
        #expect(chain.newest?.version == 1)
    }

    @Test("a key says how its signatures are read, and no signature does")
    func keySaysAlgorithm() throws {
        let plain = fixture.first.signatures
        // The same secrets and names, of the other algorithm.
        let others = try fixture.authority.enumerated().map { place, signer in
            try AllianceFixture.signer(
                signer.name, seed: UInt8(place + 1), algorithm: .cosignatureV1)
        }
        let stamped = others.map {
            $0.sign(
                text: fixture.first.text, timestamp: AllianceFixture.day(1).secondsSince1970)
        }
        /// `bytes` as if they were of the key of `line`.
        func claim(_ line: NoteSignature, _ bytes: NoteSignature) -> NoteSignature {
            NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes.bytes)
        }
        let pairs = Array(zip(plain, stamped))
        for signatures in [
            stamped, pairs.map { claim($0, $1) }, pairs.map { claim($1, $0) },
            [plain[0], stamped[1]], [plain[0], claim(plain[1], stamped[1])],
            [plain[0], claim(stamped[1], plain[1])],
        ] {
            let note = try SignedNote(text: fixture.first.text, signatures: signatures)
            var chain = RosterChain(
                trusting: fixture.authority.map(\.verifierKey), alliance: AllianceFixture.alliance)
            #expect(throws: RosterError.self, performing: { try chain.accept(note) })
            #expect(chain.newest == nil)
        }
        // Nor does a roster make the authority's key one of another algorithm.
        #expect(
            throws: RosterError.self,
            performing: {
                try fixture.offerFirst {
                    $0["authority.keys.0.key"] = .string(others[0].verifierKey.description)
                }
            })
    }

    @Test("a note with more signatures than anybody needs is not looked at")
    func manySignatures() throws {
        let lines =
            try fixture.first.signatures
            + (0..<SignedNote.signaturesMax).map { _ in
                try AllianceFixture.signer("somebody", seed: 90).sign(text: fixture.first.text)
            }
        #expect(throws: TransparencyLogError.self) {
            try SignedNote(text: fixture.first.text, signatures: lines)
        }
        let text = fixture.first.text + "\n" + lines.map { "\($0)\n" }.joined()
        #expect(throws: TransparencyLogError.self) { try SignedNote(parsing: text) }
    }

    @Test(
        "no name in a roster leads out of a folder",
        arguments: ["../hub", "a/b", "..", ".", "", "/etc", "hub\\", "hub%2f", "hub\u{0}"])
    func pathTraversal(name: String) throws {
        for path in ["members.1.id", "channels.1.id", "channels.0.seats.0.member"] {
            #expect(
                throws: RosterError.self, "\(path)",
                performing: { try fixture.offerFirst { $0[path] = .string(name) } })
        }
    }

    @Test("well-formed JSON that is no roster is refused at every place, and stops nobody")
    func wellFormed() throws {
        let json = try JSONValue(parsing: fixture.first.text)
        let others: [JSONValue] = [
            .null, .number("1"), .number("-1e300"), .string(""), .array([]), .object([:]),
            .array([.null]), .bool(true),
        ]
        var (count, refused) = (0, 0)
        for path in Self.paths(of: json) {
            for other in others {
                var edited = json
                guard edited[path] != other else { continue }
                edited[path] = other
                count += 1
                var chain = RosterChain(
                    trusting: fixture.authority.map(\.verifierKey),
                    alliance: AllianceFixture.alliance)
                do {
                    // Some places take what they are given, such as a list that may be empty.
                    _ = try chain.accept(fixture.sign(edited.printed))
                } catch {
                    refused += 1
                    #expect(chain.newest == nil)
                }
            }
        }
        #expect(count > 1_000 && refused > count / 2)
    }

    @Test("a version is never skipped, repeated or taken for another")
    func versions() throws {
        var chain = try fixture.chain()
        let second = try fixture.draft().signed(by: fixture.authority)
        for version in ["1", "3", "4", "1000000000"] {
            var json = try JSONValue(parsing: second.text)
            json["version"] = .number(version)
            let note = try fixture.sign(json.printed)
            #expect(throws: RosterError.self, "\(version)", performing: { try chain.accept(note) })
        }
        #expect(try chain.accept(second) == .extended)
    }

    /// Of every value below the top.
    private static func paths(of value: JSONValue, at path: String = "") -> [String] {
        let children: [(String, JSONValue)] =
            switch value {
            case .object(let members): members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            case .array(let values): values.enumerated().map { ("\($0.offset)", $0.element) }
            default: []
            }
        return children.flatMap { name, child in
            let here = path.isEmpty ? name : "\(path).\(name)"
            return [here] + paths(of: child, at: here)
        }
    }
}
