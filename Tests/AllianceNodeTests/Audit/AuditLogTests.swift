import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import Replication
import SQLiteStore
import SignIn
import Testing

/// The audit log of a folder, as the node and commands write it.
@Suite(.timeLimit(.minutes(30))) struct AuditLogTests {
    static func anna(_ query: String) throws -> AuditRecord {
        AuditRecord(
            who: .person(try PersonID(parsing: "anna"), roles: [.investigator], .link),
            action: .search, purpose: try Purpose(.monitoring), details: [.query: query],
            results: 3)
    }

    static func verify(_ node: OpenedNode, _ log: AuditLog) throws -> AuditVerification.Report {
        try AuditVerification(
            of: log.origin, in: log.store, roster: node.roster,
            mark: node.auditMarks()[log.origin], isWrittenTo: log.origin == node.auditOrigin(),
            at: node.clock.now()
        ).run()
    }

    private static func with(_ body: (HomeFolder, OpenedNode) async throws -> Void) async throws {
        let alliance = try await ErasureAlliance(["own"])
        let node = try OpenedNode(alliance.home("own"))
        try await body(alliance.home("own"), node)
        try node.close()
    }

    @Test("what many write at once is all there, in one log that a folder goes on with")
    func appends() async throws {
        try await Self.with { home, node in
            let log = try node.auditLog()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<300 {
                    tasks.addTask { try await log.append([Self.anna("q\(number)")]) }
                }
                try await tasks.waitForAll()
            }
            let report = try Self.verify(node, log)
            #expect(report.findings == [])
            #expect(report.size == 301)
            #expect(report.records == 301)
            #expect(report.cosigned == nil)
            let queries = try log.reading.lines(from: 1, limit: 1_000)
                .compactMap { $0.record?[.query] }
            #expect(Set(queries) == Set((0..<300).map { "q\($0)" }))
            try log.close()

            let again = try node.auditLog()
            #expect(again.origin == log.origin)
            try await again.append([Self.anna("last")])
            #expect(try again.reading.size() == 302)
            #expect(try Self.verify(node, again).isSound)
            for path in [home.certs.auditKey, home.certs.auditFence, home.auditDatabase] {
                let mode = try FileManager.default.attributesOfItem(atPath: path)[
                    .posixPermissions]
                #expect(mode as? Int == 0o600, "\(path)")
            }
            try again.close()
        }
    }

    @Test("the first record says that the log begins, and what it goes on from")
    func begins() async throws {
        try await Self.with { home, node in
            let first = try node.auditLog()
            try await first.append([Self.anna("before")])
            try first.close()
            let begun = first.origin
            #expect(try Self.lines(node).map(\.record?.action) == [.begin, .search])
            // A folder made of a backup has the file, and no key.
            for path in [home.certs.auditKey, home.certs.auditFence] {
                try FileManager.default.removeItem(atPath: path)
            }
            let second = try node.auditLog()
            #expect(second.origin != begun)
            let line = try #require(try second.reading.lines(from: 0, limit: 9).first)
            #expect(line.record?.who == .node)
            #expect(line.record?[.after] == begun.description)
            #expect(line.record?[.size] == "2")
            // The one before is verified as it was.
            let report = try AuditVerification(
                of: begun, in: second.store, roster: node.roster, mark: nil,
                isWrittenTo: begun == node.auditOrigin(), at: node.clock.now()
            ).run()
            #expect(report.findings == [])
            #expect(report.size == 2)
            try second.close()
        }
    }

    private static func lines(_ node: OpenedNode) throws -> [AuditLine] {
        let log = try node.auditLog()
        defer { try? log.close() }
        return try log.reading.lines(from: 0, limit: 1_000)
    }

    @Test("an older copy of the file is not written to, and is found out")
    func cutOff() async throws {
        try await Self.with { home, node in
            let log = try node.auditLog()
            try await log.append([Self.anna("kept")])
            try log.close()
            let old = home.auditDatabase + ".old"
            try FileManager.default.copyItem(atPath: home.auditDatabase, toPath: old)
            let after = try node.auditLog()
            try await after.append([Self.anna("taken out")])
            try after.close()
            try FileManager.default.removeItem(atPath: home.auditDatabase)
            try FileManager.default.moveItem(atPath: old, toPath: home.auditDatabase)
            #expect {
                _ = try node.auditLog()
            } throws: { error in
                (error as? AuditError)?.keyword == "audit-cannot-go-on"
            }
            let store = try SQLiteLogStore(path: home.auditDatabase)
            let report = try AuditVerification(
                of: log.origin, in: store, roster: node.roster,
                mark: node.auditMarks()[log.origin], isWrittenTo: log.origin == node.auditOrigin(),
                at: node.clock.now()
            ).run()
            #expect(report.findings == [.cutOff(signed: 3, held: 2)])
            try store.close()

            // As 'audit renew' does it. What is lacking of the log before is not forgotten with it.
            for (path, ending) in [(home.certs.auditKey, "key"), (home.certs.auditFence, "fence")] {
                try FileManager.default.moveItem(
                    atPath: path, toPath: "\(home.certs.path)/audit-1.\(ending)")
            }
            let renewed = try node.auditLog()
            #expect(renewed.origin != log.origin)
            #expect(try node.auditMarks()[log.origin]?.size == 3)
            try renewed.close()
        }
    }

    @Test("a key whose fence was lost signs nothing, and the log is not called sound")
    func fenceLost() async throws {
        try await Self.with { home, node in
            let log = try node.auditLog()
            try log.close()
            try FileManager.default.removeItem(atPath: home.certs.auditFence)
            #expect(throws: AuditError.self) { _ = try node.auditLog() }
            let store = try SQLiteLogStore(path: home.auditDatabase)
            func findings() throws -> [AuditVerification.Finding] {
                try AuditVerification(
                    of: log.origin, in: store, roster: node.roster,
                    mark: node.auditMarks()[log.origin],
                    isWrittenTo: log.origin == node.auditOrigin(), at: node.clock.now()
                ).run().findings
            }
            #expect(try findings() == [.fenceMissing(held: 1)])
            // Nor by an empty one in its place.
            _ = try SigningFence.create(at: home.certs.auditFence)
            #expect(try findings() == [.fenceMissing(held: 1)])
            try store.close()
        }
    }

    @Test("pages of what one person did, newest first, whatever lies between")
    func pages() async throws {
        try await Self.with { _, node in
            let log = try node.auditLog()
            let other = AuditRecord(who: .operatorOfMachine("root"), action: .administer)
            for number in 0..<20 {
                let batch = (0..<50).map { $0 == 7 ? number : -1 }
                try await log.append(
                    batch.map { try $0 < 0 ? other : Self.anna("q\($0)") })
            }
            var found: [String] = []
            var before: UInt64?
            repeat {
                let page = try log.reading.page(before: before, limit: 6) {
                    $0.record?.who.person?.rawValue == "anna"
                }
                found += page.lines.compactMap { $0.record?[.query] }
                before = page.before
            } while before != nil
            #expect(found == (0..<20).reversed().map { "q\($0)" })
            let newest = try log.reading.page(limit: 3).lines.map(\.index)
            #expect(newest == [1_000, 999, 998])
            try log.close()
        }
    }
}
