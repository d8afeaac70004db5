import AllianceNames
import Foundation
import GRDB
import Replication
import Roster
import SQLiteStore
import Testing
import TransparencyLog

@Suite("log.sqlite after an erasure")
struct LogErasureFileTests {
    private static func record(_ log: WrittenLog, _ entries: EntryRanges) throws -> ErasureRecord {
        let certificate = try ErasureCertificate(
            origin: log.origin, entries: entries, reason: .legalOrder,
            issuedAt: UTCTimestamp(secondsSince1970: 1_800_000_000))
        let signer = try NoteSigner(name: "authority", seed: [UInt8](repeating: 1, count: 32))
        return try ErasureRecord(
            recorded: SignedErasure(certificate, by: [signer]).note.description, state: .complete,
            finishedAt: nil)
    }

    private static func traces(
        of erased: EntryRanges, in log: WrittenLog, folder: TemporaryFolder
    ) throws -> [String] {
        var found: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: folder.file(file)))
            for index in erased.within(0..<log.size).indexes {
                // Salt, and what it hides: 16 random bytes are nowhere by chance.
                guard let payload = log.payloads[Int(index)] else { continue }
                if bytes.range(of: Data(payload.prefix(16))) != nil {
                    found.append("\(file): salt of \(index)")
                }
                if payload.count >= 32, bytes.range(of: Data(payload.suffix(16))) != nil {
                    found.append("\(file): payload of \(index)")
                }
            }
        }
        return found
    }

    @Test(
        "holds no salt and no payload of it, in any page or the write-ahead log", arguments: 1...4)
    func grep(seed: Int) throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteLogStore(path: folder.file(SQLiteLogStore.fileName))
        let log = try WrittenLog(entries: 1_500, seed: UInt64(seed))
        var random = SeededGenerator(seed: UInt64(seed))
        var start: UInt64 = 0
        // Many small appends: payloads move from the tail into bundles, and old copies stay behind
        // unless deleting overwrites.
        while start < log.size {
            let end = min(log.size, start + .random(in: 1...60, using: &random))
            try store.admit(log.admitted(start..<end))
            start = end
        }
        try store.believe(log.checkpoint(at: log.size), for: log.origin)
        let erased = EntryRanges(
            (0..<40).map { _ in UInt64.random(in: 0..<log.size, using: &random) } + [1_499])
        #expect(try Self.traces(of: erased, in: log, folder: folder).count > 20)
        let record = try Self.record(log, erased)
        #expect(try store.keep(record))
        try store.wipe(record.id) { _ in }
        #expect(try store.scrub())
        #expect(try Self.traces(of: erased, in: log, folder: folder) == [])
        #expect(try LogAudit(of: log.origin, in: store, key: log.key).run().isSound)
        // A copy made now, page by page, has nothing of it either.
        let copy = try DatabaseQueue(path: folder.file("backup.sqlite"))
        try DatabaseQueue(path: store.path).backup(to: copy)
        try copy.close()
        #expect(try Self.traces(of: erased, in: log, folder: folder) == [])
        try store.close()
    }

    @Test("is not clean while somebody reads old pages, and is once that has ended")
    func reader() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteLogStore(path: folder.file(SQLiteLogStore.fileName))
        let log = try WrittenLog(entries: 20)
        try store.admit(log.admitted(0..<20))
        let reading = try DatabaseQueue(path: store.path)
        try reading.inDatabase { db in
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM logs")
            let record = try Self.record(log, EntryRanges([0..<20]))
            #expect(try store.keep(record))
            try store.wipe(record.id) { _ in }
            #expect(try !store.scrub())
            try db.execute(sql: "COMMIT")
        }
        #expect(try store.scrub())
        #expect(
            try Self.traces(of: EntryRanges([0..<20]), in: log, folder: folder) == [])
        try reading.close()
        try store.close()
    }

    @Test("a file from before there were erasures is brought up, and keeps what it held")
    func upgrade() throws {
        let folder = try TemporaryFolder()
        let path = folder.file(SQLiteLogStore.fileName)
        let log = try WrittenLog(entries: 300)
        var store = try SQLiteLogStore(path: path)
        try store.admit(log.admitted(0..<300))
        try store.close()
        try LogSchemaSteps.undo(to: 2, path: path)
        store = try SQLiteLogStore(path: path)
        let record = try Self.record(log, EntryRanges([5]))
        #expect(try store.keep(record))
        try store.wipe(record.id) { #expect($0.count <= 1) }
        #expect(try store.state(of: log.origin)?.size == 300)
        try store.close()
    }
}
