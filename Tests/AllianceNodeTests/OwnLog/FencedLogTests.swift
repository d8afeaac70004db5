import AllianceNames
import AllianceNode
import Foundation
import Replication
import Statements
import Synchronization
import Testing
import TransparencyLog

@Suite("Fenced signing")
struct FencedLogTests {
    @Test("signs what it has stored, and says where it stands")
    func append() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        let batch = try OwnLogFixture.batch(300)
        let written = try log.append(batch, to: home.origin)
        #expect(written.indexes == 0..<300)
        #expect(written.leafHashes == batch.leafHashes)
        #expect(written.checkpoint?.size == 300)
        #expect(written.checkpoint?.root == MerkleHash.root(ofLeaves: batch.leafHashes))
        let state = try #require(try home.store.state(of: home.origin))
        #expect(state.served == written.checkpoint)
        #expect(try log.append(OwnLogFixture.batch(2), to: home.origin).indexes == 300..<302)
        #expect(try home.audit().isSound)
        let fence = try SigningFence(path: home.fencePath).read().marks[home.origin]
        #expect(fence?.size == 302)
    }

    @Test("signs nothing that was worked out from totals before another was said or taken back")
    func overtaken() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        let sealer = OwnLogFixture.sealer()
        func append(basis: TreeSize?) throws -> OwnEntries {
            try log.append(
                sealer.seal([OwnLogFixture.total(1)]), to: home.origin, basis: basis)
        }
        #expect(try append(basis: 0).indexes == 0..<1)
        let retraction = Statement.retract(
            Retraction(dots: [.init(origin: home.origin, index: 0)]))
        for (change, isOvertaking) in [
            (try OwnLogFixture.batch(600), false),
            (try sealer.seal([OwnLogFixture.total(2)]), true),
            (try sealer.seal([retraction]), true),
        ] {
            let basis = try #require(try home.store.state(of: home.origin)?.size)
            // In another bundle than what follows.
            _ = try log.append(OwnLogFixture.batch(300), to: home.origin)
            _ = try log.append(change, to: home.origin)
            _ = try log.append(OwnLogFixture.batch(300), to: home.origin)
            let size = try #require(try home.store.state(of: home.origin)?.size)
            if isOvertaking {
                #expect(throws: OwnLogError.overtaken(origin: home.origin, basis: basis)) {
                    try append(basis: basis)
                }
                #expect(try home.store.state(of: home.origin)?.size == size)
            } else {
                #expect(try append(basis: basis).indexes == size..<size + 1)
            }
        }
        let size = try #require(try home.store.state(of: home.origin)?.size)
        #expect(try append(basis: size).indexes == size..<size + 1)
        #expect(try append(basis: nil).indexes == size + 1..<size + 2)
        #expect(try home.audit().isSound)
    }

    @Test("signs nothing for a log without entries")
    func empty() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        #expect(try home.log().recover(home.origin) == nil)
        #expect(try home.store.states().isEmpty)
    }

    @Test("refuses to sign on an old backup, naming both sizes")
    func databaseBehind() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        _ = try log.append(OwnLogFixture.batch(10), to: home.origin)
        _ = try log.append(OwnLogFixture.batch(5), to: home.origin)
        let restored = try home.backup(at: 10)
        let expected = OwnLogError.databaseBehindFence(origin: home.origin, signed: 15, held: 10)
        #expect(expected.description.contains("15") && expected.description.contains("10"))
        #expect(throws: expected) { try home.log(in: restored).recover(home.origin) }
        #expect(throws: expected) {
            try home.log(in: restored).append(OwnLogFixture.batch(9), to: home.origin)
        }
        #expect(try restored.state(of: home.origin)?.size == 10)
        // Once the log was pulled back it goes on.
        let recovered = try home.backup(at: 15)
        let written = try home.log(in: recovered).append(OwnLogFixture.batch(1), to: home.origin)
        #expect(written.indexes == 15..<16)
    }

    @Test("refuses to sign on a backup to which other entries were added")
    func otherHistory() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        _ = try log.append(OwnLogFixture.batch(10), to: home.origin)
        _ = try log.append(OwnLogFixture.batch(5), to: home.origin)
        for size in [5, 8] {
            let restored = try home.backup(at: 10)
            let other = try OwnLogFixture.batch(size, from: 900)
            try restored.admit(
                AdmittedEntries(
                    origin: home.origin, start: 10, slices: other.slices(from: 10)))
            let log = try home.log(in: restored)
            for sign in [
                { _ = try log.recover(home.origin) },
                { _ = try log.append(OwnLogFixture.batch(1), to: home.origin) },
            ]
                as [() throws -> Void]
            {
                let refusal = #expect(throws: OwnLogError.self, performing: sign)
                #expect(refusal?.keyword == "own-root-differs")
            }
            #expect(try restored.state(of: home.origin)?.served?.size == 10)
        }
    }

    @Test("refuses to sign with an old fence, or one that never saw this log")
    func fenceBehind() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        let unused = try Data(contentsOf: URL(fileURLWithPath: home.fencePath))
        _ = try log.append(OwnLogFixture.batch(3), to: home.origin)
        let old = try Data(contentsOf: URL(fileURLWithPath: home.fencePath))
        _ = try log.append(OwnLogFixture.batch(3), to: home.origin)
        for (fence, size) in [(unused, nil), (old, 3)] as [(Data, TreeSize?)] {
            try fence.write(to: URL(fileURLWithPath: home.fencePath))
            #expect(
                throws: OwnLogError.fenceBehindDatabase(
                    origin: home.origin, fence: size, signed: 6)
            ) {
                try home.log().append(OwnLogFixture.batch(1), to: home.origin)
            }
        }
        #expect(try home.store.state(of: home.origin)?.size == 6)
    }

    @Test("refuses to sign where a peer has seen more than is held")
    func peerAhead() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        _ = try log.append(OwnLogFixture.batch(4), to: home.origin)
        let newer = try #require(log.append(OwnLogFixture.batch(4), to: home.origin).checkpoint)
        // Fence and database both from the time of four entries.
        let restored = try home.backup(at: 4)
        try FileManager.default.removeItem(atPath: home.fencePath)
        let fence = try SigningFence.create(at: home.fencePath)
        let root = try #require(try restored.state(of: home.origin)).edge.root
        try fence.withLock { try $0.advance(home.origin, to: FenceMark(size: 4, root: root)) }
        let hub = MemberID(unchecked: "hub")
        try restored.record([
            SeenCheckpoint(origin: home.origin, peer: hub, record: newer, seenAt: 1)
        ])
        #expect(
            throws: OwnLogError.peerAhead(origin: home.origin, peer: hub, seen: 8, held: 4)
        ) {
            try home.log(in: restored).append(OwnLogFixture.batch(1), to: home.origin)
        }
    }

    @Test("signs no more once there is the key of a later epoch, whoever made it")
    func epochLeft() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let newest = Mutex<Epoch?>(nil)
        let log = FencedLog(
            store: home.store, fence: try SigningFence(path: home.fencePath), key: home.key,
            newestEpoch: { newest.withLock { $0 } })
        _ = try log.append(OwnLogFixture.batch(4), to: home.origin)
        newest.withLock { $0 = home.origin.epoch }
        _ = try log.append(OwnLogFixture.batch(1), to: home.origin)
        let next = Epoch(home.origin.epoch.number + 1)
        newest.withLock { $0 = next }
        let expected = OwnLogError.epochLeft(origin: home.origin, newest: next)
        #expect(throws: expected) {
            try log.append(OwnLogFixture.batch(1), to: home.origin)
        }
        #expect(throws: expected) { try log.recover(home.origin) }
        #expect(try home.store.state(of: home.origin)?.size == 5)
    }

    @Test("signs no more on a log that is frozen")
    func frozen() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let log = try home.log()
        let record = try #require(
            log.append(OwnLogFixture.batch(4), to: home.origin).checkpoint)
        try home.store.freeze(
            home.origin,
            ForkFinding(
                origin: home.origin, contradiction: .twoRoots, believed: record,
                offered: record, offeredBy: nil, foundAt: 1))
        #expect(throws: OwnLogError.frozen(origin: home.origin)) {
            try log.append(OwnLogFixture.batch(1), to: home.origin)
        }
    }

    @Test("two processes take turns in one log")
    func twoProcesses() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let (one, other) = (try home.log(), try home.log())
        for round in 0..<5 {
            let first = try one.append(OwnLogFixture.batch(2), to: home.origin)
            let second = try other.append(OwnLogFixture.batch(3), to: home.origin)
            let start = UInt64(5 * round)
            #expect(first.indexes == start..<(start + 2))
            #expect(second.indexes == (start + 2)..<(start + 5))
        }
        #expect(try home.audit().isSound)
    }
}
