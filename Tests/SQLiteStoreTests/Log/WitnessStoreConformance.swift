import AllianceNames
import GRDB
import Replication
import SQLiteStore
import Testing
import TransparencyLog

/// What every store promises of witnessing, whatever it is made of.
@Suite("A witness store")
struct WitnessStoreConformance {
    private static let witnesses: [NoteSigner] = (1...3).compactMap { number in
        try? NoteSigner(
            name: "w\(number).example", seed: [UInt8](repeating: UInt8(number), count: 32),
            algorithm: .cosignatureV1)
    }

    private func cosigned(
        _ log: WrittenLog, at size: TreeSize, root: Digest? = nil, extensionLines: [String] = [],
        _ lines: [(Int, UInt64)]
    ) throws -> CosignedCheckpoint {
        let checkpoint = try log.checkpoint(at: size, root: root, extensionLines: extensionLines)
        var signed = try SignedCheckpoint(note: checkpoint.note)
        for (witness, time) in lines {
            signed.add(
                Self.witnesses[witness].sign(text: signed.note.text, timestamp: time))
        }
        return CosignedCheckpoint(
            try signed.verified(by: log.key), cosigners: Self.witnesses.map(\.verifierKey))
    }

    // MARK: As a witness

    /// Runs `body` on a new, empty store, and on marks beside it where it is marked.
    private func withRecords(
        _ kind: LogStoreUnderTest, isMarked: Bool,
        _ body: (any WitnessRecords, any LogStore) throws -> Void
    ) throws {
        try kind.withWitnessStore { store in
            guard isMarked else { return try body(store, store) }
            try body(MarkedWitness(store: store, marks: InMemoryWitnessMarks()), store)
        }
    }

    @Test(
        "counts the audit logs of one member that were cosigned",
        arguments: LogStoreUnderTest.allCases, [false, true])
    func auditLogs(kind: LogStoreUnderTest, isMarked: Bool) throws {
        let log = try WrittenLog(entries: 3)
        try withRecords(kind, isMarked: isMarked) { store, _ in
            let state = WitnessState(size: 3, root: log.root(at: 3))
            var seed = [UInt8](repeating: 0, count: 32)
            for number in UInt8(1)...3 {
                seed[0] = number
                let key = try NoteSigner(name: "x", seed: seed).verifierKey.publicKey
                for name in ["own", "own.other"] where name == "own" || number == 1 {
                    let origin = LogOrigin.audit(
                        of: MemberID(unchecked: name), in: log.origin.alliance, publicKey: key)
                    _ = try store.advanceWitness(of: origin, note: "a") { _ in state }
                }
            }
            _ = try store.advanceWitness(of: log.origin, note: "a") { _ in state }
            #expect(try store.auditLogsWitnessed(of: MemberID(unchecked: "own")) == 3)
            #expect(try store.auditLogsWitnessed(of: MemberID(unchecked: "own.other")) == 1)
            #expect(try store.auditLogsWitnessed(of: log.origin.member) == 0)
        }
    }

    @Test(
        "judges what was kept last, and keeps what is judged; a refusal changes nothing",
        arguments: LogStoreUnderTest.allCases, [false, true])
    func advance(kind: LogStoreUnderTest, isMarked: Bool) throws {
        let log = try WrittenLog(entries: 9)
        try withRecords(kind, isMarked: isMarked) { store, logs in
            #expect(try store.witnessRecord(of: log.origin) == nil)
            let first = WitnessState(size: 3, root: log.root(at: 3))
            var shown: [WitnessState?] = []
            let kept = try store.advanceWitness(of: log.origin, note: "a") { last in
                shown.append(last)
                return first
            }
            #expect(kept == first)
            #expect(throws: WitnessRefusal.frozen) {
                try store.advanceWitness(of: log.origin, note: "b") { last in
                    shown.append(last)
                    throw WitnessRefusal.frozen
                }
            }
            #expect(shown == [nil, first])
            #expect(
                try store.witnessRecord(of: log.origin)
                    == WitnessRecord(state: first, noteText: "a"))
            let second = WitnessState(size: 9, root: log.root(at: 9))
            _ = try store.advanceWitness(of: log.origin, note: "c") { _ in second }
            #expect(
                try store.witnessRecord(of: log.origin)
                    == WitnessRecord(state: second, noteText: "c"))
            #expect(
                try store.witnessRecords()
                    == [log.origin: WitnessRecord(state: second, noteText: "c")])
            // What is a witness's is no news of any log that is held.
            #expect(try logs.states().isEmpty)
        }
    }

    @Test(
        "lets one of many requests from one size on through, and tells the others",
        arguments: LogStoreUnderTest.allCases, [false, true])
    func race(kind: LogStoreUnderTest, isMarked: Bool) async throws {
        let log = try WrittenLog(entries: 40)
        let folder = try TemporaryFolder()
        let plain = try kind.store(in: folder)
        let store: any WitnessRecords =
            isMarked ? MarkedWitness(store: plain, marks: InMemoryWitnessMarks()) : plain
        let cosigned = await withTaskGroup(of: TreeSize?.self) { group in
            for size in 1...40 as ClosedRange<TreeSize> {
                let state = WitnessState(size: size, root: log.root(at: size))
                group.addTask {
                    try? store.advanceWitness(of: log.origin, note: "\(size)") { last in
                        // Everybody has asked for the first.
                        guard last == nil else {
                            throw WitnessRefusal.conflict(size: last?.size ?? 0)
                        }
                        return state
                    }.size
                }
            }
            return await group.reduce(into: [TreeSize]()) { all, size in
                if let size { all.append(size) }
            }
        }
        defer { withExtendedLifetime(folder) {} }
        #expect(cosigned.count == 1)
        #expect(try store.witnessRecord(of: log.origin)?.state.size == cosigned.first)
        #expect(try store.witnessRecord(of: log.origin)?.noteText == "\(cosigned.first ?? 0)")
    }

    // MARK: Cosignatures

    @Test(
        "joins the lines of one checkpoint in any order, and tells when nothing is new",
        arguments: LogStoreUnderTest.allCases)
    func join(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 300)
        let parts = try [
            cosigned(log, at: 300, [(0, 10)]), cosigned(log, at: 300, [(1, 7), (0, 20)]),
            cosigned(log, at: 300, [(0, 15), (2, 5)]),
        ]
        var notes: Set<String> = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            try kind.withWitnessStore { store in
                try store.admit(log.admitted(0..<300))
                for part in order {
                    #expect(
                        try store.keep(parts[part], of: log.origin, durability: .atReturn))
                }
                let (token, changes) = (try store.changeToken(), try store.cosignedChanges())
                #expect(changes[log.origin] == 3)
                for part in parts {
                    #expect(
                        try !store.keep(part, of: log.origin, durability: .withNext))
                }
                #expect(try store.changeToken() == token)
                #expect(try store.cosignedChanges() == changes)
                let kept = try #require(try store.cosigned(of: log.origin, size: 300))
                #expect(kept.earliest(by: Self.witnesses[0].verifierKey)?.time == 10)
                #expect(kept.latest(by: Self.witnesses[0].verifierKey)?.time == 20)
                notes.insert(kept.noteText)
            }
        }
        #expect(notes.count == 1)
    }

    @Test(
        "keeps cosignatures of the text without extension lines alone, whichever comes first, and serves it",
        arguments: LogStoreUnderTest.allCases)
    func extended(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 9)
        let extended = try cosigned(log, at: 9, extensionLines: ["more"], [(0, 5), (1, 5)])
        let plain = try cosigned(log, at: 9, [(2, 6)])
        for order in [[extended, plain], [plain, extended]] {
            try kind.withWitnessStore { store in
                try store.admit(log.admitted(0..<9))
                for part in order {
                    let isNews = try store.keep(part, of: log.origin, durability: .atReturn)
                    #expect(isNews == (part == plain))
                }
                #expect(try store.cosigned(of: log.origin, size: 9) == plain)
                #expect(
                    throws: LogStoreError.rootDiffers(
                        origin: log.origin, size: 9, signed: .zero, held: log.root(at: 9))
                ) {
                    try store.keep(
                        cosigned(log, at: 9, root: .zero, extensionLines: ["more"], [(0, 1)]),
                        of: log.origin, durability: .atReturn)
                }
            }
        }
    }

    @Test("a row with extension lines, of an earlier version, gives way to the text without")
    func extendedBefore() throws {
        let log = try WrittenLog(entries: 9)
        let extended = try cosigned(log, at: 9, extensionLines: ["more"], [(0, 5), (1, 5)])
        let plain = try cosigned(log, at: 9, [(2, 6)])
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/log.sqlite"
        let first = try SQLiteLogStore(path: path)
        try first.admit(log.admitted(0..<9))
        #expect(
            try first.keep(cosigned(log, at: 9, [(0, 5)]), of: log.origin, durability: .atReturn))
        try first.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "UPDATE cosigned SET note = ?", arguments: [extended.noteText])
        }
        try queue.close()
        let store = try SQLiteLogStore(path: path)
        #expect(try store.cosigned(of: log.origin, size: 9) == extended)
        #expect(try store.keep(plain, of: log.origin, durability: .atReturn))
        #expect(try store.cosigned(of: log.origin, size: 9) == plain)
        try store.close()
    }

    @Test(
        "forgets an author's line from beyond a limit for another, and nobody else's",
        arguments: LogStoreUnderTest.allCases)
    func limit(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 9)
        // The first of the three cosigners is the author's.
        let (author, witness) = (Self.witnesses[0].verifierKey, Self.witnesses[1].verifierKey)
        let limit = FreshnessLimit(author: [author], at: 1_000)
        try kind.withWitnessStore { store in
            func keep(_ lines: [(Int, UInt64)], _ limit: FreshnessLimit?) throws -> Bool {
                try store.keep(
                    cosigned(log, at: 9, lines), of: log.origin, limit: limit,
                    durability: .atReturn)
            }
            func times(_ key: VerifierKey) throws -> [UInt64] {
                try store.cosigned(of: log.origin, size: 9)?.cosignatures
                    .filter { key.isClaimed(by: $0.signature) }.map(\.time) ?? []
            }
            try store.admit(log.admitted(0..<9))
            #expect(try keep([(0, 1_601), (0, 9_000), (1, 5_000)], nil))
            // Nothing is forgotten that no other line takes the place of.
            #expect(try keep([(1, 4_000)], limit))
            #expect(try times(author) == [1_601, 9_000] && times(witness) == [4_000, 5_000])
            #expect(try keep([(0, 900)], limit) && times(author) == [900])
            #expect(try keep([(0, 1_601)], nil) && times(author) == [900, 1_601])
            #expect(try keep([(0, 1_600)], limit) && times(author) == [900, 1_600])
            #expect(try !keep([(0, 9_000)], limit))
            #expect(try times(witness) == [4_000, 5_000])
            #expect(try store.cosigned(of: log.origin, size: 9)?.cosignerCount == 2)
        }
    }

    @Test(
        "takes cosignatures of what is held, with its root, and of nothing else",
        arguments: LogStoreUnderTest.allCases)
    func refusals(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 600)
        let other = try WrittenLog("demo/alliance/other/e1", entries: 5)
        try kind.withWitnessStore { store in
            #expect(throws: LogStoreError.unknownLog(origin: log.origin)) {
                try store.keep(
                    cosigned(log, at: 5, [(0, 1)]), of: log.origin, durability: .atReturn)
            }
            try store.admit(log.admitted(0..<500))
            #expect(
                throws: LogStoreError.beyondHeld(origin: log.origin, size: 501, held: 500)
            ) {
                try store.keep(
                    cosigned(log, at: 501, [(0, 1)]), of: log.origin, durability: .atReturn)
            }
            for size in [500, 300, 256, 0] as [TreeSize] {
                #expect(
                    throws: LogStoreError.rootDiffers(
                        origin: log.origin, size: size, signed: .zero,
                        held: log.root(at: size))
                ) {
                    try store.keep(
                        cosigned(log, at: size, root: .zero, [(0, 1)]), of: log.origin,
                        durability: .atReturn)
                }
            }
            #expect(
                throws: LogStoreError.otherOrigin(
                    expected: log.origin, found: "demo/alliance/other/e1")
            ) {
                try store.keep(
                    cosigned(other, at: 5, [(0, 1)]), of: log.origin, durability: .atReturn)
            }
            // Without a line there is nothing to keep.
            #expect(
                try !store.keep(cosigned(log, at: 9, []), of: log.origin, durability: .atReturn))
            #expect(try store.cosigned(of: log.origin).isEmpty)
            #expect(try store.cosignedChanges().isEmpty)
            // A size that no checkpoint of the log was believed at is as good as any.
            #expect(
                try store.keep(
                    cosigned(log, at: 257, [(0, 1)]), of: log.origin, durability: .atReturn))
        }
    }

    @Test(
        "finds the largest checkpoints with enough cosigners", arguments: LogStoreUnderTest.allCases
    )
    func find(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 60)
        try kind.withWitnessStore { store in
            try store.admit(log.admitted(0..<60))
            for size in 1...50 as ClosedRange<TreeSize> {
                let lines = (0..<Int(size % 3 + 1)).map { ($0, UInt64(size)) }
                _ = try store.keep(
                    cosigned(log, at: size, lines), of: log.origin, durability: .withNext)
            }
            func sizes(_ cosigners: Int, below: TreeSize, limit: Int) throws -> [TreeSize] {
                try store.cosigned(
                    of: log.origin, cosigners: cosigners, below: below, limit: limit
                ).map(\.size)
            }
            #expect(try sizes(1, below: .max, limit: 4) == [50, 49, 48, 47])
            #expect(try sizes(3, below: .max, limit: 3) == [50, 47, 44])
            #expect(try sizes(3, below: 44, limit: 2) == [41, 38])
            #expect(try sizes(4, below: .max, limit: .max) == [])
            #expect(try sizes(1, below: .max, limit: .max).count == 50)
        }
    }

    @Test(
        "tells which checkpoints have changed since, and none that it has no more",
        arguments: LogStoreUnderTest.allCases)
    func changed(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 300)
        try kind.withWitnessStore { store in
            try store.admit(log.admitted(0..<300))
            func keep(_ size: TreeSize, _ lines: [(Int, UInt64)]) throws {
                _ = try store.keep(
                    cosigned(log, at: size, lines), of: log.origin, durability: .withNext)
            }
            func changed(_ cosigners: Int, since change: UInt64) throws -> Set<TreeSize> {
                Set(
                    try store.cosigned(
                        of: log.origin, cosigners: cosigners, changedAfter: change
                    ).map(\.size))
            }
            #expect(try changed(1, since: 0).isEmpty)
            for size in [100, 200, 280] as [TreeSize] { try keep(size, [(0, 5)]) }
            let before = try #require(try store.cosignedChanges()[log.origin])
            #expect(try changed(1, since: 0) == [100, 200, 280])
            #expect(try changed(1, since: before).isEmpty)
            try keep(200, [(1, 6)])
            // Nothing new.
            try keep(100, [(0, 5)])
            try keep(300, [(2, 7)])
            #expect(try changed(1, since: before) == [200, 300])
            #expect(try changed(2, since: before) == [200])
            let later = try #require(try store.cosignedChanges()[log.origin])
            try store.settle(
                log.origin, ForkSettlement(prefix: 280, end: 290, root: log.root(at: 290)))
            #expect(try changed(1, since: before) == [200])
            #expect(try changed(1, since: later).isEmpty)
        }
    }

    @Test("keeps the newest checkpoints of a log, and all of a desk's")
    func retained() throws {
        for (channel, kept) in [("alliance", 4_096), ("desk-maison", 4_100)] {
            let log = try WrittenLog("demo/\(channel)/maison/e1", entries: 4_100)
            var edge = CompactRange()
            let checkpoints = try log.leaves.map { leaf in
                edge.append(leaf: leaf)
                return try cosigned(log, at: edge.size, root: edge.root, [(0, edge.size)])
            }
            for kind in LogStoreUnderTest.allCases {
                try kind.withWitnessStore { store in
                    try store.admit(log.admitted(0..<4_100))
                    for checkpoint in checkpoints {
                        _ = try store.keep(checkpoint, of: log.origin, durability: .withNext)
                    }
                    #expect(try store.cosigned(of: log.origin).count == kept, "\(channel)")
                }
            }
        }
    }

    @Test(
        "forgets the cosignatures of a branch that the roster has given up, and no others",
        arguments: LogStoreUnderTest.allCases)
    func settled(kind: LogStoreUnderTest) throws {
        var left = try WrittenLog(entries: 280, seed: 1)
        var right = left
        try left.append(20)
        // A draw less, so that everything behind differs.
        right.skipDraw()
        try right.append(20)
        try kind.withWitnessStore { store in
            try store.admit(left.admitted(0..<300))
            for size in [256, 280, 281, 300] as [TreeSize] {
                #expect(
                    try store.keep(
                        cosigned(left, at: size, [(0, size)]), of: left.origin,
                        durability: .atReturn))
            }
            let changes = try store.cosignedChanges()[left.origin] ?? 0
            try store.settle(
                left.origin, ForkSettlement(prefix: 280, end: 300, root: right.root(at: 300)))
            #expect(try store.cosigned(of: left.origin).map(\.size) == [280, 256])
            #expect(try store.cosigned(of: left.origin, size: 281) == nil)
            #expect(try store.cosignedChanges()[left.origin] == changes + 1)
            // The place is free for what the other branch has.
            try store.admit(right.admitted(280..<300))
            #expect(
                try store.keep(
                    cosigned(right, at: 300, [(1, 9)]), of: left.origin, durability: .atReturn))
            #expect(try store.cosigned(of: left.origin).map(\.size) == [300, 280, 256])
        }
    }

    @Test(
        "keeps all cosignatures where nothing is taken out", arguments: LogStoreUnderTest.allCases)
    func settledInPlace(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 300)
        try kind.withWitnessStore { store in
            try store.admit(log.admitted(0..<300))
            try store.keep(
                cosigned(log, at: 300, [(0, 1)]), of: log.origin, durability: .atReturn)
            let changes = try store.cosignedChanges()
            try store.settle(
                log.origin, ForkSettlement(prefix: 300, end: 290, root: log.root(at: 290)))
            #expect(try store.cosigned(of: log.origin).map(\.size) == [300])
            #expect(try store.cosignedChanges() == changes)
        }
    }
}

extension LogStoreUnderTest {
    func withWitnessStore(_ body: (any LogStore & WitnessStore) throws -> Void) throws {
        try withStore { store in
            try body(try #require(store as? any LogStore & WitnessStore))
        }
    }
}
