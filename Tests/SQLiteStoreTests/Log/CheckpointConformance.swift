import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every log store promises of the checkpoints that it believes and serves, and of logs
/// that they show to be forked.
@Suite("A log store, of checkpoints,")
struct CheckpointConformance {
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
}
