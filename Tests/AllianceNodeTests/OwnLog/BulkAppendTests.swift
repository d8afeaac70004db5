import AllianceNames
import AllianceNode
import Replication
import Statements
import Testing

@Suite("A bulk append")
struct BulkAppendTests {
    @Test("writes all, signs now and then and at the end, and reports how far it is")
    func all() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let bulk = BulkAppend(writer: try home.writer(), channel: .alliance)
        let batches = BulkAppend.unsignedBatchesMax + 4
        for number in 0..<batches {
            #expect(try await bulk.append(OwnLogFixture.statements(10, from: number)).isEmpty)
            let progress = await bulk.progress
            #expect(progress.taken == UInt64(10 * (number + 1)))
            // Only the batch in flight may not be durable yet.
            #expect(progress.durable >= progress.taken - 10)
        }
        #expect(await bulk.progress.signed?.size == UInt64(10 * (batches - 3)))
        let last = try await bulk.finish()
        #expect(last?.size == UInt64(10 * batches))
        #expect(await bulk.progress.durable == UInt64(10 * batches))
        let report = try home.audit()
        #expect(report.isSound)
        #expect(report.checkpoints == 2)
    }

    @Test("leaves out what no reader would accept, names it, and never stops half way")
    func refusals() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let bulk = BulkAppend(writer: try home.writer(), channel: .alliance)
        var statements = try OwnLogFixture.statements(20)
        let bad = Statement.unknown(
            .dispute, payload: [UInt8](repeating: 0xff, count: 8))
        for place in [0, 7, 19] { statements[place] = bad }
        let refusals = try await bulk.append(statements)
        #expect(refusals.map(\.number) == [0, 7, 19])
        #expect(try await bulk.finish()?.size == 17)
        #expect(await bulk.progress.refused == 3)
        #expect(try home.audit().isSound)
    }

    @Test("of nothing signs nothing")
    func nothing() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let bulk = BulkAppend(writer: try home.writer(), channel: .alliance)
        #expect(try await bulk.append([]).isEmpty)
        #expect(try await bulk.finish() == nil)
        #expect(try home.store.states().isEmpty)
    }

    @Test("lets single statements in between")
    func between() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer()
        let bulk = BulkAppend(writer: writer, channel: .alliance)
        for number in 0..<5 {
            _ = try await bulk.append(OwnLogFixture.statements(100, from: 100 * number))
            let single = try await writer.append(OwnLogFixture.statements(1), to: .alliance)
            #expect(single.checkpoint.map { $0.size >= single.indexes.upperBound } == true)
        }
        #expect(try await bulk.finish()?.size == 505)
        #expect(try home.audit().isSound)
    }

    @Test("that broke off is signed at the next start")
    func brokenOff() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let bulk = BulkAppend(writer: try home.writer(), channel: .alliance)
        for number in 0..<3 {
            _ = try await bulk.append(OwnLogFixture.statements(10, from: number))
        }
        let durable = await bulk.progress.durable
        #expect(durable >= 20)
        #expect(try home.store.state(of: home.origin)?.served == nil)
        let recovered = try home.log().recover(home.origin)
        #expect(recovered.map { $0.size >= durable } == true)
    }
}
