import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every log store promises, whatever it is made of.
@Suite("A log store")
struct LogStoreConformance {
    @Test("is empty at first", arguments: LogStoreUnderTest.allCases)
    func empty(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog()
        try kind.withStore { (store: any LogStore) throws in
            #expect(try store.states().isEmpty)
            #expect(try store.state(of: log.origin) == nil)
            #expect(try store.checkpoints(of: log.origin).isEmpty)
            #expect(try store.entries(of: log.origin, BundleCoordinate(index: 0, width: 1)) == nil)
            #expect(try store.payloads(of: log.origin, BundleCoordinate(index: 0, width: 1)) == nil)
            #expect(
                try store.tile(of: log.origin, TileCoordinate(level: 0, index: 0, width: 1)) == nil)
            #expect(try store.rosters().isEmpty)
            #expect(try store.rosterCount() == 0)
            #expect(try store.newestRoster() == nil)
            #expect(try store.roster(version: 1) == nil)
            #expect(try store.peerStatuses().isEmpty)
            #expect(try store.seenCheckpoints(of: log.origin).isEmpty)
            #expect(try store.changeToken() == 0)
        }
    }

    @Test(
        "answers every bundle and tile at every width that it holds, and none beyond",
        arguments: LogStoreUnderTest.allCases, [1, 255, 256, 257, 700])
    func everyWidth(kind: LogStoreUnderTest, size: Int) throws {
        let log = try WrittenLog(entries: size)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<log.size))
            for index in 0...(log.size >> 8) {
                for width in [1, 2, 3, 100, 187, 188, 189, 254, 255, 256] {
                    let bundle = BundleCoordinate(index: index, width: width)
                    let isHeld = bundle.entries.upperBound <= log.size
                    #expect(
                        try store.entries(of: log.origin, bundle)
                            == (isHeld ? log.entryBytes(bundle.entries) : nil))
                    #expect(
                        try store.payloads(of: log.origin, bundle)
                            == (isHeld ? log.payloadBytes(bundle.entries) : nil))
                    let tile = TileCoordinate(level: 0, index: index, width: width)
                    let leaves = isHeld ? log.leaves[bundle.entries.asInts] : []
                    #expect(
                        try store.tile(of: log.origin, tile)
                            == (isHeld ? Digest.bytes(of: leaves) : nil))
                }
            }
            for width in 1...4 {
                let tile = TileCoordinate(level: 1, index: 0, width: width)
                let isHeld = tile.entries.upperBound <= log.size
                let hashes = (0..<(isHeld ? width : 0)).map { bundle in
                    MerkleHash.root(ofLeaves: log.leaves[(bundle * 256)..<(bundle * 256 + 256)])
                }
                #expect(
                    try store.tile(of: log.origin, tile)
                        == (isHeld ? Digest.bytes(of: hashes) : nil))
            }
        }
    }

    @Test("appends only where the log ends", arguments: LogStoreUnderTest.allCases)
    func contiguous(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 20)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<10))
            let token = try store.changeToken()
            for range in [9..<12, 11..<12, 0..<10] as [Range<EntryIndex>] {
                #expect(
                    throws: LogStoreError.notContiguous(
                        origin: log.origin, held: 10, start: range.lowerBound)
                ) {
                    try store.admit(log.admitted(range))
                }
            }
            #expect(try store.state(of: log.origin)?.size == 10)
            #expect(try store.changeToken() == token)
            try store.admit(log.admitted(10..<20))
            #expect(try store.state(of: log.origin)?.edge.root == log.root(at: 20))
        }
    }

    @Test("takes no entries as no change", arguments: LogStoreUnderTest.allCases)
    func nothing(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog()
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<0))
            #expect(try store.states().isEmpty)
            #expect(try store.changeToken() == 0)
        }
    }

    @Test(
        "serves the largest believed checkpoint that it holds all of",
        arguments: LogStoreUnderTest.allCases)
    func targetAndServed(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 600)
        try kind.withStore { (store: any LogStore) throws in
            for size in [300, 0, 500] as [TreeSize] {
                try store.believe(log.checkpoint(at: size), for: log.origin)
            }
            func sizes() throws -> [TreeSize?] {
                let state = try store.state(of: log.origin)
                return [state?.size, state?.served?.size, state?.target?.size, state?.behind]
            }
            #expect(try sizes() == [0, 0, 500, 500])
            try store.admit(log.admitted(0..<299))
            #expect(try sizes() == [299, 0, 500, 201])
            try store.admit(log.admitted(299..<300))
            #expect(try sizes() == [300, 300, 500, 200])
            try store.admit(log.admitted(300..<600))
            #expect(try sizes() == [600, 500, 500, 0])
            try store.believe(log.checkpoint(at: 600), for: log.origin)
            #expect(try sizes() == [600, 600, 600, 0])
            try store.believe(log.checkpoint(at: 257), for: log.origin)
            #expect(try sizes() == [600, 600, 600, 0])
            #expect(
                try store.checkpoints(of: log.origin).map(\.size) == [0, 257, 300, 500, 600])
        }
    }

    @Test(
        "never reaches a believed checkpoint with another root",
        arguments: LogStoreUnderTest.allCases)
    func rootDiffersOnAdmit(kind: LogStoreUnderTest) throws {
        let (honest, other) = (
            try WrittenLog(entries: 400, seed: 1), try WrittenLog(entries: 400, seed: 2)
        )
        try kind.withStore { (store: any LogStore) throws in
            try store.believe(honest.checkpoint(at: 300), for: honest.origin)
            try store.admit(other.admitted(0..<299))
            let token = try store.changeToken()
            for end in [300, 301, 400] as [TreeSize] {
                #expect(
                    throws: LogStoreError.rootDiffers(
                        origin: honest.origin, size: 300, signed: honest.root(at: 300),
                        held: other.root(at: 300))
                ) {
                    try store.admit(other.admitted(299..<end))
                }
            }
            #expect(try store.state(of: honest.origin)?.size == 299)
            #expect(try store.state(of: honest.origin)?.edge.root == other.root(at: 299))
            #expect(try store.changeToken() == token)
            #expect(
                try store.entries(of: honest.origin, BundleCoordinate(index: 1, width: 43))
                    == other.entryBytes(256..<299))
        }
    }

    @Test(
        "leaves no trace of a log whose first entries are refused",
        arguments: LogStoreUnderTest.allCases)
    func refusedFirst(kind: LogStoreUnderTest) throws {
        let honest = try WrittenLog(entries: 3, seed: 1)
        let (stranger, other) = (
            try WrittenLog("demo/alliance/orchid/e1", entries: 3, seed: 2),
            try WrittenLog("demo/alliance/orchid/e1", entries: 3, seed: 3)
        )
        try kind.withStore { (store: any LogStore) throws in
            try store.believe(honest.checkpoint(at: 3), for: honest.origin)
            #expect(throws: LogStoreError.self) { try store.admit(stranger.admitted(1..<3)) }
            #expect(try store.state(of: stranger.origin) == nil)
            #expect(throws: LogStoreError.self) {
                try store.believe(other.checkpoint(at: 0, root: .zero), for: other.origin)
            }
            #expect(try store.states().map(\.origin) == [honest.origin])
        }
    }

    @Test(
        "refuses a checkpoint that the entries it holds contradict",
        arguments: LogStoreUnderTest.allCases, [1, 256, 299, 300])
    func rootDiffersOnBelieve(kind: LogStoreUnderTest, size: Int) throws {
        let log = try WrittenLog(entries: 300)
        let size = TreeSize(size)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<300))
            #expect(
                throws: LogStoreError.rootDiffers(
                    origin: log.origin, size: size, signed: .zero, held: log.root(at: size))
            ) {
                try store.believe(log.checkpoint(at: size, root: .zero), for: log.origin)
            }
            #expect(try store.checkpoints(of: log.origin).isEmpty)
            try store.believe(log.checkpoint(at: size), for: log.origin)
            #expect(try store.checkpoints(of: log.origin).map(\.root) == [log.root(at: size)])
        }
    }

    @Test("never believes two roots for one size", arguments: LogStoreUnderTest.allCases)
    func twoRoots(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 10)
        try kind.withStore { (store: any LogStore) throws in
            try store.believe(log.checkpoint(at: 10), for: log.origin)
            #expect(
                throws: LogStoreError.contradicted(
                    origin: log.origin, size: 10, believed: log.root(at: 10), found: .zero)
            ) {
                try store.believe(log.checkpoint(at: 10, root: .zero), for: log.origin)
            }
            #expect(try store.state(of: log.origin)?.target?.root == log.root(at: 10))
        }
    }

    @Test(
        "takes the newer note of a checkpoint it knows, and the same note as no change",
        arguments: LogStoreUnderTest.allCases)
    func newerNote(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 10)
        let (first, newer) = (
            try log.checkpoint(at: 10), try log.checkpoint(at: 10, extensionLines: ["fresh"])
        )
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<10))
            try store.believe(first, for: log.origin)
            let token = try store.changeToken()
            try store.believe(first, for: log.origin)
            #expect(try store.changeToken() == token)
            try store.believe(newer, for: log.origin)
            #expect(try store.changeToken() > token)
            #expect(try store.state(of: log.origin)?.served == CheckpointRecord(newer))
            #expect(try store.checkpoints(of: log.origin) == [CheckpointRecord(newer)])
        }
    }

    @Test("takes a checkpoint for its own log only", arguments: LogStoreUnderTest.allCases)
    func otherOrigin(kind: LogStoreUnderTest) throws {
        let (log, other) = (
            try WrittenLog(entries: 1), try WrittenLog("demo/alliance/orchid/e1")
        )
        try kind.withStore { (store: any LogStore) throws in
            #expect(
                throws: LogStoreError.otherOrigin(
                    expected: other.origin, found: log.origin.description)
            ) {
                try store.believe(log.checkpoint(at: 1), for: other.origin)
            }
            #expect(try store.states().isEmpty)
        }
    }

    @Test("has several logs grow at once, each by itself", arguments: LogStoreUnderTest.allCases)
    func growth(kind: LogStoreUnderTest) throws {
        let logs = try ["a", "b", "c", "d"].enumerated().map { number, name in
            try WrittenLog("demo/alliance/\(name)/e1", entries: 300, seed: UInt64(number))
        }
        try kind.withStore { store in
            try store.admit(logs[1].admitted(0..<10))
            let before = try store.state(of: logs[1].origin)
            let token = try store.changeToken()
            let results = try store.grow([
                LogGrowth(
                    origin: logs[0].origin, believing: logs[0].checkpoint(at: 300),
                    admitting: logs[0].admitted(0..<300)),
                // Does not continue what is held: its checkpoint is not believed either.
                LogGrowth(
                    origin: logs[1].origin, believing: logs[1].checkpoint(at: 300),
                    admitting: logs[1].admitted(11..<300)),
                LogGrowth(
                    origin: logs[2].origin, believing: logs[2].checkpoint(at: 20, root: .zero),
                    admitting: logs[2].admitted(0..<20)),
                LogGrowth(
                    origin: logs[3].origin, believing: logs[3].checkpoint(at: 8), admitting: nil),
            ])
            #expect(try results.map { try? $0.get() } == store.grown(logs.map(\.origin), [0, 3]))
            #expect(try results[0].get().served?.size == 300)
            #expect(try results[3].get().behind == 8)
            #expect(
                throws: LogStoreError.notContiguous(origin: logs[1].origin, held: 10, start: 11)
            ) {
                try results[1].get()
            }
            #expect(throws: LogStoreError.self) { try results[2].get() }
            #expect(try store.state(of: logs[1].origin) == before)
            #expect(try store.state(of: logs[2].origin) == nil)
            #expect(try store.changeToken() > token)
            #expect(try store.grow([]).isEmpty)
        }
    }

    @Test(
        "freezes a log for good, keeps both checkpoints, and serves what it holds",
        arguments: LogStoreUnderTest.allCases)
    func frozen(kind: LogStoreUnderTest) throws {
        let (log, forked) = (
            try WrittenLog(entries: 300, seed: 1), try WrittenLog(entries: 300, seed: 2)
        )
        func finding(at time: UInt64) throws -> ForkFinding {
            ForkFinding(
                origin: log.origin, contradiction: .twoRoots,
                believed: CheckpointRecord(try log.checkpoint(at: 290)),
                offered: CheckpointRecord(try forked.checkpoint(at: 290)),
                offeredBy: try MemberID(parsing: "hub"), foundAt: time)
        }
        try kind.withStore { (store: any LogStore) throws in
            #expect(throws: LogStoreError.unknownLog(origin: log.origin)) {
                try store.freeze(log.origin, finding(at: 1))
            }
            try store.admit(log.admitted(0..<290))
            try store.believe(log.checkpoint(at: 290), for: log.origin)
            let token = try store.changeToken()
            try store.freeze(log.origin, finding(at: 1))
            #expect(try store.changeToken() > token)
            try store.freeze(log.origin, finding(at: 2))
            let expected = try finding(at: 1)
            #expect(try store.state(of: log.origin)?.frozen == expected)
            #expect(throws: LogStoreError.frozen(origin: log.origin)) {
                try store.admit(log.admitted(290..<300))
            }
            #expect(throws: LogStoreError.frozen(origin: log.origin)) {
                try store.believe(log.checkpoint(at: 300), for: log.origin)
            }
            #expect(try store.state(of: log.origin)?.served?.size == 290)
            #expect(
                try store.entries(of: log.origin, BundleCoordinate(index: 0))
                    == log.entryBytes(0..<256))
        }
    }

    @Test(
        "keeps the newest checkpoints, and always the served one",
        arguments: LogStoreUnderTest.allCases)
    func boundedHistory(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 3)
        let first: TreeSize = 10
        let count = TreeSize(checkpointsKept) + 150
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<3))
            try store.believe(log.checkpoint(at: 3), for: log.origin)
            for size in first..<(first + count) {
                // Ahead of what is held, so nothing can tell that the root is made up.
                try store.believe(log.checkpoint(at: size, root: .zero), for: log.origin)
            }
            let kept = try store.checkpoints(of: log.origin).map(\.size)
            #expect(kept.count >= checkpointsKept)
            #expect(kept.count <= checkpointsKept + 64)
            let newest = Array((first..<(first + count)).suffix(checkpointsKept - 1))
            #expect(Array(kept.suffix(checkpointsKept - 1)) == newest)
            let state = try store.state(of: log.origin)
            #expect(state?.served?.size == 3)
            #expect(state?.target?.size == first + count - 1)
        }
    }

    @Test("lists logs by name", arguments: LogStoreUnderTest.allCases)
    func statesInOrder(kind: LogStoreUnderTest) throws {
        let names = [
            "demo/luxury/maison/e1", "demo/alliance/orchid/e10", "demo/alliance/orchid/e2",
        ]
        try kind.withStore { (store: any LogStore) throws in
            for name in names {
                let log = try WrittenLog(name, entries: 2)
                try store.admit(log.admitted(0..<2))
            }
            let states = try store.states()
            #expect(states.map(\.origin.description) == [names[2], names[1], names[0]])
            for state in states { #expect(try store.state(of: state.origin) == state) }
        }
    }

    @Test(
        "keeps every roster note once, two of one version side by side",
        arguments: LogStoreUnderTest.allCases)
    func rosters(kind: LogStoreUnderTest) throws {
        let notes = [(2, "b"), (1, "a"), (3, "d"), (3, "c"), (10, "e")]
            .map { RosterRecord(version: $0.0, noteText: $0.1) }
        try kind.withStore { (store: any LogStore) throws in
            for note in notes {
                let token = try store.changeToken()
                try store.keep(note)
                #expect(try store.changeToken() > token)
            }
            let token = try store.changeToken()
            for note in notes { try store.keep(note) }
            #expect(try store.changeToken() == token)
            #expect(try store.rosters().map(\.noteText) == ["a", "b", "d", "c", "e"])
            #expect(try store.rosterCount() == 5)
            #expect(try store.newestRoster() == notes[4])
            #expect(try store.roster(version: 3) == notes[2])
            #expect(try store.roster(version: 4) == nil)
        }
    }

    @Test("knows what each peer did last", arguments: LogStoreUnderTest.allCases)
    func peers(kind: LogStoreUnderTest) throws {
        let (hub, orchid) = (try MemberID(parsing: "hub"), try MemberID(parsing: "orchid"))
        let plain = PeerStatus(peer: orchid, lastAttemptAt: 5)
        let full = PeerStatus(
            peer: hub, lastAttemptAt: 7, lastSuccessAt: 6,
            lastRefusal: .init(at: 3, keyword: "bundle", reason: "entry 5 was altered"),
            entriesBehind: 12, rosterVersion: 4)
        try kind.withStore { (store: any LogStore) throws in
            try store.record(plain)
            try store.record(PeerStatus(peer: hub, lastAttemptAt: 1))
            try store.record(full)
            #expect(try store.peerStatuses() == [full, plain])
            #expect(try store.changeToken() == 0)
        }
    }

    @Test(
        "remembers the largest checkpoint that each peer has shown",
        arguments: LogStoreUnderTest.allCases)
    func seen(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 10)
        func sight(_ peer: String, _ size: TreeSize, at time: UInt64) throws -> SeenCheckpoint {
            SeenCheckpoint(
                origin: log.origin, peer: try MemberID(parsing: peer),
                record: CheckpointRecord(try log.checkpoint(at: size)), seenAt: time)
        }
        try kind.withStore { (store: any LogStore) throws in
            try store.record([sight("orchid", 5, at: 1), sight("hub", 7, at: 2)])
            try store.record([sight("orchid", 9, at: 3), sight("hub", 6, at: 4)])
            try store.record([sight("orchid", 9, at: 5)])
            try store.record([SeenCheckpoint]())
            let expected = try [sight("hub", 7, at: 2), sight("orchid", 9, at: 5)]
            #expect(try store.seenCheckpoints(of: log.origin) == expected)
            #expect(try store.states().isEmpty)
        }
    }

    @Test(
        "gives a token that grows with every change of a log", arguments: LogStoreUnderTest.allCases
    )
    func token(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 4)
        try kind.withStore { (store: any LogStore) throws in
            var last = try store.changeToken()
            let changes: [() throws -> Void] = [
                { try store.admit(log.admitted(0..<2)) },
                { try store.believe(log.checkpoint(at: 4), for: log.origin) },
                { try store.believe(log.checkpoint(at: 1), for: log.origin) },
                { try store.admit(log.admitted(2..<4)) },
            ]
            for change in changes {
                try change()
                let token = try store.changeToken()
                #expect(token > last)
                last = token
            }
        }
    }
}

extension Range<EntryIndex> {
    fileprivate var asInts: Range<Int> { Int(lowerBound)..<Int(upperBound) }
}

extension LogStore {
    /// The states of the logs at `places`, nil for the others.
    fileprivate func grown(_ origins: [LogOrigin], _ places: Set<Int>) throws -> [LogState?] {
        try origins.enumerated().map { place, origin in
            places.contains(place) ? try state(of: origin) : nil
        }
    }
}
