import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Files that complaints rest on, in a backup and in the folder that is made of it.
@Suite("Files of complaints in backups", .timeLimit(.minutes(8)))
struct EvidenceBackupTests {
    private static func with(_ body: (JudgeParty, DeskOfParty) async throws -> Void) async throws {
        let party = try await JudgeParty()
        let brand = try DeskOfParty(party.node("brand"))
        try await body(party, brand)
        try brand.close()
        try party.close()
    }

    /// Files a complaint that rests on pictures of so many bytes.
    @discardableResult
    private static func file(
        _ sizes: [Int], number: Int, by desk: DeskOfParty
    ) async throws -> (id: EntryReference, files: [KeptEvidence]) {
        var files: [KeptEvidence] = []
        for size in sizes { files.append(try await desk.desk.keep(DeskOfParty.picture(size))) }
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(number)], ground: .counterfeitFeatures)
        complaint.evidence = files.map { DeskOfParty.file($0, .featurePhotographs) }
        return (try await desk.file(complaint), files)
    }

    private static func path(_ name: String, of party: JudgeParty) -> String {
        party.alliance.folder.appending(path: name).path()
    }

    private static func backUp(
        _ node: OpenedNode, to path: String, _ evidence: HomeBackup.Evidence = .taken,
        withKeys: Bool = false
    ) throws -> BackupManifest {
        try HomeBackup(node, withKeys: withKeys, evidence: evidence).make(at: path)
    }

    private static func verify(_ backup: String) throws {
        try HomeRestoration(backup).verify(scratch: backup + ".verifying")
    }

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("has each file that a statement names, and puts it back for this user alone")
    func contents() async throws {
        try await Self.with { party, brand in
            let named = try await Self.file([100, 200], number: 1, by: brand).files
            _ = try await brand.desk.keep(DeskOfParty.picture(300))
            let backup = Self.path("backup", of: party)
            let manifest = try Self.backUp(brand.node, to: backup, withKeys: true)
            let sorted = named.sorted { $0.digest < $1.digest }
            #expect(
                try String(contentsOfFile: "\(backup)/evidence.list", encoding: .utf8)
                    == sorted.map { "\($0.digest.hex) \($0.byteCount)\n" }.joined())
            #expect(manifest.version == 2)
            #expect(manifest.evidence?.files == 2 && manifest.evidence?.bytes == 316)
            #expect(manifest.evidence?.damaged == 0)
            #expect(!manifest.files.contains { $0.path.contains(sorted[0].digest.hex) })
            try Self.verify(backup)
            let homes = (
                HomeFolder(Self.path("again", of: party)),
                HomeFolder(Self.path("standby", of: party))
            )
            try HomeRestoration(backup).make(homes.0, as: .replacement)
            try HomeRestoration(backup).make(homes.1, as: .standby)
            for folder in [HomeFolder(backup), homes.0, homes.1] {
                #expect(try Self.names(in: folder.evidence) == sorted.map(\.digest.hex))
                #expect(try Self.mode(folder.evidence) == 0o700)
                for file in sorted {
                    #expect(try Self.mode("\(folder.evidence)/\(file.digest.hex)") == 0o600)
                }
            }
            #expect(try !Self.names(in: homes.0.path).contains("evidence.list"))
        }
    }

    @Test("without them it is as it was before they were in it, and so is what is made of it")
    func without() async throws {
        try await Self.with { party, brand in
            try await Self.file([100], number: 1, by: brand)
            let (backup, full) = (Self.path("backup", of: party), Self.path("full", of: party))
            let manifest = try Self.backUp(brand.node, to: backup, .leftOut)
            #expect(manifest.version == 1 && manifest.evidence == nil)
            #expect(try !Self.names(in: backup).contains { $0.hasPrefix("evidence") })
            try Self.verify(backup)
            _ = try Self.backUp(brand.node, to: full)
            for (from, withEvidence) in [(backup, true), (full, false)] {
                let home = HomeFolder(from + ".restored")
                try HomeRestoration(from).make(
                    home, as: .replacement, withEvidence: withEvidence)
                #expect(try !Self.names(in: home.path).contains { $0.hasPrefix("evidence") })
            }
        }
    }

    @Test("what a certificate erases is not in it, also where that is still being carried out")
    func erased() async throws {
        try await Self.with { party, brand in
            let gone = try await Self.file([100, 200], number: 1, by: brand)
            let stays = try await Self.file([200, 300], number: 2, by: brand)
            try brand.complaints.shelf.catchUp()
            let certificate = try ErasureCertificate(
                origin: gone.id.origin, entries: EntryRanges([gone.id.index]), reason: .request,
                issuedAt: UTCTimestamp(millisecondsSince1970: brand.node.clock.now()))
            let signer = try #require(try brand.node.logSigner(gone.id.origin))
            try brand.node.erasureRegister.accept(
                SignedErasure(certificate, by: [signer, try party.alliance.signer()]))
            let backup = Self.path("backup", of: party)
            _ = try Self.backUp(brand.node, to: backup)
            #expect(
                try Self.names(in: "\(backup)/evidence")
                    == stays.files.map(\.digest.hex).sorted())
            #expect(!brand.complaints.shelf.holds(gone.files[0].digest))
        }
    }

    @Test("a file that is damaged in the node is left out and told, and fetched again")
    func damagedBefore() async throws {
        try await Self.with { party, brand in
            let files = try await Self.file([100, 200, 300], number: 1, by: brand).files
            try party.bring(from: "brand", to: "platform")
            let platform = try DeskOfParty(party.platform)
            let fetching = EvidenceWire(brand.complaints.shelf).fetching(for: platform)
            #expect(try await fetching.round().fetched.count == 3)
            let evidence = platform.node.home.evidence
            let (flipped, cut) = (files[0].digest.hex, files[1].digest.hex)
            var bytes = DeskOfParty.picture(100)
            bytes[50] ^= 1
            try DurableFile.write(
                bytes, to: "\(evidence)/\(flipped)", mode: .secret, replacing: true)
            try DurableFile.write([], to: "\(evidence)/\(cut)", mode: .secret, replacing: true)
            let backup = Self.path("backup", of: party)
            let manifest = try Self.backUp(platform.node, to: backup)
            #expect(manifest.evidence?.files == 1 && manifest.evidence?.damaged == 2)
            #expect(manifest.evidence?.damagedFiles == [flipped, cut].sorted())
            #expect(try Self.names(in: "\(backup)/evidence") == [files[2].digest.hex])
            try Self.verify(backup)
            let again = try await fetching.round().fetched
            #expect(Set(again) == Set(files[..<2].map(\.digest)))
            _ = try Self.backUp(platform.node, to: backup + ".later")
            #expect(try Self.names(in: "\(backup).later/evidence").count == 3)
            try platform.close()
        }
    }

    @Test("with a file flipped, cut, missing, added or led elsewhere it is refused")
    func damaged() async throws {
        try await Self.with { party, brand in
            let files = try await Self.file([100, 200], number: 1, by: brand).files
            let backup = Self.path("backup", of: party)
            _ = try Self.backUp(brand.node, to: backup)
            let home = HomeFolder(Self.path("restored", of: party))
            func refused() throws -> BackupError? {
                let error = #expect(throws: BackupError.self) { try Self.verify(backup) }
                #expect(throws: error ?? .noKeys(path: "")) {
                    try HomeRestoration(backup).make(home, as: .replacement)
                }
                return error
            }
            let path = "\(backup)/evidence/\(files[0].digest.hex)"
            let sound = try Data(contentsOf: URL(filePath: path))
            for place in [0, 50, sound.count - 1] {
                var flipped = sound
                flipped[place] ^= 1
                try flipped.write(to: URL(filePath: path))
                #expect(try refused() == .fileDiffers(path: path))
            }
            for other in [Data(sound.dropLast()), Data(), sound + [0]] {
                try other.write(to: URL(filePath: path))
                #expect(try refused() == .fileDiffers(path: path))
            }
            try FileManager.default.removeItem(atPath: path)
            #expect(try refused() == .fileMissing(path: path))
            // The same bytes, but not there.
            let elsewhere = Self.path("elsewhere", of: party)
            try sound.write(to: URL(filePath: elsewhere))
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: elsewhere)
            #expect(try refused()?.keyword == "backup-failed")
            try FileManager.default.removeItem(atPath: path)
            try sound.write(to: URL(filePath: path))
            try Self.verify(backup)
            for name in ["x", ".hidden", Digest.sha256([1]).hex] {
                let extra = URL(filePath: "\(backup)/evidence/\(name)")
                try Data([1]).write(to: extra)
                #expect(try refused()?.keyword == "backup-malformed")
                try FileManager.default.removeItem(at: extra)
            }
            #expect(!FileManager.default.fileExists(atPath: home.path))
            try Self.verify(backup)
        }
    }

    @Test(
        "a list that names anything but files of evidence, in order and once, is refused",
        arguments: [
            "../log.sqlite {x}\n", "{A} {x} \n{B} {y}\n", "{A}\n{B} {y}\n", "{B} {y}\n{A} {x}\n",
            "{A} {x}\n{A} {x}\n", "{A} {x}\n{B} {y}", "{A} {x}\n\n{B} {y}\n", "{A} 0{x}\n{B} {y}\n",
            "{A} 0\n{B} {y}\n", "{A} 16777217\n{B} {y}\n", "{A} -1\n{B} {y}\n",
            "{A} {x}\r\n{B} {y}\n",
            "{a} {x}\n{B} {y}\n", "{A} {x}\n", "", "{A} {x}\n{B} {y}\n{C} 1\n",
            String(repeating: "x", count: 1 << 20),
        ])
    func hostile(list: String) async throws {
        try await Self.with { party, brand in
            let files = try await Self.file([100, 200], number: 1, by: brand).files
                .sorted { $0.digest < $1.digest }
            let backup = Self.path("backup", of: party)
            let manifest = try Self.backUp(brand.node, to: backup)
            let lengths = files.map(\.byteCount)
            let text =
                list
                .replacingOccurrences(of: "{A}", with: files[0].digest.hex)
                .replacingOccurrences(of: "{B}", with: files[1].digest.hex)
                .replacingOccurrences(of: "{C}", with: String(repeating: "f", count: 64))
                .replacingOccurrences(of: "{a}", with: files[0].digest.hex.uppercased())
                .replacingOccurrences(of: "{x}", with: "\(lengths[0])")
                .replacingOccurrences(of: "{y}", with: "\(lengths[1])")
            try text.write(toFile: "\(backup)/evidence.list", atomically: true, encoding: .utf8)
            let before = try #require(manifest.files.first { $0.path == "evidence.list" })
            let file = URL(filePath: "\(backup)/backup.json")
            let altered = try String(contentsOf: file, encoding: .utf8)
                .replacingOccurrences(
                    of: before.sha256, with: Digest.sha256(Array(text.utf8)).hex
                )
                .replacingOccurrences(
                    of: "\"bytes\" : \(before.bytes),\n      \"path\" : \"evidence.list\"",
                    with: "\"bytes\" : \(text.utf8.count),\n      \"path\" : \"evidence.list\"")
            try altered.write(to: file, atomically: true, encoding: .utf8)
            let error = #expect(throws: BackupError.self) { try Self.verify(backup) }
            #expect(
                ["backup-malformed", "backup-file-missing"].contains(error?.keyword), "\(list)")
        }
    }

    @Test("a manifest that says of them what cannot be is refused")
    func manifest() async throws {
        try await Self.with { party, brand in
            try await Self.file([100], number: 1, by: brand)
            let backup = Self.path("backup", of: party)
            _ = try Self.backUp(brand.node, to: backup)
            let file = URL(filePath: "\(backup)/backup.json")
            let sound = try String(contentsOf: file, encoding: .utf8)
            for (before, after) in [
                ("\"version\" : 2", "\"version\" : 1"), ("\"version\" : 2", "\"version\" : 3"),
                ("\"evidence\" : {", "\"other\" : {"), ("\"files\" : 1\n", "\"files\" : -1\n"),
                ("\"damaged\" : 0", "\"damaged\" : 1"),
                ("\"damagedFiles\" : [", "\"damagedFiles\" : [\"x\""),
                ("\"evidence.list\"", "\"peers/a.json\""),
            ] {
                let altered = sound.replacingOccurrences(of: before, with: after)
                try #require(altered != sound, "\(before)")
                try altered.write(to: file, atomically: true, encoding: .utf8)
                let error = #expect(throws: BackupError.self) { try HomeRestoration(backup) }
                #expect(error?.keyword == "backup-malformed", "\(after)")
            }
        }
    }

    private static func inode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }

    @Test("shares files with an earlier backup where asked, and stands without it")
    func linked() async throws {
        try await Self.with { party, brand in
            let old = try await Self.file([100, 200], number: 1, by: brand).files
            let (first, second) = (Self.path("first", of: party), Self.path("second", of: party))
            _ = try Self.backUp(brand.node, to: first)
            let new = try await Self.file([300], number: 2, by: brand).files
            // What was cut there is taken from the node.
            let cut = "evidence/\(old[1].digest.hex)"
            try Data([1]).write(to: URL(filePath: "\(first)/\(cut)"))
            let manifest = try Self.backUp(brand.node, to: second, .linked(to: first))
            #expect(manifest.evidence?.files == 3)
            let shared = "evidence/\(old[0].digest.hex)"
            #expect(try Self.inode("\(first)/\(shared)") == Self.inode("\(second)/\(shared)"))
            #expect(try Self.inode("\(first)/\(cut)") != Self.inode("\(second)/\(cut)"))
            try Self.verify(second)
            // A shared file is damaged in both.
            let file = URL(filePath: "\(first)/\(shared)")
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data([0]))
            try handle.close()
            #expect(throws: BackupError.fileDiffers(path: "\(second)/\(shared)")) {
                try Self.verify(second)
            }
            let third = Self.path("third", of: party)
            _ = try Self.backUp(brand.node, to: third)
            try FileManager.default.removeItem(atPath: first)
            try Self.verify(third)
            #expect(try Self.names(in: "\(third)/evidence").contains(new[0].digest.hex))
            #expect(throws: BackupError.notABackup(path: brand.node.home.path)) {
                try Self.backUp(brand.node, to: first, .linked(to: brand.node.home.path))
            }
            #expect(!FileManager.default.fileExists(atPath: first))
        }
    }

    @Test(
        "a restored folder knows its files: it counts, keeps and serves them, and asks nobody for them"
    )
    func restored() async throws {
        try await Self.with { party, brand in
            let files = try await Self.file([100, 200], number: 1, by: brand).files
            let backup = Self.path("backup", of: party)
            _ = try Self.backUp(brand.node, to: backup, withKeys: true)
            let home = HomeFolder(Self.path("restored", of: party))
            try HomeRestoration(backup).make(home, as: .replacement)
            let strange = Digest.sha256([1])
            try DurableFile.write([1], to: "\(home.evidence)/\(strange.hex)", mode: .secret)
            let node = try OpenedNode(home, for: .recovery)
            let desk = try DeskOfParty(node)
            let shelf = desk.complaints.shelf
            let wire = EvidenceWire(brand.complaints.shelf)
            let round = try await wire.fetching(for: desk).round()
            #expect(round.looked == 2 && round.fetched.isEmpty && round.failures.isEmpty)
            #expect(wire.asked.withLock { $0 } == 0)
            #expect(round.erased.isEmpty, "what was not known has as long as what was brought")
            let index = try SQLiteEvidenceIndex(path: home.evidenceDatabase)
            #expect(try index.room(of: node.member) == 108 + 208 + 1)
            for file in files {
                #expect(
                    try shelf.piece(of: file.digest, from: 0, readableIn: [JudgeParty.channel])?
                        .count
                        == Int(file.byteCount))
            }
            // As a folder that catches up does it.
            try shelf.adopt(unnamedSince: 0)
            #expect(shelf.holds(strange), "known by now")
            let second = Digest.sha256([2])
            try DurableFile.write([2], to: "\(home.evidence)/\(second.hex)", mode: .secret)
            try shelf.adopt(unnamedSince: 0)
            #expect(try shelf.eraseUnnamed() == [second])
            #expect(!shelf.holds(second) && shelf.holds(files[0].digest))
            #expect(try index.room(of: node.member) == 108 + 208 + 1)
            try index.close()
            try desk.close()
            try node.close()
        }
    }
}
