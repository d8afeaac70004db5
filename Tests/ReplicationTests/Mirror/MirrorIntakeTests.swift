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
        "a log is brought in packages of any size, and is then held as its author has it",
        arguments: [1, 7, 100, 256])
    func brought(step: UInt64) throws {
        var log = try written(600)
        let mirror = TestMirror(log)
        _ = try mirror.add(log.addCheckpoint(from: 0))
        #expect(try MirrorInfo(mirror.held) == MirrorInfo(pending: 600, next: 0))
        // In two requests, the second of which begins within a bundle.
        #expect(try mirror.add(log.addEntries(0..<300, step: step)) == nil)
        #expect(try mirror.held.served == nil, "nothing is served before its checkpoint is reached")
        #expect(try mirror.add(log.addEntries(300..<600, step: step)) == nil)
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
        #expect(
            refusal { _ = try mirror.add(log.addCheckpoint(from: 0), end) } == .beyondEnd(size: 20))
        #expect(
            refusal { _ = try mirror.add(written(20, seed: 9).addCheckpoint(from: 0), end) }
                == .beyondEnd(size: 20))
        if case .news = try mirror.add(log.addCheckpoint(from: 0, 20), end) {
        } else {
            Issue.record("refused")
        }
        #expect(refusal { _ = try mirror.intake(.never) } == .unknownLog)
    }
}
