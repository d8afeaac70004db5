import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every log store promises of evidence, forks and their end.
@Suite("A log store, of evidence")
struct EvidenceConformance {
    /// Two histories that agree on 280 entries.
    private func histories() throws -> (left: WrittenLog, right: WrittenLog) {
        var shared = try WrittenLog(entries: 280, seed: 1)
        var other = shared
        try shared.append(420)
        // A draw less, so that everything behind differs.
        other.skipDraw()
        try other.append(420)
        return (shared, other)
    }

    private func proof(_ left: WrittenLog, _ right: WrittenLog) throws -> EvidenceRecord {
        let proof = try ForkProof(
            ofOneSize: SignedCheckpoint(note: left.checkpoint(at: 600).note),
            SignedCheckpoint(note: right.checkpoint(at: 600).note))
        return try EvidenceRecord(
            fork: proof.verified(by: left.key), shownBy: MemberID(parsing: "hub"), keptAt: 9)
    }

    @Test(
        "keeps the first piece about one subject, in the order they come",
        arguments: LogStoreUnderTest.allCases)
    func kept(kind: LogStoreUnderTest) throws {
        let (left, right) = try histories()
        func erasure(_ subject: String, _ text: String) -> EvidenceRecord {
            EvidenceRecord(
                recorded: .erasure, origin: left.origin, subject: subject, text: text,
                shownBy: nil, keptAt: 3)
        }
        let pieces = [erasure("b", "1"), try proof(left, right), erasure("a", "2")]
        try kind.withStore { store in
            for piece in pieces {
                let token = try store.changeToken()
                #expect(try store.keep(piece))
                #expect(try store.changeToken() > token)
            }
            let token = try store.changeToken()
            #expect(try !store.keep(erasure("b", "3")))
            #expect(try store.changeToken() == token)
            let all = try store.evidence(after: 0, limit: .max)
            #expect(all.map(\.record) == pieces)
            #expect(all.map(\.number) == [1, 2, 3])
            #expect(try store.evidence(after: 1, limit: 1).map(\.record) == [pieces[1]])
            #expect(try store.evidence(after: 3, limit: 1).isEmpty)
            #expect(try store.forkedLogs() == [left.origin])
        }
    }

    @Test(
        "freezes a log that a proof is about, one that is there and one that comes later",
        arguments: LogStoreUnderTest.allCases, [true, false])
    func frozenByProof(kind: LogStoreUnderTest, isThere: Bool) throws {
        let (left, right) = try histories()
        try kind.withStore { store in
            if isThere {
                try store.believe(left.checkpoint(at: 300), for: left.origin)
                try store.admit(left.admitted(0..<300))
            }
            try store.keep(proof(left, right))
            #expect(throws: LogStoreError.frozen(origin: left.origin)) {
                try store.admit(left.admitted(isThere ? 300..<310 : 0..<310))
            }
            #expect(throws: LogStoreError.frozen(origin: left.origin)) {
                try store.believe(left.checkpoint(at: 310), for: left.origin)
            }
            let finding = try ForkFinding(recorded: proof(left, right))
            #expect(try store.state(of: left.origin)?.frozen == (isThere ? finding : nil))
            #expect(try store.states().count == (isThere ? 1 : 0))
            #expect(try store.forkedLogs() == [left.origin])
        }
    }

    @Test(
        "freezes and keeps the proof together, also where the log is frozen already",
        arguments: LogStoreUnderTest.allCases, [false, true])
    func frozenWithProof(kind: LogStoreUnderTest, isFrozen: Bool) throws {
        let (left, right) = try histories()
        try kind.withStore { store in
            try store.admit(left.admitted(0..<300))
            try store.believe(left.checkpoint(at: 300), for: left.origin)
            let finding = try ForkFinding(recorded: proof(left, right))
            if isFrozen { try store.freeze(left.origin, finding) }
            let token = try store.changeToken()
            try store.freeze(left.origin, finding, proof: proof(left, right))
            #expect(try store.changeToken() > token)
            #expect(try store.state(of: left.origin)?.frozen == finding)
            #expect(
                try store.evidence(after: 0, limit: 9).map(\.record) == [proof(left, right)])
        }
    }

    @Test(
        "takes the other branch out behind the prefix, and grows along the roster's as far as it is believed",
        arguments: LogStoreUnderTest.allCases, [0, 1, 255, 256, 257, 280])
    func settled(kind: LogStoreUnderTest, prefix: Int) throws {
        let (left, right) = try histories()
        let prefix = TreeSize(prefix)
        try kind.withStore { store in
            for size in [200, 256, 600, 700] as [TreeSize] {
                let held = try store.state(of: left.origin)?.size ?? 0
                try store.admit(left.admitted(held..<size))
                try store.believe(left.checkpoint(at: size), for: left.origin)
            }
            try store.keep(proof(left, right))
            let token = try store.changeToken()
            #expect(try store.takenOutCount() == 0)
            let settlement = ForkSettlement(prefix: prefix, end: 650, root: right.root(at: 650))
            try store.settle(left.origin, settlement)
            #expect(try store.takenOutCount() == 1)
            #expect(try store.changeToken() > token)
            var state = try #require(try store.state(of: left.origin))
            #expect(state.frozen == nil && state.size == prefix)
            #expect(state.edge.root == left.root(at: prefix))
            #expect(
                try store.checkpoints(of: left.origin).map(\.size)
                    == [200, 256].filter { $0 <= prefix })
            #expect(try store.droppedCheckpoints(of: left.origin).map(\.size) == [700])
            #expect(try store.forkedLogs() == [left.origin], "the evidence stays")
            // Again: it is settled.
            try store.settle(left.origin, settlement)
            #expect(try store.takenOutCount() == 1)

            #expect(throws: LogStoreError.frozen(origin: left.origin)) {
                try store.admit(right.admitted(prefix..<651))
            }
            try store.believe(right.checkpoint(at: 690), for: left.origin)
            #expect(throws: LogStoreError.frozen(origin: left.origin)) {
                try store.admit(right.admitted(prefix..<691))
            }
            for end in [650, 680] as [TreeSize] {
                #expect(throws: LogStoreError.self) {
                    try store.admit(left.admitted(prefix..<end))
                }
            }
            // Beyond the roster's end, in one step.
            try store.admit(right.admitted(prefix..<690))
            state = try #require(try store.state(of: left.origin))
            #expect(state.edge.root == right.root(at: 690) && state.served?.size == 690)
            for bundle in BundleCoordinate.bundles(of: 690) {
                #expect(
                    try store.entries(of: left.origin, bundle) == right.entryBytes(bundle.entries))
                #expect(
                    try store.payloads(of: left.origin, bundle)
                        == right.payloadBytes(bundle.entries))
            }
            let report = try LogAudit(of: left.origin, in: store, key: left.key).run()
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    @Test(
        "keeps what it holds of the roster's branch, and refuses to settle on another",
        arguments: LogStoreUnderTest.allCases)
    func settledInPlace(kind: LogStoreUnderTest) throws {
        let (left, right) = try histories()
        try kind.withStore { store in
            try store.admit(left.admitted(0..<700))
            try store.believe(left.checkpoint(at: 700), for: left.origin)
            try store.keep(proof(left, right))
            #expect(throws: LogStoreError.self) {
                try store.settle(
                    left.origin, ForkSettlement(prefix: 700, end: 650, root: right.root(at: 650)))
            }
            #expect(try store.state(of: left.origin)?.frozen != nil)
            try store.settle(
                left.origin, ForkSettlement(prefix: 700, end: 650, root: left.root(at: 650)))
            let state = try store.state(of: left.origin)
            #expect(state?.size == 700 && state?.served?.size == 700 && state?.frozen == nil)
            #expect(try store.takenOutCount() == 0)
            #expect(try store.droppedCheckpoints(of: left.origin).isEmpty)
        }
    }

    @Test(
        "gives up what is promised of another branch, keeps the largest, and takes the roster's at its sizes",
        arguments: LogStoreUnderTest.allCases)
    func promisedGivenUp(kind: LogStoreUnderTest) throws {
        let (left, right) = try histories()
        try kind.withStore { store in
            try store.admit(left.admitted(0..<200))
            for size in [200, 290, 300, 600] as [TreeSize] {
                try store.believe(left.checkpoint(at: size), for: left.origin)
            }
            #expect(throws: LogStoreError.self) {
                try store.believe(right.checkpoint(at: 300), for: left.origin)
            }
            let token = try store.changeToken()
            let settlement = ForkSettlement(prefix: 200, end: 300, root: right.root(at: 300))
            try store.settle(left.origin, settlement)
            #expect(try store.changeToken() > token)
            var state = try #require(try store.state(of: left.origin))
            #expect(state.isSettled && state.size == 200 && state.target?.size == 200)
            #expect(try store.checkpoints(of: left.origin).map(\.size) == [200])
            let dropped = CheckpointRecord(try left.checkpoint(at: 600))
            #expect(try store.droppedCheckpoints(of: left.origin) == [dropped])
            #expect(try store.forkedLogs().isEmpty, "nobody is accused")
            #expect(try store.takenOutCount() == 0)

            // Beyond the end something else is promised, and a part of it is held.
            try store.believe(right.checkpoint(at: 700), for: left.origin)
            try store.admit(right.admitted(200..<500))
            try store.settle(left.origin, settlement)
            state = try #require(try store.state(of: left.origin))
            #expect(state.size == 300 && state.edge.root == right.root(at: 300))
            #expect(state.target?.size == 200, "below the end nothing goes")
            #expect(try store.droppedCheckpoints(of: left.origin).map(\.size) == [600, 700])
            #expect(try store.takenOutCount() == 1)

            try store.believe(right.checkpoint(at: 310), for: left.origin)
            try store.admit(right.admitted(300..<310))
            let last = try store.state(of: left.origin)
            #expect(last?.served?.size == 310)
            // What proves all that counts stays.
            try store.settle(left.origin, settlement)
            #expect(try store.state(of: left.origin) == last)
            #expect(try store.forkedLogs().isEmpty && store.takenOutCount() == 1)
            let report = try LogAudit(of: left.origin, in: store, key: left.key).run()
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    @Test(
        "keeps so many checkpoints that were given up, and no more",
        arguments: LogStoreUnderTest.allCases)
    func droppedLimit(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 60)
        try kind.withStore { store in
            for size in 30..<(30 + TreeSize(droppedCheckpointsMax) + 2) {
                try store.believe(log.checkpoint(at: size), for: log.origin)
                try store.settle(
                    log.origin, ForkSettlement(prefix: 0, end: 20, root: log.root(at: 20)))
                #expect(try store.checkpoints(of: log.origin).isEmpty)
            }
            #expect(
                try store.droppedCheckpoints(of: log.origin).map(\.size)
                    == (0..<TreeSize(droppedCheckpointsMax)).map { 30 + $0 })
        }
    }

    @Test(
        "lets a forked log begin that the roster has ended before anything of it was held",
        arguments: LogStoreUnderTest.allCases)
    func settledFirst(kind: LogStoreUnderTest) throws {
        let (left, right) = try histories()
        try kind.withStore { store in
            try store.keep(proof(left, right))
            try store.settle(
                left.origin, ForkSettlement(prefix: 0, end: 300, root: right.root(at: 300)))
            #expect(try store.state(of: left.origin)?.isSettled == true)
            try store.believe(right.checkpoint(at: 300), for: left.origin)
            try store.admit(right.admitted(0..<300))
            #expect(try store.state(of: left.origin)?.served?.size == 300)
            #expect(try store.takenOutCount() == 0)
        }
    }

    @Test(
        "remembers who keeps back what, and that it has ended",
        arguments: LogStoreUnderTest.allCases)
    func withholdings(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 9)
        func finding(_ peer: String, endedAt: UInt64? = nil) throws -> Withholding {
            Withholding(
                origin: log.origin, peer: try MemberID(parsing: peer), shownSize: 3,
                checkpoint: CheckpointRecord(try log.checkpoint(at: 9)),
                shownBy: try MemberID(parsing: "maison"), since: 5, foundAt: 6, endedAt: endedAt)
        }
        try kind.withStore { store in
            #expect(try store.withholdings().isEmpty)
            try store.record(finding("orchid"))
            try store.record(finding("hub"))
            try store.record(finding("orchid", endedAt: 8))
            let expected = [try finding("hub"), try finding("orchid", endedAt: 8)]
            #expect(try store.withholdings() == expected)
        }
    }
}
