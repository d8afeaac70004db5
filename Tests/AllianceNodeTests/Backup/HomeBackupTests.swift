import AllianceNames
import AllianceNode
import Casework
import Complaints
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct HomeBackupTests {
    /// Files below a folder, with their bytes.
    private func files(in folder: String) throws -> [String: Data] {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let url = root.appending(path: path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path(), isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[path] = try Data(contentsOf: url)
        }
        return files
    }

    private func verify(_ backup: String) throws {
        try HomeRestoration(backup).verify(scratch: backup + ".verifying")
        #expect(!FileManager.default.fileExists(atPath: backup + ".verifying"))
    }

    @Test(
        "is made whole while statements are signed, holds no keys unless asked, and never the fence"
    )
    func contents() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        try alliance.giveAuthorityKey(to: "brand")
        try await RecoveryRun.say("first", in: home)
        let node = try OpenedNode(home)
        _ = try node.openRegistry()
        try home.certs.createFurtherAnswerKey()
        try DurableFile.write("http://u:secret@127.0.0.1:9", to: home.proxy, mode: .secret)
        let signing = Task {
            for number in 0... {
                if Task.isCancelled { return }
                _ = try? await RecoveryRun.say("during\(number)", in: home)
            }
        }
        defer { signing.cancel() }
        for (withKeys, name) in [(false, "plain"), (true, "full")] {
            let backup = alliance.folder.appending(path: name).path()
            let manifest = try HomeBackup(node, withKeys: withKeys).make(at: backup)
            try verify(backup)
            let files = try files(in: backup)
            #expect(Set(files.keys) == Set(manifest.files.map(\.path) + ["backup.json"]))
            #expect(files.keys.contains("registry.sqlite"))
            let keys = files.keys.filter { $0.hasSuffix(".key") }.sorted()
            #expect(
                keys
                    == (withKeys
                        ? ["answer-2", "answer", "log", "tls"].map { "certs/\($0).key" } : []))
            #expect(files.keys.contains("proxy") == withKeys, "it may hold a password")
            #expect(!files.keys.contains { $0.contains("fence") || $0.contains("view") })
            for path in files.keys {
                let mode =
                    try FileManager.default.attributesOfItem(atPath: "\(backup)/\(path)")[
                        .posixPermissions] as? Int
                let isPublic =
                    path.hasPrefix("peers/") || path == "certs/tls.pem"
                    || path == "certs/alliance-ca.pem" || path == "certs/authority.vkey"
                #expect(mode == (isPublic ? 0o644 : 0o600), "\(path)")
            }
            #expect(throws: BackupError.exists(path: backup)) {
                try HomeBackup(node, withKeys: false).make(at: backup)
            }
        }
        signing.cancel()
        await signing.value
        let left = try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path())
        #expect(!left.contains { $0.contains("unfinished") })
    }

    @Test("a backup has the persons who may sign in, and nothing that lets anybody in")
    func signIns() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("first", in: home)
        let store = try SQLiteAccessStore(path: home.accessDatabase)
        let anna = try Person(
            id: PersonID(parsing: "anna"), displayName: "Anna", roles: [.analyst], addedAt: 1)
        try store.add(anna)
        let secrets = [Secret.random(), .random(), .random()]
        try store.begin(
            Session(
                hash: secrets[0].hash(for: .session), person: anna.id, method: .link,
                begunAt: 1, seenAt: 1))
        try store.add(
            SignInLink(hash: secrets[1].hash(for: .link), person: anna.id, expiresAt: 99), at: 1)
        try store.add(
            AccessToken(
                name: TokenName(parsing: "t"), hash: secrets[2].hash(for: .token),
                role: .readOnlyMachine, createdAt: 1, expiresAt: 99))
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try RecoveryRun.backUp(home, to: backup)
        try verify(backup)
        let copy = try Data(contentsOf: URL(filePath: "\(backup)/access.sqlite"))
        for (secret, use) in zip(secrets, [Secret.Use.session, .link, .token]) {
            #expect(copy.range(of: Data(secret.hash(for: use).bytes)) == nil, "\(use)")
        }
        let kept = try SQLiteAccessStore(path: "\(backup)/access.sqlite")
        #expect(try kept.people() == [anna])
        // The node's own goes on as it was.
        #expect(try store.sessions().count == 1)
        #expect(try store.tokens().count == 1)
    }

    @Test("a backup has the drafts of this member's people, and what is their own side's")
    func casework() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("first", in: home)
        let (draft, content) = try RecoveryRun.prepareDraft(in: home)
        try Data("kind,value\ndomain,brand.example\n".utf8).write(
            to: URL(filePath: home.ownIdentifiers))
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try RecoveryRun.backUp(home, to: backup)
        try verify(backup)
        let kept = try SQLiteCaseworkStore(path: "\(backup)/casework.sqlite")
        #expect(try kept.draft(draft.id).reports == content.reports)
        #expect(try kept.drafts() == [draft])
        #expect(FileManager.default.fileExists(atPath: "\(backup)/own.csv"))
    }

    @Test("with a byte flipped, a file cut, missing or added to the list it is refused")
    func damaged() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        try await RecoveryRun.say("first", in: alliance.home("brand"))
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try RecoveryRun.backUp(alliance.home("brand"), to: backup)
        let sound = try files(in: backup)
        let home = HomeFolder(alliance.folder.appending(path: "restored").path())
        for (path, bytes) in sound where path != "backup.json" {
            let file = URL(filePath: "\(backup)/\(path)")
            for place in [0, bytes.count / 2, bytes.count - 1] {
                var flipped = bytes
                flipped[flipped.startIndex + place] ^= 1
                try flipped.write(to: file)
                #expect(throws: BackupError.fileDiffers(path: file.path())) {
                    try verify(backup)
                }
                #expect(throws: BackupError.self) {
                    try HomeRestoration(backup).make(home, as: .replacement)
                }
            }
            try bytes.dropLast().write(to: file)
            #expect(throws: BackupError.self) { try verify(backup) }
            try FileManager.default.removeItem(at: file)
            #expect(throws: BackupError.fileMissing(path: file.path())) { try verify(backup) }
            try bytes.write(to: file)
        }
        #expect(!FileManager.default.fileExists(atPath: home.path))
        try verify(backup)
        try FileManager.default.removeItem(atPath: "\(backup)/backup.json")
        #expect(throws: BackupError.notABackup(path: backup)) { try HomeRestoration(backup) }
    }

    @Test(
        "a manifest that leads out of the backup, or to what no backup holds, is refused",
        arguments: [
            "../log.sqlite", "/etc/passwd", "certs/../../x", "certs/log.fence",
            "certs/cosigner.key", "certs/cosigner-2.key", "certs/authority.key", "certs/ca.key",
            "certs/standing", "cosigner-keys", "peers/.hidden", "peers/a/b", "peers/",
            "view.sqlite", "objects/x",
            "",
        ])
    func hostile(path: String) async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try RecoveryRun.backUp(alliance.home("brand"), to: backup)
        let file = URL(filePath: "\(backup)/backup.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let altered = text.replacingOccurrences(of: "\"log.sqlite\"", with: "\"\(path)\"")
        try #require(altered != text)
        try altered.write(to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: BackupError.self) { try HomeRestoration(backup) }
        #expect(error?.keyword == "backup-malformed")
    }

    @Test("a backup whose own log was altered, hashes and all, is refused by its signatures")
    func forged() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        try await RecoveryRun.say("first", in: alliance.home("brand"))
        let backup = alliance.folder.appending(path: "backup").path()
        let manifest = try RecoveryRun.backUp(alliance.home("brand"), to: backup)
        let record = "\(backup)/log.sqlite"
        var bytes = try Data(contentsOf: URL(filePath: record))
        // In the payload of the statement; no page is damaged by it.
        let word = try #require(bytes.range(of: Data("offered by FIRST".utf8)))
        bytes.replaceSubrange(word, with: Data("offered by WORST".utf8))
        try bytes.write(to: URL(filePath: record))
        let file = try #require(manifest.files.first { $0.path == "log.sqlite" })
        let manifestFile = URL(filePath: "\(backup)/backup.json")
        let text = try String(contentsOf: manifestFile, encoding: .utf8)
            .replacingOccurrences(of: file.sha256, with: Digest.sha256(Array(bytes)).hex)
        try text.write(to: manifestFile, atomically: true, encoding: .utf8)
        let error = #expect(throws: BackupError.self) { try verify(backup) }
        #expect(error?.keyword == "backup-damaged")
    }

    @Test("what was erased before it is not in it, in no file and no free page")
    func erased() async throws {
        let texts = ["xqvonne.zwiebel@mail.example", "xqvonne", "XQVONNE", "zwiebel"]
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        for name in ["someone", "xqvonne.zwiebel", "another"] {
            try await RecoveryRun.say(name, in: home)
        }
        let node = try OpenedNode(home)
        let origin = node.writer.origin(in: .alliance)
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([1]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        let signer = try #require(try node.logSigner(origin))
        // Kept, and not carried out: as it is for a moment in a node that runs.
        let signed = SignedErasure(certificate, by: [signer, try alliance.signer()])
        try node.erasureRegister.accept(signed)
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try HomeBackup(node, withKeys: true).make(at: backup)
        #expect(try RawFiles.holding(texts, in: URL(filePath: backup)) == [])
        #expect(try RawFiles.holding(["someone"], in: URL(filePath: backup)) != [])
        try verify(backup)
    }

    @Test("nor in orders, where one of a complaint that is erased stands in the node's")
    func erasedOrders() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        for name in ["someone", "another"] { try await RecoveryRun.say(name, in: home) }
        let node = try OpenedNode(home)
        let origin = node.writer.origin(in: .alliance)
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([1]), reason: .legalOrder,
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        let record = try node.apply(SignedErasure(certificate, by: [try alliance.signer()]))
        #expect(record.state == .finished)
        let outbox = try node.orderOutbox()
        for index in 0..<UInt64(2) {
            let entry = EntryReference(origin: origin, index: index)
            let ordered = OrderedListing(
                complaint: entry,
                listing: try Indicator(.listing, parsing: "bazario:68000\(index)"),
                order: MarketplaceOrder(
                    action: .restore, entry: entry, place: 0, time: .witnessed(1)))
            try outbox.enqueue([(ordered, [])], at: 1) { [:] }
        }
        try outbox.close()
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try HomeBackup(node, withKeys: true).make(at: backup)
        let texts = ["bazario:680000", "bazario:680001"]
        #expect(
            try RawFiles.holding(texts, in: URL(filePath: backup))
                == ["orders.sqlite: bazario:680000"])
        try verify(backup)
    }
}
