import CRDT
import MergedView
import Replication
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// What has been promised by a call that has returned, when the power goes the moment after.
@Suite("After a power cut")
struct PowerCutTests {
    @Test("an entry that was admitted and a checkpoint that was believed are there")
    func record() throws {
        let files = try SyncedFiles()
        let store = try SQLiteLogStore(path: files.folder.file(SQLiteLogStore.fileName))
        let log = try WrittenLog(entries: 300)
        for end in [1, 257, 300] as [TreeSize] {
            try store.admit(log.admitted((try store.state(of: log.origin)?.size ?? 0)..<end))
            try store.believe(log.checkpoint(at: end), for: log.origin)
            let cut = try files.afterPowerCut()
            let left = try SQLiteLogStore(path: cut.file(SQLiteLogStore.fileName))
            #expect(try left.state(of: log.origin) == store.state(of: log.origin))
            #expect(try LogAudit(of: log.origin, in: left, key: log.key).run().isSound)
            try left.close()
        }
        try store.close()
    }

    @Test("what a witness has kept, and may have cosigned, is there")
    func witness() throws {
        let files = try SyncedFiles()
        let store = try SQLiteLogStore(path: files.folder.file(SQLiteLogStore.fileName))
        let log = try WrittenLog(entries: 9)
        for size in [3, 9] as [TreeSize] {
            let state = WitnessState(size: size, root: log.root(at: size))
            _ = try store.advanceWitness(of: log.origin, note: "\(size)") { _ in state }
            let cut = try files.afterPowerCut()
            let left = try SQLiteLogStore(path: cut.file(SQLiteLogStore.fileName))
            #expect(
                try left.witnessRecord(of: log.origin)
                    == WitnessRecord(state: state, noteText: "\(size)"))
            try left.close()
        }
        try store.close()
    }

    @Test("what was erased from the view stays erased, though what was merged may be gone")
    func erasure() throws {
        var logs = WrittenLogs()
        let origin = Alliance.origin("brand-a")
        for number in 0..<30 {
            try logs.write(
                Alliance.report(Alliance.domain("shop\(number).example"), note: "note\(number)"),
                to: origin)
        }
        let files = try SyncedFiles()
        let store = try SQLiteViewStore(path: files.folder.file("view.sqlite"))
        func afterPowerCut(_ body: (SQLiteViewStore) throws -> Void) throws {
            let cut = try files.afterPowerCut()
            let left = try SQLiteViewStore(path: cut.file("view.sqlite"))
            try body(left)
            try left.close()
        }
        try store.merge([logs.batch(of: origin, 0..<20)])
        while try store.indexNext(limit: 10, from: logs).lag > 0 {}
        // Nobody waits for the disk with a merge: it is folded again.
        try afterPowerCut { (left: SQLiteViewStore) throws in
            #expect(try left.frontier()[origin] == 0)
        }

        let erasure = logs.erasure(1, EntryRanges([3]), of: origin)
        try store.erase(erasure)
        // The record now forgets the text, without which the index could not be told to.
        try afterPowerCut { (left: SQLiteViewStore) throws in
            #expect(try left.erasures() == [erasure.id])
            #expect(try left.frontier()[origin] == 20)
            #expect(try left.indexNext(limit: 10, from: logs).lag == 0)
            #expect(try Self.hits("note3", in: left, logs) == 0)
            #expect(try Self.hits("note4", in: left, logs) == 1)
        }
        try store.merge([logs.batch(of: origin, 20..<30)])
        try afterPowerCut { (left: SQLiteViewStore) throws in
            #expect(try left.frontier()[origin] == 20)
        }
        try store.close()
    }

    private static func hits(
        _ text: String, in store: SQLiteViewStore, _ logs: WrittenLogs
    ) throws -> Int {
        let query = SearchQuery(channels: [Alliance.wide], term: .words(text), pageSize: 10)
        return try store.search(query, scope: Alliance.everything(logs), at: 1).hits.count
    }
}
