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
        let node = try OpenedNode(home)
        try node.openRegistry().close()
        let backup = alliance.folder.appending(path: "backup").path()
        let manifest = try HomeBackup(node, withKeys: false).make(at: backup)
        try node.close()
        let names = BackupContents.single.filter { name in
            manifest.files.contains { $0.path == name }
        }
        try #require(names.contains("registry.sqlite"))
        let damaged = Data("no database".utf8)
        let path = "\(home.path)/registry.sqlite"
        for end in ["", "-wal"] { try damaged.write(to: URL(filePath: path + end)) }
        let restoration = try HomeRestoration(backup)
        let done = try restoration.restore(["registry.sqlite"], in: home, at: Self.time)
        let before = "\(path).before-\(Self.stamp)"
        #expect(done.map(\.name) == ["registry.sqlite"] && done.map(\.before) == [before])
        #expect(
            try bytes(home, "registry.sqlite")
                == Data(contentsOf: URL(filePath: "\(backup)/registry.sqlite")))
        for end in ["", "-wal"] {
            #expect(try Data(contentsOf: URL(filePath: before + end)) == damaged)
            #expect(end.isEmpty || !DurableFile.exists(path + end))
        }
        // What is kept is not overwritten.
        #expect(throws: BackupError.exists(path: before)) {
            try restoration.restore(["registry.sqlite"], in: home, at: Self.time)
        }
        try FileManager.default.removeItem(atPath: path)
        let again = try restoration.restore(["registry.sqlite"], in: home, at: Self.time)
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
        for name in BackupContents.databases where !BackupContents.single.contains(name) {
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
