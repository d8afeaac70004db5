import AllianceNames
import Credentials
import Roster
import Testing
import TransparencyLog

/// What the authority hands over, and what its holders hand each other.
@Suite struct AuthorityKeyFileTests {
    typealias Fixture = CredentialsFixture
    private let folder: TemporaryFolder
    private let home: HomeFolder

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.path)
    }

    private func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? CredentialsError)?.keyword }
    }

    @Test("how many of the authority's keys sign is handed over with them")
    func toldThreshold() throws {
        let fixture = try Fixture()
        let keys = try [1, 2, 3].map {
            try NoteSigner(name: "a", seed: [UInt8](repeating: $0, count: 32)).verifierKey
        }
        for threshold in 1...3 {
            let told = AuthorityKeys(keys, threshold: threshold)
            try home.certs.write(TrustAnchors([fixture.ca.certificate]), authorityKeys: told)
            #expect(try home.certs.authorityKeys() == told)
            let text = try DurableFile.text(home.certs.authorityVerifierKeys)
            #expect(text.hasPrefix("threshold \(threshold)\n") == (threshold > 1))
        }
        let lines = keys.map { "\($0)\n" }.joined()
        func read(_ text: String) throws -> AuthorityKeys {
            try DurableFile.write(
                text, to: home.certs.authorityVerifierKeys, mode: .open, replacing: true)
            return try home.certs.authorityKeys()
        }
        #expect(try read("# told by telephone\r\nthreshold 2\r\n\(lines)").threshold == 2)
        for line in [
            "threshold 0", "threshold 4", "threshold", "threshold ", "threshold 02", "threshold +2",
            "threshold 2 ", "threshold two", "Threshold 2", "threshold 99999999999999999999",
        ] {
            #expect(keyword { _ = try read("\(line)\n\(lines)") } == "file-malformed", "\(line)")
        }
        #expect(keyword { _ = try read("\(lines)threshold 2\n") } == "file-malformed")
        #expect(keyword { _ = try read("threshold 1\n") } == "file-malformed")
        // A key that is named twice is one.
        #expect(
            keyword { _ = try read("threshold 2\n\(keys[0])\n\(keys[0])\n") }
                == "file-malformed")
    }

    @Test("on which registers the members have agreed is handed over with the keys")
    func settledRegisters() throws {
        let keys = try [1, 2].map {
            try NoteSigner(name: "a", seed: [UInt8](repeating: $0, count: 32)).verifierKey
        }
        let (first, second) = (Digest.sha256([1]), Digest.sha256([2]))
        let told = AuthorityKeys(keys, threshold: 2, settled: [12: first, 7: second])
        let lines = "threshold 2\n\(keys[0])\n\(keys[1])\n"
        let text = "\(lines)register 7 \(second.hex)\nregister 12 \(first.hex)\n"
        #expect(told.fileText == text)
        func read(_ text: String) throws -> AuthorityKeys {
            try AuthorityKeys(parsing: text, path: "authority.vkey")
        }
        #expect(try read(text) == told)
        #expect(try read(told.settling(7, first).fileText).settled == [7: first, 12: first])
        for line in [
            "register", "register ", "register 7", "register 7 ", "register 0 \(first.hex)",
            "register 07 \(first.hex)", "register -7 \(first.hex)", "register 7  \(first.hex)",
            "register 7 \(first.hex.dropLast())", "register 7 \(first.hex.uppercased())",
            "register 7 \(first.hex) ", "register 7 \(first.hex) 8", "Register 7 \(first.hex)",
            "register 99999999999999999999 \(first.hex)",
            "register 7 \(first.hex)\nregister 7 \(second.hex)",
            (1...51).map { "register \($0) \(first.hex)" }.joined(separator: "\n"),
        ] {
            #expect(keyword { _ = try read("\(lines)\(line)\n") } == "file-malformed", "\(line)")
        }
        #expect(keyword { _ = try read("register 7 \(first.hex)\n") } == "file-malformed")
        #expect(
            keyword { _ = try read("register 7 \(first.hex)\n\(keys[0])\n") }
                == "file-malformed")
    }

    @Test("a key of the authority is offered by whoever holds it, to one alliance")
    func authorityKeyOffer() throws {
        let signer = try home.certs.createAuthorityKey(for: Fixture.alliance)
        #expect(
            try home.certs.authoritySigner(of: Fixture.alliance).verifierKey == signer.verifierKey)
        #expect(
            keyword { _ = try home.certs.createAuthorityKey(for: Fixture.alliance) }
                == "file-exists")
        let path = home.authorityKeyOffer
        func write(_ text: String) throws {
            try DurableFile.write(text, to: path, mode: .open, replacing: true)
        }
        func read(_ alliance: AllianceID = Fixture.alliance) throws -> VerifierKey {
            try AuthorityKeyOffer(file: path, of: alliance).key
        }
        let offer = try AuthorityKeyOffer(by: signer, of: Fixture.alliance)
        try write(offer.note.description)
        #expect(try read() == signer.verifierKey)
        #expect(
            keyword { _ = try read(AllianceID(unchecked: "other.example")) } == "file-malformed")
        // A key that somebody else holds, one of another use, and another text.
        let other = try NoteSigner(
            name: signer.name, seed: [UInt8](repeating: 9, count: 32))
        let answer = try NoteSigner(
            name: KeyName.answer(Fixture.member, of: Fixture.alliance),
            seed: [UInt8](repeating: 8, count: 32))
        for (key, by, tail) in [
            (other.verifierKey, signer, ""), (answer.verifierKey, answer, ""),
            (signer.verifierKey, signer, "more\n"),
        ] {
            let text = "\(Fixture.alliance)/authority-key\n\(key)\n\(tail)"
            var note = try SignedNote(text: text)
            note.add(by.sign(text: text))
            try write(note.description)
            #expect(keyword { _ = try read() } == "file-malformed", "\(text)")
        }
        for text in ["", "nonsense\n", "\(signer.verifierKey)\n"] {
            try write(text)
            #expect(keyword { _ = try read() } == "file-malformed", "\(text)")
        }
    }
}
