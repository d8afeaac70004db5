import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every log store promises of entries, whatever it is made of. What it promises of other things
/// has suites beside this one.
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
