import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every log store promises of the roster notes that it keeps, and of what peers did and
/// have shown.
@Suite("A log store, of rosters and peers,")
struct RosterAndPeerConformance {
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
}
