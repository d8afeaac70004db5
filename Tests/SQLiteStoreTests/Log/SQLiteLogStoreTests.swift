import Foundation
import GRDB
import GRDBSQLite
import Replication
import SQLiteStore
import Synchronization
import Testing
import TransparencyLog

/// What the record promises beyond the seam: across processes, restarts and failures.
@Suite("log.sqlite")
struct SQLiteLogStoreTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file(SQLiteLogStore.fileName)
    }

    private func audit(_ log: WrittenLog, in store: any LogStore) throws -> LogAuditReport {
        try LogAudit(of: log.origin, in: store, key: log.key).run()
    }

    @Test("holds the same after it was closed and opened")
    func reopen() throws {
        let log = try WrittenLog(entries: 1_000)
        let first = try SQLiteLogStore(path: path)
        try first.believe(log.checkpoint(at: 1_000), for: log.origin)
        try first.admit(log.admitted(0..<1_000))
        let states = try first.states()
        try first.close()
        let second = try SQLiteLogStore(path: path)
        #expect(try second.states() == states)
        #expect(try second.state(of: log.origin)?.edge.root == log.root(at: 1_000))
        #expect(try audit(log, in: second).isSound)
        try second.close()
        #expect(try SQLiteCopy.damage(in: path) == nil)
    }

    @Test("brings a file of version 1 to this version, with all that it holds")
    func upgraded() throws {
        let log = try WrittenLog(entries: 300)
        let first = try SQLiteLogStore(path: path)
        try first.believe(log.checkpoint(at: 300), for: log.origin)
        try first.admit(log.admitted(0..<300))
        let states = try first.states()
        try first.close()
        #expect(SQLiteLogStore.file.version == LogSchemaSteps.version)
        try LogSchemaSteps.undo(to: 1, path: path)
        for _ in 0..<2 {
            let store = try SQLiteLogStore(path: path)
            #expect(try store.states() == states)
            #expect(try audit(log, in: store).isSound)
            #expect(try store.evidence(after: 0, limit: 1).isEmpty)
            #expect(try store.takenOutCount() == 0)
            #expect(try store.withholdings().isEmpty)
            try store.close()
        }
    }

    @Test("looks at what is there when it writes, whoever wrote it")
    func twoProcesses() throws {
        let log = try WrittenLog(entries: 600)
        let (one, other) = (try SQLiteLogStore(path: path), try SQLiteLogStore(path: path))
        try one.admit(log.admitted(0..<300))
        let token = try other.changeToken()
        try other.admit(log.admitted(300..<310))
        #expect(try one.changeToken() > token)
        #expect(throws: LogStoreError.notContiguous(origin: log.origin, held: 310, start: 300)) {
            try one.admit(log.admitted(300..<310))
        }
        try one.admit(log.admitted(310..<600))
        try other.believe(log.checkpoint(at: 600), for: log.origin)
        #expect(try one.state(of: log.origin) == other.state(of: log.origin))
        #expect(try audit(log, in: one).isSound)
    }

    @Test("lets one of many writers append at each place, and loses nothing")
    func racingWriters() throws {
        let log = try WrittenLog(entries: 400)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 3) { _ in
            do {
                let store = try SQLiteLogStore(path: path)
                while true {
                    let size = try store.state(of: log.origin)?.size ?? 0
                    guard size < log.size else { return }
                    do {
                        try store.admit(log.admitted(size..<min(log.size, size + 7)))
                    } catch LogStoreError.notContiguous {
                        continue
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let store = try SQLiteLogStore(path: path)
        try store.believe(log.checkpoint(at: 400), for: log.origin)
        #expect(try audit(log, in: store).isSound)
    }

    @Test("grows by any cuts to the same log", arguments: 1...6 as ClosedRange<UInt64>)
    func anyCuts(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let log = try WrittenLog(entries: 900, seed: seed)
        let store = try SQLiteLogStore(path: path)
        var size: TreeSize = 0
        while size < log.size {
            let end = min(log.size, size + UInt64.random(in: 1...400, using: &generator))
            let cuts = (0..<3).map { _ in UInt64.random(in: size...end, using: &generator) }
            try store.admit(log.admitted(size..<end, cuts: Set(cuts)))
            let state = try store.state(of: log.origin)
            #expect(state?.edge.root == log.root(at: end), "seed \(seed), size \(end)")
            size = end
        }
        try store.believe(log.checkpoint(at: log.size), for: log.origin)
        let report = try audit(log, in: store)
        #expect(report.findings.isEmpty, "seed \(seed)")
        #expect(report.size == 900)
    }

    @Test("keeps many logs apart")
    func manyLogs() throws {
        let store = try SQLiteLogStore(path: path)
        var logs = try (0..<9).map { number in
            try WrittenLog("demo/alliance/member-\(number)/e1", seed: UInt64(number))
        }
        for round in 0..<5 {
            for place in logs.indices {
                let start = logs[place].size
                try logs[place].append(60 + 7 * place + round)
                try store.admit(logs[place].admitted(start..<logs[place].size))
            }
        }
        for log in logs {
            try store.believe(log.checkpoint(at: log.size), for: log.origin)
            #expect(try audit(log, in: store).isSound)
        }
        #expect(try store.states().map(\.size) == logs.map(\.size))
    }

    @Test("takes a full disk as an error, and goes on where it was once there is room")
    func diskFull() throws {
        let log = try WrittenLog(entries: 1_000)
        let database = try DurableDatabase(path: path, file: SQLiteLogStore.file)
        let store = SQLiteLogStore(database)
        try store.admit(log.admitted(0..<10))
        let state = try store.state(of: log.origin)
        let token = try store.changeToken()
        let pages = try database.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 5)")
            return pages
        }
        for _ in 0..<2 {
            #expect(throws: SQLiteStoreError.diskFull(path: path)) {
                try store.admit(log.admitted(10..<1_000))
            }
            #expect(try store.state(of: log.origin) == state)
            #expect(try store.changeToken() == token)
        }
        #expect(
            try store.entries(of: log.origin, BundleCoordinate(index: 0, width: 10))
                == log.entryBytes(0..<10))
        try database.write { db in
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 10_000)")
        }
        try store.admit(log.admitted(10..<1_000))
        try store.believe(log.checkpoint(at: 1_000), for: log.origin)
        #expect(try audit(log, in: store).isSound)
    }

    @Test("has a write whole or not at all, whichever step of it fails")
    func eachStepFails() throws {
        let log = try WrittenLog(entries: 600)
        let database = try DurableDatabase(path: path, file: SQLiteLogStore.file)
        let store = SQLiteLogStore(database)
        try store.admit(log.admitted(0..<250))
        try store.believe(log.checkpoint(at: 600), for: log.origin)
        // Fills tail, bundles and tiles, and reaches a checkpoint.
        let admitted = log.admitted(250..<600, cuts: [253])
        let before = try store.states()
        let fault = StepFault()
        try fault.install(in: database)
        var failures = 0
        while try store.states() == before {
            fault.stepsLeft = failures
            do {
                try store.admit(admitted)
            } catch let error as SQLiteStoreError {
                #expect(error.keyword == "store-failed")
                failures += 1
            }
        }
        fault.stepsLeft = nil
        #expect(failures > 30)
        #expect(try store.state(of: log.origin)?.served?.size == 600)
        #expect(try audit(log, in: store).isSound)
    }

    @Test("tells with an audit what was altered in it", arguments: Alteration.allCases)
    func altered(alteration: Alteration) throws {
        let log = try WrittenLog(entries: 1_500, seed: 3)
        let database = try DurableDatabase(path: path, file: SQLiteLogStore.file)
        let store = SQLiteLogStore(database)
        try store.admit(log.admitted(0..<1_500))
        try store.believe(log.checkpoint(at: 1_490), for: log.origin)
        try store.believe(log.checkpoint(at: 1_500), for: log.origin)
        #expect(try audit(log, in: store).isSound)
        try database.write(alteration.apply)
        do {
            let keywords = try audit(log, in: store).findings.map(\.keyword)
            #expect(keywords.contains(alteration.keyword), "found \(keywords)")
        } catch let error as SQLiteStoreError {
            #expect(error.keyword == alteration.keyword, "\(error)")
        }
    }

    /// Things that only somebody else than the store can do to its rows.
    enum Alteration: CaseIterable {
        case entry, payload, tail, shortBundle, lostBundle, tile, lostTile, edge, checkpoint

        var keyword: String {
            switch self {
            case .entry: "root-differs"
            case .payload: "commit-differs"
            case .tail, .shortBundle: "bundle-malformed"
            case .lostBundle, .lostTile: "store-damaged"
            case .tile: "tile-differs"
            case .edge: "edge-differs"
            case .checkpoint: "checkpoint-unsigned"
            }
        }

        func apply(to db: Database) throws {
            switch self {
            case .entry: try flip("entry_bundles", "entries", in: db)
            case .payload: try flip("payload_bundles", "payloads", in: db)
            case .tail:
                try db.execute(
                    sql: "UPDATE tail SET entries = substr(entries, 1, length(entries) - 1)")
            case .shortBundle: try db.execute(sql: "UPDATE entry_bundles SET entries = x'0000'")
            case .lostBundle: try db.execute(sql: "DELETE FROM entry_bundles")
            case .tile: try flip("tiles", "hashes", in: db)
            case .lostTile: try db.execute(sql: "DELETE FROM tiles")
            case .edge: try flip("logs", "edge", in: db)
            case .checkpoint:
                try db.execute(
                    sql: "UPDATE checkpoints SET note = replace(note, '\n1490\n', '\n1491\n')")
            }
        }

        /// Flips the lowest bit of the 41st byte of the first row.
        private func flip(_ table: String, _ column: String, in db: Database) throws {
            var bytes = try #require(
                try Data.fetchOne(db, sql: "SELECT \(column) FROM \(table) ORDER BY id LIMIT 1"))
            bytes[40] ^= 1
            try db.execute(
                sql: """
                    UPDATE \(table) SET \(column) = ? WHERE id = (SELECT min(id) FROM \(table))
                    """, arguments: [bytes])
        }
    }
}

/// Makes SQLite give up after a number of its virtual machine's steps.
///
/// Not Sendable: the handler runs on whatever thread SQLite runs on, while the test waits for it.
private final class StepFault {
    private let counter = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    init() { counter.pointee = .max }

    // Never deallocated: the connection may outlive the test and still look at it.

    var stepsLeft: Int? {
        get { counter.pointee }
        set { counter.pointee = newValue ?? .max }
    }

    func install(in database: DurableDatabase) throws {
        try database.write { db in
            sqlite3_progress_handler(
                db.sqliteConnection, 1,
                { context in
                    guard let counter = context?.assumingMemoryBound(to: Int.self) else { return 0 }
                    counter.pointee -= 1
                    // Once, so that the rollback is not the next to fail.
                    return counter.pointee == -1 ? 1 : 0
                }, counter)
        }
    }
}
