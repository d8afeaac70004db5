import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

@Suite("an erasure certificate")
struct ErasureCertificateTests {
    private let fixture: ErasureFixture

    init() throws { fixture = try ErasureFixture() }

    private func refusal(_ signed: SignedErasure, by roster: VerifiedRoster? = nil) -> String? {
        do {
            _ = try signed.verified(by: roster ?? fixture.roster)
            return nil
        } catch {
            return error.keyword
        }
    }

    @Test(
        "is read as it is printed, for every reason", arguments: ErasureCertificate.Reason.allCases)
    func printParse(reason: ErasureCertificate.Reason) throws {
        let certificate = try fixture.certificate(reason: reason)
        #expect(try ErasureCertificate(parsing: certificate.text) == certificate)
        let signed = SignedErasure(certificate, by: [fixture.author])
        let read = try SignedErasure(parsing: signed.note.description)
        #expect(read == signed)
        #expect(read.certificate.id == Digest.sha256(Array(certificate.text.utf8)))
    }

    @Test("is this text, byte for byte")
    func golden() throws {
        #expect(
            try fixture.certificate().text == """
                touchstone-erasure/v1
                origin demo/alliance/maison/e1
                entries 3,17-20
                reason request
                time 2027-01-15T08:00:00Z

                """)
    }

    @Test(
        "is refused with another line in any place",
        arguments: [
            (1, "touchstone-erasure/v2"), (1, "demo/alliance/maison/e1"), (2, "origin demo/a/b"),
            (2, "log demo/alliance/maison/e1"), (3, "entries "), (3, "entries 4,3"),
            (3, "entries 0-4096"), (4, "reason whim"), (5, "time 2027-01-15T08:00:00"),
            (5, "time  2027-01-15T08:00:00Z"), (5, "time 2027-01-15T08:00:00Z\nmore x"),
            (5, "time 2027-01-15T08:00:00Z\r"),
        ])
    func malformed(line: Int, text: String) throws {
        var lines = try fixture.certificate().text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        lines[line - 1] = text
        #expect(throws: ErasureError.self) {
            try ErasureCertificate(parsing: lines.joined(separator: "\n"))
        }
    }

    @Test("takes as many entries as the limit says, and no more")
    func bounded() throws {
        #expect(try fixture.certificate("0-4095").entries.count == ErasureCertificate.entriesMax)
        #expect(throws: ErasureError.tooManyEntries(found: 4_097, ranges: 1)) {
            try fixture.certificate("0-4096")
        }
        let most = EntryRanges((0..<512).map { UInt64($0 * 2) })
        let certificate = try ErasureCertificate(
            origin: fixture.origin, entries: most, reason: .request,
            issuedAt: ErasureFixture.now)
        #expect(try ErasureCertificate(parsing: certificate.text) == certificate)
        #expect(throws: ErasureError.self) {
            try ErasureCertificate(
                origin: fixture.origin, entries: most.union(EntryRanges([5_000])),
                reason: .request, issuedAt: ErasureFixture.now)
        }
        let long =
            SignedErasure(certificate, by: [fixture.author]).note.description
            + String(repeating: "x", count: SignedErasure.noteBytesMax)
        #expect(throws: ErasureError.self) { try SignedErasure(parsing: long) }
    }

    @Test("holds with author and threshold of the authority")
    func complete() throws {
        let (author, authority) = (fixture.author, fixture.authority)
        for keys in [[0, 1], [0, 2], [1, 2], [0, 1, 2]] {
            let signed = try fixture.signed(by: [author] + keys.map { authority[$0] })
            #expect(refusal(signed) == nil)
        }
    }

    @Test("does not hold while a signature is missing; a log key alone erases nothing")
    func missing() throws {
        let (author, authority) = (fixture.author, fixture.authority)
        for reason in ErasureCertificate.Reason.allCases {
            #expect(
                try refusal(fixture.signed(reason: reason, by: [author]))
                    == "erasure-authority-missing")
            #expect(
                try refusal(fixture.signed(reason: reason, by: [author, authority[0]]))
                    == "erasure-authority-missing")
            #expect(
                try refusal(fixture.signed(reason: reason, by: [authority[0]]))
                    == "erasure-authority-missing")
        }
        #expect(
            try refusal(fixture.signed(by: Array(authority.prefix(2)))) == "erasure-author-missing")
        #expect(try refusal(fixture.signed(by: [fixture.other])) == "erasure-unsigned")
        #expect(
            try refusal(fixture.signed(by: [fixture.other] + authority.prefix(2)))
                == "erasure-author-missing")
    }

    @Test(
        "holds by the authority alone for a legal order and for a retention limit, only for those")
    func authorityAlone() throws {
        for reason in ErasureCertificate.Reason.allCases {
            let signed = try fixture.signed(
                reason: reason, by: Array(fixture.authority.prefix(2)))
            let stands = [.legalOrder, .retentionLimit].contains(reason)
            #expect(refusal(signed) == (stands ? nil : "erasure-author-missing"))
        }
    }

    @Test("one key of the authority counts once, however often it signed")
    func oneVoice() throws {
        var signed = try fixture.signed(by: [fixture.author, fixture.authority[0]])
        signed.add(fixture.authority[0])
        #expect(refusal(signed) == "erasure-authority-missing")
        // The same line twice, as nobody but a forger writes it.
        let text = signed.note.description
        let line = try #require(text.split(separator: "\n").last)
        let twice = try SignedErasure(parsing: text + line + "\n")
        #expect(refusal(twice) == "erasure-authority-missing")
        // Under another name the same key is none that the roster knows.
        let renamed = try NoteSigner(
            name: "demo/authority-9", seed: [UInt8](repeating: 1, count: 32))
        signed.add(renamed)
        #expect(refusal(signed) == "erasure-authority-missing")
    }

    @Test("is refused with any byte flipped")
    func flipped() throws {
        let signed = try fixture.signed(by: [fixture.author] + fixture.authority.prefix(2))
        let bytes = Array(signed.note.description.utf8)
        for place in bytes.indices {
            var flipped = bytes
            flipped[place] ^= 1
            guard let read = try? SignedErasure(parsing: flipped) else { continue }
            let stands = (try? read.verified(by: fixture.roster)) != nil
            #expect(!stands, "byte \(place)")
        }
    }

    @Test("of a log that the roster does not know, nobody can have anything erased")
    func unknownLog() throws {
        let certificate = try ErasureCertificate(
            origin: LogOrigin(parsing: "demo/alliance/stranger/e1"), entries: EntryRanges([1]),
            reason: .legalOrder, issuedAt: ErasureFixture.now)
        #expect(
            refusal(SignedErasure(certificate, by: fixture.authority)) == "erasure-unknown-log")
    }

    @Test("what keys signed before they ended stands; what is dated after does not")
    func endedKeys() throws {
        let fresh = try [7, 8].map {
            try NoteSigner(
                name: "demo/authority-\($0)", seed: [UInt8](repeating: UInt8($0), count: 32))
        }
        let later = try fixture.roster(authority: fresh, threshold: 2)
        let signers = [fixture.author] + fixture.authority.prefix(2)
        #expect(try refusal(fixture.signed(by: signers), by: later) == nil)
        let late = try ErasureCertificate(
            origin: fixture.origin, entries: EntryRanges([1]), reason: .request,
            issuedAt: ErasureFixture.now.adding(days: 11))
        #expect(refusal(SignedErasure(late, by: signers), by: later) != nil)
        #expect(refusal(SignedErasure(late, by: [fixture.author] + fresh), by: later) == nil)
    }

    @Test("lines of keys that say nothing here are not kept")
    func strangersLines() throws {
        let stranger = try NoteSigner(name: "x", seed: [UInt8](repeating: 99, count: 32))
        let signed = try fixture.signed(
            by: [stranger, fixture.author, fixture.other] + fixture.authority)
        let verified = try signed.verified(by: fixture.roster)
        #expect(verified.signed.note.signatures.count == 4)
    }
}
