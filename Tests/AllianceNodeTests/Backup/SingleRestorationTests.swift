import AllianceNode
import Credentials
import Foundation
import Roster
import SQLiteStore
import Testing

/// One damaged database of a folder that goes on.
@Suite struct SingleRestorationTests {
    private static let time = UTCTimestamp(secondsSince1970: 1_780_000_000)
    private static let stamp = "20260528T202640Z"

    private func bytes(_ home: HomeFolder, _ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(home.path)/\(name)"))
    }

    @Test("each that goes alone is put back as it was, with what was there kept beside it")
    func putBack() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("first", in: home)
        try SQLiteItemRegistry(path: home.registryDatabase).close()
        try SQLiteScanHistory(path: home.scanDatabase).close()
        try SQLiteScanEventLog(path: home.scanEventDatabase).close()
        try SQLiteLateQuestions(path: home.questionsDatabase).close()
        try SQLiteAccessStore(path: home.accessDatabase).close()
        try SQLiteCaseworkStore(path: home.caseworkDatabase).close()
        try SQLiteNoticeStore(path: home.noticeDatabase).close()
        try SQLiteAccountStore(path: home.accountDatabase).close()
        let node = try OpenedNode(home)
        let backup = alliance.folder.appending(path: "backup").path()
        let manifest = try HomeBackup(node, withKeys: false).make(at: backup)
        try node.close()
        let names = BackupContents.single
        #expect(Set(names).isSubset(of: manifest.files.map(\.path)))
        let damaged = Data("no database".utf8)
        for name in names {
            for end in ["", "-wal"] {
                try damaged.write(to: URL(filePath: "\(home.path)/\(name)\(end)"))
            }
        }
        let restoration = try HomeRestoration(backup)
        let befores = names.map { "\(home.path)/\($0).before-\(Self.stamp)" }
        let alone = try restoration.restore(Array(names.prefix(1)), in: home, at: Self.time)
        #expect(alone.map(\.name) == [names[0]] && alone.map(\.before) == [befores[0]])
        #expect(try bytes(home, names[1]) == damaged, "the others are as they were")
        let rest = Array(names.dropFirst())
        let done = try restoration.restore(rest, in: home, at: Self.time)
        #expect(done.map(\.name) == rest && done.map(\.before) == Array(befores.dropFirst()))
        for (name, before) in zip(names, befores) {
            #expect(
                try bytes(home, name) == Data(contentsOf: URL(filePath: "\(backup)/\(name)")),
                "\(name)")
            for end in ["", "-wal"] {
                #expect(try Data(contentsOf: URL(filePath: before + end)) == damaged, "\(name)")
                #expect(end.isEmpty || !DurableFile.exists("\(home.path)/\(name)\(end)"))
            }
            // What is kept is not overwritten.
            #expect(throws: BackupError.exists(path: before)) {
                try restoration.restore([name], in: home, at: Self.time)
            }
        }
        try FileManager.default.removeItem(atPath: "\(home.path)/\(names[0])")
        let again = try restoration.restore([names[0]], in: home, at: Self.time)
        #expect(again.map(\.before) == [nil])
        _ = try OpenedNode(home).openRegistry()
    }

    @Test(
        "nothing is moved where one of them is damaged, missing, of another member or not alone"
    )
    func refused() async throws {
        let alliance = try await ErasureAlliance(["brand", "rival"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("first", in: home)
        let node = try OpenedNode(home)
        let registry = try node.openRegistry()
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try HomeBackup(node, withKeys: false).make(at: backup)
        let restoration = try HomeRestoration(backup)
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
        }
        let there = try names()
        func refusal(_ names: [String], in folder: HomeFolder? = nil) -> String? {
            do {
                _ = try restoration.restore(names, in: folder ?? home, at: Self.time)
                return nil
            } catch { return (error as? BackupError)?.keyword }
        }
        try registry.close()
        let before = try bytes(home, "registry.sqlite")
        #expect(refusal(["registry.sqlite"], in: alliance.home("rival")) == "backup-of-other")
        let others = BackupContents.databases.filter { !BackupContents.single.contains($0) }
        #expect(others.contains("log.sqlite") && others.contains("audit.sqlite"))
        for name in others {
            #expect(refusal(["registry.sqlite", name]) == "backup-not-alone", "\(name)")
        }
        for name in ["../x", "view.sqlite", "certs/log.key"] {
            #expect(refusal([name]) == "backup-not-alone", "\(name)")
        }
        #expect(refusal(["registry.sqlite", "notices.sqlite"]) == "backup-file-missing")
        let copy = URL(filePath: "\(backup)/registry.sqlite")
        let sound = try Data(contentsOf: copy)
        try (sound + Data([0])).write(to: copy)
        #expect(refusal(["registry.sqlite"]) == "backup-file-differs")
        #expect(try Set(names()).subtracting(there) == [])
        #expect(try bytes(home, "registry.sqlite") == before)
        try sound.write(to: copy)
        #expect(refusal(["registry.sqlite"]) == nil)
        try node.close()
    }
}
