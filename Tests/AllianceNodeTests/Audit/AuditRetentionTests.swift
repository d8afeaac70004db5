import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import Replication
import SQLiteStore
import SignIn
import Synchronization
import Testing
import TransparencyLog

/// Audit records that are over their age.
@Suite(.timeLimit(.minutes(30))) struct AuditRetentionTests {
    private static let day: UInt64 = 86_400_000

    @Test("what is over its age is gone from the file, and the log is proved as before")
    func erases() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let start = WallClock.system.now()
        let time = Mutex(start)
        let node = try OpenedNode(
            alliance.home("own"), clock: WallClock { time.withLock { $0 } })
        let log = try node.auditLog()
        for number in 0..<600 {
            try await log.append([AuditLogTests.anna("a-secret-word-\(number)")])
        }
        time.withLock { $0 += 5 * Self.day }
        try await log.append([AuditLogTests.anna("kept")])
        time.withLock { $0 += 6 * Self.day }
        let retention = AuditRetention(log)
        let now = node.clock.now()
        #expect(try retention.run(keepingDays: nil, at: now) == 0)
        #expect(try retention.run(keepingDays: 12, at: now) == 0)
        #expect(try retention.run(keepingDays: 10, at: now) == 600)
        #expect(try retention.run(keepingDays: 10, at: now) == 0)

        let lines = try log.reading.lines(from: 0, limit: 1_000)
        // What was erased is said, before it was.
        #expect(lines.count == 603)
        // What the log goes on from stays.
        #expect(lines.first?.record?.action == .begin)
        #expect(lines.dropFirst().prefix(600).allSatisfy { $0.content == .erased })
        #expect(lines[601].record?.details["query"] == "kept")
        #expect(lines[602].record?.details["erased"] == "1-600")
        #expect(lines[602].record?.details["days"] == "10")
        #expect(lines[7].at == start)
        let report = try AuditLogTests.verify(node, log)
        #expect(report.findings == [])
        #expect(report.erased == 600)
        #expect(try log.store.erasuresUnderWay().isEmpty)
        try await log.append([AuditLogTests.anna("goes on")])
        #expect(try AuditLogTests.verify(node, log).isSound)

        // What was said today is kept for a week, whatever is asked for: exports that are held count days.
        time.withLock { $0 += 2 * Self.day }
        #expect(try retention.run(keepingDays: 0, at: node.clock.now()) == 1)
        let left = try log.reading.lines(from: 601, limit: 9).map(\.record?.details["query"])
        #expect(left == [nil, nil, "goes on", nil])
        try log.close()
        for ending in ["", "-wal"] {
            let path = node.home.auditDatabase + ending
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            #expect(bytes.range(of: Data("a-secret-word".utf8)) == nil, "\(ending)")
        }
        try node.close()
    }
}
