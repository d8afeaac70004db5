import AllianceNames
import Foundation
import GRDB
import GRDBSQLite
import Replication
import SQLiteStore
import Testing
import TransparencyLog

/// The record after its process was killed, at any moment.
@Suite("log.sqlite after kill -9")
struct LogCrashTests {
    @Test(
        "holds all that was acknowledged, and passes its audit",
        arguments: [40, 400, 1_500, 4_000, 9_000])
    func killed(afterSteps steps: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, steps] in
            try AppendingProcess(folder: path).run(killedAfterSteps: steps)
        }
        let acknowledged = try AppendingProcess.acknowledged(in: path)
        let log = try WrittenLog(entries: 1_200)
        let store = try SQLiteLogStore(path: "\(path)/\(SQLiteLogStore.fileName)")
        let size = try store.state(of: log.origin)?.size ?? 0
        #expect(size >= acknowledged)
        if size > 0 {
            let report = try LogAudit(of: log.origin, in: store, key: log.key).run()
            #expect(report.findings.isEmpty)
            #expect(report.root == log.root(at: size))
        }
        // And it goes on from there.
        try store.admit(log.admitted(size..<1_200))
        try store.believe(log.checkpoint(at: 1_200), for: log.origin)
        #expect(try LogAudit(of: log.origin, in: store, key: log.key).run().isSound)
    }
}

/// What the child process does: append, sign, note what was acknowledged, until it dies.
private struct AppendingProcess {
    let folder: String

    static func acknowledged(in folder: String) throws -> TreeSize {
        let text = try String(contentsOfFile: "\(folder)/acknowledged", encoding: .utf8)
        return text.split(separator: "\n").last.flatMap { TreeSize($0) } ?? 0
    }

    func run(killedAfterSteps steps: Int) throws {
        _ = FileManager.default.createFile(atPath: "\(folder)/acknowledged", contents: nil)
        guard let notes = FileHandle(forWritingAtPath: "\(folder)/acknowledged") else { return }
        let log = try WrittenLog(entries: 1_200)
        let path = "\(folder)/\(SQLiteLogStore.fileName)"
        let database = try DurableDatabase(path: path, file: SQLiteLogStore.file)
        let left = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        left.pointee = steps
        try database.write { db in
            sqlite3_progress_handler(
                db.sqliteConnection, 1,
                { context in
                    guard let left = context?.assumingMemoryBound(to: Int.self) else { return 0 }
                    left.pointee -= 1
                    if left.pointee < 0 { kill(getpid(), SIGKILL) }
                    return 0
                }, left)
        }
        let store = SQLiteLogStore(database)
        var generator = SeededGenerator(seed: UInt64(steps))
        var size: TreeSize = 0
        while size < log.size {
            let end = min(log.size, size + UInt64.random(in: 1...60, using: &generator))
            try store.admit(log.admitted(size..<end))
            try store.believe(log.checkpoint(at: end), for: log.origin)
            size = end
            try notes.write(contentsOf: Data("\(size)\n".utf8))
        }
    }
}
