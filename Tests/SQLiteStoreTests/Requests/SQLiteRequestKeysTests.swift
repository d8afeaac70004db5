import AllianceNames
import Foundation
import SQLiteStore
import Testing
import TransparencyLog

@Suite struct SQLiteRequestKeysTests {
    private static let day = SQLiteRequestKeys.keptMilliseconds

    private func with(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "requests.sqlite").path())
    }

    private func begun(_ text: String, at time: UInt64) throws -> SQLiteRequestKeys.Begun {
        .init(
            fingerprint: Digest.sha256(Array(text.utf8)),
            origin: try LogOrigin(parsing: "a.example/alliance/brand/e1"), size: 5,
            leafHash: Digest.sha256([1]), count: 2, at: time)
    }

    @Test("what a request is about to write, and what it wrote, is kept over a restart")
    func kept() throws {
        try with { path in
            let keys = try SQLiteRequestKeys(path: path)
            let begun = try begun("x", at: Self.day * 3)
            #expect(try keys.begin("k", of: "anna", begun))
            try keys.close()
            let again = try SQLiteRequestKeys(path: path)
            let kept = try again.find("k", of: "anna", at: begun.at + 1)
            #expect(kept?.begun == begun)
            #expect(kept?.written == nil)
            try again.finish("k", of: "anna", .init(first: 9, treeSize: 11))
            #expect(
                try again.find("k", of: "anna", at: begun.at + 1)?.written
                    == .init(first: 9, treeSize: 11))
            #expect(try again.find("k", of: "bo", at: begun.at) == nil)
            #expect(try again.find("l", of: "anna", at: begun.at) == nil)
            try again.close()
        }
    }

    @Test("a request is forgotten after a day, and never more are remembered than there may be")
    func bounded() throws {
        try with { path in
            let keys = try SQLiteRequestKeys(path: path, ofCallerMax: 2, ofAllMax: 3)
            let start = Self.day * 3
            #expect(try keys.begin("a", of: "anna", begun("x", at: start)))
            #expect(try keys.begin("b", of: "anna", begun("x", at: start + 1)))
            #expect(try !keys.begin("c", of: "anna", begun("x", at: start + 1)))
            // One that is begun anew takes its own place.
            #expect(try keys.begin("b", of: "anna", begun("y", at: start + 2)))
            #expect(try keys.begin("a", of: "bo", begun("x", at: start + 2)))
            #expect(try !keys.begin("a", of: "cy", begun("x", at: start + 2)))
            #expect(try keys.find("a", of: "anna", at: start + Self.day - 1) != nil)
            #expect(try keys.find("a", of: "anna", at: start + Self.day) == nil)
            #expect(try keys.begin("a", of: "cy", begun("x", at: start + Self.day)))
            try keys.close()
            // Those that are there count after a restart as before: one of anna's, of bo's, of cy's.
            let again = try SQLiteRequestKeys(path: path, ofCallerMax: 2, ofAllMax: 3)
            #expect(try !again.begin("c", of: "dee", begun("x", at: start + Self.day)))
            #expect(try again.begin("c", of: "dee", begun("x", at: start + Self.day + 2)))
            try again.close()
        }
    }
}
