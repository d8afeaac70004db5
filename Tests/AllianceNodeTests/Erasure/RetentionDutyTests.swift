import AllianceNames
import AllianceNode
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("The duty by retention limits")
struct RetentionDutyTests {
    private static let (time, day) = (ErasureWorld.time, ErasureWorld.day)

    /// Entries 0 and 2 are over a limit of ten days, 1 is not, 3 is of no natural person.
    private func world(_ change: (inout RosterDraft) throws -> Void = { _ in }) throws
        -> ErasureWorld
    {
        let world = try ErasureWorld()
        try world.change { draft in
            draft.set(
                retention: Roster.Retention([
                    .init(kind: .assertIndicator, naturalPersonsOnly: true, days: 10)
                ]))
            try change(&draft)
        }
        let old = Self.time - 11 * Self.day
        try world.say([
            ErasureWorld.person("a", lastSeen: old),
            ErasureWorld.person("b", lastSeen: Self.time - 9 * Self.day),
            ErasureWorld.person("c", lastSeen: old),
            ErasureWorld.person("d", lastSeen: old, isPerson: false),
        ])
        return world
    }

    private func duty(_ world: ErasureWorld, at time: UInt64 = time) -> RetentionDuty {
        RetentionDuty(world.logs, roster: world.roster, at: time)
    }

    @Test("the author proposes what is due, once; the authority countersigns it; nothing else goes")
    func both() throws {
        let world = try world()
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 1)
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 0)
        let proposal = try #require(try world.logs.erasures().first)
        #expect(proposal.state == .proposed)
        #expect(proposal.entries.description == "0,2")
        #expect(proposal.signed.certificate.reason == .retentionLimit)
        #expect(try duty(world).countersign(asAuthority: world.authority) == 1)
        #expect(try duty(world).countersign(asAuthority: world.authority) == 0)
        #expect(try world.logs.erasures().map(\.state) == [.complete])
        try world.eraser().run()
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 0)
        // A day later the next one is due.
        let later = duty(world, at: Self.time + 2 * Self.day)
        #expect(try later.propose(for: world.origin.member) { _ in world.author } == 1)
        #expect(
            try world.logs.erasures().filter { $0.state == .proposed }.map(\.entries.description)
                == ["1"])
    }

    @Test("without a rule nobody proposes anything")
    func noRule() throws {
        let world = try ErasureWorld()
        try world.say([ErasureWorld.person("a", lastSeen: 1)])
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 0)
        #expect(try duty(world).issueOverdue(asAuthority: world.authority) == 0)
    }

    @Test("what an author leaves undone the authority orders alone, some days later")
    func overdue() throws {
        let world = try world()
        #expect(try duty(world).issueOverdue(asAuthority: world.authority) == 0)
        let later = duty(world, at: Self.time + Roster.Retention.authorDays * Self.day)
        #expect(try later.issueOverdue(asAuthority: world.authority) == 1)
        let record = try #require(try world.logs.erasures().first)
        #expect(record.state == .complete)
        #expect(record.entries.description == "0,2")
        #expect(try later.issueOverdue(asAuthority: world.authority) == 0)
    }

    @Test("a legal hold suspends proposal, countersignature and order, for as long as it stands")
    func hold() throws {
        let world = try world()
        _ = try duty(world).propose(for: world.origin.member) { _ in world.author }
        try world.change {
            try $0.hold(world.origin, entries: EntryRanges([2]), reference: "case-1")
        }
        #expect(try duty(world).countersign(asAuthority: world.authority) == 0)
        let later = duty(world, at: Self.time + 30 * Self.day)
        #expect(try later.issueOverdue(asAuthority: world.authority) == 1)
        let ordered = try world.logs.erasures().filter { $0.state == .complete }
        #expect(
            ordered.map(\.entries.description) == ["0-1"],
            "what 0 was proposed with holds it up no longer")
        try world.change { try $0.endHolds(reference: "case-1") }
        #expect(try duty(world).countersign(asAuthority: world.authority) == 1)
    }

    @Test("a proposal that nobody completes holds up nothing that is due")
    func neverCompleted() throws {
        let world = try world()
        for (entries, reason) in [
            ("0-3", ErasureCertificate.Reason.request), ("0-2,7", .retentionLimit),
        ] {
            try world.register().accept(
                SignedErasure(try world.certificate(entries, reason: reason), by: [world.author]))
        }
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 1)
        #expect(try duty(world).propose(for: world.origin.member) { _ in world.author } == 0)
        #expect(try duty(world).countersign(asAuthority: world.authority) == 1)
        let complete = try world.logs.erasures().filter { $0.state == .complete }
        #expect(complete.map(\.entries.description) == ["0,2"])
        // An author that proposes nothing but what is never completed: the authority acts without it.
        let later = duty(world, at: Self.time + 20 * Self.day)
        #expect(try later.issueOverdue(asAuthority: world.authority) == 1)
        #expect(try world.logs.erased(of: world.origin).entries.description == "0-2")
    }

    @Test(
        "what proposals name is read once, not with every change of the record, and again in the daily round"
    )
    func judgedOnce() throws {
        let world = try world()
        let store = FaultyLogStore(world.logs, failing: .never {}, call: 1_000_000)
        func propose(_ entries: String) throws {
            try world.register().accept(
                SignedErasure(
                    try world.certificate(entries, reason: .retentionLimit), by: [world.author]))
        }
        var judged = JudgedEntries()
        /// Calls of the store beside those for the certificates and the log's size.
        func reads(at time: UInt64 = Self.time, signing count: Int = 0) throws -> Int {
            let before = store.left
            let duty = RetentionDuty(store, roster: world.roster, at: time)
            let signed = try duty.countersign(asAuthority: world.authority, knowing: &judged)
            #expect(signed == count)
            return before - store.left - 2
        }
        try propose("0-1")
        #expect(try reads() > 0)
        #expect(try reads() == 0)
        // Another entry of the bundle, and one that is not held.
        try propose("1,3")
        try propose("0,9")
        #expect(try reads() == 0)
        // What is demanded is looked at again before it is signed.
        try propose("0,2")
        #expect(try reads(signing: 1) > 0)
        // In two days entry 1 is due: the daily round finds out.
        let later = Self.time + 2 * Self.day
        #expect(try reads(at: later) == 0)
        judged = JudgedEntries()
        #expect(try reads(at: later, signing: 1) > 0)
    }

    @Test("what was cut back since it was judged is not signed by what stood there before")
    func judgedBefore() throws {
        let world = try world()
        let origin = world.origin
        var judged = JudgedEntries()
        judged.add(
            erasable: EntryRanges([0..<4]), of: EntryRanges([0..<4]), in: origin)
        try world.register().accept(
            SignedErasure(
                try world.certificate("0-1", reason: .retentionLimit), by: [world.author]))
        #expect(
            try duty(world).countersign(asAuthority: world.authority, knowing: &judged) == 0)
        #expect(judged.keeps(EntryRanges([1]), of: origin))
    }

    @Test("one who uses up the room for proposals keeps nobody else from proposing what is due")
    func crowded() throws {
        let world = try world()
        let second = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 45, count: 32))
        try world.change(by: [second]) {
            $0.setAuthority([world.authority.verifierKey, second.verifierKey], threshold: 2)
        }
        for index in 0..<UInt64(erasureProposalsMax) {
            let junk = try ErasureCertificate(
                origin: world.origin, entries: EntryRanges([1_000 + index]), reason: .request,
                issuedAt: UTCTimestamp(millisecondsSince1970: Self.time))
            try world.register().accept(SignedErasure(junk, by: [world.author, world.authority]))
        }
        let later = duty(world, at: Self.time + Roster.Retention.authorDays * Self.day)
        #expect(try later.propose(for: world.origin.member) { _ in world.author } == 0)
        #expect(try later.issueOverdue(asAuthority: world.authority) == 0, "and no error")
        #expect(try later.issueOverdue(asAuthority: second) == 1)
        #expect(try later.countersign(asAuthority: world.authority) == 1)
        #expect(try world.logs.erased(of: world.origin).entries.description == "0,2")
    }

    @Test("an authority countersigns nothing that no rule demands, however it is called")
    func demands() throws {
        let world = try world()
        for (entries, reason) in [
            ("0-1", ErasureCertificate.Reason.retentionLimit), ("3", .retentionLimit),
            ("0", .request), ("0,9", .retentionLimit), ("1", .retentionLimit),
        ] {
            let proposal = SignedErasure(
                try world.certificate(entries, reason: reason), by: [world.author])
            try world.register().accept(proposal)
        }
        #expect(try duty(world).countersign(asAuthority: world.authority) == 0)
        #expect(try world.logs.erasures().allSatisfy { $0.state == .proposed })
        let right = SignedErasure(
            try world.certificate("0,2", reason: .retentionLimit), by: [world.author])
        try world.register().accept(right)
        #expect(try duty(world).countersign(asAuthority: world.authority) == 1)
    }

    @Test("certificates are cut to what one can name")
    func cut() throws {
        let origin = try ErasureWorld().origin
        let now = UTCTimestamp(millisecondsSince1970: Self.time)
        let many = EntryRanges([0..<10_000])
        let certificates = try ErasureCertificate.certificates(
            of: origin, entries: many, reason: .retentionLimit, issuedAt: now)
        #expect(certificates.map(\.entries.count) == [4_096, 4_096, 1_808])
        #expect(certificates.reduce(EntryRanges.empty) { $0.union($1.entries) } == many)
        let sparse = EntryRanges((0..<1_100).map { UInt64($0 * 3) })
        let cut = try ErasureCertificate.certificates(
            of: origin, entries: sparse, reason: .retentionLimit, issuedAt: now)
        #expect(cut.map(\.entries.ranges.count) == [512, 512, 76])
        #expect(cut.reduce(EntryRanges.empty) { $0.union($1.entries) } == sparse)
    }

    @Test("a certificate is signed again by keys that came later, so that who joins believes it")
    func newKeys() throws {
        let world = try world()
        try world.register().accept(world.complete("0"))
        try world.eraser().run()
        let fresh = try NoteSigner(
            name: "demo/authority-2", seed: [UInt8](repeating: 44, count: 32))
        #expect(try duty(world).countersign(asAuthority: world.authority) == 0)
        // Both keys are needed from now on.
        try world.change(by: [fresh]) {
            $0.setAuthority([world.authority.verifierKey, fresh.verifierKey], threshold: 2)
        }
        let before = try #require(try world.logs.erasures().first)
        #expect(try !before.signed.standing(by: world.roster).isComplete)
        #expect(try duty(world).countersign(asAuthority: fresh) == 1)
        let after = try #require(try world.logs.erasures().first)
        #expect(try after.signed.standing(by: world.roster).isComplete)
        #expect(after.state == .finished)
        #expect(try duty(world).countersign(asAuthority: fresh) == 0)
    }
}
