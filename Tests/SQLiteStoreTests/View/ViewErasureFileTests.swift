import AllianceNames
import CRDT
import Foundation
import MergedView
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("view.sqlite after an erasure")
struct ViewErasureFileTests {
    /// Bytes that tell of a value: itself, folded, in pieces as tokens may be stored, and its key hash.
    private static func traces(of indicator: Indicator, _ word: String) -> [[UInt8]] {
        var hash: [UInt8] = []
        withUnsafeBytes(of: KeyHash.of(indicator.keyBytes).bigEndian) { hash += $0 }
        return [
            Array(indicator.value.utf8), Array(indicator.readableValue.utf8),
            Array(word.utf8), Array(word.lowercased().utf8),
            // A term in FTS5 lacks what it shares with the one before.
            Array(word.lowercased().utf8.dropFirst(3)), hash,
        ]
    }

    @Test(
        "holds nothing of it: not in rows, index, free pages or write-ahead log",
        arguments: [40, 3_000])
    func grep(count: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("view.sqlite")
        let store = try SQLiteViewStore(path: path)
        var random = SeededGenerator(seed: UInt64(count))
        var logs = WrittenLogs()
        let origin = Alliance.origin("brand-a")
        let secrets = Set(
            (0..<5).map { _ in UInt64.random(in: 0..<UInt64(count), using: &random) })
        var traces: [[[UInt8]]] = []
        for number in 0..<UInt64(count) {
            let name = random.bytes(8).map { String($0, radix: 16) }.joined()
            guard secrets.contains(number) else {
                try logs.write(
                    Alliance.report(Alliance.domain("shop-\(name).example"), note: "n \(name)"),
                    to: origin, at: .random(in: 0...9_000_000, using: &random))
                continue
            }
            let indicator = try Indicator(.email, parsing: "Zq\(name)@zqx\(name).example")
            let word = "Xyq\(name)Wvk"
            traces.append(Self.traces(of: indicator, word))
            try logs.write(
                Alliance.report(indicator, note: "seen by \(word)"), to: origin,
                at: .random(in: 0...9_000_000, using: &random))
        }
        var merged: UInt64 = 0
        while merged < UInt64(count) {
            let end = min(UInt64(count), merged + UInt64(count) / 5 + 1)
            try store.merge([logs.batch(of: origin, merged..<end)])
            _ = try store.indexNext(limit: count / 4, from: logs)
            merged = end
        }
        while try store.indexNext(limit: count / 4 + 1, from: logs).lag > 0 {}
        let scope = Alliance.everything(logs)
        _ = try store.stateRoot(of: Alliance.wide, scope: scope)
        /// Of each secret, which traces are in which file.
        func found() throws -> [[String]] {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
                ($0, try Data(contentsOf: URL(filePath: folder.file($0))))
            }
            return traces.map { traces in
                files.flatMap { name, bytes in
                    traces.filter { bytes.range(of: Data($0)) != nil }.map {
                        "\(name): \(String(decoding: $0, as: UTF8.self))"
                    }
                }
            }
        }
        let before = try found()
        #expect(before.count == secrets.count)
        // The value, its key hash and the end of a token, as far as a page does not part them.
        for traces in before { #expect(traces.count >= 2, "the search finds what is there") }
        try store.erase(logs.erasure(1, EntryRanges(secrets), of: origin))
        #expect(try store.scrub())
        #expect(try found().flatMap { $0 } == [])
        // What is left is whole.
        let left = logs.without(EntryRanges(secrets), of: origin)
        let fresh = InMemoryViewStore()
        try fresh.rebuild(from: left)
        #expect(
            try store.stateRoot(of: Alliance.wide, scope: scope)
                == fresh.stateRoot(of: Alliance.wide, scope: scope))
        let query = SearchQuery(channels: [Alliance.wide], term: .words("shop"), pageSize: 1_000)
        #expect(
            try store.search(query, scope: scope, at: 1).hits.count
                == min(1_000, count - secrets.count))
        try store.close()
        #expect(try found().flatMap { $0 } == [])
    }
}
