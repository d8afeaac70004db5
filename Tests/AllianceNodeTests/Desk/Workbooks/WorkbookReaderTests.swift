import AllianceNode
import Foundation
import NodeAPI
import Peering
import Testing

/// Programs that read workbooks, of which no test needs the real one: that is `Tests/Interop/workbooks.py`'s.
@Suite(.timeLimit(.minutes(30))) struct WorkbookReaderTests {
    private final class Bench {
        let folder: URL
        let workbooks: String

        init() throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "workbooks-\(UUID().uuidString)")
            workbooks = folder.appending(path: "workbooks").path()
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// A script, read by a shell, not begun itself: what another test begins meanwhile may hold a file that was just
        /// written, and such a one cannot be begun.
        func reader(_ script: String, seconds: Int = 600) throws -> WorkbookReader {
            let file = folder.appending(path: "tool")
            try Data("\(script)\n".utf8).write(to: file)
            var limits = WorkbookReader.limits
            limits.seconds = seconds
            limits.memoryBytes = 200 << 20
            limits.outputBytes = 4_096
            // These scripts are made of commands; as the superuser they may run them anyway.
            limits.mayStartOthers = true
            return WorkbookReader(
                program: .init(path: "/bin/sh", arguments: [file.path(), "-x"]),
                folder: workbooks, limits: limits, calls: .concurrent(label: "workbooks"))
        }

        var left: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: workbooks)) ?? []
        }
    }

    private func rows(_ reader: WorkbookReader) async -> String {
        do {
            return String(decoding: try await reader.rows(of: Array("PK".utf8)), as: UTF8.self)
        } catch {
            return (error as? PeerProblem)?.keyword ?? "\(error)"
        }
    }

    @Test("a program is given the workbook alone, and what it prints is the list; nothing is left")
    func read() async throws {
        let bench = try Bench()
        let reader = try bench.reader(
            "echo \"\\\"$#\\\",\\\"$1 $2\\\",\\\"$(cat input)\\\"\"; echo '\"a\"'; pwd >&2")
        #expect(await rows(reader) == "2,-x input,PK\na,,\n")
        #expect(bench.left == [])
    }

    @Test(
        "a program that ends in error, prints no text or without end, crashes or does not end is no list",
        arguments: [
            ("echo a; exit 1", "workbook-broken"), ("printf '\\377\\376'", "workbook-broken"),
            ("while :; do echo yyyyyyyyyyyyyy; done", "workbook-too-large"),
            ("printf ',%.0s' $(seq 300); echo a", "workbook-too-large"),
            ("kill -SEGV $$", "workbook-unread"), ("exec sleep 1000", "workbook-unread"),
            ("while :; do :; done", "workbook-unread"),
        ])
    func hostile(script: String, keyword: String) async throws {
        let bench = try Bench()
        // What ends by itself has all the time that a busy machine takes.
        let seconds = keyword == "workbook-unread" ? 3 : 600
        #expect(await rows(try bench.reader(script, seconds: seconds)) == keyword)
        #expect(bench.left == [])
    }

    @Test("a program that cannot be started is told from a broken workbook")
    func notStarted() async throws {
        let bench = try Bench()
        #expect(await rows(try bench.reader("exit 127")).contains("could not be started"))
    }

    @Test("so many workbooks are read at a time, and others are turned away, not kept waiting")
    func atOnce() async throws {
        let bench = try Bench()
        let go = bench.folder.path() + "go"
        let reader = try bench.reader("while [ ! -e '\(go)' ]; do sleep 0.05; done; echo read")
        await withTaskGroup(of: String.self) { tasks in
            for _ in 0..<WorkbookReader.atOnceMax { tasks.addTask { await rows(reader) } }
            while bench.left.count < WorkbookReader.atOnceMax { await Task.yield() }
            #expect(await rows(reader) == "busy")
            _ = FileManager.default.createFile(atPath: go, contents: nil)
            for await read in tasks { #expect(read == "read\n") }
        }
        #expect(bench.left == [])
    }
}
