import AllianceNode
import AuditTrail
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct AuditBacklogTests {
    private struct DiskFull: Error {}

    /// A log that a test can break.
    private final class Log: Sendable {
        let batches = Mutex<[[String]]>([])
        let isBroken = Mutex(false)

        func append(_ records: [AuditRecord]) throws {
            if isBroken.withLock({ $0 }) { throw DiskFull() }
            batches.withLock { $0.append(records.compactMap { $0[.entry] }) }
        }
    }

    private static func record(_ number: Int) -> AuditRecord {
        AuditRecord(who: .node, action: .readCollection, details: [.entry: String(number)])
    }

    @Test("what comes at once is written together, in its order, none twice")
    func together() async throws {
        let log = Log()
        let backlog = AuditBacklog { try log.append($0) }
        for number in 0..<3_000 { try backlog.add(Self.record(number)) }
        await backlog.settle()
        let batches = log.batches.withLock { $0 }
        #expect(batches.flatMap { $0 } == (0..<3_000).map { String($0) })
        #expect(batches.allSatisfy { $0.count <= AuditBacklog.batchMax })
        #expect(batches.count < 100)
        try backlog.add(Self.record(3_000))
        await backlog.settle()
        #expect(log.batches.withLock { $0.last } == ["3000"])
    }

    @Test("where more wait than one transaction takes, they are written without a pause")
    func noPause() async throws {
        let log = Log()
        let pauses = Mutex(0)
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let backlog = AuditBacklog({ try log.append($0) }) {
            pauses.withLock { $0 += 1 }
            for await _ in begun {}
        }
        for number in 0..<AuditBacklog.recordsMax { try backlog.add(Self.record(number)) }
        begins.finish()
        await backlog.settle()
        let batches = log.batches.withLock { $0 }
        #expect(batches.count == AuditBacklog.recordsMax / AuditBacklog.batchMax)
        // Before the first, perhaps, and once after the last.
        #expect(pauses.withLock { $0 } <= 2)
    }

    @Test(
        "what cannot be written is kept, all that follows is refused, and both end with the cause")
    func broken() async throws {
        let log = Log()
        let backlog = AuditBacklog { try log.append($0) }
        log.isBroken.withLock { $0 = true }
        try backlog.add(Self.record(0))
        await backlog.settle()
        #expect(throws: DiskFull.self) { try backlog.add(Self.record(1)) }
        await backlog.settle()
        #expect(log.batches.withLock { $0.isEmpty })
        log.isBroken.withLock { $0 = false }
        await backlog.settle()
        try backlog.add(Self.record(2))
        await backlog.settle()
        #expect(log.batches.withLock { $0.flatMap { $0 } } == ["0", "2"])
    }

    @Test("what could not be written is tried again where nobody asks for it")
    func triedAgain() async throws {
        let log = Log()
        let backlog = AuditBacklog { try log.append($0) }
        log.isBroken.withLock { $0 = true }
        try backlog.add(Self.record(0))
        await backlog.settle()
        log.isBroken.withLock { $0 = false }
        while log.batches.withLock({ $0.isEmpty }) {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(log.batches.withLock { $0 } == [["0"]])
        withExtendedLifetime(backlog) {}
    }

    @Test("no more wait than may")
    func bounded() async throws {
        let log = Log()
        log.isBroken.withLock { $0 = true }
        let backlog = AuditBacklog { try log.append($0) }
        var taken = 0
        while taken <= AuditBacklog.recordsMax {
            do { try backlog.add(Self.record(taken)) } catch { break }
            taken += 1
        }
        #expect(taken <= AuditBacklog.recordsMax)
    }
}
