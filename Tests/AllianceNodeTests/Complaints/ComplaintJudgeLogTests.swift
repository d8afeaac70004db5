import AllianceNames
import AllianceNode
import Complaints
import Replication
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// The judge of a platform's real node and the log that its decisions stand in: it decides on what is confirmed there, once
/// wherever the node stops, and anybody can draw its sample again.
@Suite(.timeLimit(.minutes(8))) struct ComplaintJudgeLogTests {
    @Test("what nobody has confirmed waits for a person, and is decided once it is confirmed")
    func notWitnessed() async throws {
        let reported = try await JudgeParty.reportedListing(by: ["m1", "m2"])
        let (party, shown, register) = (reported.party, reported.shown, reported.register)
        let upkeep = try party.upkeep(register, shown)
        let id = try await party.file(JudgeParty.complaint([reported.listing]), isConfirmed: false)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.notWitnessed])
        #expect(try party.decided() == 0)
        try await upkeep.round()
        #expect(try party.decided() == 0)
        try party.confirm(id.origin)
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).map(\.review) == [nil])
        try party.close()
    }

    @Test("what is said while marketplaces are asked counts, and what is decided then stays")
    func meanwhile() async throws {
        let reported = try await JudgeParty.reportedListing()
        let (party, shown, register) = (reported.party, reported.shown, reported.register)
        let id = try await reported.filed()
        shown.meanwhile {
            try await party.say(
                [
                    .complaint(
                        .evidenceRequest(
                            EvidenceRequest(
                                on: id, text: "a photograph",
                                due: party.platform.clock.now() + 3_600_000)))
                ], by: "platform", in: JudgeParty.channel)
            try register.catchUp()
        }
        let judge = try party.judge(register, shown)
        #expect(try await judge.judge(id).lanes[0] == .review(.unclear))
        shown.meanwhile {
            try await party.say(
                [
                    .complaint(
                        .decision(
                            ComplaintDecision(
                                of: id,
                                parts: [
                                    .init(listings: [0], verdict: .refuse, reasons: ["unclear"])
                                ], maker: .person("r1"))))
                ], by: "platform", in: JudgeParty.channel)
            try register.catchUp()
        }
        #expect(try await judge.judge(id).lanes.isEmpty)
        #expect(try party.decided() == 2)
        try party.close()
    }

    @Test(
        "a decision that was signed before the node stopped is noted after it, and not made again")
    func crash() async throws {
        let reported = try await JudgeParty.reportedListing()
        let (party, shown, register) = (reported.party, reported.shown, reported.register)
        let id = try await reported.filed()
        let policy = try JudgeParty.policy(auditedPerMillion: 1_000_000)
        let stopping = StumblingRegister(register)
        await #expect(throws: StumblingRegister.Stopped.self) {
            _ = try await party.judge(stopping, shown, policy: policy).judge(id)
        }
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).isEmpty)

        let upkeep = try party.upkeep(register, shown, policy: policy)
        for _ in 0..<3 { try await upkeep.round() }
        #expect(try party.decided() == 1)
        let judgement = try #require(register.judgements(of: id).first)
        #expect(judgement.review == nil)
        #expect(judgement.table == "test")
        #expect(judgement.isAuditSample)
        #expect(register.reading(of: id)?.state?.listings[0].stage == .takenDown)
        try party.close()
    }

    @Test("a decision that could not be noted is noted when the complaint is looked at again")
    func notNoted() async throws {
        let reported = try await JudgeParty.reportedListing()
        let (party, shown, register) = (reported.party, reported.shown, reported.register)
        let id = try await reported.filed()
        let policy = try JudgeParty.policy(auditedPerMillion: 1_000_000)
        await #expect(throws: StumblingRegister.Stopped.self) {
            _ = try await party.judge(StumblingRegister(register), shown, policy: policy).judge(id)
        }
        // Whoever looks at a list first takes it up.
        try register.catchUp()
        _ = try await party.judge(register, shown, policy: policy).judge(id)
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).map(\.isAuditSample) == [true])
        try party.close()
    }

    @Test(
        "the sample is drawn by the root of the log before the decision, for anybody to draw again")
    func sample() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let seller = try JudgeParty.seller("bad")
        try await party.report(seller)
        let listings = try (0..<200).map { try JudgeParty.listing($0) }
        for listing in listings { shown.show(listing, seller: seller) }
        let register = party.register()
        let share: UInt64 = 250_000
        let judge = try party.judge(
            register, shown, policy: JudgeParty.policy(auditedPerMillion: share))
        var drawn = 0
        for part in [listings.prefix(100), listings.suffix(100)] {
            let id = try await party.file(JudgeParty.complaint(Array(part)))
            try register.catchUp()
            let decision = try #require(try await judge.judge(id).decisions.first)
            // As a stranger computes it, from the entries alone.
            let tree = try Self.leaves(of: decision.origin, at: party.platform)
            let root = MerkleHash.root(ofLeaves: tree.prefix(Int(decision.index)))
            let sample = AuditSample(seed: root, perMillion: share)
            let noted = register.judgements(of: id).filter(\.isAuditSample).map(\.place)
            #expect(noted == (0..<100).filter { sample.draws(decision, place: $0) })
            try register.catchUp()
            #expect(sample.drawn(from: try #require(register.reading(of: id)?.state)) == noted)
            drawn += noted.count
        }
        #expect((20...80).contains(drawn))
        let items = register.queue(Self.samples(at: party.platform))
        #expect(items.count == drawn)
        try party.close()
    }

    private static func samples(at node: OpenedNode) -> ReviewQuery {
        var query = ReviewQuery(channels: [JudgeParty.channel], now: node.clock.now())
        query.kinds = [.sample]
        query.limit = 500
        return query
    }

    private static func leaves(
        of origin: LogOrigin, at node: OpenedNode
    ) throws -> [TransparencyLog.Digest] {
        let size = try node.logs.state(of: origin)?.size ?? 0
        let bundle = try #require(BundleCoordinate(containing: 0, size: size))
        let entries = try #require(try node.logs.entries(of: origin, bundle))
        return EntryBundle.leafHashes(
            of: entries, ranges: try EntryBundle.parse(entries, count: bundle.width))
    }
}
