import AllianceNames
import Replication
import Roster
import Statements
import Testing
import TransparencyLog

@Suite struct MirrorIntakeTests {
    private func written(_ count: Int, seed: UInt64 = 5) throws -> WrittenLog {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: seed)
        log.append(count)
        return log
    }

    private func refusal(_ body: () throws -> Void) -> MirrorRefusal? {
        do {
            try body()
            return nil
        } catch {
            return error as? MirrorRefusal
        }
    }

    private func proof(_ judgement: MirrorIntake.Judgement) -> VerifiedForkProof? {
        if case .forked(let proof) = judgement { proof } else { nil }
    }

    @Test(
        "a log is brought in requests of any size, and is then held as its author has it",
        arguments: [1, 7, 100, 256, 600])
    func brought(step: UInt64) throws {
        var log = try written(600)
        let mirror = TestMirror(log)
        _ = try mirror.add(log.addCheckpoint(from: 0))
        #expect(try MirrorInfo(mirror.held) == MirrorInfo(pending: 600, next: 0))
        for start in stride(from: UInt64(0), to: 600, by: Int(step)) {
            #expect(
                try mirror.held.served == nil, "nothing is served before its checkpoint is reached")
            #expect(try mirror.add(log.addEntries(start..<min(600, start + step))) == nil)
        }
        #expect(try mirror.held.edge.root == log.root)
        #expect(try mirror.held.served?.size == 600)
        log.append(5)
        let grown = TestMirror(log)
        try log.store(into: grown.store, signing: [600])
        _ = try grown.add(log.addCheckpoint(from: 600))
        #expect(try grown.add(log.addEntries(600..<605)) == nil)
        #expect(try grown.held.edge.root == log.root)
        for bundle in BundleCoordinate.bundles(of: 605) {
            #expect(try grown.store.payloads(of: log.origin, bundle) == log.payloads(bundle))
        }
    }

    @Test("of a checkpoint that is brought the log's line alone is kept")
    func otherLines() throws {
        let log = try written(40)
        let mirror = TestMirror(log)
        let request = try log.addCheckpoint(from: 0)
        var checkpoint = request.checkpoint
        for number in 1...90 {
            checkpoint.add(
                NoteSignature(
                    name: "anybody", keyID: UInt32(number),
                    bytes: [UInt8](repeating: 7, count: 1_000)))
        }
        _ = try mirror.add(
            AddCheckpointRequest(oldSize: 0, path: request.path, checkpoint: checkpoint))
        #expect(try mirror.held.target?.noteText == request.checkpoint.description)
    }

    @Test("what does not go on where the mirror stands is a conflict that says where that is")
    func conflicts() throws {
        var log = try written(600)
        let mirror = TestMirror(log)
        #expect(
            refusal { _ = try mirror.add(log.addCheckpoint(from: 5)) }
                == .conflict(MirrorInfo(pending: 0, next: 0)))
        #expect(
            refusal { try mirror.add(log.addEntries(0..<600)) }
                == .conflict(MirrorInfo(pending: 0, next: 0)))
        _ = try mirror.add(log.addCheckpoint(from: 0, 300))
        try mirror.add(log.addEntries(0..<100, below: 300))
        let here = MirrorRefusal.conflict(MirrorInfo(pending: 300, next: 100))
        #expect(refusal { try mirror.add(log.addEntries(0..<100, below: 300)) } == here)
        #expect(refusal { try mirror.add(log.addEntries(101..<300, below: 300)) } == here)
        #expect(refusal { try mirror.add(log.addEntries(100..<600)) } == here)
        #expect(refusal { _ = try mirror.add(log.addCheckpoint(from: 0, 600)) } == here)
        log.append(1)
        _ = try mirror.add(log.addCheckpoint(from: 300, 601))
        #expect(try mirror.held.target?.size == 601)
        // A smaller one is known, or a conflict while it cannot be compared.
        if case .known = try mirror.add(log.addCheckpoint(from: 0, 50)) {
        } else {
            Issue.record("not known")
        }
        #expect(
            refusal { _ = try mirror.add(log.addCheckpoint(from: 0, 400)) }
                == .conflict(MirrorInfo(pending: 601, next: 100)))
    }

    @Test(
        "entries that are not below the signed root are refused, and nothing of their package is held"
    )
    func unproven() throws {
        let log = try written(400)
        let other = try written(400, seed: 6)
        let mirror = TestMirror(log)
        _ = try mirror.add(log.addCheckpoint(from: 0))
        #expect(refusal { try mirror.add(other.addEntries(0..<400)) }?.status == 422)
        #expect(try mirror.held.size == 0)
        let good = try log.addEntries(0..<400)
        var path = good.packages[1].path
        path[0] = .zero
        let second = good.packages[1]
        let bent = AddEntriesRequest(
            origin: log.origin, start: 0, end: 400,
            packages: [
                good.packages[0],
                EntryPackage(
                    start: second.start, count: second.count, entries: second.entries,
                    path: path, payloads: second.payloads),
            ])
        #expect(refusal { try mirror.add(bent) }?.keyword == "proof-refused")
        #expect(try mirror.held.size == 0, "the request is taken or not")
    }

    @Test("a payload that is missing or another ends what is held; an erased one does not")
    func payloads() throws {
        var log = try written(0)
        for _ in 0..<20 { log.appendCommitted(bytes: 30) }
        let whole = log
        log.withhold(12)
        let mirror = TestMirror(log)
        _ = try mirror.add(log.addCheckpoint(from: 0))
        let refusal = try mirror.add(log.addEntries(0..<20))
        #expect(refusal?.keyword == "payload-withheld" && refusal?.status == 422)
        #expect(try mirror.held.size == 12)
        let erased = ErasedEntries([12])
        #expect(try mirror.add(log.addEntries(12..<20), erased: erased) == nil)
        #expect(try mirror.held.size == 20)
        // With another entry's payload.
        let swapped = TestMirror(whole)
        _ = try swapped.add(whole.addCheckpoint(from: 0))
        let package = try whole.addEntries(0..<20).packages[0]
        var payloads = package.payloads
        payloads[4] ^= 1
        let bent = AddEntriesRequest(
            origin: whole.origin, start: 0, end: 20,
            packages: [
                EntryPackage(
                    start: 0, count: 20, entries: package.entries, path: package.path,
                    payloads: payloads)
            ])
        #expect(try swapped.add(bent)?.keyword == "payload-differs")
        #expect(try swapped.held.size == 0)
    }

    @Test(
        "a larger checkpoint of another history is a fork, proven from what the author itself said",
        arguments: [256, 300, 1, 2, 511])
    func forkedLarger(held: Int) throws {
        let log = try written(held)
        let other = try written(held + 40, seed: 6)
        let mirror = TestMirror(log)
        try log.store(into: mirror.store)
        let size = TreeSize(held)
        let request = try other.addCheckpoint(from: size)
        let found = try #require(try proof(mirror.add(request, oldRoot: other.root(at: size))))
        #expect(found.proof.smaller.checkpoint.size == size)
        #expect(found.proof.larger.checkpoint.size == other.size)
        _ = try mirror.store.keep(EvidenceRecord(fork: found, shownBy: nil, keptAt: 1))
        #expect(refusal { _ = try mirror.add(request) } == .frozen)
        // Without its own word, or with one that does not lead there, it is refused and proves nothing.
        let again = TestMirror(log)
        try log.store(into: again.store)
        for root in [nil, log.root(at: size), Digest.zero] as [Digest?] {
            #expect(refusal { _ = try again.add(request, oldRoot: root) }?.status == 422)
        }
        #expect(try again.held.target == again.held.served)
    }

    @Test("another root for a size that is known, or below what is held, is a fork")
    func forkedSmaller() throws {
        let log = try written(300)
        let other = try written(300, seed: 6)
        let mirror = TestMirror(log)
        try log.store(into: mirror.store, signing: [100, 300])
        for size in [100, 300, 37] as [TreeSize] {
            let found = try proof(mirror.add(other.addCheckpoint(from: 0, size)))
            #expect(found?.proof.smaller.checkpoint.size == size, "size \(size)")
        }
        #expect(try proof(mirror.add(log.addCheckpoint(from: 0, 37))) == nil)
        // Also of one that is believed and not held yet.
        let early = TestMirror(log)
        _ = try early.add(log.addCheckpoint(from: 0))
        #expect(try proof(early.add(other.addCheckpoint(from: 0))) != nil)
    }

    @Test("only the log's key is believed, within what the register lets count")
    func authority() throws {
        let log = try written(30)
        let stranger = try WrittenLog("alliance.example/alliance/brand/e2", seed: 5)
        let mirror = TestMirror(log)
        #expect(refusal { _ = try mirror.add(stranger.addCheckpoint(from: 0)) }?.status == 403)
        let end = LogScope.until(size: 20, root: log.root(at: 20))
        let other = try written(40, seed: 9)
        #expect(
            refusal { _ = try mirror.add(other.addCheckpoint(from: 20), end) }
                == .beyondEnd(size: 20))
        #expect(
            refusal { _ = try mirror.add(other.addCheckpoint(from: 0, 20), end) }
                == .beyondEnd(size: 20))
        if case .news = try mirror.add(log.addCheckpoint(from: 0, 20), end) {
        } else {
            Issue.record("refused")
        }
        #expect(refusal { _ = try mirror.intake(.never) } == .unknownLog)
    }

    // MARK: The roster's end

    /// Two histories of one log with the same first entries.
    private func fork(
        common: Int, _ left: Int, _ right: Int
    ) throws -> (left: WrittenLog, right: WrittenLog) {
        let base = try written(common)
        var (one, other) = (base, base)
        one.append(left - common)
        for _ in common..<right { other.appendCommitted(bytes: 40) }
        return (one, other)
    }

    /// Brings the newest checkpoint from wherever the mirror says that it stands.
    private func forkProof(
        by log: WrittenLog, to mirror: TestMirror, _ scope: LogScope
    ) throws -> VerifiedForkProof? {
        var from: TreeSize = 0
        for _ in 0..<4 {
            do {
                let root = from == 0 ? nil : log.root(at: from)
                return try proof(
                    mirror.add(log.addCheckpoint(from: from), oldRoot: root, scope))
            } catch MirrorRefusal.conflict(let info) {
                from = min(info.pending, log.size)
            }
        }
        return nil
    }

    @Test(
        "a frozen log follows the branch that the register names, from where its author shows that they part",
        arguments: [
            (0, 300, 300, 300), (255, 300, 900, 300), (256, 900, 300, 900), (257, 900, 700, 500),
            (299, 300, 700, 300), (70, 600, 90, 500),
        ])
    func settled(common: Int, left: Int, right: Int, end: Int) throws {
        let (kept, dropped) = try fork(common: common, left, right)
        let end = TreeSize(end)
        let scope = LogScope.until(size: end, root: kept.root(at: end))
        let mirror = TestMirror(kept)
        try dropped.store(into: mirror.store)
        let proof = try #require(try forkProof(by: kept, to: mirror, .open))
        _ = try mirror.store.keep(EvidenceRecord(fork: proof, shownBy: nil, keptAt: 1))
        #expect(refusal { _ = try mirror.add(kept.addCheckpoint(from: 0)) } == .frozen)
        // A checkpoint of the branch that does not count settles nothing.
        #expect(throws: dropped.size < end ? MirrorRefusal.frozen : .beyondEnd(size: end)) {
            try mirror.bring(dropped, dropped.size, scope)
        }
        #expect(try mirror.held.frozen != nil)

        let steps = try mirror.bring(kept, kept.size, scope)
        #expect(steps <= 14)
        var held = try mirror.held
        #expect(held.isSettled && held.frozen == nil && held.size == TreeSize(common))
        #expect(held.target?.size == kept.size)
        try mirror.add(kept.addEntries(held.size..<kept.size), scope)
        held = try mirror.held
        #expect(held.edge.root == kept.root && held.served?.size == kept.size)
        if case .known = try mirror.add(kept.addCheckpoint(from: 0), scope) {
        } else {
            Issue.record("not known")
        }
    }

    @Test("a log that is settled takes the rest of the register's branch, also begun anew")
    func settledBefore() throws {
        let (kept, dropped) = try fork(common: 100, 400, 200)
        let scope = LogScope.until(size: 300, root: kept.root(at: 300))
        for size in [300, 400] as [TreeSize] {
            let mirror = TestMirror(kept)
            try dropped.store(into: mirror.store)
            try mirror.store.settle(
                kept.origin, ForkSettlement(prefix: 100, end: 300, root: kept.root(at: 300)))
            #expect(throws: MirrorRefusal.beyondEnd(size: 300)) {
                try mirror.bring(written(400, seed: 6), 400, scope)
            }
            try mirror.bring(kept, size, scope)
            try mirror.add(kept.addEntries(100..<size, below: size), scope)
            #expect(try mirror.held.edge.root == kept.root(at: size))
        }
    }

    @Test(
        "of a log that has ended a checkpoint beyond the end is taken where it proves what counts, and only there",
        arguments: [0, 150, 300, 350] as [TreeSize])
    func beyondEnd(held: TreeSize) throws {
        let log = try written(400)
        let scope = LogScope.until(size: 300, root: log.root(at: 300))
        let mirror = TestMirror(log)
        if held > 0 { try log.store(into: mirror.store, signing: [held]) }
        if held < 300 {
            try mirror.bring(log, 400, scope)
            try mirror.add(log.addEntries(held..<400), scope)
            #expect(try mirror.held.served?.size == 400)
        } else {
            #expect(throws: MirrorRefusal.beyondEnd(size: 300)) {
                try mirror.bring(log, 400, scope)
            }
        }
    }

    @Test(
        "what is held over the end below no checkpoint is proven by the one that its author brings",
        arguments: [300, 320, 350, 400] as [TreeSize], [false, true])
    func heldBeyondEnd(size: TreeSize, isSettled: Bool) throws {
        let log = try written(400)
        let scope = LogScope.until(size: 300, root: log.root(at: 300))
        let mirror = TestMirror(log)
        try mirror.store.believe(log.verified(), for: log.origin)
        try mirror.store.admit(log.admitted(0..<350))
        if isSettled {
            try mirror.store.settle(
                log.origin, ForkSettlement(prefix: 350, end: 300, root: log.root(at: 300)))
        }
        #expect(try mirror.held.served == nil)
        try mirror.bring(log, size, scope)
        if size > 350 { try mirror.add(log.addEntries(350..<400), scope) }
        #expect(try mirror.held.served?.size == size)
        #expect(try mirror.held.edge.root == log.root(at: max(350, size)))
    }

    @Test(
        "what is held beyond the end under no checkpoint gives way to one that parts from it there",
        arguments: [310, 330, 400] as [TreeSize], [[], [360], [900]] as [[TreeSize]])
    func partedBeyondEnd(size: TreeSize, promised: [TreeSize]) throws {
        let (held, brought) = try fork(common: 320, 900, 400)
        let scope = LogScope.until(size: 300, root: held.root(at: 300))
        let mirror = TestMirror(held)
        try mirror.store.admit(held.admitted(0..<350))
        try mirror.store.settle(
            held.origin, ForkSettlement(prefix: 350, end: 300, root: held.root(at: 300)))
        for size in promised { try mirror.store.believe(held.verified(size), for: held.origin) }
        try mirror.bring(brought, size, scope)
        let from = try mirror.held.size
        #expect(from == (size == 310 ? 350 : 300), "what agrees stays")
        if size > from { try mirror.add(brought.addEntries(from..<size, below: size), scope) }
        #expect(try mirror.held.served?.size == size)
        let root = size == 310 ? held.root(at: 350) : brought.root(at: size)
        #expect(try mirror.held.edge.root == root)
        #expect(
            try mirror.store.droppedCheckpoints(of: held.origin).map(\.size)
                == (size == 310 ? [] : promised))
        #expect(try mirror.store.forkedLogs().isEmpty)
    }

    @Test(
        "what a thief of the key has promised beyond the end gives way to what the author brings",
        arguments: [0, 70, 100] as [TreeSize], [300, 310, 350] as [TreeSize])
    func promised(held: TreeSize, size: TreeSize) throws {
        let (author, thief) = try fork(common: 100, 350, 1_000)
        let scope = LogScope.until(size: 300, root: author.root(at: 300))
        let mirror = TestMirror(author)
        if held > 0 { try thief.store(into: mirror.store, signing: [held]) }
        for size in [150, 320, 1_000] as [TreeSize] {
            try mirror.store.believe(thief.verified(size), for: thief.origin)
        }
        // While the log goes on, nobody knows which of the two is right.
        #expect(throws: MirrorRefusal.self) { try mirror.bring(author, size, .open) }
        // And what is not of the register's branch settles nothing.
        #expect(throws: MirrorRefusal.beyondEnd(size: 300)) {
            try mirror.bring(thief, 800, scope)
        }
        #expect(try !mirror.held.isSettled && mirror.held.target?.size == 1_000)

        try mirror.bring(author, size, scope)
        #expect(try mirror.held.isSettled && mirror.held.size == held)
        try mirror.add(author.addEntries(held..<size, below: size), scope)
        #expect(try mirror.held.edge.root == author.root(at: size))
        #expect(try mirror.held.served?.size == size && mirror.held.target?.size == size)
        #expect(try mirror.store.droppedCheckpoints(of: author.origin).map(\.size) == [1_000])
        #expect(try mirror.store.forkedLogs().isEmpty && mirror.store.takenOutCount() == 0)
    }

    @Test(
        "a part of the thief's branch goes, and the fork that shows is noted",
        arguments: [200, 320] as [TreeSize], [300, 310, 350] as [TreeSize])
    func partHeld(held: TreeSize, size: TreeSize) throws {
        let (author, thief) = try fork(common: 100, 350, 1_000)
        let scope = LogScope.until(size: 300, root: author.root(at: 300))
        let mirror = TestMirror(author)
        try mirror.store.believe(thief.verified(1_000), for: thief.origin)
        try mirror.store.admit(thief.admitted(0..<held))
        try mirror.bring(author, size, scope)
        #expect(try mirror.held.isSettled && mirror.held.size == 100)
        try mirror.add(author.addEntries(100..<size, below: size), scope)
        #expect(try mirror.held.edge.root == author.root(at: size))
        #expect(try mirror.held.served?.size == size && mirror.held.frozen == nil)
        #expect(try mirror.store.forkedLogs() == [author.origin])
        #expect(try mirror.store.droppedCheckpoints(of: author.origin).map(\.size) == [1_000])
        #expect(try mirror.store.takenOutCount() == 1)
    }

    @Test("who holds another branch than the register's learns that by a checkpoint beyond the end")
    func otherBranchHeld() throws {
        for right in [200, 350, 500] {
            let (kept, dropped) = try fork(common: 100, 400, right)
            let scope = LogScope.until(size: 300, root: kept.root(at: 300))
            let mirror = TestMirror(kept)
            try dropped.store(into: mirror.store)
            let found = try forkProof(by: kept, to: mirror, scope)
            #expect(found != nil, "\(right)")
        }
    }
}
