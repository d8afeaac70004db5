import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Complaints at nodes with real logs", .timeLimit(.minutes(8)))
struct ComplaintKeeperTests {
    private static let channel = ComplaintWorld.channel
    private static let start = ComplaintWorld.start
    private static let all = ComplaintQuery(channels: [channel])

    /// All that a node tells of its complaints, to be compared.
    private struct Told: Equatable {
        let readings: [EntryReference: CaseReading]
        let stages: [EntryReference: [ListingStage: Int]]
        let figures: [FigureKey: ComplaintFigures]
        let orders: Set<String>
        let queue: [ReviewItem]

        init(_ keeper: ComplaintKeeper) throws {
            let now = (ComplaintWorld.start + 90_000) * 1_000
            var query = ComplaintKeeperTests.all
            query.limit = 500
            let page = try keeper.page(query).complaints
            readings = try page.reduce(into: [:]) { readings, summary in
                readings[summary.id] = try keeper.reading(of: summary.id)
            }
            stages = Dictionary(uniqueKeysWithValues: page.map { ($0.id, $0.stages) })
            figures = try keeper.figures(
                FigureQuery(channels: [ComplaintKeeperTests.channel], now: now)
            )
            orders = Set(try keeper.dueOrders(now: now, limit: 1_000).map(\.order.id))
            queue = try keeper.queue(
                ReviewQuery(channels: [ComplaintKeeperTests.channel], now: now))
        }
    }

    @Test("both sides see the same, and act on nothing before it is confirmed")
    func bothSides() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say([ComplaintWorld.complaint([1, 2])], by: world.brand)
        let keepers = [
            try world.brand.complaintKeeper(), try world.platform.complaintKeeper(),
        ]
        let same = try world.brand.complaintKeeper()
        #expect(keepers[0] === same)
        #expect(try keepers[0].catchUp() == [id])
        #expect(try keepers[0].catchUp().isEmpty)
        #expect(try keepers[1].catchUp().isEmpty && keepers[1].reading(of: id) == nil)
        try world.exchange()
        try await world.say([ComplaintWorld.decision(id, .takeDown, [0])], by: world.platform)
        try world.exchange()
        for keeper in keepers {
            #expect(try keeper.catchUp() == [id])
            let state = try #require(try keeper.reading(of: id)?.state)
            #expect(state.listings.map(\.stage) == [.takenDown, .filed])
            #expect(state.complainant == .member(world.brand.member))
            #expect(state.time == .pending)
            #expect(try keeper.dueOrders(now: .max, limit: 10).isEmpty)
            let figures = try keeper.figures(FigureQuery(channels: [Self.channel], now: .max))
            #expect(figures.isEmpty)
        }
        try world.cosignAll(at: Self.start)
        for keeper in keepers {
            #expect(try keeper.catchUp() == [id])
            let state = try #require(try keeper.reading(of: id)?.state)
            #expect(state.time == .witnessed(Self.start * 1_000))
            let due = try keeper.dueOrders(now: Self.start * 1_000, limit: 10)
            #expect(due.map(\.order.id) == [state.listings[0].order?.id])
            #expect(try keeper.catchUp().isEmpty)
        }
        #expect(try Told(keepers[0]) == Told(keepers[1]))
        // A quorum that was earlier arrives later.
        try world.cosign(id.origin, of: world.brand, at: Self.start - 5)
        for keeper in keepers {
            #expect(try keeper.catchUp() == [id])
            #expect(
                try keeper.reading(of: id)?.state?.time
                    == .witnessed((Self.start - 5) * 1_000))
        }
        try world.close()
    }

    @Test("whatever part of a log arrives first, and whenever it is looked at, the nodes agree")
    func anyOrder() async throws {
        let world = try await ComplaintWorld()
        let (brand, platform) = (
            world.brand.writer.origin(in: Self.channel),
            world.platform.writer.origin(in: Self.channel)
        )
        var random = SystemRandomNumberGenerator()
        var complaints: [EntryReference] = []
        for round in 0..<12 {
            for number in 0..<4 {
                complaints.append(
                    try await world.say(
                        [ComplaintWorld.complaint([round * 10 + number, 500])], by: world.brand))
            }
            try world.carry(brand, from: world.brand, to: world.platform)
            let some = complaints.shuffled(using: &random).prefix(5)
            try await world.say(
                some.map { id in
                    ComplaintWorld.decision(
                        id, ComplaintDecision.Verdict.allCases.randomElement(using: &random)!,
                        [Int.random(in: 0...1, using: &random)])
                }, by: world.platform)
            if let returned = complaints.randomElement(using: &random) {
                try await world.say(
                    [ComplaintWorld.complaint([900 + round, 500], mends: returned)],
                    by: world.brand)
            }
            try world.carry(brand, from: world.brand, to: world.platform)
            try world.cosignAll(at: Self.start + UInt64(round) * 3_600)
        }
        // The brand gets the platform's log piece by piece, and looks now and then.
        let keeper = try world.brand.complaintKeeper()
        let end = try #require(try world.platform.logs.state(of: platform)?.size)
        var size: TreeSize = 0
        while size < end {
            size = min(end, size + UInt64.random(in: 1...7, using: &random))
            try world.carry(platform, from: world.platform, to: world.brand, upTo: size)
            if Bool.random(using: &random) { try keeper.catchUp() }
        }
        // Cosignatures of what is held only in part were refused before: they come again.
        for cosigned in try world.platform.logs.cosigned(of: platform) {
            try world.brand.logs.keep(cosigned, of: platform, durability: .atReturn)
            if Bool.random(using: &random) { try keeper.catchUp() }
        }
        try keeper.catchUp()
        let other = try world.platform.complaintKeeper()
        try other.catchUp()
        let told = try Told(keeper)
        #expect(told.readings.count == 60 && !told.figures.isEmpty && !told.orders.isEmpty)
        #expect(try told == Told(other))
        // Made anew from the same logs.
        try world.brand.close()
        try FileManager.default.removeItem(atPath: world.brand.home.complaintDatabase)
        let again = try OpenedNode(world.alliance.home("brand"))
        let made = try again.complaintKeeper()
        #expect(Set(try made.catchUp()).isSuperset(of: told.readings.keys))
        #expect(try Told(made) == told)
        try again.close()
        try world.platform.close()
    }

    @Test("who was the platform spoke as it, and a log that the register takes back said nothing")
    func register() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say([ComplaintWorld.complaint([1])], by: world.brand)
        try world.exchange()
        try await world.say([ComplaintWorld.decision(id)], by: world.platform)
        try world.exchange()
        let keeper = try world.brand.complaintKeeper()
        try keeper.catchUp()
        func stage() throws -> ListingStage? {
            try keeper.reading(of: id)?.state?.listings[0].stage
        }
        #expect(try stage() == .takenDown)
        // Whoever was the platform was it when it decided.
        try world.publish { try $0.endRole(.platform, of: MemberID(parsing: "platform")) }
        #expect(try keeper.catchUp().isEmpty)
        #expect(try stage() == .takenDown)
        try world.publish {
            try $0.endLogs([world.platform.writer.origin(in: Self.channel): .void])
        }
        #expect(try keeper.catchUp() == [id])
        #expect(try stage() == .filed)
        try world.close()
    }

    @Test("a member that becomes the platform has what it said before read as the platform's")
    func role() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say([ComplaintWorld.complaint([1])], by: world.brand)
        let keeper = try world.brand.complaintKeeper()
        try keeper.catchUp()
        let summary = try #require(try keeper.page(Self.all).complaints.first)
        #expect(summary.refusal == nil && summary.stages == [.filed: 1])
        try world.publish { try $0.grant(.platform, to: MemberID(parsing: "brand")) }
        #expect(try keeper.catchUp() == [id])
        #expect(try keeper.reading(of: id) == .refused(.complainantMissing))
        let refused = try #require(try keeper.page(Self.all).complaints.first)
        #expect(refused.refusal == .complainantMissing && refused.stages.isEmpty)
        try world.close()
    }

    @Test("what a log says that is known to be forked is said by nobody")
    func forked() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say([ComplaintWorld.complaint([1])], by: world.brand)
        try world.exchange()
        try await world.say([ComplaintWorld.decision(id)], by: world.platform)
        try world.exchange()
        let keeper = try world.brand.complaintKeeper()
        try keeper.catchUp()
        let origin = world.platform.writer.origin(in: Self.channel)
        let served = try #require(try world.brand.logs.state(of: origin)?.served)
        let signer = try #require(try world.platform.logSigner(origin))
        let other = try SignedCheckpoint(
            signing: Checkpoint(
                origin: origin.description, size: served.size, root: Digest.sha256([7])),
            by: signer)
        try world.brand.logs.freeze(
            origin,
            ForkFinding(
                origin: origin, contradiction: .twoRoots, believed: served,
                offered: CheckpointRecord(other.verified(by: signer.verifierKey)),
                offeredBy: nil, foundAt: 1))
        #expect(try keeper.catchUp() == [id])
        #expect(try keeper.reading(of: id)?.state?.listings[0].stage == .filed)
        try world.close()
    }

    @Test("what a certificate erases is in no file any more, also where it is looked at later")
    func erased() async throws {
        let world = try await ComplaintWorld()
        let gone = try await world.say(
            [ComplaintWorld.complaint([680_001], note: "xqvonne zwiebel")], by: world.brand)
        let stays = try await world.say([ComplaintWorld.complaint([2])], by: world.brand)
        let keeper = try world.brand.complaintKeeper()
        try keeper.catchUp()
        let outbox = try world.brand.orderOutbox()
        let ordered = OrderedListing(
            complaint: gone, listing: try Indicator(.listing, parsing: "taobao:680001"),
            order: MarketplaceOrder(
                action: .restore, entry: stays, place: 0, time: .witnessed(1)))
        try outbox.enqueue([(ordered, [])], at: 1) { [:] }
        let texts = ["xqvonne", "taobao:680001"]
        for file in ["complaints.sqlite", "orders.sqlite"] {
            #expect(
                try world.alliance.files(of: "brand", with: texts).contains { $0.contains(file) })
        }
        let signer = try #require(try world.brand.logSigner(gone.origin))
        let certificate = try ErasureCertificate(
            origin: gone.origin, entries: EntryRanges([gone.index]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: world.brand.clock.now()))
        var signed = SignedErasure(certificate, by: [signer])
        signed.add(try world.alliance.signer())
        _ = try world.brand.apply(signed)
        #expect(try world.alliance.files(of: "brand", with: texts) == [])
        try keeper.catchUp()
        #expect(try keeper.page(Self.all).complaints.map(\.id) == [stays])
        try world.close()
        #expect(try world.alliance.files(of: "brand", with: texts) == [])
    }

    @Test("a backup has what the node made of complaints itself, and which deadlines have fired")
    func backup() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say([ComplaintWorld.complaint([1])], by: world.brand)
        try world.exchange()
        try world.cosignAll(at: Self.start)
        let keeper = try world.brand.complaintKeeper()
        try keeper.catchUp()
        let judgement = ListingJudgement(place: 0, review: .unclear, harm: 9)
        try keeper.note([judgement], of: id)
        var fired: [Deadline] = []
        let late = (Self.start + 19 * 3_600) * 1_000
        let next = try keeper.fire(now: late, limit: 10) { fired += $0 }
        #expect(fired.map(\.kind) == [.decisionWarning])
        #expect(next == (Self.start + 22 * 3_600) * 1_000)
        let path = world.alliance.folder.appending(path: "backup").path()
        _ = try HomeBackup(world.brand, withKeys: false).make(at: path)
        let kept = try SQLiteComplaintStore(path: "\(path)/complaints.sqlite")
        #expect(try kept.judgements(of: id) == [judgement])
        #expect(try kept.fire(now: late, limit: 10) { _ in Issue.record("again") } == next)
        try kept.close()
        try world.close()
    }

    @Test("a complaint of 300 listings with 600 statements is read whole")
    func large() async throws {
        let world = try await ComplaintWorld()
        let id = try await world.say(
            [ComplaintWorld.complaint(Array(0..<300))], by: world.brand)
        try world.exchange()
        try await world.say(
            (0..<600).map { number in
                ComplaintWorld.decision(
                    id, number < 300 ? .takeDown : .refuse, [number % 300], by: "r1")
            }, by: world.platform)
        try world.exchange()
        let keeper = try world.platform.complaintKeeper()
        #expect(try keeper.catchUp() == [id])
        let state = try #require(try keeper.reading(of: id)?.state)
        #expect(state.listings.count(where: { $0.stage == .takenDown }) == 300)
        #expect(state.refusedCount == 300)
        try world.close()
    }
}
