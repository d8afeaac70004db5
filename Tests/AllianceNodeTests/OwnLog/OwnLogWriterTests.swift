import AllianceNames
import AllianceNode
import Replication
import Statements
import Testing
import TransparencyLog

@Suite("The writer of own logs")
struct OwnLogWriterTests {
    @Test("gives every caller its own entries, and few signatures for many callers")
    func groupCommit() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer()
        let written = try await withThrowingTaskGroup(of: (Int, OwnEntries).self) { group in
            for caller in 0..<200 {
                group.addTask {
                    let statements = try OwnLogFixture.statements(1 + caller % 3, from: caller)
                    return (caller, try await writer.append(statements, to: .alliance))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(written.count == 200)
        var covered: Set<EntryIndex> = []
        let leaves = try leafHashes(in: home)
        for (caller, entries) in written {
            #expect(entries.origin == home.origin)
            #expect(entries.indexes.count == 1 + caller % 3)
            #expect(entries.checkpoint.map { $0.size >= entries.indexes.upperBound } == true)
            let places = Int(entries.indexes.lowerBound)..<Int(entries.indexes.upperBound)
            #expect(Array(leaves[places]) == entries.leafHashes)
            covered.formUnion(entries.indexes)
        }
        #expect(covered.count == leaves.count)
        let report = try home.audit()
        #expect(report.isSound)
        #expect(report.checkpoints < 200)
    }

    @Test("of those who worked a total out from the same one, the first alone is written")
    func overtaken() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer()
        let written = try await withThrowingTaskGroup(of: Bool.self) { group in
            for caller in 0..<20 {
                group.addTask {
                    do {
                        _ = try await writer.append(
                            [OwnLogFixture.total(UInt64(caller + 1))], to: .alliance, basis: 0)
                        return true
                    } catch OwnLogError.overtaken {
                        return false
                    }
                }
                // These rest on nothing.
                group.addTask {
                    _ = try await writer.append(
                        OwnLogFixture.statements(1, from: caller), to: .alliance)
                    return false
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(written == 1)
        #expect(try home.store.states().map(\.size) == [21])
    }

    @Test("writes each channel's statements into that channel's log")
    func channels() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer()
        let luxury = ChannelID(unchecked: "luxury")
        async let one = writer.append(OwnLogFixture.statements(3), to: .alliance)
        async let two = writer.append(OwnLogFixture.statements(2), to: luxury)
        async let three = writer.append(OwnLogFixture.statements(1), to: .alliance)
        #expect(try await two.indexes == 0..<2)
        #expect(try await two.origin.channel == luxury)
        #expect(try await [one, three].map(\.indexes.count) == [3, 1])
        #expect(try home.store.states().map(\.size) == [4, 2])
    }

    @Test("fails the caller whose statement no reader would accept, and nobody else")
    func refused() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer()
        let bad = Statement.unknown(
            .dispute, payload: [UInt8](repeating: 0xff, count: 8))
        async let good = writer.append(OwnLogFixture.statements(1), to: .alliance)
        let refusal = await #expect(throws: OwnLogError.self) {
            try await writer.append(OwnLogFixture.statements(1) + [bad], to: .alliance)
        }
        #expect(refusal?.keyword == "statement-refused")
        #expect(try await good.indexes.count == 1)
        #expect(try home.store.state(of: home.origin)?.size == 1)
    }

    @Test("tells all who waited that the store failed")
    func storeFails() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let writer = try home.writer(in: FaultyLogStore(home.store, failing: .before, call: 0))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do {
                        _ = try await writer.append(OwnLogFixture.statements(1), to: .alliance)
                        return false
                    } catch is FaultyLogStore.Fault {
                        return true
                    } catch {
                        return false
                    }
                }
            }
            for await hasFailed in group { #expect(hasFailed) }
        }
    }

    @Test("signs at the start what a crash has left unsigned, in every channel")
    func recover() async throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(5), to: home.origin, isSigned: false)
        #expect(try home.store.state(of: home.origin)?.served == nil)
        let writer = try home.writer()
        try await writer.recover([ChannelID(unchecked: "luxury"), .alliance])
        #expect(try home.store.state(of: home.origin)?.served?.size == 5)
        #expect(try home.audit().isSound)
    }

    private func leafHashes(in home: OwnLogFixture) throws -> [Digest] {
        let size = try home.store.state(of: home.origin)?.size ?? 0
        return try BundleCoordinate.bundles(of: size).flatMap { bundle in
            let tile = TileCoordinate(level: 0, index: bundle.index, width: bundle.width)
            return Digest.all(in: try home.store.tile(of: home.origin, tile) ?? [])
        }
    }
}
