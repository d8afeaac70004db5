import AllianceNames
import Replication
import Roster
import Statements
import Testing
import TransparencyLog

/// What every log store promises about erasure.
@Suite("A log store, of erasure,")
struct ErasureConformance {
    /// A record of a certificate over `entries`, as one that was verified before.
    private static func record(
        _ log: WrittenLog, _ entries: EntryRanges, complete: Bool = true, signers: [UInt8] = [1]
    ) throws -> ErasureRecord {
        let certificate = try ErasureCertificate(
            origin: log.origin, entries: entries, reason: .request,
            issuedAt: UTCTimestamp(secondsSince1970: 1_800_000_000))
        let signed = SignedErasure(
            certificate,
            by: try signers.map {
                try NoteSigner(name: "authority-\($0)", seed: [UInt8](repeating: $0, count: 32))
            })
        return try ErasureRecord(
            recorded: signed.note.description, state: complete ? .complete : .proposed,
            finishedAt: nil)
    }

    private static func expected(
        _ log: WrittenLog, _ bundle: BundleCoordinate, without erased: EntryRanges
    ) -> [UInt8] {
        PayloadBundle.emptying(
            erased, in: log.payloadBytes(bundle.entries), first: bundle.firstEntry)
    }

    private static func check(
        _ store: any LogStore, _ log: WrittenLog, without erased: EntryRanges
    ) throws {
        for bundle in BundleCoordinate.bundles(of: log.size) {
            #expect(
                try store.payloads(of: log.origin, bundle)
                    == expected(log, bundle, without: erased))
            #expect(
                try store.entries(of: log.origin, bundle) == log.entryBytes(bundle.entries))
        }
        let report = try LogAudit(of: log.origin, in: store, key: log.key).run()
        #expect(report.isSound, "\(report.findings)")
    }

    @Test(
        "empties full bundles and the unfinished one, and nothing else; every proof holds",
        arguments: LogStoreUnderTest.allCases, UInt64(1)...8)
    func wipes(kind: LogStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let log = try WrittenLog(entries: 700, seed: seed)
        let erased = EntryRanges(
            (0..<20).map { _ in UInt64.random(in: 0...720, using: &random) } + [690])
        try kind.withStore { (store: any LogStore) throws in
            // The tail in several runs.
            try store.admit(log.admitted(0..<600, cuts: [300, 520]))
            try store.admit(log.admitted(600..<650))
            try store.admit(log.admitted(650..<700))
            try store.believe(log.checkpoint(at: 700), for: log.origin)
            let record = try Self.record(log, erased)
            #expect(try store.keep(record))
            // Absent for all who ask from here on.
            try Self.check(store, log, without: erased)
            var handed: [EntryIndex] = []
            try store.wipe(record.id) { contents in
                handed = contents.map(\.index)
                for content in contents {
                    let place = Int(content.index)
                    #expect(content.entry == log.entries[place])
                    #expect(content.payload == Array(log.payloads[place]!.dropFirst(16)))
                }
            }
            #expect(
                handed
                    == erased.within(0..<700).indexes.filter { log.payloads[Int($0)] != nil })
            try Self.check(store, log, without: erased)
            #expect(try store.erasure(record.id)?.state == .wiped)
            try store.wipe(record.id) { _ in Issue.record("it was wiped before") }
        }
    }

    @Test(
        "never stores what a certificate erases that came first",
        arguments: LogStoreUnderTest.allCases, UInt64(1)...4)
    func early(kind: LogStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let log = try WrittenLog(entries: 600, seed: seed)
        let erased = EntryRanges((0..<15).map { _ in UInt64.random(in: 0...610, using: &random) })
        try kind.withStore { (store: any LogStore) throws in
            let record = try Self.record(log, erased)
            try store.keep(record)
            try store.wipe(record.id) { #expect($0.isEmpty) }
            var start: UInt64 = 0
            while start < 600 {
                let end = min(600, start + .random(in: 1...200, using: &random))
                try store.admit(log.admitted(start..<end))
                start = end
            }
            try store.believe(log.checkpoint(at: 600), for: log.origin)
            try Self.check(store, log, without: erased)
            let later = try Self.record(log, EntryRanges([0..<600]))
            try store.keep(later)
            try store.wipe(later.id) { contents in
                #expect(contents.allSatisfy { !erased.contains($0.index) })
            }
        }
    }

    @Test(
        "comes to the same in any order of certificates",
        arguments: LogStoreUnderTest.allCases, UInt64(1)...12)
    func anyOrder(kind: LogStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let log = try WrittenLog(entries: 3, seed: seed)
        let all = try (0..<6).map { _ in
            try Self.record(
                log,
                EntryRanges((0..<4).map { _ in UInt64.random(in: 0...12, using: &random) }))
        }
        let union = all.reduce(EntryRanges.empty) { $0.union($1.entries) }
        try kind.withStore { (store: any LogStore) throws in
            for record in (all + all).shuffled(using: &random) { try store.keep(record) }
            #expect(try store.erased(of: log.origin).entries == union)
            #expect(Set(try store.erasures().map(\.id)) == Set(all.map(\.id)))
            #expect(try store.erasures() == store.erasures().sorted { $0.id < $1.id })
        }
    }

    @Test("erases nothing by a proposal", arguments: LogStoreUnderTest.allCases)
    func proposals(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 10)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<10))
            try store.believe(log.checkpoint(at: 10), for: log.origin)
            let proposal = try Self.record(log, EntryRanges([0..<10]), complete: false)
            #expect(try store.keep(proposal))
            #expect(try store.erased(of: log.origin) == .none)
            #expect(try store.erasuresUnderWay().isEmpty)
            try store.wipe(proposal.id) { _ in Issue.record("a proposal erases nothing") }
            try Self.check(store, log, without: .empty)
            #expect(try store.erasure(proposal.id)?.state == .proposed)
        }
    }

    @Test("goes on through the states and never back", arguments: LogStoreUnderTest.allCases)
    func states(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 10)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<10))
            let entries = EntryRanges([2..<4])
            let proposal = try Self.record(log, entries, complete: false, signers: [1])
            let complete = try Self.record(log, entries, signers: [2])
            let token = try store.changeToken()
            #expect(try store.keep(proposal))
            #expect(try !store.keep(proposal), "no news")
            #expect(try store.keep(complete))
            #expect(try store.changeToken() > token)
            let joined = try #require(try store.erasure(complete.id))
            #expect(joined.state == .complete)
            #expect(joined.signed.note.signatures.count == 2)
            try store.finishErasure(complete.id, at: 5)
            #expect(try store.erasure(complete.id)?.state == .complete, "not wiped yet")
            #expect(try store.wipedErasureCount() == 0)
            try store.wipe(complete.id) { _ in }
            #expect(try store.erasuresUnderWay().map(\.id) == [complete.id])
            #expect(try store.wipedErasures() == [complete.id])
            #expect(try store.scrub())
            try store.finishErasure(complete.id, at: 5)
            #expect(try store.erasure(complete.id)?.state == .finished)
            #expect(try store.erasure(complete.id)?.finishedAt == 5)
            #expect(try store.erasuresUnderWay().isEmpty)
            #expect(try !store.keep(proposal))
            #expect(try store.erasure(complete.id)?.state == .finished)
            #expect(try store.wipedErasureCount() == 1)
        }
    }

    @Test("changes nothing where forgetting fails", arguments: LogStoreUnderTest.allCases)
    func failing(kind: LogStoreUnderTest) throws {
        struct Fault: Error {}
        let log = try WrittenLog(entries: 300)
        try kind.withStore { (store: any LogStore) throws in
            try store.admit(log.admitted(0..<300))
            let record = try Self.record(log, EntryRanges([0..<300]))
            try store.keep(record)
            #expect(throws: Fault.self) { try store.wipe(record.id) { _ in throw Fault() } }
            #expect(try store.erasure(record.id)?.state == .complete)
            var count = 0
            try store.wipe(record.id) { count = $0.count }
            #expect(count == log.payloads.compactMap { $0 }.count)
        }
    }

    @Test(
        "takes so many proposals of one log from one key and no more, and none less from another",
        arguments: LogStoreUnderTest.allCases)
    func tooMany(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 1)
        try kind.withStore { (store: any LogStore) throws in
            for index in 0..<UInt64(erasureProposalsMax) {
                try store.keep(
                    Self.record(log, EntryRanges([index]), complete: false))
            }
            let more = try Self.record(log, EntryRanges([5_000]), complete: false)
            let before = try store.changeToken()
            #expect(try !store.hasRoom(for: more), "and says so without a write")
            #expect(
                throws: ErasureError.tooManyProposals(log.origin, max: erasureProposalsMax)
            ) { try store.keep(more) }
            #expect(try store.changeToken() == before)
            let others = try Self.record(
                log, EntryRanges([5_000]), complete: false, signers: [1, 2])
            #expect(try store.hasRoom(for: others))
            #expect(try store.keep(others), "another key has room of its own")
            #expect(
                try store.keep(Self.record(log, EntryRanges([5_001]))), "complete ones are kept")
        }
    }

    @Test(
        "takes another line of a key that has signed for no news: one key makes any number of them",
        arguments: LogStoreUnderTest.allCases)
    func signedAgain(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 1)
        let first = try Self.record(log, EntryRanges([0]), complete: false)
        let line = try #require(first.signed.note.signatures.first)
        try kind.withStore { (store: any LogStore) throws in
            try store.keep(first)
            // Each would take the place of the one before.
            for byte in (0..<20).reversed() {
                let again = NoteSignature(
                    name: line.name, keyID: line.keyID,
                    bytes: [UInt8(byte)] + line.bytes.dropFirst())
                let note = try SignedNote(text: first.signed.note.text, signatures: [again])
                try store.keep(
                    ErasureRecord(
                        recorded: note.description, state: .proposed, finishedAt: nil))
            }
            #expect(try store.evidence(after: 0, limit: .max).count == 1)
            try store.keep(Self.record(log, EntryRanges([0]), complete: false, signers: [1, 2]))
            #expect(try store.evidence(after: 0, limit: .max).count == 2)
        }
    }
}
